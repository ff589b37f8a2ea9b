import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { spaceById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { PreparationId, ProjectFormula, ProjectId, RunId, SpaceId } from "@nauplius/domain";
import {
  addPreparation,
  confirmProtocol,
  listSpaces,
  type Outcome,
  placeSamples,
  readRegion,
  startQuantities,
  startRegion,
  startSpace,
  sweepSpace,
} from "@nauplius/services";
import { makeProject } from "@nauplius/testing/factories";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type FormTow, makeForms } from "../jobs/forms.fixture.ts";
import { type ChaosSite, chaosSite } from "./chaos-site.fixture.ts";

let s: ChaosSite;
let project: ProjectId;
let addTow: (tow: FormTow) => Promise<void>;
const water = { free: { tot_vol: "20" }, scanFree: { sub_part: "4" } };
const patience = 300;
vi.setConfig({ testTimeout: 600_000 });

/** Enough individuals for 200 morphs: a space takes seconds, and workers are caught in them. */
beforeAll(async () => {
  s = await chaosSite(0);
  project = await makeProject(s.db, "Forms", "private", "Zooscan");
  const taxa = await s.db.rows<{ id: number; name: string }>(sql`select id, name from taxon`);
  const taxon = (name: string) => Number(taxa.find((one) => one.name === name)?.id);
  await s.db.run(sql`update taxon set living = false where name = 'detritus'`);
  addTow = await makeForms(s.db, project, { copepods: taxon("Copepoda"), detritus: taxon("detritus") });
  for (let month = 0; month < 6; month++)
    await addTow({ name: `tow ${month}`, month, objects: 4_000, form: (i) => 1 + ((i * 7919) % (37 + month)) / 10, ...water });
  const formulas: ProjectFormula[] = [
    { purpose: "sampledVolume", text: "sam.tot_vol", variables: { "sam.tot_vol": "m3" } },
    { purpose: "subPart", text: "acq.sub_part", variables: { "acq.sub_part": "1" } },
  ];
  got(await confirmProtocol.call(s.ctx, { projectId: project, name: "Nets", before: 0, formulas }));
});
afterEach(() => s.killAll());
afterAll(() => s.dispose());

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

const locks = {
  /** Nobody reads objects any more. */
  objects: sql`lock table "object" in access exclusive mode`,
  /** Nobody keeps a space, or what was found of one, any more. */
  spaces: sql`lock table morphospace in exclusive mode`,
  /** Nobody ends a run any more. */
  runs: sql`lock table run in exclusive mode`,
};

/** Holds a lock until it is let go. */
async function held(lock: keyof typeof locks): Promise<() => Promise<void>> {
  let letGo = () => {};
  const freed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isHeld = () => {};
  const taken = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const over = s.db.transaction(async (tx) => {
    await tx.run(locks[lock]);
    isHeld();
    await freed;
  });
  await taken;
  return () => {
    letGo();
    return over;
  };
}

const waits = async () => ((await s.db.row<{ n: number }>(sql`select count(*)::int as n from pg_locks where not granted`))?.n ?? 0) > 0;
const isAt = (run: RunId, step: RegExp) => async () => {
  const { state, step: now } = await s.run(run);
  return state === "running" && step.test(now);
};

/** What a dead worker asked for and waits for a lock: PostgreSQL would still do it, for nobody. */
async function dropWhatWaits(): Promise<void> {
  await s.db.rows(sql`select pg_terminate_backend(pid) from pg_locks where not granted`);
  await s.until(async () => !(await waits()), patience);
}

/** Kills a worker that waits for a lock which it needs. */
async function killAtLock(lock: "objects" | "spaces", run: RunId): Promise<void> {
  const free = await held(lock);
  const worker = await s.worker();
  await s.until(async () => (await isAt(run, /^/)()) && (await waits()), patience);
  await worker.kill();
  await dropWhatWaits();
  await free();
}

/** Kills a worker at a step, or before it keeps what it found where the step was too short to be seen. */
async function killAtStep(step: RegExp, run: RunId): Promise<void> {
  const free = await held("spaces");
  const worker = await s.worker();
  await s.until(async () => (await isAt(run, step)()) || (await waits()), patience);
  await worker.kill();
  await dropWhatWaits();
  await free();
}

/** Kills a worker that has written its file and cannot say so any more. */
async function killAtEnd(run: RunId, key: string): Promise<void> {
  const reading = await held("objects");
  const worker = await s.worker();
  await s.until(async () => (await isAt(run, /^/)()) && (await waits()), patience);
  const ending = await held("runs");
  await reading();
  await s.until(async () => (await s.storage.size(key)) !== null, patience);
  await worker.kill();
  await ending();
}

/** Done by a worker that nobody disturbs. */
async function ended(run: RunId): Promise<void> {
  const worker = await s.worker();
  expect(await s.untilDone(run, patience)).toMatchObject({ state: "done", reason: "" });
  await worker.stop();
}

const start = async (preparationId: PreparationId): Promise<RunId> =>
  got(await startSpace.call(s.ctx, { projectId: project, preparationId, k: 200 })).run;
const spaceOf = async (run: RunId): Promise<SpaceId> => {
  const found = got(await listSpaces.call(s.ctx, { projectId: project })).find(({ runId }) => runId === run);
  if (found === undefined) throw new Error(`run ${run} made no space`);
  return found.id;
};
const resultOf = async (id: SpaceId): Promise<Record<string, unknown>> => (await spaceById(s.db, id))?.result ?? {};

/** What a space holds, with the hashes of its files; nothing else lies in its folder. */
async function contentOf(run: RunId): Promise<object> {
  const { files, ...shown } = await resultOf(await spaceOf(run));
  const made = files as { name: string; key: string; bytes: number }[];
  const keys: string[] = [];
  for await (const { key } of s.storage.list(`spaces/run-${run}`)) keys.push(key);
  expect(keys.toSorted()).toEqual(made.map(({ key }) => key).toSorted());
  const hashes = await Promise.all(
    made.map(async ({ name, key, bytes }) => [
      name,
      createHash("sha256")
        .update(await s.storage.read(key, 0, bytes))
        .digest("hex"),
    ]),
  );
  return { shown, hashes };
}

let undisturbed: RunId;
let disturbed: RunId;

test("a space whose workers die reading, clustering and keeping is the one that nobody disturbed", async () => {
  const preparation = got(await addPreparation.call(s.ctx, { projectId: project, name: "All", before: 0, perSample: null })).id;
  undisturbed = await start(preparation);
  await ended(undisturbed);
  disturbed = await start(preparation);
  await killAtLock("objects", disturbed);
  await killAtStep(/preparation|morphs|samples|intervals/, disturbed);
  await killAtLock("spaces", disturbed);
  expect(got(await listSpaces.call(s.ctx, { projectId: project }))).toHaveLength(1);
  await ended(disturbed);
  expect(await contentOf(disturbed)).toEqual(await contentOf(undisturbed));
});

test("a sweep whose workers die sweeping and keeping says the same", async () => {
  const [one, other] = [await spaceOf(undisturbed), await spaceOf(disturbed)];
  const ks = [5, 20, 60, 120, 200];
  await ended(got(await sweepSpace.call(s.ctx, { spaceId: one, ks })).run);
  const { run } = got(await sweepSpace.call(s.ctx, { spaceId: other, ks }));
  await killAtStep(/sweeping/, run);
  await killAtLock("spaces", run);
  expect((await resultOf(other)).sweep).toBeUndefined();
  await ended(run);
  expect((await resultOf(other)).sweep).toEqual((await resultOf(one)).sweep);
});

test("a region whose worker dies after it wrote, before it said so, is described once and the same", async () => {
  const asked = { region: [{ axis: 0, from: -1, to: 1 }] };
  const found = async (spaceId: SpaceId, runId: RunId) => got(await readRegion.call(s.ctx, { spaceId, runId })).found;
  const [one, other] = [await spaceOf(undisturbed), await spaceOf(disturbed)];
  const { run: calm } = got(await startRegion.call(s.ctx, { spaceId: one, ...asked }));
  await ended(calm);
  const { run } = got(await startRegion.call(s.ctx, { spaceId: other, ...asked }));
  const key = `spaces/run-${disturbed}/region-${run}.json`;
  const worker = await s.worker();
  await s.until(async () => (await s.storage.size(key)) !== null, patience);
  await worker.kill();
  await ended(run);
  expect(await found(other, run)).toEqual(await found(one, calm));
});

test("samples whose worker dies reading and keeping are placed where they belong", async () => {
  const [one, other] = [await spaceOf(undisturbed), await spaceOf(disturbed)];
  await addTow({ name: "later", month: 8, objects: 3_000, form: (i) => 2 + (i % 11) / 5, ...water });
  await ended(got(await placeSamples.call(s.ctx, { spaceId: one })).run);
  const { run } = got(await placeSamples.call(s.ctx, { spaceId: other }));
  await killAtLock("objects", run);
  await killAtLock("spaces", run);
  expect((await resultOf(other)).placed).toBeUndefined();
  await ended(run);
  const placed = async (id: SpaceId) => ({ ...((await resultOf(id)).placed as object), at: "" });
  expect(await placed(other)).toEqual(await placed(one));
});

test("a count whose workers die reading, and after the file before the end, answers the same", async () => {
  const count = async () => got(await startQuantities.call(s.ctx, { projectId: project, what: ["concentrations", "spectra"] })).run;
  const keyOf = (run: RunId) => `quantities/run-${run}/figures.json`;
  const read = async (run: RunId) => text(await s.storage.stream(keyOf(run)));
  const calm = await count();
  await ended(calm);
  const run = await count();
  await killAtLock("objects", run);
  await killAtEnd(run, keyOf(run));
  await ended(run);
  expect(await read(run)).toBe(await read(calm));
});
