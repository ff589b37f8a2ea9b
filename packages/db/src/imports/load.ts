import type { BatchId, ProjectId, RunId, State } from "@nauplius/domain";
import { type StoredImage, storedCells, storedColumns } from "../packs/stored-image.ts";
import { sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";

/** An object that a project has under one of the names of a chunk. */
export type KnownObject = {
  readonly id: number;
  readonly originalId: string;
  readonly batchId: number | null;
  readonly images: readonly { readonly rank: number; readonly fileName: string }[];
};

export const objectsNamed = (db: Tx, project: ProjectId, names: readonly string[]): Promise<KnownObject[]> =>
  db.rows(sql`
    select o.id, o.original_id as "originalId", o.batch_id as "batchId",
      coalesce((select jsonb_agg(jsonb_build_object('rank', v.rank, 'fileName', v.file_name)) from vignette v where v.object_id = o.id), '[]') as images
    from "object" o where o.project_id = ${project} and o.trash_id is null and o.original_id = any(${[...new Set(names)]}::text[])`);

const sequences = {
  object: sql`pg_get_serial_sequence('"object"', 'id')`,
  event: sql`pg_get_serial_sequence('annotation_event', 'id')`,
};

/** Ids made before the rows, so that objects, events and vignettes go by COPY in one go. */
export const reserveIds = async (tx: Tx, of: keyof typeof sequences, count: number): Promise<number[]> =>
  count === 0
    ? []
    : (await tx.rows<{ id: number }>(sql`select nextval(${sequences[of]}) as id from generate_series(1, ${count}::int)`)).map((r) => r.id);

export type NewObject = {
  readonly id: number;
  readonly sampleId: number;
  readonly acquisitionId: number;
  readonly originalId: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly link: string;
  readonly complementInfo: string;
  readonly free: object;
  readonly features: readonly (number | null)[];
  readonly area: number | null;
  readonly random: number;
  readonly vignettes: number;
  readonly annotation: NewAnnotation | null;
};
export type NewAnnotation = {
  readonly eventId: number;
  readonly taxonId: number | null;
  readonly state: State;
  readonly seen: boolean;
  readonly by: string | null;
  readonly at: Date;
  readonly score: number | null;
};

const objectColumns = [
  "id",
  "project_id",
  "sample_id",
  "acquisition_id",
  "original_id",
  "latitude",
  "longitude",
  "date",
  "time",
  "depth_min",
  "depth_max",
  "link",
  "complement_info",
  "free",
  "feature_list_id",
  "features",
  "area",
  "random",
  "vignettes",
  "batch_id",
  "taxon_id",
  "state",
  "annotated_by",
  "annotated_at",
  "score",
  "last_event_id",
  "version",
];

export type LoadTarget = {
  readonly project: ProjectId;
  /** Null: objects that are seen at once. */
  readonly run: RunId | null;
  readonly batch: BatchId;
  readonly featureListId: number | null;
};

const annotationCells = (a: NewAnnotation | null) =>
  a === null
    ? [null, "unclassified", null, null, null, null, 0]
    : [a.taxonId, a.state, a.by, a.at, a.score === null ? null : Math.fround(a.score), a.eventId, 1];

export const copyObjects = (tx: Tx, to: LoadTarget, objects: readonly NewObject[]): Promise<void> =>
  tx.copy(
    "object",
    objectColumns,
    objects.map((o) =>
      copyLine([
        o.id,
        to.project,
        o.sampleId,
        o.acquisitionId,
        o.originalId,
        o.latitude,
        o.longitude,
        o.date,
        o.time,
        o.depthMin,
        o.depthMax,
        o.link,
        o.complementInfo,
        JSON.stringify(o.free),
        to.featureListId,
        o.features,
        o.area,
        o.random,
        o.vignettes,
        to.run,
        ...annotationCells(o.annotation),
      ]),
    ),
  );

const eventColumns = ["id", "project_id", "object_id", "batch_id", "taxon_id", "state", "how", "seen", "by", "at", "score", "version"];

/** The first event of each imported object; objects without annotation have none. */
export async function copyFirstEvents(tx: Tx, to: LoadTarget, objects: readonly NewObject[]): Promise<void> {
  const lines = objects.flatMap(({ id, annotation: a }) =>
    a === null ? [] : [copyLine([a.eventId, to.project, id, to.batch, a.taxonId, a.state, "import", a.seen, a.by, a.at, a.score, 1])],
  );
  if (lines.length > 0) await tx.copy("annotation_event", eventColumns, lines);
}

export type NewVignette = StoredImage & { readonly objectId: number; readonly rank: number; readonly fileName: string };

export const copyVignettes = (tx: Tx, vignettes: readonly NewVignette[]): Promise<void> =>
  tx.copy(
    "vignette",
    ["object_id", "rank", "file_name", ...storedColumns],
    vignettes.map((v) => copyLine([v.objectId, v.rank, v.fileName, ...storedCells(v)])),
  );

/** Counts the vignettes of objects that got more of them. */
export const recountVignettes = (tx: Tx, objects: readonly number[]): Promise<number> =>
  tx.run(sql`
    update "object" o set vignettes = (select count(*) from vignette v where v.object_id = o.id) where o.id = any(${[...objects]}::bigint[])`);

/** New images of objects that were there before the import: they join when it is published. @returns how many */
export const joinExtraImages = async (tx: Tx, run: RunId, project: ProjectId): Promise<number> =>
  (
    await tx.rows(sql`
      with extra as (
        select o.id as object_id, r.row ->> 'imageFile' as file_name, i.*,
          row_number() over (partition by o.id order by i.part, coalesce((r.row ->> 'imageRank')::int, 0), r.seq) as place
        from import_row r join import_image i on i.run_id = r.run_id and i.path = r.image
        join "object" o on o.project_id = ${project} and o.original_id = r.object and o.trash_id is null and o.batch_id is distinct from r.run_id
        where r.run_id = ${run} and not exists (select 1 from vignette v where v.object_id = o.id and v.file_name = r.row ->> 'imageFile')),
      added as (
        insert into vignette (object_id, rank, file_name, pack_id, "offset", length, mime, width, height, original_pack_id, original_offset,
          original_length, original_mime, footer, background, hash, mask)
        select e.object_id, e.place + (select coalesce(max(v.rank), -1) from vignette v where v.object_id = e.object_id), e.file_name, e.pack_id, e."offset",
          e.length, e.mime, e.width, e.height, e.original_pack_id, e.original_offset, e.original_length, e.original_mime, e.footer, e.background, e.hash, e.mask
        from extra e returning object_id),
      counted as (
        update "object" o set vignettes = o.vignettes + n.n from (select object_id, count(*) as n from added group by 1) n where o.id = n.object_id)
      select 1 from added`)
  ).length;
