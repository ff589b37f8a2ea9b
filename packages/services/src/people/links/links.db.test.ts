import { sql } from "@nauplius/db/sql";
import { type Role, roles, userId } from "@nauplius/domain";
import { anonymous, asUser, makeMember, makeProject, makeSample, makeUser } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../../context.ts";
import { blockPerson } from "../admin/people.ts";
import { type AuthSite, baseUrl, goodPassword, makeAuthSite, makeBrowser } from "../auth/browser.fixture.ts";
import { removeMember } from "../members/members.ts";
import { acceptInvitation, readLink } from "./accept.ts";
import { inviteToProject, inviteToSite, listProjectInvitations, revokeInvitation } from "./invite.ts";
import { register } from "./register.ts";
import { createResetLink, requestReset, resetPassword } from "./reset.ts";
import { firstAdminLink, welcome } from "./welcome.ts";

let site: AuthSite;
const sent: { to: string; subject: string; text: string }[] = [];
beforeAll(async () => {
  site = await makeAuthSite();
});
afterAll(() => site.dispose());

const system = () => site.as({ kind: "system" });
const nobody = () => site.as(anonymous);
const tokenOf = (url: string): string => new URL(url, baseUrl).searchParams.get("token") ?? "";
const account = { name: "Ada", password: goodPassword };
const mailed = (ctx: Context): Context => ({
  ...ctx,
  settings: { baseUrl, registration: true, mail: { send: async (m) => void sent.push(m) } },
});
const later = (ctx: Context, days: number): Context => ({ ...ctx, clock: { now: () => new Date(Date.now() + days * 86_400_000) } });

async function linkTo(ctx: Context, project: number, email: string, role: Role = "annotator", more: object = {}) {
  const made = await inviteToProject.call(ctx, { projectId: project, email, role, ...more });
  if (!made.ok || made.value.sent) throw new Error("expected a link to pass on");
  return { id: made.value.id, token: tokenOf(made.value.url) };
}
const membership = (project: number, user: string) =>
  site.db.row(
    sql`select role, sample_ids as samples, expires_at as until from membership where project_id = ${project} and user_id = ${user}`,
  );

describe("the first admin", () => {
  test("is made once, by a link that works once, and signs in with the password chosen", async () => {
    const first = await firstAdminLink(system(), { baseUrl });
    const second = await firstAdminLink(system(), { baseUrl });
    expect(first).toMatch(/^http:\/\/127\.0\.0\.1:3999\/welcome\?token=[\w-]{43}$/);
    const by = (url: string | null, email: string) => welcome.call(nobody(), { token: tokenOf(url ?? ""), email, ...account });
    expect(await by(first, "first@example.org")).toMatchObject({ ok: false, error: { code: "gone" } });
    expect(
      await welcome.call(nobody(), { token: tokenOf(second ?? ""), email: "first@example.org", name: "A", password: "short" }),
    ).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
    const answers = await Promise.all(["first@example.org", "rival@example.org"].map((email) => by(second, email)));
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(await site.db.rows(sql`select role from site_role`)).toEqual([{ role: "admin" }]);
    const winner = answers.findIndex((a) => a.ok) === 0 ? "first@example.org" : "rival@example.org";
    expect((await makeBrowser(site.auth).signIn(winner, goodPassword)).status).toBe(200);
    expect(await firstAdminLink(system(), { baseUrl })).toBeNull();
    expect(await site.db.rows(sql`select 1 from "user"`)).toHaveLength(1);
  });

  test("is for the operator alone", async () => {
    await expect(firstAdminLink(nobody(), { baseUrl })).rejects.toThrow("operator");
  });
});

describe("an invitation", () => {
  test("is kept as a hash and is of 256 bits", async () => {
    const project = await makeProject(site.db, "Hashes");
    const { token } = await linkTo(system(), project, "hash@example.org");
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const rows = await site.db.rows(sql`select to_jsonb(l) as row from link l`);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("makes the account of its e-mail and the membership with its limits, once", async () => {
    const project = await makeProject(site.db, "Limits");
    const sample = await makeSample(site.db, project, "s1");
    const expiresAt = "2099-01-01T00:00:00.000Z";
    const { token } = await linkTo(system(), project, "New@Example.org", "trainee", { sampleIds: [sample], expiresAt });
    expect(await readLink.call(nobody(), { token })).toMatchObject({
      ok: true,
      value: { email: "new@example.org", role: "trainee", project: "Limits", hasAccount: false },
    });
    const answers = await Promise.all([1, 2, 3].map(() => acceptInvitation.call(nobody(), { token, account })));
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    const person = await site.db.row<{ id: string }>(sql`select id from "user" where email = 'new@example.org'`);
    expect(await membership(project, person?.id ?? "")).toEqual({ role: "trainee", samples: [sample], until: new Date(expiresAt) });
    expect(await readLink.call(nobody(), { token })).toMatchObject({ ok: false, error: { code: "gone" } });
  });

  test("is for its e-mail: the account that has it must be signed in, another is refused", async () => {
    const project = await makeProject(site.db, "Whose");
    const [hers, his] = [await makeUser(site.db, "hers"), await makeUser(site.db, "his")];
    const { token } = await linkTo(system(), project, "hers@example.org");
    expect(await acceptInvitation.call(nobody(), { token, account })).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
    expect(await acceptInvitation.call(site.as(asUser(his)), { token })).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await membership(project, his)).toBeNull();
    expect((await acceptInvitation.call(site.as(asUser(hers)), { token })).ok).toBe(true);
    expect(await membership(project, hers)).toMatchObject({ role: "annotator" });
  });

  test.each(roles)("never takes away what a %s has", async (role) => {
    const project = await makeProject(site.db, `Keeps ${role}`);
    const user = await makeMember(site.db, project, `keeps-${role}`, role);
    const { token } = await linkTo(system(), project, `keeps-${role}@example.org`, "annotator");
    expect((await acceptInvitation.call(site.as(asUser(user)), { token })).ok).toBe(true);
    const kept = roles.indexOf(role) >= roles.indexOf("annotator") ? role : "annotator";
    expect(await membership(project, user)).toMatchObject({ role: kept });
  });

  test("adds no role to the samples or days of another: what would partly take away is refused and stays open", async () => {
    const project = await makeProject(site.db, "Mixed");
    const [one, two] = [await makeSample(site.db, project, "m1"), await makeSample(site.db, project, "m2")];
    const soon = new Date("2098-01-01T00:00:00.000Z");
    const cases = [
      { held: { role: "reviewer", samples: [one], until: null }, given: ["viewer", {}], expected: "conflict" },
      { held: { role: "viewer", samples: [], until: null }, given: ["annotator", { sampleIds: [one] }], expected: "conflict" },
      { held: { role: "annotator", samples: [one], until: null }, given: ["annotator", { sampleIds: [two] }], expected: "conflict" },
      { held: { role: "manager", samples: [], until: soon }, given: ["viewer", {}], expected: "conflict" },
      {
        held: { role: "annotator", samples: [one], until: soon },
        given: ["reviewer", {}],
        expected: { role: "reviewer", samples: [], until: null },
      },
      { held: { role: "reviewer", samples: [], until: null }, given: ["viewer", { sampleIds: [two] }], expected: "kept" },
    ] as const;
    for (const [at, { held, given, expected }] of cases.entries()) {
      const user = await makeUser(site.db, `mixed-${at}`);
      await site.db.run(sql`insert into membership (project_id, user_id, role, sample_ids, expires_at)
        values (${project}, ${user}, ${held.role}, ${[...held.samples]}::bigint[], ${held.until})`);
      const { token } = await linkTo(system(), project, `mixed-${at}@example.org`, given[0], given[1]);
      const answer = await acceptInvitation.call(site.as(asUser(user)), { token });
      expect(answer.ok ? "ok" : answer.error.code).toBe(expected === "conflict" ? "conflict" : "ok");
      expect(await membership(project, user)).toEqual(typeof expected === "string" ? held : expected);
      expect((await readLink.call(nobody(), { token })).ok).toBe(expected === "conflict");
    }
  });

  test("works neither after its time nor after it was taken back or replaced", async () => {
    const project = await makeProject(site.db, "Times");
    const old = await linkTo(system(), project, "old@example.org", "viewer", { days: 2 });
    expect(await acceptInvitation.call(later(nobody(), 3), { token: old.token, account })).toMatchObject({
      ok: false,
      error: { code: "gone" },
    });
    const revoked = await linkTo(system(), project, "revoked@example.org");
    expect((await revokeInvitation.call(system(), { linkId: revoked.id })).ok).toBe(true);
    expect(await acceptInvitation.call(nobody(), { token: revoked.token, account })).toMatchObject({ ok: false, error: { code: "gone" } });
    const first = await linkTo(system(), project, "twice@example.org");
    await linkTo(system(), project, "twice@example.org");
    expect(await acceptInvitation.call(nobody(), { token: first.token, account })).toMatchObject({ ok: false, error: { code: "gone" } });
    const listed = await listProjectInvitations.call(system(), { projectId: project });
    expect(listed.ok && listed.value.map((i) => i.email).sort()).toEqual(["old@example.org", "twice@example.org"]);
  });

  test("falls with whoever sent it: removed from the project, or blocked", async () => {
    const project = await makeProject(site.db, "Falls");
    const [leaver, blocked] = [
      await makeMember(site.db, project, "leaver", "manager"),
      await makeMember(site.db, project, "blocked", "manager"),
    ];
    const one = await linkTo(site.as(asUser(leaver)), project, "one@example.org");
    const two = await linkTo(site.as(asUser(blocked)), project, "two@example.org");
    await removeMember.call(system(), { projectId: project, userId: leaver });
    await blockPerson.call(system(), { userId: blocked });
    for (const { token } of [one, two])
      expect(await acceptInvitation.call(nobody(), { token, account })).toMatchObject({ ok: false, error: { code: "gone" } });
  });

  test("of a manager without mail does not vouch for the address; of an admin, or by mail, it does", async () => {
    const project = await makeProject(site.db, "Vouches");
    const manager = site.as(asUser(await makeMember(site.db, project, "voucher", "manager")));
    const byManager = await linkTo(manager, project, "unvouched@example.org");
    const byAdmin = await linkTo(system(), project, "vouched@example.org");
    await inviteToProject.call(mailed(manager), { projectId: project, email: "mailed@example.org", role: "viewer" });
    const byMail = { token: tokenOf(/http\S+/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "") };
    for (const { token } of [byManager, byAdmin, byMail]) expect((await acceptInvitation.call(nobody(), { token, account })).ok).toBe(true);
    const rows = await site.db.rows(
      sql`select email, email_verified as v from "user" where email ~ '^(unvouched|vouched|mailed)@' order by email`,
    );
    expect(rows).toEqual([
      { email: "mailed@example.org", v: true },
      { email: "unvouched@example.org", v: false },
      { email: "vouched@example.org", v: true },
    ]);
  });

  test("names no sample of another project and no manager with limits", async () => {
    const [mine, other] = [await makeProject(site.db, "Mine"), await makeProject(site.db, "Other")];
    const foreign = await makeSample(site.db, other, "f1");
    const call = (role: Role, sampleIds: number[]) =>
      inviteToProject.call(system(), { projectId: mine, email: "x@example.org", role, sampleIds });
    expect(await call("viewer", [foreign])).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await call("manager", [await makeSample(site.db, mine, "m1")])).toMatchObject({ ok: false, error: { code: "invalid" } });
  });
});

describe("a forgotten password", () => {
  test("is asked for by mail, in the same words for those who have no account", async () => {
    const user = await makeUser(site.db, "forgetful");
    sent.length = 0;
    const known = await requestReset.call(mailed(nobody()), { email: "forgetful@example.org" });
    const unknown = await requestReset.call(mailed(nobody()), { email: "unknown@example.org" });
    expect(known).toEqual(unknown);
    await expect.poll(() => sent.map((m) => m.to)).toEqual(["forgetful@example.org"]);
    const token = tokenOf(/http\S+/.exec(sent[0]?.text ?? "")?.[0] ?? "");
    expect((await resetPassword.call(nobody(), { token, password: goodPassword })).ok).toBe(true);
    expect((await makeBrowser(site.auth).signIn("forgetful@example.org", goodPassword)).status).toBe(200);
    expect(user).toBe(userId.parse("user-forgetful"));
  });

  test("is not asked for more than three times an hour, and not at all where there is no mail", async () => {
    const ask = () => requestReset.call(mailed(nobody()), { email: "often@example.org" });
    for (let i = 0; i < 3; i++) expect((await ask()).ok).toBe(true);
    expect(await ask()).toMatchObject({ ok: false, error: { code: "rateLimited" } });
    expect(await requestReset.call(nobody(), { email: "often@example.org" })).toMatchObject({ ok: false, error: { code: "unsupported" } });
  });

  test("link of an invitation does not reset, link of a reset does not invite", async () => {
    const user = await makeUser(site.db, "crossed");
    const link = await createResetLink.call(system(), { userId: user });
    const token = link.ok && !link.value.sent ? tokenOf(link.value.url) : "";
    expect(await acceptInvitation.call(nobody(), { token, account })).toMatchObject({ ok: false, error: { code: "notFound" } });
    const made = await inviteToSite.call(system(), { email: "cross@example.org" });
    const other = made.ok && !made.value.sent ? tokenOf(made.value.url) : "";
    expect(await resetPassword.call(nobody(), { token: other, password: goodPassword })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
  });
});

describe("registration", () => {
  test("is closed unless the site is open for it", async () => {
    expect(await register.call(nobody(), { email: "eve@example.org" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });

  test("gives a link to the address by mail; without mail at once, but then nobody vouches for the address", async () => {
    const openSite: Context = { ...nobody(), settings: { baseUrl, registration: true, mail: null } };
    const made = await register.call(openSite, { email: "walkin@example.org" });
    const token = made.ok && !made.value.sent ? tokenOf(made.value.path) : "";
    expect((await acceptInvitation.call(nobody(), { token, account })).ok).toBe(true);
    sent.length = 0;
    expect(await register.call(mailed(nobody()), { email: "byletter@example.org" })).toEqual({ ok: true, value: { sent: true } });
    await expect.poll(() => sent.length).toBe(1);
    const byMail = tokenOf(/http\S+/.exec(sent[0]?.text ?? "")?.[0] ?? "");
    await expect
      .poll(async () => (await site.db.rows(sql`select 1 from link where email = 'byletter@example.org' and vouched`)).length)
      .toBe(1);
    expect((await acceptInvitation.call(nobody(), { token: byMail, account })).ok).toBe(true);
    const rows = await site.db.rows(
      sql`select email_verified as v from "user" where email in ('walkin@example.org', 'byletter@example.org') order by email`,
    );
    expect(rows).toEqual([{ v: true }, { v: false }]);
  });
});
