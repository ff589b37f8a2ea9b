/** Where to go after signing in: a page of ours, whatever the address says. A browser reads `//host`, `/\host` and a tab within as another site. */
export function safeNext(asked: unknown): string {
  if (typeof asked !== "string" || !/^\/[^/\\]/.test(asked) || /[\p{Cc}\\]/u.test(asked)) return "/";
  const url = new URL(asked, "http://here.invalid");
  if (url.origin !== "http://here.invalid" || /^\/(api|sign-in)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
