import { randomUUID } from "node:crypto";
import { copyLine, countBatch, type Db, insertProject } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import {
  type Access,
  type AcquisitionId,
  createRng,
  type ObjectId,
  type ProjectId,
  type Rng,
  type RunId,
  type SampleId,
  type State,
  searchName,
  type TaxonId,
} from "@nauplius/domain";

export const makeProject = (db: Db, title: string, access: Access = "private", instrument = "ISIIS"): Promise<ProjectId> =>
  insertProject(db, { title, instrument, description: "", access, createdBy: null, now: new Date(0) });

/** Taxa by `name` or `parent/name`: parents come before their children. */
export async function makeTaxa(db: Db, paths: readonly string[]): Promise<Map<string, TaxonId>> {
  const ids = new Map<string, TaxonId>();
  for (const path of paths) {
    const [name = path, parent] = path.split("/").reverse();
    const row = await db.row<{ id: TaxonId }>(sql`
      insert into taxon (parent_id, name, display_name, search_name, updated_at)
      values (${parent === undefined ? null : (ids.get(parent) ?? null)}, ${name}, ${name}, ${searchName(name)}, now()) returning id`);
    if (row !== null) ids.set(name, row.id);
  }
  return ids;
}

type Place = { readonly latitude?: number | null; readonly longitude?: number | null };

export async function makeSample(db: Db, project: ProjectId, name: string, at: Place = {}): Promise<SampleId> {
  const row = await db.row<{ id: SampleId }>(sql`
    insert into sample (project_id, name, latitude, longitude) values (${project}, ${name}, ${at.latitude ?? null}, ${at.longitude ?? null}) returning id`);
  if (row === null) throw new Error("insert into sample returned no row");
  return row.id;
}

export async function makeAcquisition(db: Db, project: ProjectId, sample: SampleId, name: string, pixelSize = 10): Promise<AcquisitionId> {
  const row = await db.row<{ id: AcquisitionId }>(sql`
    insert into acquisition (project_id, sample_id, name, pixel_size) values (${project}, ${sample}, ${name}, ${pixelSize}) returning id`);
  if (row === null) throw new Error("insert into acquisition returned no row");
  return row.id;
}

export type ObjectSeed = {
  readonly originalId: string;
  readonly taxonId?: number | null;
  readonly state?: State;
  readonly score?: number | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly date?: string | null;
  readonly time?: string | null;
  readonly depthMin?: number | null;
  readonly depthMax?: number | null;
  readonly area?: number | null;
  readonly free?: Readonly<Record<string, string | number>>;
  readonly features?: readonly (number | null)[];
  readonly featureListId?: number | null;
};

const columns = [
  "project_id",
  "sample_id",
  "acquisition_id",
  "original_id",
  "taxon_id",
  "state",
  "score",
  "latitude",
  "longitude",
  "date",
  "time",
  "depth_min",
  "depth_max",
  "area",
  "free",
  "feature_list_id",
  "features",
  "random",
  "annotated_at",
  "batch_id",
];

/** Objects as an import leaves them: published batch, one event each where they have a label, counters right. */
export async function makeObjects(
  db: Db,
  at: { project: ProjectId; sample: SampleId; acquisition: AcquisitionId; rng: Rng },
  seeds: readonly ObjectSeed[],
): Promise<ObjectId[]> {
  return db.transaction(async (tx) => {
    const run = await tx.row<{ id: RunId }>(
      sql`insert into run (kind, state, project_id, published_at) values ('importBatch', 'done', ${at.project}, now()) returning id`,
    );
    if (run === null) throw new Error("insert into run returned no row");
    const line = (s: ObjectSeed) =>
      copyLine([
        at.project,
        at.sample,
        at.acquisition,
        s.originalId,
        s.taxonId,
        s.state ?? "unclassified",
        s.score,
        s.latitude,
        s.longitude,
        s.date,
        s.time,
        s.depthMin,
        s.depthMax,
        s.area,
        s.free ?? {},
        s.featureListId,
        s.features ?? [],
        Math.fround(at.rng.next()),
        s.taxonId == null ? null : new Date(0),
        run.id,
      ]);
    await tx.copy("object", columns, seeds.map(line));
    const batch = randomUUID();
    await tx.run(sql`insert into batch (id, project_id, kind, run_id) values (${batch}::uuid, ${at.project}, 'import', ${run.id})`);
    await tx.run(sql`
      with e as (
        insert into annotation_event (project_id, object_id, batch_id, taxon_id, state, how, seen, at, score, version)
        select project_id, id, ${batch}::uuid, taxon_id, state, 'import', false, annotated_at, score, 1 from "object"
        where batch_id = ${run.id} and taxon_id is not null returning id, object_id)
      update "object" o set last_event_id = e.id, version = 1 from e where o.id = e.object_id`);
    await countBatch(tx, at.project, run.id);
    const rows = await tx.rows<{ id: ObjectId }>(sql`select id from "object" where batch_id = ${run.id} order by id`);
    return rows.map((r) => r.id);
  });
}

export type Tow = Place & {
  readonly name: string;
  /** When it began; free columns of the sample and of its scan. */
  readonly startedAt?: Date | null;
  readonly depths?: readonly [number, number];
  readonly free?: object;
  readonly scanFree?: object;
  readonly pixelSize?: number;
  readonly objects: readonly ObjectSeed[];
};

/** A sample with one scan (`NAME_tot_1`) and its objects. */
export async function makeTow(db: Db, project: ProjectId, tow: Tow) {
  const sample = await makeSample(db, project, tow.name, tow);
  const [least, most] = tow.depths ?? [null, null];
  await db.run(sql`
    update sample set started_at = ${tow.startedAt ?? null}, depth_min = ${least}, depth_max = ${most}, free = ${JSON.stringify(tow.free ?? {})}::jsonb
    where id = ${sample}`);
  const acquisition = await makeAcquisition(db, project, sample, `${tow.name}_tot_1`, tow.pixelSize);
  await db.run(sql`update acquisition set free = ${JSON.stringify(tow.scanFree ?? {})}::jsonb where id = ${acquisition}`);
  const objects = await makeObjects(db, { project, sample, acquisition, rng: createRng(tow.name) }, tow.objects);
  return { sample, acquisition, objects };
}
