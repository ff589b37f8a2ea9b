import { absent, type MapPoints, states } from "@nauplius/domain";
import type { MapHeader } from "../types.ts";

/** What the points are coloured by. */
export const colourings = ["taxon", "state", "score", "sample"] as const;
export type Colouring = (typeof colourings)[number];

/** Colours of their own: more are not told apart. */
export const ownColours = 10;
/** Steps from the lowest to the highest score. */
export const scoreSteps = 11;

/** One colour and what has it. `rest`: all that are less frequent; `none`: without taxon or score. */
export type Kind = {
  readonly name: string | null;
  readonly role: "own" | "rest" | "none";
  readonly objects: number;
  /** Names that share the colour, of `rest`. */
  readonly names: number;
};
export type Kinds = { readonly of: Uint8Array; readonly kinds: readonly Kind[] };

/** Of each point the number of its kind, and the kinds, the most frequent first. */
export function kindsOf({ points, header }: { readonly points: MapPoints; readonly header: MapHeader }, by: Colouring): Kinds {
  if (by === "taxon")
    return frequent(
      points.taxon,
      header.taxa.map(({ name }) => name),
    );
  if (by === "sample")
    return frequent(
      points.sample,
      header.samples.map(({ name }) => name),
    );
  if (by === "state")
    return counted(
      points.state,
      states.map((name) => ({ name, role: "own", names: 1 })),
    );
  const of = Uint8Array.from(points.score, (score) => (score === absent.score ? scoreSteps : Math.round((score / 100) * (scoreSteps - 1))));
  const steps = Array.from({ length: scoreSteps }, (_, i) => ({ name: String(i / (scoreSteps - 1)), role: "own" as const, names: 1 }));
  return counted(of, [...steps, { name: null, role: "none", names: 1 }]);
}

function frequent(values: Uint16Array, names: readonly string[]): Kinds {
  const own = Math.min(ownColours, names.length);
  const of = Uint8Array.from(values, (value) => (value === absent.taxon ? own + 1 : Math.min(value, own)));
  return counted(of, [
    ...names.slice(0, own).map((name) => ({ name, role: "own" as const, names: 1 })),
    { name: null, role: "rest", names: names.length - own },
    { name: null, role: "none", names: 1 },
  ]);
}

function counted(of: Uint8Array, kinds: readonly Omit<Kind, "objects">[]): Kinds {
  const counts = new Array<number>(kinds.length).fill(0);
  for (const kind of of) counts[kind] = (counts[kind] ?? 0) + 1;
  return { of, kinds: kinds.map((kind, at) => ({ ...kind, objects: counts[at] ?? 0 })) };
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** Colours of the kinds as the theme has them: `own` in order, scores between `low` and `high`. */
export type Palette = {
  readonly own: readonly Rgb[];
  readonly states: readonly Rgb[];
  readonly rest: Rgb;
  readonly none: Rgb;
  readonly low: Rgb;
  readonly high: Rgb;
};

export function colourOf(kind: Kind, at: number, { by, palette }: { readonly by: Colouring; readonly palette: Palette }): Rgb {
  if (kind.role !== "own") return palette[kind.role];
  if (by === "state") return palette.states[at] ?? palette.rest;
  if (by !== "score") return palette.own[at] ?? palette.rest;
  const share = at / (scoreSteps - 1);
  const mixed = palette.low.map((low, c) => Math.round(low + share * ((palette.high[c] ?? low) - low)));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

/** What is not meant stays to be seen, hardly. */
const alpha = { meant: 200, beside: 22 } as const;

/** Red, green, blue and cover of each point. `isMeant`: null where all are. */
export function paint(of: Uint8Array, colours: readonly Rgb[], isMeant: ((point: number) => boolean) | null): Uint8Array {
  const painted = new Uint8Array(4 * of.length);
  for (const [point, kind] of of.entries()) {
    const [red, green, blue] = colours[kind] ?? [128, 128, 128];
    painted[4 * point] = red;
    painted[4 * point + 1] = green;
    painted[4 * point + 2] = blue;
    painted[4 * point + 3] = isMeant === null || isMeant(point) ? alpha.meant : alpha.beside;
  }
  return painted;
}
