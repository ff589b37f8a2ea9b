import type { ProjectId, RunId } from "@nauplius/domain";
import { type StoredImage, storedCells, storedColumns } from "../packs/stored-image.ts";
import { clearParticles } from "../particles/particles.ts";
import { sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";

/** One checked line of an import: an object with one of its images. `row` is the parsed row of packages/formats. */
export type StagedRow = {
  readonly seq: number;
  readonly file: string;
  readonly line: number;
  readonly object: string;
  readonly image: string | null;
  readonly row: object;
};

/** A decoded image of an import. */
export type StagedImage = StoredImage & {
  readonly path: string;
  /** 0: the vignette; 1: the untouched picture as an image of its own. */
  readonly part: number;
};

export type StagedTable<Header = unknown, Summary = unknown> = {
  readonly file: string;
  readonly header: Header;
  readonly summary: Summary;
};

export const stageRows = (tx: Tx, run: RunId, rows: readonly StagedRow[]): Promise<void> =>
  tx.copy(
    "import_row",
    ["run_id", "seq", "file", "line", "object", "image", "row"],
    rows.map((r) => copyLine([run, r.seq, r.file, r.line, r.object, r.image, JSON.stringify(r.row)])),
  );

export const stageImages = (tx: Tx, run: RunId, images: readonly StagedImage[]): Promise<void> =>
  tx.copy(
    "import_image",
    ["run_id", "path", "part", ...storedColumns],
    images.map((i) => copyLine([run, i.path, i.part, ...storedCells(i)])),
  );

export const stageTable = (tx: Tx, run: RunId, table: StagedTable): Promise<number> =>
  tx.run(sql`
    insert into import_table (run_id, file, header, summary)
    values (${run}, ${table.file}, ${JSON.stringify(table.header)}::jsonb, ${JSON.stringify(table.summary)}::jsonb)`);

export const stagedTables = <Header, Summary>(db: Tx, run: RunId): Promise<StagedTable<Header, Summary>[]> =>
  db.rows(sql`select file, header, summary from import_table where run_id = ${run} order by file`);

/** Staged images of some paths, the vignette before the untouched picture. */
export const imagesOf = (db: Tx, run: RunId, paths: readonly string[]): Promise<StagedImage[]> =>
  db.rows<StagedImage>(sql`
    select path, part, jsonb_build_object('packId', pack_id, 'offset', "offset", 'length', length, 'mime', mime) as place, width, height,
      case when original_pack_id is not null then jsonb_build_object('packId', original_pack_id, 'offset', original_offset,
        'length', original_length, 'mime', original_mime) end as original, footer, background, hash, mask
    from import_image where run_id = ${run} and path = any(${[...new Set(paths)]}::text[]) order by path, part`);

/** The next staged rows in file order. */
export const stagedRows = <Row>(
  db: Tx,
  run: RunId,
  after: number,
  limit: number,
): Promise<(Omit<StagedRow, "row"> & { readonly row: Row })[]> =>
  db.rows(sql`
    select seq, file, line, object, image, row from import_row where run_id = ${run} and seq > ${after} order by seq limit ${limit}`);

/** Which of these images some row names: the others need not be read. */
export const namedImages = async (db: Tx, run: RunId, paths: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await db.rows<{ image: string }>(
        sql`select distinct image from import_row where run_id = ${run} and image = any(${[...paths]}::text[])`,
      )
    ).map((r) => r.image),
  );

/** Tells the planner what was staged: without it, thousands of rows are taken for one and joined row by row. */
export const analyseStage = (db: Tx): Promise<number> => db.run(sql`analyze import_row, import_image`);

export type StageCounts = { readonly rows: number; readonly objects: number; readonly images: number };

export const countStaged = async (db: Tx, run: RunId): Promise<StageCounts> =>
  (await db.row<StageCounts>(sql`
    select (select count(*)::int from import_row where run_id = ${run}) as rows,
      (select count(distinct object)::int from import_row where run_id = ${run}) as objects,
      (select count(*)::int from import_image where run_id = ${run}) as images`)) ?? { rows: 0, objects: 0, images: 0 };

/** Rows whose object and image the project shows already. */
export const countKnownRows = async (db: Tx, run: RunId, project: ProjectId): Promise<number> =>
  (
    await db.row<{ n: number }>(sql`
      select count(*)::int as n from import_row r
      join "object" o on o.project_id = ${project} and o.original_id = r.object and o.trash_id is null and o.batch_id is distinct from r.run_id
      where r.run_id = ${run} and exists (select 1 from vignette v where v.object_id = o.id and v.file_name = r.row ->> 'imageFile')`)
  )?.n ?? 0;

export type StagedPlace = {
  readonly sample: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly objects: number;
};

/** Median position of the rows of each sample. */
export const stagedPlaces = (db: Tx, run: RunId): Promise<StagedPlace[]> =>
  db.rows(sql`
    select row ->> 'sampleId' as sample, percentile_disc(0.5) within group (order by (row ->> 'latitude')::float8) as latitude,
      percentile_disc(0.5) within group (order by (row ->> 'longitude')::float8) as longitude, count(*)::int as objects
    from import_row where run_id = ${run} and row ->> 'latitude' is not null and row ->> 'longitude' is not null group by 1 order by 1 limit 500`);

/** Forgets what the check staged; the problems stay for the person who reads them. */
export async function clearStage(tx: Tx, run: RunId): Promise<void> {
  await tx.run(sql`delete from import_row where run_id = ${run}`);
  await tx.run(sql`delete from import_image where run_id = ${run}`);
  await tx.run(sql`delete from import_table where run_id = ${run}`);
  await clearParticles(tx, run);
}
