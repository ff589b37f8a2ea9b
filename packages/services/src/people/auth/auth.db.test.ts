import { userId } from "@nauplius/domain";
import { asUser } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changePassword } from "../account/password.ts";
import { listSessions, revokeSession } from "../account/sessions.ts";
import { addPerson, blockPerson, unblockPerson } from "../admin/people.ts";
import { createResetLink, resetPassword } from "../links/reset.ts";
import { isOpenEndpoint } from "./auth.ts";
import { type AuthSite, baseUrl, goodPassword, makeAuthSite, makeBrowser } from "./browser.fixture.ts";

let site: AuthSite;
beforeAll(async () => {
  site = await makeAuthSite();
});
afterAll(() => site.dispose());

let people = 0;
async function person() {
  people += 1;
  const email = `person${people}@example.org`;
  const made = await addPerson.call(site.as({ kind: "system" }), { email, name: `Person ${people}`, password: goodPassword });
  if (!made.ok) throw new Error(made.error.message);
  return { id: made.value, email };
}

describe("signing in", () => {
  test("with e-mail and password, whatever the case of the e-mail, gives a session in a cookie that scripts cannot read", async () => {
    const { email } = await person();
    const browser = makeBrowser(site.auth);
    const response = await browser.signIn(email.toUpperCase(), goodPassword);
    expect(response.status).toBe(200);
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("nauplius.session_token="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
    expect((await browser.session())?.user.email).toBe(email);
  });

  test("on an https address the cookie is secure", async () => {
    const secure = await makeAuthSite({ baseUrl: "https://plankton.example.org", origins: () => [baseUrl] });
    await addPerson.call(secure.as({ kind: "system" }), { email: "s@example.org", name: "S", password: goodPassword });
    const response = await makeBrowser(secure.auth).signIn("s@example.org", goodPassword);
    expect(response.headers.getSetCookie().join()).toMatch(/^__Secure-nauplius\.session_token=.*Secure/);
    await secure.dispose();
  });

  test("a wrong password and an unknown account are refused in the same words", async () => {
    const { email } = await person();
    const wrong = await makeBrowser(site.auth).signIn(email, "not this password");
    const unknown = await makeBrowser(site.auth).signIn("nobody@example.org", "not this password");
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  test("from another site is refused", async () => {
    const { email } = await person();
    const browser = makeBrowser(site.auth);
    await browser.signIn(email, goodPassword);
    const foreign = await browser.post("/sign-out", {}, { origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    expect(await browser.session()).not.toBeNull();
  });

  test("takes nothing but e-mail and password: no address to be sent to afterwards", async () => {
    const { email } = await person();
    const body = { email, password: goodPassword, callbackURL: "https://evil.example" };
    expect((await makeBrowser(site.auth).post("/sign-in/email", body)).status).toBeGreaterThanOrEqual(400);
  });

  test("an e-mail that nobody can have is refused, not a fault", async () => {
    for (const email of ["a\u0000@example.org", "a\n@example.org", "\ud800@example.org"])
      expect((await makeBrowser(site.auth).post("/sign-in/email", { email, password: goodPassword })).status).toBe(400);
  });

  test("ten wrong guesses from one address are enough; the owner still comes in from another", async () => {
    const { email } = await person();
    const thief = makeBrowser(site.auth, "198.51.100.1");
    const answers = [];
    for (let guess = 0; guess < 12; guess++) answers.push((await thief.signIn(email, `guess number ${guess}`)).status);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(answers.slice(10)).toEqual([429, 429]);
    expect((await thief.signIn(email, goodPassword)).status).toBe(429);
    expect((await makeBrowser(site.auth, "198.51.100.2").signIn(email, goodPassword)).status).toBe(200);
  });

  test("one address that tries many accounts is slowed down", async () => {
    const sprayer = makeBrowser(site.auth, "198.51.100.77");
    const answers = new Set<number>();
    // Not even whole requests, so that the test need not wait for sixty slow hashes.
    for (let guess = 0; guess < 62; guess++)
      answers.add((await sprayer.post("/sign-in/email", { email: `someone${guess}@example.org` })).status);
    expect([...answers]).toEqual([400, 429]);
  });
});

describe("a blocked account", () => {
  test("is out at once, cannot come back, and is not told apart from a wrong password by its status", async () => {
    const { id, email } = await person();
    const browser = makeBrowser(site.auth);
    await browser.signIn(email, goodPassword);
    expect(await browser.session()).not.toBeNull();
    expect(await blockPerson.call(site.as({ kind: "system" }), { userId: id })).toMatchObject({ ok: true, value: { sessionsEnded: 1 } });
    expect(await browser.session()).toBeNull();
    expect((await browser.signIn(email, goodPassword)).status).toBe(401);
    await unblockPerson.call(site.as({ kind: "system" }), { userId: id });
    expect((await browser.signIn(email, goodPassword)).status).toBe(200);
  });
});

describe("sessions", () => {
  test("are listed and ended by their owner, one by one", async () => {
    const { id, email } = await person();
    const [desk, ship] = [makeBrowser(site.auth), makeBrowser(site.auth)];
    await desk.signIn(email, goodPassword);
    await ship.signIn(email, goodPassword);
    const here = (await desk.session())?.session.id;
    const me = site.as({ ...actor(id), sessionId: here });
    const listed = await listSessions.call(me, {});
    if (!listed.ok) throw new Error(listed.error.message);
    expect(listed.value.map((s) => s.isHere).sort()).toEqual([false, true]);
    expect(JSON.stringify(listed.value)).not.toContain((await desk.session())?.session.token);
    const other = listed.value.find((s) => !s.isHere);
    expect((await revokeSession.call(me, { sessionId: other?.id ?? "" })).ok).toBe(true);
    expect(await ship.session()).toBeNull();
    expect(await desk.session()).not.toBeNull();
  });

  test("of somebody else are not there", async () => {
    const [mine, theirs] = [await person(), await person()];
    const browser = makeBrowser(site.auth);
    await browser.signIn(theirs.email, goodPassword);
    const sessionId = (await browser.session())?.session.id ?? "";
    expect(await revokeSession.call(site.as(actor(mine.id)), { sessionId })).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await browser.session()).not.toBeNull();
  });

  test("a changed password ends all others", async () => {
    const { id, email } = await person();
    const [desk, thief] = [makeBrowser(site.auth), makeBrowser(site.auth)];
    await desk.signIn(email, goodPassword);
    await thief.signIn(email, goodPassword);
    const me = site.as({ ...actor(id), sessionId: (await desk.session())?.session.id });
    expect(await changePassword.call(me, { current: "wrong one", password: "nine medusae drift by" })).toMatchObject({ ok: false });
    expect(await changePassword.call(me, { current: goodPassword, password: "short" })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
    expect((await changePassword.call(me, { current: goodPassword, password: "nine medusae drift by" })).ok).toBe(true);
    expect(await thief.session()).toBeNull();
    expect(await desk.session()).not.toBeNull();
    expect((await makeBrowser(site.auth).signIn(email, goodPassword)).status).toBe(401);
  });

  test("a reset password ends every one, and its link works once", async () => {
    const { id, email } = await person();
    const browser = makeBrowser(site.auth);
    await browser.signIn(email, goodPassword);
    const link = await createResetLink.call(site.as({ kind: "system" }), { userId: id });
    if (!link.ok || link.value.sent) throw new Error("expected a link to pass on");
    const token = new URL(link.value.url).searchParams.get("token") ?? "";
    const reset = () => resetPassword.call(site.as({ kind: "anonymous" }), { token, password: "nine medusae drift by" });
    expect((await reset()).ok).toBe(true);
    expect(await browser.session()).toBeNull();
    expect(await reset()).toMatchObject({ ok: false, error: { code: "gone" } });
    expect((await browser.signIn(email, "nine medusae drift by")).status).toBe(200);
  });
});

const actor = (id: string) => {
  const made = asUser(userId.parse(id));
  if (made.kind !== "user") throw new Error("not a user");
  return made;
};

describe("endpoints of the library", () => {
  const closed = [
    "/sign-up/email",
    "/change-email",
    "/change-password",
    "/set-password",
    "/delete-user",
    "/update-user",
    "/request-password-reset",
    "/reset-password",
    "/revoke-sessions",
    "/link-social",
    "/unlink-account",
    "/get-access-token",
    "/list-accounts",
    "/verify-email",
    "/update-session",
  ];
  test.each(closed)("%s is closed, for reading and for writing", (path) => {
    expect(isOpenEndpoint("POST", path)).toBe(false);
    expect(isOpenEndpoint("GET", path)).toBe(false);
  });

  test("the open ones are five, of all that the library has", () => {
    const all = Object.values(site.auth.api).flatMap((endpoint) => {
      const { path, options } = endpoint as { path?: string; options?: { method?: string | string[] } };
      return path === undefined ? [] : [options?.method ?? "GET"].flat().map((method) => [method, path.replace(":id", "oidc")] as const);
    });
    expect(all.length).toBeGreaterThan(20);
    expect(
      all
        .filter(([method, path]) => isOpenEndpoint(method, path))
        .map((pair) => pair.join(" "))
        .sort(),
    ).toEqual([
      "GET /callback/oidc",
      "GET /get-session",
      "POST /callback/oidc",
      "POST /sign-in/email",
      "POST /sign-in/social",
      "POST /sign-out",
    ]);
  });

  test("even when asked directly, the library makes no account", async () => {
    const response = await makeBrowser(site.auth).post("/sign-up/email", { name: "Eve", email: "eve@example.org", password: goodPassword });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await site.db.prisma.user.count({ where: { email: "eve@example.org" } })).toBe(0);
  });
});

test("no password, session token or link secret is in the log", async () => {
  expect(site.logged.join("\n")).not.toMatch(new RegExp(`${goodPassword}|nine medusae|token=`));
});
