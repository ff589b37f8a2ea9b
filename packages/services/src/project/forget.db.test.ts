import { insertRun } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { makeProject, makeSample, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetUnused } from "./forget.ts";

let site: TestSite;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());

const clock = { now: () => new Date() };
const forget = (project: ProjectId) => forgetUnused({ db: site.db, clock }, project);
const left = async (project: ProjectId) =>
  site.db.row(
    sql`select (select count(*)::int from project where id = ${project}) as projects, (select count(*)::int from run where project_id = ${project}) as runs`,
  );
const addRun = async (project: ProjectId, state: string) => {
  const id = await insertRun(site.db, { kind: "importBatch", projectId: project, createdBy: null, input: {}, now: clock.now() });
  await site.db.run(sql`update run set state = ${state} where id = ${id}`);
};

test("a project of which an import left nothing goes again, with the run that asked", async () => {
  const project = await makeProject(site.db, "asked");
  await addRun(project, "cancelled");
  expect(await forget(project)).toBe(true);
  expect(await left(project)).toEqual({ projects: 0, runs: 0 });
});

test("one in which something is, or in which something is at work, stays", async () => {
  const full = await makeProject(site.db, "full");
  await makeSample(site.db, full, "s");
  const busy = await makeProject(site.db, "busy");
  await addRun(busy, "running");
  for (const project of [full, busy]) expect(await forget(project)).toBe(false);
  expect([await left(full), await left(busy)]).toEqual([
    { projects: 1, runs: 0 },
    { projects: 1, runs: 1 },
  ]);
});
