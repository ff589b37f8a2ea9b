import { type DivisibleRow, type KeptScan, keptScanOf, type Tx } from "@nauplius/db";
import { featureCatalogue } from "@nauplius/domain";
import { readNumber } from "@nauplius/formats";
import type { Division, ObjectToDivide } from "./ports.ts";

const featureOf = (row: DivisibleRow, name: string): number | null => row.features[row.featureNames.indexOf(name)] ?? null;

/** Dialects whose `bx` and `by` are places in one scan or stream; vignettes of UVPs are pictures of their own. */
const scanDialects = new Set(["zooscan", "nauplius"]);

/** Where an object's box lies in its scan. */
export function placeOf(row: DivisibleRow): { x: number; y: number } | null {
  const [x, y] = [featureOf(row, "bx"), featureOf(row, "by")];
  return scanDialects.has(row.dialect) && x !== null && y !== null ? { x, y } : null;
}

/** The scan in which the object's place is known, where it was kept. */
export const scanOf = async (db: Tx, row: DivisibleRow): Promise<KeptScan | null> =>
  placeOf(row) === null ? null : keptScanOf(db, row.acquisitionId);

/** The threshold by which an object was found, where its process says it. */
export function thresholdOf({ processFree, vignette }: Pick<DivisibleRow, "processFree" | "vignette">): ObjectToDivide["threshold"] {
  const text = processFree.particle_threshold;
  const threshold = typeof text === "number" ? text : readNumber(String(text ?? ""));
  if (typeof threshold !== "number" || threshold < 0 || threshold > 255) return null;
  const told = processFree.particle_sense;
  const sense = told === "dark" || told === "bright" ? told : vignette?.background === "dark" ? "bright" : "dark";
  return { sense, threshold };
}

export const objectToDivide = (row: DivisibleRow, bytes: Uint8Array): ObjectToDivide => ({
  name: row.originalId,
  bytes,
  mask: row.vignette?.mask == null ? null : Buffer.from(row.vignette.mask, "base64"),
  threshold: thresholdOf(row),
  place: placeOf(row),
});

const saneOnly = new Set(featureCatalogue.filter(({ engines }) => !engines.includes("compat")).map(({ name }) => name));

/** Children are measured as their parents were: in the dialect of their process, with what else its columns ask for. */
export const enginesOf = (row: DivisibleRow): Division["engines"] => ({
  compat: row.dialect === "uvp6" || row.dialect === "recomputed" ? "uvp6" : "zooscan",
  sane: row.featureNames.some((name) => saneOnly.has(name)),
  pixelSize: row.pixelSize ?? 1,
});
