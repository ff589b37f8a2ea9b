const post = (path: string, body: object): Promise<Response> =>
  fetch(`/api/auth/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** The address to go to when it worked, the HTTP status when not. */
export async function signIn(email: string, password: string, next: string): Promise<string | number> {
  const response = await post("sign-in/email", { email: email.trim(), password });
  return response.ok ? next : response.status;
}

/** The address of the institute's own sign-in page. */
export async function beginService(next: string): Promise<string | number> {
  const response = await post("sign-in/social", {
    provider: "oidc",
    callbackURL: next,
    errorCallbackURL: "/sign-in",
    disableRedirect: true,
  });
  const answer: unknown = await response.json().catch(() => null);
  const isAddress = response.ok && typeof answer === "object" && answer !== null && "url" in answer && typeof answer.url === "string";
  return isAddress ? String(answer.url) : response.status || 500;
}
