import type { ModelId, ObjectId, ProjectId, RunId, TaxonId } from "@nauplius/domain";
import { where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { type Sql, sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";

/** The model whose network looks at what is new: of those in service, the one that came into it last. */
export const embeddingModel = async (db: Tx): Promise<ModelId | null> =>
  (
    await db.row<{ id: ModelId }>(sql`
      select m.id from model m where m.state = 'service'
      order by (select max(e.id) from model_event e where e.model_id = m.id and e.kind in ('promoted', 'rolledBack')) desc nulls last limit 1`)
  )?.id ?? null;

const isNew = (space: string): Sql =>
  sql`o.vignettes > 0 and not exists (select 1 from embedding e where e.object_id = o.id and e.space = ${space})`;

/** The next objects of a view, in id order, that the network of a space has not looked at. */
export const notEmbeddedAfter = async (db: Tx, view: Compiled, space: string, after: number, limit: number): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(
      sql`select o.id from "object" o ${where([...view.tests, isNew(space), sql`o.id > ${after}::bigint`])} order by o.id limit ${limit}`,
    )
  ).map(({ id }) => id);

export const countNotEmbedded = async (db: Tx, view: Compiled, space: string): Promise<number> =>
  (await db.row<{ n: number }>(sql`select count(*)::int as n from "object" o ${where([...view.tests, isNew(space)])}`))?.n ?? 0;

export type EmbeddedObject = {
  readonly id: ObjectId;
  readonly vector: Uint8Array;
  readonly taxonId: TaxonId | null;
  readonly isValidated: boolean;
  /** What the last model to look at it said, the best first. */
  readonly taxonIds: readonly TaxonId[] | null;
  readonly scores: readonly number[] | null;
};

/** Objects of a view with their embedding of one space, their label and what a model said, in id order. */
export const embeddedAfter = (db: Tx, view: Compiled, space: string, after: number, limit: number): Promise<EmbeddedObject[]> =>
  db.rows<EmbeddedObject>(sql`
    select o.id, e.vector, o.taxon_id as "taxonId", o.state = 'validated' and not o.proposed as "isValidated", p.taxon_ids as "taxonIds", p.scores
    from "object" o join embedding e on e.object_id = o.id left join prediction p on p.object_id = o.id
    ${where([...view.tests, sql`e.space = ${space}`, sql`o.id > ${after}::bigint`])} order by o.id limit ${limit}`);

export type NewComparison = {
  readonly runId: RunId;
  readonly projectId: ProjectId;
  readonly space: string;
  readonly centres: Uint8Array;
  readonly clusters: number;
  readonly now: Date;
};

/** Begins to write a comparison; what an earlier attempt of the same run left goes. */
export async function beginComparison(tx: Tx, c: NewComparison): Promise<number> {
  await tx.run(sql`delete from comparison where run_id = ${c.runId}`);
  const row = await tx.row<{ id: number }>(sql`
    insert into comparison (project_id, run_id, space, centres, clusters, created_at)
    values (${c.projectId}, ${c.runId}, ${c.space}, ${Buffer.from(c.centres)}, ${c.clusters}, ${c.now}) returning id`);
  if (row === null) throw new Error("insert into comparison returned no row");
  return row.id;
}

export type LikenessRow = {
  readonly objectId: ObjectId;
  readonly cluster: number;
  readonly spread: number;
  readonly taxonId: TaxonId | null;
  /** NaN: nothing to compare with. */
  readonly distance: number;
  readonly suspicion: number;
  readonly suggestedId: TaxonId | null;
};

/** Objects that are gone meanwhile are left out. */
export async function keepLikeness(tx: Tx, comparison: number, rows: readonly LikenessRow[]): Promise<void> {
  const there = new Set(
    (
      await tx.rows<{ id: ObjectId }>(
        sql`select id from "object" where id = any(${rows.map(({ objectId }) => objectId)}::bigint[]) for key share`,
      )
    ).map(({ id }) => id),
  );
  await tx.copy(
    "likeness",
    ["comparison_id", "object_id", "cluster", "spread", "taxon_id", "distance", "suspicion", "suggested_id"],
    rows
      .filter(({ objectId }) => there.has(objectId))
      .map((r) => copyLine([comparison, r.objectId, r.cluster, r.spread, r.taxonId, r.distance, r.suspicion, r.suggestedId])),
  );
}

/** From here on the comparison counts, and the project's older ones go. */
export async function finishComparison(tx: Tx, id: number, project: ProjectId, now: Date): Promise<void> {
  await tx.run(
    sql`update comparison c set finished_at = ${now}, objects = (select count(*) from likeness l where l.comparison_id = c.id) where c.id = ${id}`,
  );
  await tx.run(sql`delete from comparison where project_id = ${project} and id < ${id}`);
}

/** Projects (all, or one) where something came since their last comparison, or another network serves, and nobody is at work on it. What ended
 *  badly, or was cancelled, is tried again a day later. */
export const projectsToCompare = async (db: Tx, space: string, now: Date, project: ProjectId | null): Promise<ProjectId[]> =>
  (
    await db.rows<{ id: ProjectId }>(sql`
      select p.id from project p
      where p.trashed_at is null and (${project}::bigint is null or p.id = ${project}::bigint)
        and exists (select 1 from "object" o where o.project_id = p.id and o.vignettes > 0)
        and not exists (select 1 from run r where r.kind = 'compareObjects' and r.project_id = p.id and (r.state in ('queued', 'running', 'lost', 'asking')
          or (r.state in ('failed', 'refused', 'cancelled') and r.finished_at > ${now}::timestamptz - interval '1 day')))
        and not exists (select 1 from comparison c where c.project_id = p.id and c.finished_at is not null and c.space = ${space}
          and c.created_at >= greatest((select max(b.at) from batch b where b.project_id = p.id), (select max(r.published_at) from run r where r.project_id = p.id)))
      order by p.id limit 1000`)
  ).map(({ id }) => id);
