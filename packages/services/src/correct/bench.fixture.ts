import { randomUUID } from "node:crypto";
import { insertPack, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import {
  type AcquisitionId,
  type BatchId,
  type Correction,
  createRng,
  type ProjectId,
  type RunId,
  type SampleId,
  type State,
  type TaxonId,
  type UserId,
} from "@nauplius/domain";
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
import type { Context } from "../context.ts";
import { executeRun } from "../run/execute.ts";
import { runCorrection } from "./run.ts";
import { startCorrection } from "./verbs.ts";

export type Net = {
  readonly project: ProjectId;
  readonly samples: readonly SampleId[];
  readonly acquisitions: readonly AcquisitionId[];
  /** Ids of objects, by acquisition. */
  readonly objects: readonly (readonly number[])[];
};

export type Bench = {
  readonly site: TestSite;
  readonly taxa: ReadonlyMap<string, TaxonId>;
  readonly manager: UserId;
  readonly as: (who: UserId) => Context;
  readonly makeNet: (title: string, size?: { samples?: number; acquisitions?: number; objects?: number }) => Promise<Net>;
  readonly correct: (project: ProjectId, correction: Correction, how?: How) => Promise<Corrected>;
};
type How = { readonly who?: UserId; readonly batch?: BatchId; readonly chunk?: number; readonly killAfter?: number };
export type Corrected = {
  readonly run: RunId;
  readonly batch: BatchId;
  readonly state: string;
  readonly reason: string;
  readonly result: Record<string, unknown>;
};

export const newBatch = (): BatchId => randomUUID() as BatchId;
const states: readonly State[] = ["validated", "predicted", "dubious", "unclassified"];

/** A site with a manager and nets of samples, acquisitions, processes, objects with vignettes and labels. */
export async function openBench(): Promise<Bench> {
  const site = await makeSite();
  const { db } = site;
  const taxa = await makeTaxa(db, ["living", "living/Copepoda", "living/Chaetognatha", "detritus"]);
  const home = await makeProject(db, "home");
  const manager = await makeMember(db, home, "Mara", "manager");
  const as = (who: UserId) => site.as(asUser(who));
  return {
    site,
    taxa,
    manager,
    as,
    makeNet: (title, size) => makeNet(site, taxa, manager, title, size),
    correct: (p, c, how) => correct(site, as(how?.who ?? manager), p, c, how),
  };
}

async function makeNet(
  { db }: TestSite,
  taxa: Bench["taxa"],
  manager: UserId,
  title: string,
  { samples: nSamples = 2, acquisitions: perSample = 1, objects: perAcquisition = 8 } = {},
): Promise<Net> {
  const project = await makeProject(db, title);
  await db.run(sql`insert into membership (project_id, user_id, role) values (${project}, ${manager}, 'manager')`);
  await db.run(sql`insert into field (project_id, level, name, type, unit, ordinal) values
    (${project}, 'sample', 'tot_vol', 'number', 'm3', 1), (${project}, 'sample', 'ship', 'text', null, 2), (${project}, 'acquisition', 'pixel', 'number', null, 1),
    (${project}, 'acquisition', 'sub_part', 'number', null, 2), (${project}, 'process', 'software', 'text', null, 1), (${project}, 'object', 'quality', 'number', null, 1)`);
  const pack = await insertPack(db, `packs/test-${randomUUID()}`, "test");
  const rng = createRng(7);
  const samples: SampleId[] = [];
  const acquisitions: AcquisitionId[] = [];
  const objects: number[][] = [];
  const named = [taxa.get("Copepoda"), taxa.get("Chaetognatha"), taxa.get("detritus")];
  for (let s = 0; s < nSamples; s++) {
    const sample = await makeSample(db, project, `s${s}`, { latitude: 43 + s, longitude: 7 });
    await db.run(sql`
      update sample set free = ${JSON.stringify({ tot_vol: `${10 + s}.50`, ship: "Tara" })}::jsonb, started_at = ${`2014-04-2${s}T10:00:00Z`}, depth_min = 0, depth_max = 100
      where id = ${sample}`);
    samples.push(sample);
    for (let a = 0; a < perSample; a++) {
      const acquisition = await makeAcquisition(db, project, sample, `s${s}_a${a}`, 10.6);
      await db.run(sql`
        update acquisition set instrument = 'zooscan', sub_part = 2, free = ${JSON.stringify({ pixel: "10.6", sub_part: "2" })}::jsonb where id = ${acquisition}`);
      await db.run(sql`
        insert into process (project_id, acquisition_id, name, dialect, free) values (${project}, ${acquisition}, ${`p${acquisition}`}, 'zooscan', '{"software": "zooprocess 7"}')`);
      acquisitions.push(acquisition);
      const seeds = Array.from({ length: perAcquisition }, (_, i) => {
        const state = states[i % states.length] ?? "unclassified";
        return {
          originalId: `s${s}_a${a}_${i}`,
          taxonId: state === "unclassified" ? null : (named[i % named.length] ?? null),
          state,
          latitude: 43 + s,
          longitude: 7,
          date: `2014-04-2${s}`,
          time: "10:00:00",
          depthMin: 0,
          depthMax: 100,
          free: { quality: i },
        };
      });
      const made = await makeObjects(db, { project, sample, acquisition, rng }, seeds);
      objects.push(made.map(Number));
      await db.run(sql`
        insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
        select id, original_id || '.png', ${pack}, (row_number() over (order by id) - 1) * 100, 100, 'image/png', 10, 10, '\\x00' from "object" where acquisition_id = ${acquisition}`);
      await db.run(sql`update "object" set vignettes = 1 where acquisition_id = ${acquisition}`);
    }
  }
  return { project, samples, acquisitions, objects };
}

const clock = { now: () => new Date() };

/** A database that is gone after some transactions: as if the worker had been killed there. */
function cutAfter(db: TestSite["db"], transactions: number): TestSite["db"] {
  let left = transactions;
  return {
    ...db,
    transaction: (work) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error("killed")) : db.transaction(work);
    },
  };
}

async function correct(site: TestSite, ctx: Context, project: ProjectId, correction: Correction, how: How = {}): Promise<Corrected> {
  const batch = how.batch ?? newBatch();
  const started = await startCorrection.call(ctx, { projectId: project, batchId: batch, correction });
  if (!started.ok)
    return { run: 0 as RunId, batch, state: started.error.code, reason: started.error.message, result: { faults: started.error.faults } };
  const { run } = started.value;
  await work(site, run, how);
  const row = await runById(site.db, run);
  return { run, batch, state: row?.state ?? "gone", reason: row?.reason ?? "", result: row?.result ?? {} };
}

/** A worker takes the run up; with `killAfter` it dies after so many transactions. */
export async function work(site: TestSite, run: RunId, how: Pick<How, "chunk" | "killAfter"> = {}): Promise<void> {
  const { log } = site.as({ kind: "system" });
  const db = how.killAfter === undefined ? site.db : cutAfter(site.db, how.killAfter);
  const executor = { db: site.db, clock, log, worker: `test-${randomUUID()}`, stop: new AbortController().signal };
  await executeRun(executor, run, (handle) =>
    runCorrection({ db, clock, ...(how.chunk === undefined ? {} : { chunk: how.chunk }) }, handle),
  );
}
