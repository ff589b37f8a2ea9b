import { randomUUID } from "node:crypto";
import { sql } from "@nauplius/db/sql";
import { createRng, type UserId } from "@nauplius/domain";
import {
  anonymous,
  asUser,
  makeAcquisition,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countUsage } from "./count.ts";
import { publishUsage, readUsage } from "./verbs.ts";
import { readWork } from "./work.ts";

let site: TestSite;
const at = (text: string) => ({ db: site.db, clock: { now: () => new Date(text) } });
const read = async (who = anonymous) => readUsage.call(site.as(who), {});

beforeAll(async () => {
  site = await makeSite();
  const { db } = site;
  const taxa = await makeTaxa(db, ["Copepoda"]);
  const copepods = taxa.get("Copepoda") ?? null;
  const project = await makeProject(db, "Nets", "private", "Zooscan");
  const ann = await makeUser(db, "Ann");
  await db.run(sql`update project set created_at = '2026-01-05'`);
  const sample = await makeSample(db, project, "s");
  const acquisition = await makeAcquisition(db, project, sample, "a");
  const place = { project, sample, acquisition, rng: createRng(1) };
  const validated = { taxonId: copepods, state: "validated" as const };
  const predicted = { taxonId: copepods, state: "predicted" as const };
  const [, second] = await makeObjects(db, place, [
    { originalId: "a", ...validated },
    { originalId: "b", ...predicted },
  ]);
  await db.run(sql`update run set published_at = '2026-01-10T12:00:00Z'`);
  await db.run(sql`update "object" set vignettes = 2`);
  // Ann validates the second one on the eleventh, half a minute before midnight.
  const batch = randomUUID();
  await db.run(sql`insert into batch (id, project_id, kind, by) values (${batch}::uuid, ${project}, 'label', ${ann})`);
  await db.run(sql`
    insert into annotation_event (project_id, object_id, batch_id, taxon_id, state, how, seen, by, at, version)
    values (${project}, ${second}, ${batch}::uuid, ${copepods}, 'validated', 'one', true, ${ann}, '2026-01-11T23:59:30Z', 2)`);
  await db.run(sql`update "object" set state = 'validated', annotated_at = '2026-01-11T23:59:30Z' where id = ${second}`);
  await makeObjects(db, place, [{ originalId: "c", ...validated }]);
  await db.run(sql`update run set published_at = '2026-02-03T00:00:00Z' where published_at > '2026-02-01'`);
});
afterAll(() => site.dispose());

test("before the first night nothing is known", async () => {
  expect(await read()).toMatchObject({ ok: true, value: { asOf: null, months: [] } });
});

test("the night's row is what stood at midnight, however late it is counted, and is counted once", async () => {
  expect(await countUsage(at("2026-01-11T08:00:00Z"))).toBe("2026-01-10");
  expect(await countUsage(at("2026-01-11T23:00:00Z"))).toBeNull();
  const got = await read();
  expect(got).toMatchObject({
    ok: true,
    value: { asOf: "2026-01-10", months: [{ images: 4, objects: 2, validated: 1, projects: 1, instruments: 1, annotators: 0 }] },
  });
});

test("a label just before midnight is of its day; months show their last row", async () => {
  expect(await countUsage(at("2026-01-12T00:00:00Z"))).toBe("2026-01-11");
  expect(await countUsage(at("2026-02-04T00:00:01Z"))).toBe("2026-02-03");
  const got = await read();
  if (!got.ok) throw new Error(got.error.message);
  expect(got.value.months.map(({ day, objects, validated, annotators }) => [day, objects, validated, annotators])).toEqual([
    ["2026-01-11", 2, 2, 1],
    ["2026-02-03", 3, 3, 1],
  ]);
});

test("a site has no row of nights before its first project", async () => {
  expect(await countUsage(at("2026-01-04T08:00:00Z"))).toBeNull();
});

test("people see what was labelled lately, and what waits in their projects", async () => {
  const ann = asUser((await site.db.row<{ id: UserId }>(sql`select id from "user" where name = 'Ann'`))?.id ?? ("" as UserId));
  await site.db.run(
    sql`insert into membership (project_id, user_id, role, sample_ids) select id, 'user-Ann', 'annotator', '{}' from project`,
  );
  const context = site.as(ann);
  const got = await readWork.call({ ...context, clock: { now: () => new Date("2026-01-14T08:00:00Z") } }, {});
  if (!got.ok) throw new Error(got.error.message);
  expect(got.value.weeks).toHaveLength(12);
  expect(got.value.weeks.slice(-2)).toEqual([
    { week: "2026-01-05", labels: 1, people: 1 },
    { week: "2026-01-12", labels: 0, people: 0 },
  ]);
  expect(got.value.waiting).toMatchObject([{ title: "Nets", unsigned: 1, proposed: 0 }]);
  expect(await readWork.call(site.as(anonymous), {})).toMatchObject({ ok: false, error: { code: "unauthenticated" } });
});

test("an administrator may keep it from the public, and still sees it", async () => {
  const admin = asUser(await makeUser(site.db, "Ada", ["admin"]), ["admin"]);
  expect(await publishUsage.call(site.as(admin), { public: false })).toMatchObject({ ok: true });
  expect(await read()).toMatchObject({ ok: false, error: { code: "notFound" } });
  expect(await read(admin)).toMatchObject({ ok: true, value: { public: false } });
  await publishUsage.call(site.as(admin), { public: true });
  expect(await read()).toMatchObject({ ok: true });
});
