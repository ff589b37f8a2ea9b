import { insertRun } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId, UserId } from "@nauplius/domain";
import { asUser, makeMember, makeProject, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProject } from "../../project/read.ts";
import { myRuns, readRun } from "../../run/verbs.ts";
import { blockPerson, listPeople } from "../admin/people.ts";
import { grantSiteRole, revokeSiteRole } from "../admin/roles.ts";
import { listMembers, removeMember, setMember } from "./members.ts";
import { searchPeople } from "./search.ts";

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

describe("members", () => {
  test("the last manager without an end stays, whichever way they would go", async () => {
    const { id, manager } = await project();
    const me = site.as(asUser(manager));
    const change = (terms: object) => setMember.call(me, { projectId: id, userId: manager, role: "manager", ...terms });
    expect(code(await change({ role: "viewer" }))).toBe("lastAdmin");
    expect(code(await change({ expiresAt: "2099-01-01T00:00:00Z" }))).toBe("lastAdmin");
    expect(code(await removeMember.call(me, { projectId: id, userId: manager }))).toBe("lastAdmin");
    const admin = site.as(asUser(await makeUser(site.db, `siteadmin${id}`, ["admin"]), ["admin"]));
    expect(code(await removeMember.call(admin, { projectId: id, userId: manager }))).toBe("ok");
  });

  test("two managers who leave at the same moment do not leave the project without one", async () => {
    for (let round = 0; round < 5; round++) {
      const { id, manager } = await project();
      const other = await makeMember(site.db, id, `other${id}`, "manager");
      const leave = (who: UserId) => removeMember.call(site.as(asUser(who)), { projectId: id, userId: who });
      const answers = await Promise.all([leave(manager), leave(other)]);
      expect(answers.map(code).sort()).toEqual(["lastAdmin", "ok"]);
    }
  });

  test("who was taken out of a project sees no runs of it any more, those that they started neither", async () => {
    const { id, manager } = await project();
    const worker = await makeMember(site.db, id, `worker${id}`, "annotator");
    const mine = site.as(asUser(worker));
    const inProject = await insertRun(site.db, { kind: "exportProject", projectId: id, createdBy: worker, input: {}, now: new Date() });
    const ofSite = await insertRun(site.db, { kind: "exportProject", projectId: null, createdBy: worker, input: {}, now: new Date() });
    const seen = async (ctx = mine) => {
      const runs = await myRuns.call(ctx, {});
      return runs.ok ? runs.value.map((run) => run.id) : [];
    };
    expect(await seen()).toEqual([ofSite, inProject]);
    const other = await makeProject(site.db, `Other ${id}`);
    expect(await seen(site.as({ kind: "user", userId: worker, siteRoles: [], scopes: ["read"], projectIds: [other] }))).toEqual([]);
    await removeMember.call(site.as(asUser(manager)), { projectId: id, userId: worker });
    expect(await seen()).toEqual([ofSite]);
    expect(code(await readRun.call(mine, { runId: inProject }))).toBe("notFound");
  });

  test("an expired membership is none, from its second on", async () => {
    const { id, manager } = await project();
    const guest = await makeUser(site.db, `guest${id}`);
    const ctx = site.as(asUser(guest));
    const at = (ms: number) => ({ ...ctx, clock: { now: () => new Date(ms) } });
    const end = Date.UTC(2030, 0, 1);
    await setMember.call(site.as(asUser(manager)), {
      projectId: id,
      userId: guest,
      role: "viewer",
      expiresAt: new Date(end).toISOString(),
    });
    expect(code(await readProject.call(at(end - 1), { projectId: id }))).toBe("ok");
    expect(code(await readProject.call(at(end), { projectId: id }))).toBe("notFound");
  });

  test("addresses are for managers; others see whom they work with, masked", async () => {
    const { id, manager } = await project();
    const viewer = await makeMember(site.db, id, `colleague${id}`, "viewer");
    const seen = async (who: UserId) => {
      const members = await listMembers.call(site.as(asUser(who)), { projectId: id });
      return members.ok ? members.value.map((m) => m.email) : [];
    };
    expect(await seen(manager)).toContain(`colleague${id}@example.org`);
    expect(await seen(viewer)).toEqual(["m…@example.org", "c…@example.org"]);
  });

  test("nobody but a manager changes members, and no body smuggles in more than its fields", async () => {
    const { id, manager } = await project();
    const reviewer = await makeMember(site.db, id, `reviewer${id}`, "reviewer");
    const raise = { projectId: id, userId: reviewer, role: "manager" as const };
    expect(code(await setMember.call(site.as(asUser(reviewer)), raise))).toBe("forbidden");
    for (const extra of [
      { isAdmin: true },
      { siteRoles: ["admin"] },
      { ownerId: reviewer },
      { scopes: ["manage"] },
      { addedBy: manager },
    ]) {
      const smuggled: typeof raise = { ...raise, ...extra };
      expect(code(await setMember.call(site.as(asUser(manager)), smuggled))).toBe("invalid");
    }
  });
});

describe("site roles", () => {
  test("the last admin stays, also against itself and against two at once", async () => {
    await site.db.run(sql`delete from site_role`);
    const [a, b] = [await makeUser(site.db, "admin-a", ["admin"]), await makeUser(site.db, "admin-b", ["admin"])];
    const drop = (by: UserId, of: UserId) => revokeSiteRole.call(site.as(asUser(by, ["admin"])), { userId: of, role: "admin" });
    expect((await Promise.all([drop(a, b), drop(b, a)])).map(code).sort()).toEqual(["lastAdmin", "ok"]);
    const [left] = await site.db.rows<{ id: UserId }>(sql`select user_id as id from site_role where role = 'admin'`);
    const last = left?.id ?? a;
    expect(code(await drop(last, last))).toBe("lastAdmin");
    expect(code(await blockPerson.call(site.as({ kind: "system" }), { userId: last }))).toBe("lastAdmin");
    expect(code(await blockPerson.call(site.as(asUser(last, ["admin"])), { userId: last }))).toBe("conflict");
  });

  test("nobody raises themselves", async () => {
    const user = await makeUser(site.db, "climber");
    for (const role of ["admin", "taxonEditor"] as const)
      expect(code(await grantSiteRole.call(site.as(asUser(user)), { userId: user, role }))).toBe("forbidden");
    expect(code(await grantSiteRole.call(site.as(asUser(user, ["taxonEditor"])), { userId: user, role: "admin" }))).toBe("forbidden");
    expect(code(await listPeople.call(site.as(asUser(user)), {}))).toBe("forbidden");
  });
});

describe("people search", () => {
  test("finds by a part of the name or the whole address, and shows no address to harvest", async () => {
    const user = site.as(asUser(await makeUser(site.db, "searcher")));
    await makeUser(site.db, "Harriet Harvest");
    await site.db.run(sql`update "user" set email = 'harriet@secret.example.org' where name = 'Harriet Harvest'`);
    const found = async (q: string) => {
      const people = await searchPeople.call(user, { q });
      return people.ok ? people.value.map((p) => `${p.name} ${p.email}`) : [];
    };
    expect(await found("harv")).toEqual(["Harriet Harvest h…@secret.example.org"]);
    expect(await found("harriet@secret.example.org")).toHaveLength(1);
    expect(await found("secret.example")).toEqual([]);
    expect(await found("%%")).toEqual([]);
    expect(code(await searchPeople.call(site.as({ kind: "anonymous" }), { q: "harv" }))).toBe("unauthenticated");
  });
});
