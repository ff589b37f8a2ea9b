import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import {
  createRng,
  type ModelId,
  type ObjectId,
  type ProjectId,
  type Rng,
  type RunId,
  type State,
  type TaxonId,
  type UserId,
} from "@nauplius/domain";
import { encodePng, type VignettePool } from "@nauplius/pipelines";
import { drawShape, type ShapeName } from "@nauplius/pipelines/shapes";
import type { Context, RunRow } from "@nauplius/services";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { readEnv } from "../env.ts";
import type { Dependencies } from "../jobs/dependencies.ts";
import { makeHandlers } from "../jobs/handlers.ts";
import { shipModels } from "./ship.ts";

/** The drawing as it comes in a file. */
export const pngOf = async (shape: ShapeName, random: Rng): Promise<Uint8Array> =>
  (await encodePng({ ...drawShape(shape, random, 15), channels: 1 })).bytes;

export type Seed = { readonly shape: ShapeName; readonly state?: State; readonly taxonId?: TaxonId | null; readonly bytes?: Uint8Array };

/** A site with the model that ships, a project of drawn shapes, and a worker that does what is asked for. */
export async function learningSite() {
  const site: TestSite = await makeSite();
  const { db } = site;
  const folder = await mkdtemp(join(tmpdir(), "nauplius-learning-"));
  const taxa = await makeTaxa(db, [
    "living",
    "living/Copepoda",
    "living/Chaetognatha",
    "living/Radiolaria",
    "living/copepod_other",
    "detritus",
  ]);
  const project = await makeProject(db, "Shapes");
  const manager: UserId = await makeMember(db, project, "Manager", "manager");
  const admin: UserId = await makeUser(db, "Admin", ["admin"]);
  const env = readEnv({ DATABASE_URL: "postgres://unused", WORKER_THREADS: "2", WORK_DIR: folder });
  const system = site.as({ kind: "system" });
  const clock = { now: () => new Date() };
  const { storage, queue, log } = system;
  const dependencies: Dependencies = {
    env,
    db,
    storage,
    queue,
    log,
    clock,
    worker: "test",
    stop: new AbortController().signal,
    vignettes: {} as VignettePool,
  };
  await shipModels(dependencies);
  // Drawn shapes look like anything: every class has a taxon, so that none of them is unknown.
  await db.run(sql`update model_class set taxon_id = ${taxa.get("detritus")} where taxon_id is null`);
  const handlers = makeHandlers(dependencies);
  const random = createRng("learning site");
  let samples = 0;

  /** One more sample with these objects, each with its image. */
  async function addSample(seeds: readonly Seed[], into: ProjectId = project): Promise<ObjectId[]> {
    samples += 1;
    const sample = await makeSample(db, into, `tow ${samples}`);
    const acquisition = await makeAcquisition(db, into, sample, `scan ${samples}`);
    const at = { project: into, sample, acquisition, rng: random.fork(samples) };
    const ids = await makeObjects(
      db,
      at,
      seeds.map(({ state, taxonId }, i) => ({ originalId: `t${samples}_${i}`, state, taxonId })),
    );
    await addVignettes(ids, seeds);
    return ids;
  }

  async function addVignettes(ids: readonly ObjectId[], seeds: readonly Seed[]): Promise<void> {
    const images = await Promise.all(seeds.map(async ({ shape, bytes }, i) => bytes ?? pngOf(shape, random.fork(`${samples} ${i}`))));
    const key = `packs/shapes-${samples}`;
    await storage.write(key, Buffer.concat(images));
    const pack = await db.row<{ id: number }>(sql`insert into pack (key, bytes, state) values (${key}, 0, 'sealed') returning id`);
    let offset = 0;
    for (const [i, image] of images.entries()) {
      const hash = createHash("sha256").update(image).digest();
      await db.run(sql`
        insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
        values (${ids[i]}, ${`${i}.png`}, ${pack?.id}, ${offset}, ${image.length}, 'image/png', 40, 40, ${hash})`);
      offset += image.length;
    }
    await db.run(sql`update "object" set vignettes = 1 where id = any(${[...ids]}::bigint[])`);
  }

  async function work(id: RunId): Promise<RunRow> {
    const run = await runById(db, id);
    if (run === null) throw new Error("no such run");
    await handlers[run.kind]({ runId: id });
    const after = await runById(db, id);
    if (after === null) throw new Error("the run is gone");
    return after;
  }

  return {
    ...{ site, db, project, taxa, handlers, dependencies, addSample, work, folder },
    as: { manager: site.as(asUser(manager)), admin: site.as(asUser(admin, ["admin"])) } satisfies Record<string, Context>,
    model: async (): Promise<ModelId> => (await modelNamed(db, "plankton")) as ModelId,
    dispose: async () => {
      await site.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type LearningSite = Awaited<ReturnType<typeof learningSite>>;

const modelNamed = async (db: Db, name: string): Promise<number | undefined> =>
  (await db.row<{ id: number }>(sql`select id from model where name = ${name} and state = 'service'`))?.id;

/** What objects show, in id order. */
export const labelsOf = (db: Db, project: ProjectId) =>
  db.rows<{ id: ObjectId; state: State; taxonId: TaxonId | null; score: number | null; version: number; events: number }>(sql`
    select o.id, o.state, o.taxon_id as "taxonId", o.score, o.version, (select count(*)::int from annotation_event e where e.object_id = o.id) as events
    from "object" o where o.project_id = ${project} order by o.id`);
