import type { Dialect } from "./dialects.ts";

/** Columns that old writers computed with ImageJ's `^`, which is a bitwise exclusive or there, not a power. */
export const xorColumns = ["centroids", "perimareaexc", "feretareaexc", "circex", "cdexc"] as const;

/** "sure" for ZooProcess 7.21, the last one seen with the bug; "possible" up to the first one seen without it, 7.37. */
export type XorSuspicion = { readonly suspicion: "sure" | "possible" | "none"; readonly columns: readonly string[] };

const versionOf = (software: string): number | null => {
  const found = /(\d+)\.(\d+)/.exec(software);
  return found === null ? null : Number(found[1]) * 100 + Number(found[2]);
};

/** What the software's version says: UVP5 and FlowCam writers of ZooProcess up to 7.21 have the bug (`esd` as well), 7.37 and later have it
 *  not; ZooScan's writer never had. @param software - `process_software` */
export function xorBySoftware(dialect: Dialect, software: string): XorSuspicion {
  const none: XorSuspicion = { suspicion: "none", columns: [] };
  if (dialect !== "uvp5" && dialect !== "flowcam" && dialect !== "unknown") return none;
  const version = /zooprocess/i.test(software) ? versionOf(software) : null;
  if (version === null || version >= 737) return none;
  return version <= 721 ? { suspicion: "sure", columns: [...xorColumns, "esd"] } : { suspicion: "possible", columns: xorColumns };
}

type Row = Readonly<Record<string, number | null | undefined>>;

/** Rounding of the columns that the sign is taken from. */
const TOLERANCE = 0.01;
/** Rows that must show the sign, of those that can. */
const ENOUGH = 0.9;

/** Whether the numbers show the bug: perimareaexc * area_exc is perim. in nearly all rows, where it should be perim. * sqrt(area_exc).
 *  Rows without the three columns, or whose area is so small that both agree, say nothing; null when no row says anything. */
export function xorByNumbers(rows: Iterable<Row>): boolean | null {
  let [asked, shown] = [0, 0];
  for (const row of rows) {
    const [perim, exc, ratio] = [row["perim."], row.area_exc, row.perimareaexc];
    if (perim == null || exc == null || ratio == null || !(perim > 0) || !(exc > 4) || !(ratio > 0)) continue;
    asked++;
    // ZooProcess takes the perimeter rounded to a whole number, some writers do not.
    const product = ratio * exc;
    if (Math.abs(product - perim) <= Math.max(0.5, TOLERANCE * perim)) shown++;
  }
  return asked === 0 ? null : shown >= ENOUGH * asked;
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
