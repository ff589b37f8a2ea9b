import type { UserId } from "@nauplius/domain";
import { createResetLink } from "@nauplius/services";
import { type Person, scopesOf } from "@nauplius/services/rights";
import type { Instance } from "./instance.fixture.ts";

/** Somebody who asks over HTTP: the headers by which the site knows them. */
export type Caller = Person & { readonly headers: Readonly<Record<string, string>> };

export const password = "seven salps in a chain";

/** Signs everybody in as a person does: a link to a password, the sign-in, and for scripts a token made by its owner. */
export async function bringIn(instance: Instance, people: readonly Person[]): Promise<Caller[]> {
  const sessions = new Map<UserId, Promise<string>>();
  const cookieOf = (user: UserId): Promise<string> => {
    const known = sessions.get(user) ?? signIn(instance, user);
    sessions.set(user, known);
    return known;
  };
  const callers: Caller[] = [];
  for (const person of people) {
    const { actor } = person;
    if (actor.kind !== "user") callers.push({ ...person, headers: {} });
    else if (scopesOf(person) === null)
      callers.push({ ...person, headers: { cookie: await cookieOf(actor.userId), origin: instance.url } });
    // Nobody can make a token that may nothing.
    else if (actor.scopes?.length !== 0) {
      const { token } = await makeToken(instance, await cookieOf(actor.userId), { scopes: actor.scopes, projectIds: actor.projectIds });
      callers.push({ ...person, headers: { authorization: `Bearer ${token}` } });
    }
  }
  return callers;
}

/** A session's cookie for an account, whose password is set by a link first. */
export async function signIn({ url, site }: Instance, user: UserId): Promise<string> {
  const link = await createResetLink.call(site.as({ kind: "system" }), { userId: user });
  if (!link.ok || link.value.sent) throw new Error(`no link to a password for ${user}`);
  const token = new URL(link.value.url).searchParams.get("token");
  const person = await site.db.prisma.user.findUniqueOrThrow({ where: { id: user }, select: { email: true } });
  await answered(await post(`${url}/api/v1/links/reset`, { token, password }, { origin: url }));
  return cookieFrom(await answered(await post(`${url}/api/auth/sign-in/email`, { email: person.email, password }, { origin: url })));
}

export const cookieFrom = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(";")))
    .join("; ");

type Wanted = { readonly scopes: readonly string[] | null; readonly projectIds: readonly number[] | null };

export async function makeToken({ url }: Instance, cookie: string, wanted: Wanted): Promise<{ id: number; token: string }> {
  const asked = { name: "matrix", days: 7, ...wanted };
  const response = await answered(await post(`${url}/api/v1/account/tokens`, asked, { origin: url, cookie }));
  return (await response.json()) as { id: number; token: string };
}

export const post = (url: string, body: object, headers: Record<string, string>): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    redirect: "manual",
  });

async function answered(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response;
}
