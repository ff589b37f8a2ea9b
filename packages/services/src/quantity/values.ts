import type { ExportObject } from "@nauplius/db";
import type { Formula, Values } from "@nauplius/ecology/quantities";
import { missingCodes, readNumber } from "@nauplius/formats";
import type { ExportFacts } from "../export/facts.ts";

type Free = Readonly<Record<string, string | number | null>>;

/** A cell as a number; words, "NA" and 9999 of samples and acquisitions are missing. */
function numberIn(free: Free | undefined, name: string, codes: boolean): number | null {
  const cell = free?.[name];
  const number = typeof cell === "string" ? readNumber(cell) : cell;
  if (typeof number !== "number" || Number.isNaN(number)) return null;
  return codes && missingCodes.has(number) ? null : number;
}

/** What a name means for an acquisition: `sam.`, `acq.`, `process.` columns, and `ssm.`, what the product itself read from them. */
function ofAcquisition(facts: ExportFacts, acquisition: number, name: string): number | null {
  const [level = "", ...rest] = name.split(".");
  const column = rest.join(".");
  const own = facts.acquisitions.get(acquisition);
  if (level === "sam") return numberIn(own && facts.samples.get(own.sampleId)?.free, column, true);
  if (level === "acq") return numberIn(own?.free, column, true);
  if (level === "process") return numberIn(facts.processes.get(acquisition)?.free, column, true);
  if (level !== "ssm") return null;
  return column === "pixel_size" ? (own?.pixelSize ?? null) : column === "sub_part" ? numberIn(own?.free, "sub_part", true) : null;
}

function ofObject(facts: ExportFacts, object: ExportObject, column: string): number | null {
  const exact = numberIn(object.free, column, false);
  if (exact !== null) return exact;
  const place = object.featureListId === null ? undefined : facts.places.get(object.featureListId)?.get(column);
  return place === undefined ? null : (object.features[place] ?? null);
}

/** The names of a formula with their values; the object is left out where the formula is of an acquisition. */
export const valuesFor = (facts: ExportFacts, formula: Formula, acquisition: number, object?: ExportObject): Values =>
  Object.fromEntries(
    formula.names.map((name) => [
      name,
      name.startsWith("obj.")
        ? object === undefined
          ? null
          : ofObject(facts, object, name.slice(4))
        : ofAcquisition(facts, acquisition, name),
    ]),
  );

/** A formula's value, or null where something is missing or it is no number. */
export const evaluate = (facts: ExportFacts, formula: Formula | undefined, acquisition: number, object?: ExportObject): number | null =>
  formula === undefined ? null : formula.evaluate(valuesFor(facts, formula, acquisition, object)).value;
