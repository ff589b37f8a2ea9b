import type { ProjectId, RunId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";

/** One image of a cast, and the particles in it by their size (px), as their file has them. */
export type ParticleImageRow = {
  /** From 1. */
  readonly ordinal: number;
  readonly at: string | Date | null;
  /** m */
  readonly depth: number | null;
  readonly lit: boolean;
  readonly state: "measured" | "empty" | "overexposed";
  readonly areas: readonly number[];
  readonly counts: readonly number[];
  readonly greys: readonly number[];
};

/** Keeps images of a cast until its import is loaded. */
export const stageParticles = (tx: Tx, run: RunId, acquisition: string, images: readonly ParticleImageRow[]): Promise<void> =>
  tx.copy(
    "import_particle",
    ["run_id", "acquisition", "ordinal", "at", "depth", "lit", "state", "areas", "counts", "greys"],
    images.map(({ ordinal, at, depth, lit, state, areas, counts, greys }) =>
      copyLine([run, acquisition, ordinal, at, depth, lit, state, areas, counts, greys]),
    ),
  );

/** Names of acquisitions and samples in the rows of an import. */
export const stagedAcquisitions = (db: Tx, run: RunId): Promise<{ acquisition: string | null; sample: string | null }[]> =>
  db.rows(
    sql`select distinct row ->> 'acquisitionId' as acquisition, row ->> 'sampleId' as sample from import_row where run_id = ${run} order by 1, 2 limit 5000`,
  );

/** Gives staged images to the acquisitions of their names; images that an acquisition has already stay as they are. @returns how many */
export const publishParticles = (tx: Tx, run: RunId, project: ProjectId): Promise<number> =>
  tx.run(sql`
    insert into particle_image (acquisition_id, ordinal, at, depth, lit, state, areas, counts, greys)
    select a.id, p.ordinal, p.at, p.depth, p.lit, p.state, p.areas, p.counts, p.greys from import_particle p
      join acquisition a on a.project_id = ${project} and a.name = p.acquisition and a.trash_id is null
    where p.run_id = ${run} on conflict (acquisition_id, ordinal) do nothing`);

/** Forgets what was staged. */
export const clearParticles = (tx: Tx, run: RunId): Promise<number> => tx.run(sql`delete from import_particle where run_id = ${run}`);

export type ParticleSummary = {
  readonly images: number;
  readonly lit: number;
  readonly particles: number;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
};

/** What is kept of a cast; null: nothing. */
export const particleSummary = async (db: Tx, acquisition: number): Promise<ParticleSummary | null> => {
  const row = await db.row<ParticleSummary>(sql`
    select count(*)::int as images, (count(*) filter (where lit))::int as lit, min(depth) as "depthMin", max(depth) as "depthMax",
      coalesce(sum((select sum(c) from unnest(counts) c)) filter (where lit), 0)::float8 as particles
    from particle_image where acquisition_id = ${acquisition}`);
  return row === null || row.images === 0 ? null : row;
};

/** Images of a cast in their order, a page at a time. */
export const particleImages = (db: Tx, acquisition: number, after: number, limit: number): Promise<ParticleImageRow[]> =>
  db.rows(sql`
    select ordinal, at, depth, lit, state, areas, counts, greys from particle_image
    where acquisition_id = ${acquisition} and ordinal > ${after} order by ordinal limit ${limit}`);

/** Acquisitions of a project that have a particle table. */
export const castsOf = async (db: Tx, project: ProjectId, samples: readonly number[]): Promise<number[]> =>
  (
    await db.rows<{ id: number }>(sql`
      select a.id from acquisition a where a.project_id = ${project} and a.trash_id is null
        and (cardinality(${[...samples]}::bigint[]) = 0 or a.sample_id = any(${[...samples]}::bigint[]))
        and exists (select 1 from particle_image p where p.acquisition_id = a.id) order by a.id`)
  ).map(({ id }) => id);
