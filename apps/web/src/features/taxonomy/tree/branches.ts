import type { NodeData } from "../types.ts";

/** What is known of the children of one taxon; the roots' parent is 0. */
export type Branch = { readonly taxa: readonly NodeData[]; readonly hasMore: boolean; readonly state: "loading" | "ready" | "failed" };
export type Branches = ReadonlyMap<number, Branch>;
export const rootKey = 0;

/** A line of the tree as it is drawn. */
export type Row =
  | {
      readonly kind: "taxon";
      readonly key: string;
      readonly depth: number;
      readonly taxon: NodeData;
      readonly isOpen: boolean;
      readonly parent: number;
    }
  | { readonly kind: "more" | "loading" | "failed"; readonly key: string; readonly depth: number; readonly parent: number };

/** The open part of the tree as lines. Iterative: a tree may be deep and wide. */
export function rowsOf(branches: Branches, open: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  const walk: { readonly parent: number; readonly depth: number; next: number }[] = [{ parent: rootKey, depth: 0, next: 0 }];
  for (let at = walk.at(-1); at !== undefined; at = walk.at(-1)) {
    const { parent, depth } = at;
    const branch = branches.get(parent);
    const taxon = branch?.taxa[at.next];
    if (taxon !== undefined) {
      at.next += 1;
      const isOpen = open.has(taxon.id) && taxon.children > 0;
      rows.push({ kind: "taxon", key: `t${taxon.id}`, depth, taxon, isOpen, parent });
      if (isOpen) walk.push({ parent: taxon.id, depth: depth + 1, next: 0 });
      continue;
    }
    walk.pop();
    const kind =
      branch === undefined || branch.state === "loading"
        ? "loading"
        : branch.state === "failed"
          ? "failed"
          : branch.hasMore
            ? "more"
            : null;
    if (kind !== null) rows.push({ kind, key: `${kind}${parent}`, depth, parent });
  }
  return rows;
}

export type BranchEvent =
  | { readonly type: "asked"; readonly parent: number }
  | {
      readonly type: "answered";
      readonly parent: number;
      readonly taxa: readonly NodeData[];
      readonly hasMore: boolean;
      readonly isFirst: boolean;
    }
  | { readonly type: "failed"; readonly parent: number }
  | { readonly type: "forgotten" };

const empty: Branch = { taxa: [], hasMore: true, state: "ready" };

export function nextBranches(branches: Branches, event: BranchEvent): Branches {
  if (event.type === "forgotten") return new Map();
  const before = branches.get(event.parent) ?? empty;
  const after = new Map(branches);
  if (event.type === "asked") after.set(event.parent, { ...before, state: "loading" });
  if (event.type === "failed") after.set(event.parent, { ...before, state: "failed" });
  if (event.type === "answered") {
    const known = new Set(event.isFirst ? [] : before.taxa.map((taxon) => taxon.id));
    const taxa = [...(event.isFirst ? [] : before.taxa), ...event.taxa.filter((taxon) => !known.has(taxon.id))];
    after.set(event.parent, { taxa, hasMore: event.hasMore, state: "ready" });
  }
  return after;
}
