import { counterDifferences, ledgerDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId, type TaxonId, uuidV7 } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { orderObjects } from "../object/order.ts";
import { acceptInterval, drawChecks, listRejections, rejectObjects } from "./interval.ts";
import { labelObjects } from "./label.ts";
import { undo } from "./undo.ts";

const total = 400;
let site: TestSite;
let ctx: Context;
/** Another person of the project. */
let hers: Context;
let project: ProjectId;
let taxon: TaxonId;
let other: TaxonId;
let order = 0;
beforeAll(async () => {
  site = await makeSite();
  project = await makeProject(site.db, "interval");
  const taxa = await makeTaxa(site.db, ["Interval right", "Interval other"]);
  taxon = taxa.get("Interval right") as TaxonId;
  other = taxa.get("Interval other") as TaxonId;
  const sample = await makeSample(site.db, project, "one");
  const acquisition = await makeAcquisition(site.db, project, sample, "one");
  const seeds = Array.from({ length: total }, (_, i) => ({
    originalId: `o${i}`,
    taxonId: taxon,
    state: "predicted" as const,
    score: 1 - i / total,
  }));
  await makeObjects(site.db, { project, sample, acquisition, rng: createRng(1) }, seeds);
  ctx = site.as(asUser(await makeMember(site.db, project, "reviewer", "reviewer")));
  hers = site.as(asUser(await makeMember(site.db, project, "other", "reviewer")));
  order = (await value(orderObjects.call(ctx, { projectId: project, sort: { by: "score", direction: "descending" } } as never))).order;
});
afterAll(() => site.dispose());

let at = 0;
const newBatch = (): string => uuidV7(++at, new Uint8Array(10));
async function value<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>): Promise<T> {
  const o = await outcome;
  if (!o.ok) throw new Error(o.error.message);
  return o.value;
}
const interval = (from: number, end: number) => ({ projectId: project, order, from, end, taxonId: taxon });
const draw = (from: number, end: number, size: number) => value(drawChecks.call(ctx, { ...interval(from, end), size } as never));
type Shown = Awaited<ReturnType<typeof draw>>["objects"][number];
const validate = (objects: readonly { id: number; version: number }[], as = ctx) =>
  value(
    labelObjects.call(as, {
      projectId: project,
      batchId: newBatch(),
      how: "page",
      change: { taxonId: taxon, state: "validated" },
      target: { by: "ids", objects: objects.map(({ id, version }) => ({ id, version })) },
    } as never),
  );
const accept = (from: number, end: number, checked: readonly number[], batch = newBatch(), as = ctx) =>
  acceptInterval.call(as, { ...interval(from, end), batchId: batch, checked } as never);
const rejectAs = (objects: readonly number[], as = ctx) =>
  value(rejectObjects.call(as, { projectId: project, taxonId: taxon, objects } as never));
const rows = (ids: string) =>
  site.db.rows<{ id: number; state: string; accepted: boolean }>(
    sql`select id, state, accepted from "object" where original_id like ${ids} order by id`,
  );

test("what nobody saw is accepted with the precision that its checks bound; what was rejected or decided on is not", async () => {
  const { open, objects } = await draw(0, 200, 30);
  expect([open, objects.length]).toEqual([200, 30]);
  const [wrong, ...right] = objects as [Shown, ...Shown[]];
  await validate(right);
  // One that is not there (any more) keeps nobody from remembering the other.
  await rejectAs([wrong.id, 999_999_999]);
  expect(await value(listRejections.call(ctx, { projectId: project, taxonId: taxon } as never))).toEqual([wrong.id]);

  const batch = newBatch();
  const checked = objects.map((o) => o.id);
  const done = await value(accept(0, 200, checked, batch));
  expect(done).toMatchObject({ accepted: 170, checks: 30, right: 29 });
  expect(done.atLeast).toBeCloseTo(0.833, 2);
  // Sent again, it answers the same and changes nothing.
  expect(await value(accept(0, 200, checked, batch))).toEqual(done);

  const events = await site.db.rows<{ state: string; seen: boolean; accepted: boolean; how: string; n: number }>(sql`
    select state, seen, accepted, how, count(*)::int as n from annotation_event where batch_id = ${batch}::uuid group by 1, 2, 3, 4`);
  expect(events).toEqual([{ state: "predicted", seen: false, accepted: true, how: "interval", n: 170 }]);
  const [left] = await site.db.rows<{ accepted: boolean }>(sql`select accepted from "object" where id = ${wrong.id}`);
  expect(left?.accepted).toBe(false);

  const back = await value(undo.call(ctx, { projectId: project, batchId: newBatch() } as never));
  expect(back.changed).toHaveLength(170);
  expect((await rows("o%")).filter((o) => o.accepted)).toEqual([]);
});

test("an interval is not accepted on checks that nobody made, that are too few, or that lie elsewhere", async () => {
  const { objects } = await draw(200, 300, 25);
  const ids = objects.map((o) => o.id);
  const refused = async (checked: readonly number[]) => {
    const outcome = await accept(200, 300, checked);
    return outcome.ok ? "accepted" : outcome.error.message;
  };
  expect(await refused(ids)).toContain("nobody has decided");
  await validate(objects);
  expect(await refused(ids.slice(0, 19))).toContain("at least 20");
  const [elsewhere] = (await draw(300, 400, 1)).objects;
  expect(await refused([...ids, elsewhere?.id ?? 0])).toContain("not in the interval");
  expect((await rows("o%")).filter((o) => o.accepted)).toEqual([]);
});

test("a check that got another taxon counts as wrong, and what may be other is told by the model", async () => {
  const { objects } = await draw(300, 400, 20);
  await validate(objects.slice(1));
  const [first] = objects;
  await value(
    labelObjects.call(ctx, {
      projectId: project,
      batchId: newBatch(),
      change: { taxonId: other, state: "validated" },
      target: { by: "ids", objects: [{ id: first?.id, version: first?.version }] },
    } as never),
  );
  await site.db.run(sql`
    insert into prediction (object_id, model_id, taxon_ids, scores, margin, entropy, unknown)
    select id, 1, array[${taxon}::bigint, ${other}::bigint], array[0.75, 0.25], 0.5, 0.5, 0 from "object" where project_id = ${project} and state = 'predicted'`);
  const done = await value(
    accept(
      300,
      400,
      objects.map((o) => o.id),
    ),
  );
  expect(done).toMatchObject({
    accepted: 80,
    checks: 20,
    right: 19,
    mayBe: [{ taxonId: other, displayName: "Interval other", objects: 20 }],
  });
  expect(await counterDifferences(site.db)).toEqual([]);
  expect(await ledgerDifferences(site.db)).toEqual([]);
});

test("two people accept one interval at the same moment: each object once, and nothing that was decided or marked meanwhile", async () => {
  const { open, objects } = await draw(0, 200, 30);
  const [decided, marked, ...checks] = objects as [Shown, Shown, ...Shown[]];
  const ids = checks.map((o) => o.id);
  await validate(checks.slice(0, 15));
  await validate(checks.slice(15), hers);
  const batches = [newBatch(), newBatch()] as const;
  const [first] = await site.db.rows<{ id: number }>(
    sql`select min(id) as id from "object" where project_id = ${project} and state = 'predicted' and id <> all(${[decided.id, marked.id]}::bigint[])`,
  );
  const waiting = async () =>
    (
      await site.db.row<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%for update%'`)
    )?.n;
  // Both have read what is open and wait for its first row.
  const both = await site.db.transaction(async (tx) => {
    await tx.row(sql`select 1 from "object" where id = ${first?.id} for update`);
    const asked = [accept(0, 200, ids, batches[0]), accept(0, 200, ids, batches[1], hers)] as const;
    await expect.poll(waiting, { timeout: 60_000 }).toBe(2);
    expect(await rejectAs([marked.id], hers)).toEqual({ rejected: 1, standing: [] });
    await validate([decided], hers);
    return asked;
  });
  const done = await Promise.all(both.map((outcome) => value(outcome)));
  expect(done.map((d) => d.accepted).sort((a, b) => a - b)).toEqual([0, open - objects.length]);
  const twice = await site.db.rows(sql`
    select object_id from annotation_event where batch_id = any(${[...batches]}::uuid[]) group by object_id having count(*) > 1`);
  expect(twice).toEqual([]);
  const after = await site.db.rows<{ id: number; state: string; accepted: boolean }>(
    sql`select id, state, accepted from "object" where id = any(${[decided.id, marked.id]}::bigint[])`,
  );
  expect(after.find((o) => o.id === decided.id)).toMatchObject({ state: "validated", accepted: false });
  expect(after.find((o) => o.id === marked.id)).toMatchObject({ state: "predicted", accepted: false });
  expect(await counterDifferences(site.db)).toEqual([]);
  expect(await ledgerDifferences(site.db)).toEqual([]);
});

test("who marks what somebody else validated as that taxon meanwhile hears of it: both stand, to be decided", async () => {
  const [one, two] = (await draw(200, 300, 2)).objects as [Shown, Shown];
  await validate([one]);
  expect(await rejectAs([one.id, two.id], hers)).toMatchObject({
    rejected: 2,
    standing: [{ id: one.id, taxonId: taxon, state: "validated", version: one.version + 1 }],
  });
});

test("the same seed draws the same checks, another one others", async () => {
  const ids = async (seed: number) =>
    (await value(drawChecks.call(ctx, { ...interval(200, 300), size: 10, seed } as never))).objects.map((o) => o.id);
  expect(await ids(1)).toEqual(await ids(1));
  expect(await ids(1)).not.toEqual(await ids(2));
});
