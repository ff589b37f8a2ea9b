import type { TaxonFlags, TaxonKind, TaxonStatus } from "@nauplius/domain";
import { taxonomyText } from "./taxonomy-text.ts";

/** One node of the demo's tree; parents come before their children. Flags are null where the parent's hold. */
export type DemoTaxon = TaxonFlags & {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  /** Unique: the name alone, or `name<parent` where several taxa have it. */
  readonly displayName: string;
  readonly kind: TaxonKind;
  readonly status: TaxonStatus;
  readonly rank: string;
  readonly aphiaId: number | null;
  readonly synonyms: readonly string[];
};

type Entry = { id: number; parentId: number | null; name: string; cells: string[]; synonyms: string[] };

const flagsOf = (words: readonly string[], isRoot: boolean): TaxonFlags => ({
  living: words.includes("dead") ? false : isRoot ? true : null,
  extent: words.includes("part") ? "part" : words.includes("several") ? "several" : isRoot ? "whole" : null,
  countsAsIndividual: words.includes("uncounted") ? false : isRoot ? true : null,
});

const entriesOf = (text: string): Entry[] => {
  const open: number[] = [];
  return text
    .split("\n")
    .filter((row) => row.trim() !== "")
    .map((row, index) => {
      const level = (row.length - row.trimStart().length) / 2;
      const [facts, synonyms = ""] = row.split("=");
      const [name, ...cells] = facts.split(";").map((cell) => cell.trim());
      const parentId = level === 0 ? null : open[level - 1];
      open[level] = index + 1;
      return { id: index + 1, parentId, name, cells, synonyms: synonyms.split(",").flatMap((s) => (s.trim() === "" ? [] : [s.trim()])) };
    });
};

/** A realistic subset of a plankton taxonomy: what the demo needs, its neighbours, and many namesakes. */
export const demoTaxonomy = (): DemoTaxon[] => {
  const entries = entriesOf(taxonomyText);
  const namesakes = new Map<string, number>();
  for (const { name } of entries) namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
  return entries.map(({ id, parentId, name, cells, synonyms }) => {
    const [rank = "", aphiaId = "", flags = ""] = cells;
    const parent = parentId === null ? undefined : entries[parentId - 1];
    const shared = (namesakes.get(name) ?? 0) > 1;
    return {
      id,
      parentId,
      name,
      displayName: shared && parent !== undefined ? `${name}<${parent.name}` : name,
      kind: rank === "m" ? ("morphological" as const) : ("phylogenetic" as const),
      status: "approved" as const,
      rank: rank === "m" ? "" : rank,
      aphiaId: aphiaId === "" ? null : Number(aphiaId),
      synonyms,
      ...flagsOf(flags.split(" "), parentId === null),
    };
  });
};
