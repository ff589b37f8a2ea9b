import { type FieldRef, levels, type QueryPairs, queryOfView, type View, viewOfQuery, viewParameters } from "@nauplius/domain";
import { type Adjust, asTheyAre } from "./adjust.ts";

export const captions = ["taxon", "score", "guesses", "esd", "sample", "depth", "date", "name"] as const;
/** What may stand under a tile: one of ours, or any column of the project. */
export type Caption = (typeof captions)[number] | FieldRef;

export type Display = {
  /** Edge of a tile, px. */
  readonly tile: number;
  /** Each vignette as large as its tile, instead of all at one scale. */
  readonly fitted: boolean;
  /** Micrometres a screen pixel; null: chosen from what is shown. */
  readonly umPerPx: number | null;
  readonly shown: readonly Caption[];
  readonly adjust: Adjust;
  /** What the model said is hidden. */
  readonly blind: boolean;
  /** Outlines of the masks are drawn over the vignettes. */
  readonly outlined: boolean;
  /** A mouse at rest magnifies the tile below it. */
  readonly atRest: boolean;
  /** Taxa on letters, for Shift and the letter, and on digits of the numeric pad. */
  readonly hotTaxa: readonly { readonly letter: string; readonly taxonId: number }[];
};

export const tileSizes = [64, 80, 96, 112, 128, 144, 160, 192, 224, 272, 320] as const;
export const defaultDisplay: Display = {
  tile: 112,
  fitted: false,
  umPerPx: null,
  shown: ["taxon", "score", "esd"],
  adjust: asTheyAre,
  blind: false,
  outlined: false,
  atRest: true,
  hotTaxa: [],
};

export type Address = View & { readonly display: Partial<Display>; readonly unread: readonly string[] };

const captionText = (c: Caption): string => (typeof c === "string" ? c : `${c.level}/${c.name}`);
const captionOf = (text: string): Caption | null => {
  const own = captions.find((c) => c === text);
  const level = levels.find((l) => text.startsWith(`${l}/`));
  return own ?? (level === undefined ? null : { level, name: text.slice(level.length + 1) });
};

/** What an address may say. Anything else is told: a view that is wider than its sender meant must not look as if it were the one. */
const known: ReadonlySet<string> = new Set([...viewParameters, "tile", "fit", "um", "show"]);

/** The whole state of the page as parameters: what is shown, in which order, how large. Only what was chosen is written. */
export function pairsOf(view: View, display: Partial<Display>): [string, string][] {
  const { tile, fitted, umPerPx, shown } = display;
  return [
    ...queryOfView(view),
    ...(tile === undefined ? [] : [["tile", String(tile)] as [string, string]]),
    ...(fitted === undefined ? [] : [["fit", fitted ? "1" : "0"] as [string, string]]),
    ...(umPerPx === undefined || umPerPx === null ? [] : [["um", String(umPerPx)] as [string, string]]),
    ...(shown ?? []).map((c) => ["show", captionText(c)] as [string, string]),
    ...(shown?.length === 0 ? [["show", ""] as [string, string]] : []),
  ];
}

const within = (text: string | undefined, low: number, high: number): number | undefined => {
  const n = Number(text);
  return text !== undefined && text !== "" && Number.isFinite(n) && n >= low && n <= high ? n : undefined;
};

export function addressOf(pairs: QueryPairs): Address {
  const first = (name: string) => pairs.find((p) => p[0] === name)?.[1];
  const shown = pairs.filter((p) => p[0] === "show").map((p) => captionOf(p[1]));
  const fit = first("fit");
  const display: Partial<Display> = {
    tile: within(first("tile"), 48, 400),
    fitted: fit === undefined ? undefined : fit === "1",
    umPerPx: within(first("um"), 0.001, 100_000),
    shown: first("show") === undefined ? undefined : shown.filter((c) => c !== null).slice(0, 8),
  };
  const view = viewOfQuery(pairs);
  const strange = new Set(pairs.map(([name]) => name).filter((name) => !known.has(name)));
  return { ...view, unread: [...view.unread, ...[...strange].map((name) => name.slice(0, 40))], display };
}

/** Longest address that every server on the way takes; what is longer goes behind the `#`, which stays in the browser. */
const longestQuery = 4_000;

/** The part of an address behind the path. */
export function hrefOf(view: View, display: Partial<Display>): string {
  const text = new URLSearchParams(pairsOf(view, display)).toString();
  if (text === "") return "";
  return text.length > longestQuery ? `#${text}` : `?${text}`;
}

/** Reads either form. */
export const addressFrom = (search: string, hash: string): Address =>
  addressOf([...new URLSearchParams(hash.length > 1 ? hash.slice(1) : search)]);
