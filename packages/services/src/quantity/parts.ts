import type { QuantityOptions } from "@nauplius/domain";
import { depthBin, type Part } from "@nauplius/ecology/quantities";
import { readScanName } from "@nauplius/formats";
import type { ExportFacts } from "../export/facts.ts";
import { type Casts, imagesWithin } from "./casts.ts";
import type { Formulas } from "./protocol.ts";
import { evaluate } from "./values.ts";

/** Where a figure is for: a sample, an acquisition, or one depth bin of a sample. */
export type Place = {
  readonly group: string;
  readonly sampleId: number;
  readonly acquisitionId: number | null;
  /** Number of the depth bin from the surface down. */
  readonly bin: number | null;
};

export type Placing = { readonly place: Place; readonly part: Part };

type Tow = { readonly depthMin: number | null; readonly depthMax: number | null };
/** The bin that holds a whole tow: its water is the bin's water. Null where the tow reaches over a border, or nothing is known. */
function binOfTow({ depthMin, depthMax }: Tow, step: number): number | null {
  if (depthMin === null || depthMax === null || depthMax <= depthMin) return null;
  const first = depthBin(depthMin, step);
  // The lower border belongs to the tow, not yet to the next bin.
  return depthMax <= (first + 1) * step ? first : null;
}

const mesh = (cell: string | number | null | undefined): number | null => {
  const number = Number(cell ?? Number.NaN);
  return Number.isFinite(number) && number > 0 && number < 9999 ? number : null;
};

/** An acquisition as a part of what is counted: its fraction and replicate as its name says, part and volume by the project's formulas. */
export function partOf(facts: ExportFacts, formulas: Formulas, acquisition: number): Omit<Part, "id" | "group"> {
  const own = facts.acquisitions.get(acquisition);
  const sample = own === undefined ? undefined : facts.samples.get(own.sampleId);
  const named = own === undefined ? null : readScanName(own.name, sample?.name ?? null);
  return {
    fraction: named?.sizeFraction ?? "tot",
    replicate: named === null ? "1" : String(named.replicate),
    unnamed: named === null,
    subPart: evaluate(facts, formulas.subPart, acquisition),
    volume: evaluate(facts, formulas.sampledVolume, acquisition),
    meshMin: mesh(own?.free.min_mesh),
    meshMax: mesh(own?.free.max_mesh),
  };
}

type Where = { readonly acquisitionId: number; readonly depthMin: number | null; readonly depthMax: number | null };

/** Says of an object (or, without depths, of an acquisition) which place it counts for; null where a depth bin is asked for and unknown. */
export function makePlacer(facts: ExportFacts, formulas: Formulas, casts: Casts, { by, binStep }: Pick<QuantityOptions, "by" | "binStep">) {
  /** Images x volume of an image: of the bin, or of the whole cast; null where they were not counted. */
  const waterOf = (acquisition: number, bin: number | null): number | null => {
    const cast = casts.get(acquisition);
    const perImage = cast === undefined ? null : evaluate(facts, formulas.imageVolume, acquisition);
    if (cast === undefined || perImage === null) return null;
    const images = imagesWithin(cast, bin === null ? null : [bin * binStep, (bin + 1) * binStep]);
    return images === 0 ? null : images * perImage;
  };
  const known = new Map<string, Placing>();
  const parts = new Map<number, Omit<Part, "id" | "group">>();
  const make = (place: Place, acquisition: number, alone: boolean): Placing => {
    const part = parts.get(acquisition) ?? partOf(facts, formulas, acquisition);
    parts.set(acquisition, part);
    const id = place.bin === null ? `${acquisition}` : `${acquisition}/${place.bin}`;
    return { place, part: { ...part, id, group: place.group, ...(alone ? { unnamed: false } : {}) } };
  };
  return ({ acquisitionId, depthMin, depthMax }: Where): Placing | null => {
    const sampleId = facts.acquisitions.get(acquisitionId)?.sampleId ?? 0;
    const sample = facts.samples.get(sampleId);
    const whole = by === "depthBin" && sample !== undefined ? binOfTow(sample, binStep) : null;
    const depth = depthMin === null ? depthMax : depthMax === null ? depthMin : (depthMin + depthMax) / 2;
    const bin = by !== "depthBin" ? null : (whole ?? (depth === null ? null : depthBin(depth, binStep)));
    if (by === "depthBin" && bin === null) return null;
    const key = `${acquisitionId}/${bin}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const group = by === "acquisition" ? `${acquisitionId}` : bin === null ? `${sampleId}` : `${sampleId}/${bin}`;
    const place = { group, sampleId, acquisitionId: by === "acquisition" ? acquisitionId : null, bin };
    const made = make(place, acquisitionId, by === "acquisition");
    const water = waterOf(acquisitionId, bin);
    // A depth bin never inherits the water of the whole cast.
    const volume = water ?? (bin !== null && whole === null ? null : made.part.volume);
    const placing = { ...made, part: { ...made.part, volume } };
    known.set(key, placing);
    return placing;
  };
}

/** Fractions that a sample was split into, as far as those that are there tell: with d2 goes d1. */
export function expectedFractions(parts: readonly Part[]): string[] {
  const numbers = parts.flatMap(({ fraction }) => Number(/^d(\d+)/.exec(fraction)?.[1] ?? Number.NaN)).filter((n) => !Number.isNaN(n));
  const there = parts.map(({ fraction }) => fraction);
  return Array.from({ length: Math.max(0, ...numbers) }, (_, i) => `d${i + 1}`).map(
    (name) => there.find((one) => one === name || one.startsWith(`${name}_`)) ?? name,
  );
}
