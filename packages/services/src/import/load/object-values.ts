import { printFloat32, readNumber } from "@nauplius/formats";
import type { ColumnTarget } from "./columns.ts";

export type ObjectValues = { readonly free: Record<string, string | number>; readonly features: (number | null)[] };

/** What single precision prints is another number: the file's own is kept beside it. */
export const survivesSingle = (value: number): boolean => Number(printFloat32(Math.fround(value))) === value;

/** Cells of the object's free columns: features by place, the rest by name. */
export function objectValues(texts: readonly (string | null)[], targets: readonly ColumnTarget[], featureCount: number): ObjectValues {
  const features: (number | null)[] = new Array(featureCount).fill(null);
  const free: Record<string, string | number> = {};
  texts.forEach((text, i) => {
    const target = targets[i];
    if (text === null || target === undefined || target.to === "parent") return;
    const number = target.to === "free" && target.type === "text" ? undefined : readNumber(text);
    if (target.to === "free") {
      if (target.type === "text") free[target.name] = text;
      else if (typeof number === "number") free[target.name] = number;
      return;
    }
    if (typeof number !== "number") return;
    // PostgreSQL's real has the range of single precision.
    const single = Math.fround(number);
    features[target.at] = Number.isFinite(single) ? single : null;
    if (!survivesSingle(number)) free[target.name] = number;
  });
  return { free, features };
}

/** The same name has the same place in a random order, wherever and whenever it is imported: 24 bits of FNV-1a, exact in single precision. */
export function randomOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 8) / 0x1000000;
}
