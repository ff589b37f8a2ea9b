import type { ModelEvaluation, ModelEventKind, ModelId, ModelManifest, ModelOrigin, ModelState, RunId, UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type ModelRow = {
  readonly id: ModelId;
  readonly name: string;
  readonly version: string;
  readonly state: ModelState;
  readonly origin: ModelOrigin;
  readonly parentId: ModelId | null;
  readonly runId: RunId | null;
  readonly manifest: ModelManifest;
  readonly card: string;
  readonly evaluation: ModelEvaluation | null;
  readonly createdBy: UserId | null;
  readonly createdAt: Date;
};

const columns = sql`m.id, m.name, m.version, m.state, m.origin, m.parent_id as "parentId", m.run_id as "runId", m.manifest, m.card, m.evaluation,
  m.created_by as "createdBy", m.created_at as "createdAt"`;
const byVersion = sql`string_to_array(m.version, '.')::int[]`;

export const modelById = (db: Tx, id: ModelId): Promise<ModelRow | null> =>
  db.row<ModelRow>(sql`select ${columns} from model m where m.id = ${id}`);

export const modelByVersion = (db: Tx, name: string, version: string): Promise<ModelRow | null> =>
  db.row<ModelRow>(sql`select ${columns} from model m where m.name = ${name} and m.version = ${version}`);

/** The newest version of a name, those that trainings at work will make included; null: there is none. */
export const newestVersion = async (db: Tx, name: string): Promise<string | null> =>
  (
    await db.row<{ version: string }>(sql`
      select m.version from (
        select version from model where name = ${name}
        union all select cursor ->> 'version' from run
          where kind = 'trainModel' and state in ('queued', 'running', 'lost') and input ->> 'name' = ${name} and cursor ->> 'version' is not null) m
      order by ${byVersion} desc limit 1`)
  )?.version ?? null;

/** The model in service of a name. */
export const modelInService = (db: Tx, name: string): Promise<ModelRow | null> =>
  db.row<ModelRow>(sql`select ${columns} from model m where m.name = ${name} and m.state = 'service'`);

/** What a list shows of a model. */
export type ModelSummary = Omit<ModelRow, "manifest" | "card" | "evaluation" | "runId" | "createdBy"> & {
  readonly kind: ModelManifest["kind"];
  readonly recipe: ModelManifest["training"]["recipe"];
  readonly classes: number;
  /** Of those, with a taxon of the site. */
  readonly mapped: number;
  readonly parent: string | null;
  /** On held-out objects of the site. */
  readonly judged: ModelEvaluation["model"] | null;
  readonly metrics: ModelManifest["metrics"];
  /** Whether its figures are of held-out samples; false: of a random split, which is another measure. */
  readonly isBySample: boolean;
};

export const listModels = (db: Tx): Promise<ModelSummary[]> =>
  db.rows<ModelSummary>(sql`
    select m.id, m.name, m.version, m.state, m.origin, m.parent_id as "parentId", m.created_at as "createdAt", m.manifest ->> 'kind' as kind,
      m.manifest #>> '{training,recipe}' as recipe, m.manifest -> 'metrics' as metrics, m.evaluation -> 'model' as judged,
      coalesce((m.evaluation #>> '{split,bySample}')::bool, m.manifest #>> '{training,split,how}' not like 'random split%', false) as "isBySample",
      (select p.name || ' ' || p.version from model p where p.id = m.parent_id) as parent, c.classes, c.mapped
    from model m left join lateral (select count(*)::int as classes, count(taxon_id)::int as mapped from model_class c where c.model_id = m.id) c on true
    order by m.name, ${byVersion} desc`);

/** Whoever registers, promotes or rolls back goes one after the other. */
export const lockModels = (tx: Tx): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtext('model'))`);

export type NewModel = Pick<ModelRow, "origin" | "parentId" | "runId" | "manifest" | "card" | "evaluation" | "createdBy"> & {
  readonly now: Date;
};

export async function insertModel(tx: Tx, m: NewModel): Promise<ModelId> {
  const row = await tx.row<{ id: ModelId }>(sql`
    insert into model (name, version, origin, parent_id, run_id, manifest, card, evaluation, created_by, created_at)
    values (${m.manifest.name}, ${m.manifest.version}, ${m.origin}, ${m.parentId}, ${m.runId}, ${JSON.stringify(m.manifest)}::jsonb, ${m.card},
      ${m.evaluation === null ? null : JSON.stringify(m.evaluation)}::jsonb, ${m.createdBy}, ${m.now}) returning id`);
  if (row === null) throw new Error("insert into model returned no row");
  return row.id;
}

export const setModelState = (tx: Tx, id: ModelId, state: ModelState): Promise<number> =>
  tx.run(sql`update model set state = ${state} where id = ${id}`);

export const addModelEvent = (
  tx: Tx,
  e: { modelId: ModelId; kind: ModelEventKind; by: UserId | null; at: Date; note?: string },
): Promise<number> =>
  tx.run(sql`insert into model_event (model_id, kind, by, at, note) values (${e.modelId}, ${e.kind}, ${e.by}, ${e.at}, ${e.note ?? ""})`);

export type ModelEvent = {
  readonly id: number;
  readonly modelId: ModelId;
  readonly version: string;
  readonly kind: ModelEventKind;
  readonly by: string | null;
  readonly at: Date;
  readonly note: string;
};

/** What happened to all models of a name, the newest first. */
export const modelEvents = (db: Tx, name: string): Promise<ModelEvent[]> =>
  db.rows<ModelEvent>(sql`
    select e.id, e.model_id as "modelId", m.version, e.kind, u.name as by, e.at, e.note
    from model_event e join model m on m.id = e.model_id left join "user" u on u.id = e.by where m.name = ${name} order by e.id desc limit 500`);

/** The model of a name that was in service before the one that is. */
export const servedBefore = (tx: Tx, name: string, now: ModelId): Promise<{ id: ModelId; version: string } | null> =>
  tx.row(sql`
    select m.id, m.version from model_event e join model m on m.id = e.model_id
    where m.name = ${name} and m.id <> ${now} and m.state = 'retired' and e.kind = 'retired' order by e.id desc limit 1`);
