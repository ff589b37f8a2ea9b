import { sql } from "@nauplius/db/sql";
import { allows, type ProjectId, scopeAllows, scopes, type UserId } from "@nauplius/domain";
import { anonymous, asUser, makeMember, makeProject, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProject } from "../../project/create.ts";
import { listProjects } from "../../project/list.ts";
import { readProject } from "../../project/read.ts";
import { blockPerson, listPeople, unblockPerson } from "../admin/people.ts";
import { grantSiteRole } from "../admin/roles.ts";
import { setMember } from "../members/members.ts";
import { actorOfToken, createToken, listTokens, revokeToken } from "./tokens.ts";

let site: TestSite;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());

let made = 0;
async function project(): Promise<{ id: ProjectId; manager: UserId }> {
  made += 1;
  const id = await makeProject(site.db, `P${made}`);
  return { id, manager: await makeMember(site.db, id, `manager${made}`, "manager") };
}
const code = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? "ok" : outcome.error?.code);

const header = (token: string) => `Bearer ${token}`;
const now = () => site.as(anonymous);
const fresh = async (user: UserId, more: object = {}) => {
  const answer = await createToken.call(site.as(asUser(user)), { name: "script", scopes: ["read"], days: 30, ...more });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

test("are shown once and kept as a hash; they speak for their owner with their scopes", async () => {
  const user = await makeUser(site.db, "tokens");
  const { token } = await fresh(user);
  expect(token).toMatch(/^nau_[\w-]{43}$/);
  const listed = await listTokens.call(site.as(asUser(user)), {});
  expect(JSON.stringify(listed)).not.toContain(token);
  expect(JSON.stringify(await site.db.rows(sql`select to_jsonb(t) from api_token t`))).not.toContain(token);
  expect(await actorOfToken(now(), header(token))).toMatchObject({ userId: user, scopes: ["read"], projectIds: null });
  const used = await listTokens.call(site.as(asUser(user)), {});
  expect(used.ok && used.value[0]?.lastUsedAt).not.toBeNull();
});

test("stop at their end, when revoked, and while their owner is blocked", async () => {
  const user = await makeUser(site.db, "stopped");
  const [one, two] = [await fresh(user), await fresh(user)];
  const inAMonth = { db: site.db, clock: { now: () => new Date(now().clock.now().getTime() + 31 * 86_400_000) } };
  expect(await actorOfToken(inAMonth, header(one.token))).toBeNull();
  expect((await revokeToken.call(site.as(asUser(user)), { tokenId: one.id })).ok).toBe(true);
  expect(await actorOfToken(now(), header(one.token))).toBeNull();
  await blockPerson.call(site.as({ kind: "system" }), { userId: user });
  expect(await actorOfToken(now(), header(two.token))).toBeNull();
  await unblockPerson.call(site.as({ kind: "system" }), { userId: user });
  expect(await actorOfToken(now(), header(two.token))).not.toBeNull();
});

test.each(["", "Bearer", "Bearer nau_", `Bearer nau_${"x".repeat(43)}`, "Basic bmF1", "nau_abc", "Bearer nau_' or true --"])(
  "%j is no token",
  async (text) => {
    expect(await actorOfToken(now(), text)).toBeNull();
  },
);

test.each(["people.self", "people.invite", "people.admin", "project.members", "site.admin"] as const)(
  "no scope, nor all of them, reaches %s",
  (permission) => {
    expect(scopeAllows(permission, scopes)).toBe(false);
    expect(allows(permission, { signedIn: true, siteRoles: ["admin"], role: "manager", access: null })).toBe(true);
  },
);

test("of an admin with every scope can neither make tokens nor raise anybody", async () => {
  const admin = await makeUser(site.db, "token-admin", ["admin"]);
  const { token } = await fresh(admin, { scopes: [...scopes] });
  const actor = await actorOfToken(now(), header(token));
  if (actor === null) throw new Error("expected an actor");
  const ctx = site.as(actor);
  expect(code(await createToken.call(ctx, { name: "more", scopes: ["read"], days: 1 }))).toBe("forbidden");
  expect(code(await listTokens.call(ctx, {}))).toBe("forbidden");
  expect(code(await grantSiteRole.call(ctx, { userId: admin, role: "taxonEditor" }))).toBe("forbidden");
  expect(code(await listPeople.call(ctx, {}))).toBe("forbidden");
  const { id } = await project();
  expect(code(await setMember.call(ctx, { projectId: id, userId: admin, role: "manager" }))).toBe("forbidden");
});

test("limited to a project sees and makes no other", async () => {
  const [mine, other] = [await project(), await project()];
  await site.db.run(
    sql`insert into membership (project_id, user_id, role, sample_ids) values (${other.id}, ${mine.manager}, 'manager', '{}')`,
  );
  const { token } = await fresh(mine.manager, { scopes: ["read", "import", "manage"], projectIds: [mine.id] });
  const actor = await actorOfToken(now(), header(token));
  if (actor === null) throw new Error("expected an actor");
  const listed = await listProjects.call(site.as(actor), {});
  expect(listed.ok && listed.value.map((p) => p.id)).toEqual([mine.id]);
  expect(code(await readProject.call(site.as(actor), { projectId: other.id }))).toBe("notFound");
  expect(code(await createProject.call(site.as(actor), { title: "another" }))).toBe("forbidden");
});

test("take no scope that does not exist, live no longer than a year, and name no project of others", async () => {
  const user = await makeUser(site.db, "limits");
  const ask = (more: object) => createToken.call(site.as(asUser(user)), { name: "t", scopes: ["read"], days: 30, ...more });
  const { id } = await project();
  for (const wrong of [{ scopes: ["admin"] }, { scopes: [] }, { days: 366 }, { days: 0 }, { projectIds: [id] }, { userId: "user-climber" }])
    expect(code(await ask(wrong))).toBe("invalid");
});
