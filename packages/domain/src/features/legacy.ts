import type { Dialect } from "./dialects.ts";

/** Columns that old writers computed with ImageJ's `^`, which is a bitwise exclusive or there, not a power. */
export const xorColumns = ["centroids", "perimareaexc", "feretareaexc", "circex", "cdexc"] as const;

/** "sure" for ZooProcess 7.21, the last one seen with the bug; "possible" up to the first one seen without it, 7.37. */
export type XorSuspicion = { readonly suspicion: "sure" | "possible" | "none"; readonly columns: readonly string[] };

const versionOf = (software: string): number | null => {
  const found = /(\d+)\.(\d+)/.exec(software);
  return found === null ? null : Number(found[1]) * 100 + Number(found[2]);
};

/** What the software's version says: UVP5 and FlowCam writers of ZooProcess up to 7.21 have the bug, writers from 7.37 on have it not. Of
 *  ZooScan's old writers it is not known which had it (published tables show that some did), so that the numbers decide.
 *  @param software - `process_software` */
export function xorBySoftware(dialect: Dialect, software: string): XorSuspicion {
  const none: XorSuspicion = { suspicion: "none", columns: [] };
  if (dialect !== "uvp5" && dialect !== "flowcam" && dialect !== "zooscan" && dialect !== "unknown") return none;
  const version = /zooprocess/i.test(software) ? versionOf(software) : null;
  if (version === null || version >= 737) return none;
  const known = version <= 721 && (dialect === "uvp5" || dialect === "flowcam");
  return { suspicion: known ? "sure" : "possible", columns: version <= 721 ? [...xorColumns, "esd"] : xorColumns };
}

type Row = Readonly<Record<string, number | null | undefined>>;

/** Share of the perimeter by which the sign may miss: columns are rounded. */
const TOLERANCE = 0.01;

/** Whether a row shows the bug: perimareaexc * area_exc is perim., where it should be perim. * sqrt(area_exc). Null for a row without the
 *  three columns, or with an area so small that both agree: it says nothing. */
export function showsXor(row: Row): boolean | null {
  const [perim, exc, ratio] = [row["perim."], row.area_exc, row.perimareaexc];
  if (perim == null || exc == null || ratio == null || !(perim > 0) || !(exc > 4) || !(ratio > 0)) return null;
  // ZooProcess takes the perimeter rounded to a whole number, some writers do not.
  return Math.abs(ratio * exc - perim) <= Math.max(0.5, TOLERANCE * perim);
}

/** How many rows can tell, and how many of them show the bug. Tables that mix writers exist: take the rows of one process at a time. */
export function countXor(rows: Iterable<Row>): { readonly asked: number; readonly shown: number } {
  let [asked, shown] = [0, 0];
  for (const row of rows) {
    const sign = showsXor(row);
    if (sign === null) continue;
    asked++;
    if (sign) shown++;
  }
  return { asked, shown };
}

/** Features that say nothing: the same number in every row that has one. @param columns - numbers by name, null where there is none */
export function deadColumns(columns: Readonly<Record<string, Iterable<number | null>>>): string[] {
  return Object.entries(columns).flatMap(([name, values]) => {
    let first: number | null = null;
    for (const value of values) {
      if (value === null || Number.isNaN(value)) continue;
      if (first === null) first = value;
      else if (value !== first) return [];
    }
    return first === null ? [] : [name];
  });
}
