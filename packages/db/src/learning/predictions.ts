import type { ModelId, ObjectId, State, TaxonId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests, where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { sql, type Tx } from "../sql/connection.ts";

/** What predictions may change: nothing that a person or a trainee said, nothing accepted. */
const open = sql`o.state in ('unclassified', 'predicted') and not o.proposed and not o.accepted`;

/** The next objects of a view, in id order, that a prediction may change. */
export const predictableAfter = async (db: Tx, view: Compiled, after: number, limit: number): Promise<ObjectId[]> =>
  (
    await db.rows<{ id: ObjectId }>(
      sql`select o.id from "object" o ${where([...view.tests, open, sql`o.id > ${after}::bigint`])} order by o.id limit ${limit}`,
    )
  ).map(({ id }) => id);

export const countPredictable = async (db: Tx, view: Compiled): Promise<number> =>
  (await db.row<{ n: number }>(sql`select count(*)::int as n from "object" o ${where([...view.tests, open])}`))?.n ?? 0;

export type PredictionRow = {
  readonly objectId: number;
  readonly taxonIds: readonly TaxonId[];
  readonly scores: readonly number[];
  readonly margin: number;
  readonly entropy: number;
  readonly unknown: number;
};

const columns = sql`p.object_id as "objectId", p.taxon_ids as "taxonIds", p.scores, p.margin, p.entropy, p.unknown`;

/** What a model said of these objects before. */
export const predictionsBy = (db: Tx, model: ModelId, objects: readonly number[]): Promise<PredictionRow[]> =>
  db.rows<PredictionRow>(
    sql`select ${columns} from prediction p where p.model_id = ${model} and p.object_id = any(${[...objects]}::bigint[])`,
  );

/** A changed mapping makes what was added up by taxon worthless. */
export const forgetPredictions = (tx: Tx, model: ModelId): Promise<number> => tx.run(sql`delete from prediction where model_id = ${model}`);

export const keepPredictions = (tx: Tx, model: ModelId, rows: readonly PredictionRow[]): Promise<number> =>
  tx.run(sql`
    insert into prediction (object_id, model_id, taxon_ids, scores, margin, entropy, unknown)
    select p."objectId", ${model}::bigint, array(select jsonb_array_elements_text(p."taxonIds")::bigint), array(select jsonb_array_elements_text(p.scores)::real),
      p.margin, p.entropy, p.unknown
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p("objectId" bigint, "taxonIds" jsonb, scores jsonb, margin real, entropy real, unknown real)
    on conflict (object_id) do update set model_id = excluded.model_id, taxon_ids = excluded.taxon_ids, scores = excluded.scores,
      margin = excluded.margin, entropy = excluded.entropy, unknown = excluded.unknown, activation = null`);

/** Of objects of which no model said anything yet; what another one said stays, since labels come from it. */
export const keepFirstPredictions = async (tx: Tx, model: ModelId, rows: readonly PredictionRow[]): Promise<number> => {
  const said = await tx.rows<{ id: number }>(
    sql`select object_id as id from prediction where object_id = any(${rows.map(({ objectId }) => objectId)}::bigint[])`,
  );
  const there = new Set(said.map(({ id }) => Number(id)));
  return keepPredictions(
    tx,
    model,
    rows.filter(({ objectId }) => !there.has(Number(objectId))),
  );
};

export type EmbeddingRow = { readonly objectId: number; readonly vector: Uint8Array };

export const keepEmbeddings = (tx: Tx, space: string, rows: readonly EmbeddingRow[]): Promise<number> =>
  tx.run(sql`
    insert into embedding (object_id, space, vector)
    select o, ${space}::text, decode(v, 'hex') from unnest(${rows.map(({ objectId }) => objectId)}::bigint[],
      ${rows.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("hex"))}::text[]) as u(o, v)
    on conflict (object_id) do update set space = excluded.space, vector = excluded.vector`);

export type ObjectPrediction = {
  readonly model: string;
  readonly margin: number;
  readonly entropy: number;
  readonly unknown: number;
  /** What in the first vignette speaks for the best taxon: a square grid over it, row by row, 0..255; null: nobody asked yet. */
  readonly activation: readonly number[] | null;
  /** Best first. */
  readonly taxa: readonly { readonly taxonId: TaxonId; readonly taxon: string; readonly score: number }[];
};

/** Which model said what of an object. */
export const predictedBy = (db: Tx, object: number): Promise<{ modelId: ModelId; taxonId: TaxonId | null } | null> =>
  db.row(sql`select p.model_id as "modelId", p.taxon_ids[1] as "taxonId" from prediction p where p.object_id = ${object}`);

/** Nothing where another model has looked at the object meanwhile. */
export const keepActivation = (tx: Tx, object: number, model: ModelId, cells: Uint8Array): Promise<number> =>
  tx.run(sql`update prediction set activation = ${Buffer.from(cells)} where object_id = ${object} and model_id = ${model}`);

/** What the last model to look at an object said, with names. */
export const predictionOf = (db: Tx, object: number): Promise<ObjectPrediction | null> =>
  db.row<ObjectPrediction>(sql`
    select m.name || ' ' || m.version as model, p.margin, p.entropy, p.unknown,
      case when p.activation is not null then array(select get_byte(p.activation, i) from generate_series(0, octet_length(p.activation) - 1) i) end as activation,
      coalesce((select jsonb_agg(jsonb_build_object('taxonId', t.id, 'taxon', t.display_name, 'score', u.score) order by u.place)
        from unnest(p.taxon_ids, p.scores) with ordinality u(taxon, score, place) join taxon t on t.id = u.taxon), '[]') as taxa
    from prediction p join model m on m.id = p.model_id where p.object_id = ${object}`);

export type SimilarRow = {
  readonly id: ObjectId;
  readonly originalId: string;
  readonly taxonId: TaxonId | null;
  readonly taxon: string | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly vignetteId: number | null;
};

export const objectsForSimilar = (db: Tx, ids: readonly number[]): Promise<SimilarRow[]> =>
  db.rows<SimilarRow>(sql`
    select o.id, o.original_id as "originalId", o.taxon_id as "taxonId", t.display_name as taxon, o.state, o.proposed, o.accepted,
      (select v.id from vignette v where v.object_id = o.id order by v.rank limit 1) as "vignetteId"
    from "object" o left join taxon t on t.id = o.taxon_id where o.id = any(${[...ids]}::bigint[])`);

/** Which models said what still is predicted in a project, and of how many objects; null: no model that is known here. */
export async function predictorsOf(db: Tx, sight: Sight): Promise<{ modelId: ModelId | null; objects: number }[]> {
  const tests = [...sightTests(sight, await hiddenBatches(db, sight.projectId)), sql`o.state = 'predicted'`];
  return db.rows(sql`
    select p.model_id as "modelId", count(*)::int as objects from "object" o left join prediction p on p.object_id = o.id
    ${where(tests)} group by 1 order by 2 desc`);
}
