import { randomUUID } from "node:crypto";
import { sql } from "@nauplius/db/sql";
import { putBackDivision, type RunRow, readDivisions, readOutline, separateObject } from "@nauplius/services";
import { type ImportSite, importSite } from "../import/import-site.fixture.ts";
import { segmentedTray, segmentSite } from "./segment-site.fixture.ts";

type Result = { readonly children: { id: number; name: string }[]; readonly parents: number[] };
export type DivisionRun = RunRow & { readonly result: Result };
export type Row = {
  id: string;
  area: number;
  free: Record<string, string>;
  features: number[];
  names: string[];
  width: number;
  height: number;
  date: string;
  depth: number;
};

/** Down through the middle of the vignette. */
export const middle = ({ width, height }: { width: number; height: number }) => [
  [[width / 2, 0] as const, [width / 2, height - 1] as const],
];
export const featureOf = (row: Row, name: string): number => row.features[row.names.indexOf(name)] ?? Number.NaN;

/** A site on which a small tray was segmented, and what is done with its objects. */
export async function divideSite() {
  const s: ImportSite = await importSite();
  const at = segmentSite(s);
  const scans = await s.folder(await segmentedTray());
  await at.segmentAll({ folder: scans, profile: "zooscan" });
  const largest = async (place = 0, project = s.project): Promise<number> => {
    const rows = await s.db.rows<{ id: number }>(
      sql`select id from "object" where trash_id is null and project_id = ${project} order by area desc, id`,
    );
    return Number(rows[place]?.id ?? 0);
  };
  const outline = async (id: number) => {
    const read = await readOutline.call(at.manager(), { objectId: id as never });
    if (!read.ok || read.value.vignette === null) throw new Error("no outline");
    return { ...read.value, vignette: read.value.vignette };
  };
  /** What the run of an asked division comes to. */
  const divided = async (asked: { ok: true; value: { run: number } } | { ok: false; error: { message: string } }): Promise<DivisionRun> => {
    if (!asked.ok) throw new Error(asked.error.message);
    return (await at.work(asked.value.run)) as DivisionRun;
  };
  const separate = async (id: number, lines: readonly unknown[], drawnOn: "vignette" | "scan" = "vignette"): Promise<DivisionRun> => {
    const given = { objectId: id as never, batchId: randomUUID() as never, lines: lines as never, drawnOn };
    return divided(await separateObject.call(at.manager(), given));
  };
  const divisionsOf = async (id: number) => {
    const read = await readDivisions.call(at.manager(), { objectId: id as never });
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };
  const putBack = (division: number) =>
    putBackDivision.call(at.manager(), { divisionId: division as never, batchId: randomUUID() as never });
  const rowOf = async (id: number): Promise<Row> =>
    (await s.db.row<Row>(sql`
      select o.original_id as id, o.area, o.free, o.features, l.names, v.width, v.height, o.date::text as date, o.depth_min as depth
      from "object" o join feature_list l on l.id = o.feature_list_id join vignette v on v.object_id = o.id where o.id = ${id}`)) as Row;
  return { s, at, scans, largest, outline, divided, separate, divisionsOf, putBack, rowOf };
}
export type DivideSite = Awaited<ReturnType<typeof divideSite>>;
