import type { ProjectId, RunId, RunState } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type UnitRow = {
  readonly id: number;
  readonly segmentationId: number;
  readonly name: string;
  readonly unit: Record<string, unknown>;
  /** Why it waits; empty: it may start. */
  readonly reason: string;
  readonly suggestion: string | null;
  readonly settings: Record<string, unknown>;
  readonly runId: RunId | null;
  readonly previewRunId: RunId | null;
  readonly previewFacts: Record<string, unknown> | null;
  /** How its run stands. */
  readonly run: {
    readonly state: RunState;
    readonly reason: string;
    readonly step: string;
    readonly done: number;
    readonly total: number;
    readonly attempts: number;
    /** Since when it is asked to stop, as ISO text; null: nobody asked. */
    readonly cancelAt: string | null;
    readonly result: Record<string, unknown> | null;
  } | null;
  readonly previewRun: { readonly state: RunState; readonly reason: string; readonly attempts: number } | null;
};

const columns = sql`u.id, u.segmentation_id as "segmentationId", u.name, u.unit, u.reason, u.suggestion, u.settings, u.run_id as "runId",
  u.preview_run_id as "previewRunId", u.preview_facts as "previewFacts",
  case when r.id is not null then jsonb_build_object('state', r.state, 'reason', r.reason, 'step', r.step, 'done', r.done, 'total', r.total,
    'attempts', r.attempts, 'cancelAt', r.cancel_at, 'result', r.result) end as run,
  case when p.id is not null then jsonb_build_object('state', p.state, 'reason', p.reason, 'attempts', p.attempts) end as "previewRun"`;
const joined = sql`segmentation_unit u left join run r on r.id = u.run_id left join run p on p.id = u.preview_run_id`;

export type NewUnit = { readonly name: string; readonly unit: object; readonly reason: string; readonly suggestion: string | null };

/** Writes down what a batch holds. What a person said about a unit, and runs that it has, stay when the batch is matched again. */
export async function putUnits(tx: Tx, segmentation: number, units: readonly NewUnit[], facts: object): Promise<void> {
  await tx.run(sql`
    insert into segmentation_unit (segmentation_id, ordinal, name, unit, reason, suggestion)
    select ${segmentation}::bigint, u.place, u.name, u.unit::jsonb, u.reason, u.suggestion
    from unnest(${units.map((u) => u.name)}::text[], ${units.map((u) => JSON.stringify(u.unit))}::text[], ${units.map((u) => u.reason)}::text[],
      ${units.map((u) => u.suggestion)}::text[]) with ordinality as u(name, unit, reason, suggestion, place)
    on conflict (segmentation_id, name) do update set ordinal = excluded.ordinal, unit = excluded.unit, reason = excluded.reason, suggestion = excluded.suggestion`);
  await tx.run(sql`
    delete from segmentation_unit where segmentation_id = ${segmentation} and run_id is null and not (name = any(${units.map((u) => u.name)}::text[]))`);
  await tx.run(sql`update segmentation set facts = ${JSON.stringify(facts)}::jsonb where id = ${segmentation}`);
}

/** Units of a batch: those that wait for a person first, then as they were found. */
export const unitsOf = (db: Tx, segmentation: number): Promise<UnitRow[]> =>
  db.rows(sql`
    select ${columns} from ${joined} where u.segmentation_id = ${segmentation}
    order by case when r.state in ('refused', 'failed', 'cancelled') then 0 when u.run_id is null and (u.reason <> '' or u.unit ->> 'lacks' is not null or u.unit ->> 'damage' is not null) then 1 else 2 end, u.ordinal, u.id`);

export const unitById = (db: Tx, id: number): Promise<UnitRow | null> => db.row(sql`select ${columns} from ${joined} where u.id = ${id}`);

export const projectOfUnit = async (db: Tx, id: number): Promise<ProjectId | null> =>
  (
    await db.row<{ id: ProjectId }>(
      sql`select s.project_id as id from segmentation_unit u join segmentation s on s.id = u.segmentation_id where u.id = ${id}`,
    )
  )?.id ?? null;

/** Holds a unit to the end of the transaction, so that two people do not start it twice. */
export const holdUnit = async (tx: Tx, id: number): Promise<UnitRow | null> => {
  await tx.row(sql`select 1 from segmentation_unit where id = ${id} for update`);
  return unitById(tx, id);
};

export const setUnitSettings = (tx: Tx, id: number, settings: object): Promise<number> =>
  tx.run(sql`update segmentation_unit set settings = ${JSON.stringify(settings)}::jsonb where id = ${id}`);
export const setUnitRun = (tx: Tx, id: number, run: RunId): Promise<number> =>
  tx.run(sql`update segmentation_unit set run_id = ${run} where id = ${id}`);
export const setPreviewRun = (tx: Tx, id: number, run: RunId): Promise<number> =>
  tx.run(sql`update segmentation_unit set preview_run_id = ${run}, preview = null, preview_facts = null where id = ${id}`);
export const putPreview = (tx: Tx, id: number, picture: Uint8Array, facts: object): Promise<number> =>
  tx.run(
    sql`update segmentation_unit set preview = ${Buffer.from(picture)}, preview_facts = ${JSON.stringify(facts)}::jsonb where id = ${id}`,
  );
export const previewOf = async (db: Tx, id: number): Promise<Uint8Array | null> =>
  (await db.row<{ preview: Uint8Array | null }>(sql`select preview from segmentation_unit where id = ${id}`))?.preview ?? null;

export const putOverview = (tx: Tx, id: number, picture: Uint8Array, facts: object): Promise<number> =>
  tx.run(
    sql`update segmentation_unit set overview = ${Buffer.from(picture)}, overview_facts = ${JSON.stringify(facts)}::jsonb where id = ${id}`,
  );
