import { sql } from "@nauplius/db/sql";
import { makeProject } from "@nauplius/testing/factories";
import { Events, OAuth2Server } from "oauth2-mock-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addPerson, blockPerson } from "../admin/people.ts";
import { inviteToProject, inviteToSite } from "../links/invite.ts";
import { type AuthSite, baseUrl, goodPassword, makeAuthSite, makeBrowser } from "./browser.fixture.ts";

let provider: OAuth2Server;
let site: AuthSite;
let open: AuthSite;
let claims: Record<string, unknown> = {};

beforeAll(async () => {
  provider = new OAuth2Server();
  await provider.issuer.keys.generate("RS256");
  await provider.start(0, "127.0.0.1");
  const issuer = provider.issuer.url ?? "";
  provider.service.on(Events.BeforeTokenSigning, (token: { payload: Record<string, unknown> }) => Object.assign(token.payload, claims));
  const openId = { name: "Institute", issuer, clientId: "nauplius", clientSecret: "not a real secret" };
  site = await makeAuthSite({ openId });
  open = await makeAuthSite({ openId, registration: true });
});
afterAll(async () => {
  await Promise.all([site.dispose(), open.dispose(), provider.stop()]);
});
beforeEach(() => {
  claims = {};
});

/** Through the provider and back, as a browser goes; answers where the person ends and whether they are signed in. */
async function arrive(at: AuthSite, who: Record<string, unknown>) {
  claims = { aud: "nauplius", name: "Somebody", ...who };
  const browser = makeBrowser(at.auth);
  const begun = await browser.post("/sign-in/social", { provider: "oidc", callbackURL: "/", errorCallbackURL: "/sign-in" });
  const { url } = (await begun.json()) as { url: string };
  const asked = await fetch(url, { redirect: "manual" });
  const back = await browser.get(asked.headers.get("location") ?? "");
  const end = new URL(back.headers.get("location") ?? "", baseUrl);
  return { browser, end, session: await browser.session() };
}

const system = () => site.as({ kind: "system" });
const account = async (email: string) => {
  const made = await addPerson.call(system(), { email, name: "Known", password: goodPassword });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};
const countUsers = (email: string) => site.db.prisma.user.count({ where: { email } });

test("a verified e-mail that has an account signs in to that account", async () => {
  const id = await account("known@example.org");
  const { session, end } = await arrive(site, { sub: "known", email: "known@example.org", email_verified: true });
  expect(session?.user.id).toBe(id);
  expect(end.pathname).toBe("/");
});

test("an unverified e-mail signs in nowhere", async () => {
  await account("victim@example.org");
  for (const verified of [false, undefined, "no"]) {
    const { session, end } = await arrive(site, { sub: "thief", email: "victim@example.org", email_verified: verified });
    expect(session).toBeNull();
    expect(end.pathname).toBe("/sign-in");
    expect(end.searchParams.get("error")).not.toBeNull();
  }
});

test("an account whose own e-mail nobody vouched for is not handed to the service's user", async () => {
  await account("squatted@example.org");
  await site.db.run(sql`update "user" set email_verified = false where email = 'squatted@example.org'`);
  expect((await arrive(site, { sub: "owner", email: "squatted@example.org", email_verified: true })).session).toBeNull();
});

test("a stranger gets no account", async () => {
  const { session, end } = await arrive(site, { sub: "stranger", email: "stranger@example.org", email_verified: true });
  expect(session).toBeNull();
  expect(end.searchParams.get("error")).toBe("not_invited");
  expect(await countUsers("stranger@example.org")).toBe(0);
});

test("an invited e-mail gets an account and the membership it was invited to", async () => {
  const project = await makeProject(site.db, "Invited to");
  await inviteToProject.call(system(), { projectId: project, email: "Invited@example.org", role: "annotator" });
  const { session } = await arrive(site, { sub: "invited", email: "invited@example.org", email_verified: true, name: "In Vited" });
  expect(session?.user.name).toBe("In Vited");
  const rows = await site.db.rows(sql`select role from membership where user_id = ${session?.user.id ?? ""} and project_id = ${project}`);
  expect(rows).toEqual([{ role: "annotator" }]);
  const again = await arrive(site, { sub: "invited", email: "invited@example.org", email_verified: true });
  expect(again.session?.user.id).toBe(session?.user.id);
});

test("an invitation to an e-mail that the service does not vouch for makes no account", async () => {
  await inviteToSite.call(system(), { email: "unsure@example.org" });
  expect((await arrive(site, { sub: "unsure", email: "unsure@example.org", email_verified: false })).session).toBeNull();
  expect(await countUsers("unsure@example.org")).toBe(0);
});

test("a blocked account stays out", async () => {
  const id = await account("blocked@example.org");
  await blockPerson.call(system(), { userId: id });
  expect((await arrive(site, { sub: "blocked", email: "blocked@example.org", email_verified: true })).session).toBeNull();
});

test("claims of rights are not listened to", async () => {
  await inviteToSite.call(system(), { email: "claims@example.org" });
  const claimed = {
    sub: "claims",
    email: "claims@example.org",
    email_verified: true,
    role: "admin",
    blocked: false,
    siteRoles: ["admin"],
    id: "x",
  };
  const { session } = await arrive(site, claimed);
  expect(session).not.toBeNull();
  expect(await site.db.rows(sql`select 1 from site_role where user_id = ${session?.user.id ?? ""}`)).toEqual([]);
});

test("where registration is open, a verified stranger gets an account", async () => {
  expect((await arrive(open, { sub: "new", email: "new@example.org", email_verified: true })).session?.user.email).toBe("new@example.org");
});

test("an identity token for another client, or with another nonce, is refused", async () => {
  await account("aimed@example.org");
  const who = { sub: "aimed", email: "aimed@example.org", email_verified: true };
  expect((await arrive(site, { ...who, aud: "somebody-else" })).session).toBeNull();
  expect((await arrive(site, { ...who, nonce: "replayed" })).session).toBeNull();
});

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
  "coming back to %s is refused",
  async (callbackURL) => {
    const response = await makeBrowser(site.auth).post("/sign-in/social", { provider: "oidc", callbackURL });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  },
);

test("a token of another site is not taken in place of the way through the service", async () => {
  const idToken = { token: await provider.issuer.buildToken() };
  const response = await makeBrowser(site.auth).post("/sign-in/social", { provider: "oidc", idToken });
  expect(response.status).toBe(400);
});
