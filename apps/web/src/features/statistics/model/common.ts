import { defaultSort, type Filter, queryOfView } from "@nauplius/domain";
import type { Cell, Counting, Picture, ShownSample, Words } from "../types.ts";

/** Of the middle of both themes, so that a saved picture is the one on the page. */
export const stateColours = { validated: "#2c9a56", dubious: "#d9822b", predicted: "#4a86e8", unclassified: "#9aa0a9" } as const;
/** Okabe and Ito's colours: told apart by everybody. */
export const palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999"];

/** The grid with these objects. */
export function objectsHref(projectId: number, filter: object): string {
  const query = new URLSearchParams(queryOfView({ filter: filter as Filter, sort: defaultSort })).toString();
  return `/projects/${projectId}/objects${query.length > 4_000 ? "#" : "?"}${query}`;
}

/** What pictures of quantities are of. */
export type Of = {
  readonly projectId: number;
  readonly t: Words;
  readonly samples: readonly ShownSample[];
  /** Null: all living together. */
  readonly taxonId: number | null;
  /** What counts as what; left out: everything as it is. */
  readonly recast?: Counting["recast"];
};

/** Objects behind a figure: with what counts under its taxon come all below it. */
export function taxaFilter({ taxonId, recast = [] }: Pick<Of, "taxonId" | "recast">): object {
  if (taxonId === null) return {};
  const under = recast.flatMap(({ from, to }) => (to === taxonId ? [Number(from)] : []));
  return under.length === 0 ? { taxa: [taxonId] } : { taxa: [...new Set([taxonId, ...under])], withChildren: true };
}

const textOf = (cell: Cell): string => {
  if (cell === null) return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180, for scripts. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [head, ...rows].map((cells) => `${cells.map(textOf).join(",")}\r\n`).join("");

/** The numbers with a word on each sample: whether a manager signed it off. What has no line for each sample stays as it is. */
export function withSigned({ head, rows }: Pick<Picture, "head" | "rows">, unsigned: readonly string[]): Pick<Picture, "head" | "rows"> {
  const at = head.indexOf("sample");
  if (at < 0) return { head, rows };
  return { head: [...head, "signed_off"], rows: rows.map((row) => [...row, unsigned.includes(String(row[at])) ? "no" : "yes"]) };
}

/** The numbers with a word on what counts as what, for whoever finds the file later. */
export const withNote = ({ head, rows }: Pick<Picture, "head" | "rows">, note: string | null): Pick<Picture, "head" | "rows"> =>
  note === null ? { head, rows } : { head: [...head, "recast"], rows: rows.map((row) => [...row, note]) };

/** Few digits for people; the table has them all. */
export const short = (value: number): string => (value === 0 ? "0" : Number(value.toPrecision(3)).toString());

/** One line above the picture, turned over where it is too long for a phone. */
export const legend = { top: 0, itemHeight: 10, type: "scroll" };
export const grid = { left: 12, right: 24, top: 28, bottom: 8, containLabel: true };
/** Room for an axis' name below its numbers. */
export const namedGrid = { ...grid, bottom: 30 };
/** An axis' name along it, left of its numbers. */
export const beside = { nameLocation: "middle", nameGap: 36 } as const;
export const below = { nameLocation: "middle", nameGap: 28 } as const;
