import type { BatchId, How, ObjectId, ProjectId, RunId, State, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

/** An object as a gesture finds it, locked. */
export type Held = {
  readonly id: ObjectId;
  readonly sampleId: number;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly by: string | null;
  readonly at: Date | null;
  readonly score: number | null;
  readonly version: number;
  readonly lastEventId: number | null;
};

export const heldColumns = sql`o.id, o.sample_id as "sampleId", o.taxon_id as "taxonId", o.state, o.proposed, o.accepted, o.annotated_by as by, o.annotated_at as at,
  o.score, o.version, o.last_event_id as "lastEventId"`;

/** Locks objects of a project in id order, so that two gestures never wait for each other in a circle. What was moved away or deleted
 *  while we waited is not among them. */
export const lockObjects = (tx: Tx, project: ProjectId, ids: readonly number[]): Promise<Held[]> =>
  tx.rows<Held>(sql`
    select ${heldColumns} from "object" o where o.id = any(${[...ids]}::bigint[]) and o.project_id = ${project} and o.trash_id is null
    order by o.id for update`);

export type NewEvent = {
  readonly objectId: number;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly how: How;
  readonly seen: boolean;
  readonly by: string | null;
  readonly at: Date;
  readonly score: number | null;
  readonly fromId: number | null;
  /** Of an undo or redo: the event whose label it brings back; 0: none stood. */
  readonly restoresId?: number;
  /** The model that said so. */
  readonly modelId?: number;
  readonly version: number;
};

/** Appends events and makes them the objects' current annotation: one statement. The ids are named once more so that ten thousand of a million
 *  are found by them, not by reading all. */
export const appendEvents = (tx: Tx, project: ProjectId, batch: BatchId, events: readonly NewEvent[]): Promise<number> =>
  events.length === 0
    ? Promise.resolve(0)
    : tx.run(sql`
    with added as (
      insert into annotation_event (project_id, object_id, batch_id, taxon_id, state, proposed, accepted, how, seen, by, at, score, from_id,
        restores_id, model_id, version)
      select ${project}::bigint, u.o, ${batch}::uuid, u.t, u.st, u.p, u.a, u.h, u.se, u.b, u.at, u.sc, u.f, u.r, u.m, u.v
      from unnest(${events.map((e) => e.objectId)}::bigint[], ${events.map((e) => e.taxonId)}::bigint[], ${events.map((e) => e.state)}::text[],
        ${events.map((e) => e.proposed)}::bool[], ${events.map((e) => e.accepted)}::bool[], ${events.map((e) => e.how)}::text[],
        ${events.map((e) => e.seen)}::bool[], ${events.map((e) => e.by)}::text[], ${events.map((e) => e.at)}::timestamptz[],
        ${events.map((e) => e.score)}::real[], ${events.map((e) => e.fromId)}::bigint[], ${events.map((e) => e.restoresId ?? null)}::bigint[],
        ${events.map((e) => e.modelId ?? null)}::bigint[],
        ${events.map((e) => e.version)}::int[]) as u(o, t, st, p, a, h, se, b, at, sc, f, r, m, v)
      returning id, object_id, taxon_id, state, proposed, accepted, by, at, score, version)
    update "object" o set taxon_id = e.taxon_id, state = e.state, proposed = e.proposed, accepted = e.accepted, annotated_by = e.by,
      annotated_at = e.at, score = e.score, last_event_id = e.id, version = e.version
    from added e where o.id = e.object_id and o.id = any(${events.map((e) => e.objectId)}::bigint[])`);

export type BatchRow = {
  readonly id: BatchId;
  readonly projectId: ProjectId;
  readonly kind: string;
  readonly by: UserId | null;
  readonly at: Date;
  readonly request: Record<string, unknown>;
  readonly result: Record<string, unknown>;
  readonly runId: RunId | null;
  readonly ofBatchId: BatchId | null;
  readonly undoneBy: BatchId | null;
};

const batchColumns = sql`id, project_id as "projectId", kind, by, at, request, result, run_id as "runId", of_batch_id as "ofBatchId", undone_by as "undoneBy"`;

export const batchById = (tx: Tx, id: BatchId): Promise<BatchRow | null> =>
  tx.row<BatchRow>(sql`select ${batchColumns} from batch where id = ${id}::uuid`);

/** Takes the idempotency key; false when a gesture with this id was already done. Waits for one that is being done now. */
export const openBatch = async (
  tx: Tx,
  b: {
    id: BatchId;
    projectId: ProjectId;
    kind: string;
    by: UserId | null;
    at: Date;
    request: object;
    runId?: RunId | null;
    ofBatchId?: BatchId | null;
  },
): Promise<boolean> =>
  (await tx.run(sql`
    insert into batch (id, project_id, kind, by, at, request, run_id, of_batch_id)
    values (${b.id}::uuid, ${b.projectId}, ${b.kind}, ${b.by}, ${b.at}, ${JSON.stringify(b.request)}::jsonb, ${b.runId ?? null}, ${b.ofBatchId ?? null}::uuid)
    on conflict (id) do nothing`)) === 1;

export const closeBatch = (tx: Tx, id: BatchId, result: object): Promise<number> =>
  tx.run(sql`update batch set result = ${JSON.stringify(result)}::jsonb where id = ${id}::uuid`);

/** What a batch was, where that is known only once it is done. */
export const describeBatch = (tx: Tx, id: BatchId, request: object): Promise<number> =>
  tx.run(sql`update batch set request = ${JSON.stringify(request)}::jsonb where id = ${id}::uuid`);

/** Says by which batch another was taken back (null: by none any more). Of two that take back the same at once the second changes no row. */
export const markUndone = (tx: Tx, id: BatchId, by: BatchId | null): Promise<number> =>
  tx.run(sql`update batch set undone_by = ${by}::uuid where id = ${id}::uuid and (undone_by is null or ${by}::uuid is null)`);

/** The run that writes a batch too long for one request. */
export const giveBatchToRun = (tx: Tx, id: BatchId, run: RunId): Promise<number> =>
  tx.run(sql`update batch set run_id = ${run} where id = ${id}::uuid`);

/** Forgets a gesture that in the end wrote nothing. */
export const dropEmptyBatch = (tx: Tx, id: BatchId): Promise<number> =>
  tx.run(sql`delete from batch b where b.id = ${id}::uuid and not exists (select 1 from annotation_event e where e.batch_id = b.id)`);

/** How many objects a batch touched; counting stops at `cap`. */
export const sizeOfBatch = async (tx: Tx, id: BatchId, cap: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from (select 1 from annotation_event where batch_id = ${id}::uuid limit ${cap}) e`,
    )
  )?.n ?? 0;

/** What a batch made of each object, and what stood before: for undo. `current`: the label that the batch gave (or brought back) stands. */
export type Undoable = Held & {
  readonly current: boolean;
  /** The event whose label stood before; 0: none. */
  readonly restoresId: number;
  readonly before: Omit<Held, "id" | "sampleId" | "version" | "lastEventId"> | null;
};

export const eventsOfBatch = (tx: Tx, batch: BatchId, after: number, limit: number): Promise<Undoable[]> =>
  tx.rows<Undoable>(sql`
    select ${heldColumns}, coalesce(l.restores_id, l.id, 0) = coalesce(e.restores_id, e.id) as current, coalesce(f.restores_id, f.id, 0) as "restoresId",
      case when f.id is null then null else jsonb_build_object('taxonId', f.taxon_id, 'state', f.state, 'proposed', f.proposed, 'accepted', f.accepted,
        'by', f.by, 'at', f.at, 'score', f.score) end as before
    from annotation_event e join "object" o on o.id = e.object_id left join annotation_event f on f.id = e.from_id
    left join annotation_event l on l.id = o.last_event_id
    where e.batch_id = ${batch}::uuid and o.id > ${after} order by o.id limit ${limit} for update of o`);

/** The last batch of a person in a project that can be taken back (or done again). */
export const lastBatch = (tx: Tx, project: ProjectId, user: UserId, kinds: readonly string[]): Promise<BatchRow | null> =>
  tx.row<BatchRow>(sql`
    select ${batchColumns} from batch where project_id = ${project} and by = ${user} and undone_by is null and kind = any(${[...kinds]}::text[])
      and not request ? 'copyOf'
    order by at desc, id desc limit 1`);

/** Whether a person labelled in a project after a moment: then there is nothing to redo. */
export const labelledAfter = async (tx: Tx, project: ProjectId, user: UserId, moment: Date): Promise<boolean> =>
  (await tx.row(sql`select 1 from batch where project_id = ${project} and by = ${user} and kind = 'label' and at > ${moment} limit 1`)) !==
  null;

export type HistoryEntry = {
  readonly id: number;
  readonly batchId: BatchId;
  readonly taxonId: number | null;
  readonly taxon: string | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly how: How;
  readonly seen: boolean;
  readonly by: string | null;
  readonly byName: string | null;
  readonly at: Date;
  /** When and by whom the event was written: differs from `at` and `by` where an undo brought an earlier label back. */
  readonly recordedAt: Date;
  readonly gestureBy: string | null;
  readonly score: number | null;
  readonly version: number;
};

export const historyOf = (db: Tx, object: number): Promise<HistoryEntry[]> =>
  db.rows<HistoryEntry>(sql`
    select e.id, e.batch_id as "batchId", e.taxon_id as "taxonId", t.display_name as taxon, e.state, e.proposed, e.accepted, e.how, e.seen, e.by,
      u.name as "byName", e.at, b.at as "recordedAt", g.name as "gestureBy", e.score, e.version
    from annotation_event e join batch b on b.id = e.batch_id left join taxon t on t.id = e.taxon_id left join "user" u on u.id = e.by
    left join "user" g on g.id = b.by
    where e.object_id = ${object} order by e.id desc`);

/** Objects whose row differs from their last event: always none, doctor says. */
export const ledgerDifferences = (db: Tx): Promise<{ objectId: number }[]> =>
  db.rows(sql`
    select o.id as "objectId" from "object" o
    left join lateral (select * from annotation_event e where e.object_id = o.id order by e.id desc limit 1) e on true
    where (e.id is null and (o.last_event_id is not null or o.state <> 'unclassified' or o.taxon_id is not null))
      or (e.id is not null and (o.last_event_id is distinct from e.id or o.state <> e.state or o.taxon_id is distinct from e.taxon_id
        or o.annotated_by is distinct from e.by or o.version <> e.version)) limit 1000`);
