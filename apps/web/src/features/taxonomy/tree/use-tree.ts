"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import type { NodeData } from "../types.ts";
import { type BranchEvent, type Branches, nextBranches, type Row, rootKey, rowsOf } from "./branches.ts";

const pageSize = 500;

async function askChildren(parent: number, after: number | undefined, projectId: number | undefined) {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (parent !== rootKey) query.set("parentId", String(parent));
  if (after !== undefined) query.set("after", String(after));
  if (projectId !== undefined) query.set("projectId", String(projectId));
  return api<{ taxa: NodeData[]; hasMore: boolean }>("GET", `taxa/children?${query}`);
}

export type TreeState = {
  readonly rows: readonly Row[];
  readonly toggle: (taxon: number, isOpen: boolean) => void;
  /** The next page of a branch. */
  readonly more: (parent: number) => Promise<void>;
  /** Opens everything above a taxon, loading as far as needed, until its line is there. */
  readonly reveal: (ancestors: readonly number[], taxon: number) => Promise<void>;
  /** Asks everything that is open again. */
  readonly refresh: () => Promise<void>;
};

/** The tree as far as it was opened: branches come when they are looked at. */
export function useTree(projectId?: number): TreeState {
  const [branches, setBranches] = useState<Branches>(new Map());
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  // The newest state, for work that goes on over several answers before the page is drawn again.
  const now = useRef<Branches>(branches);
  const send = useCallback((event: BranchEvent) => {
    now.current = nextBranches(now.current, event);
    setBranches(now.current);
  }, []);
  const asking = useRef(new Set<number>());

  const load = useCallback(
    async (parent: number, isFirst: boolean): Promise<{ taxa: readonly NodeData[]; hasMore: boolean } | null> => {
      if (asking.current.has(parent)) return null;
      asking.current.add(parent);
      send({ type: "asked", parent });
      try {
        const after = isFirst ? undefined : now.current.get(parent)?.taxa.at(-1)?.id;
        const answer = await askChildren(parent, after, projectId);
        send({ type: "answered", parent, ...answer, isFirst });
        return answer;
      } catch {
        send({ type: "failed", parent });
        return null;
      } finally {
        asking.current.delete(parent);
      }
    },
    [projectId, send],
  );

  const toggle = useCallback(
    (taxon: number, isOpen: boolean) => {
      setOpen((old) => {
        const next = new Set(old);
        if (isOpen) next.add(taxon);
        else next.delete(taxon);
        return next;
      });
      if (isOpen && !now.current.has(taxon)) void load(taxon, true);
    },
    [load],
  );

  const more = useCallback(async (parent: number) => void (await load(parent, !now.current.has(parent))), [load]);

  const reveal = useCallback(
    async (ancestors: readonly number[], taxon: number) => {
      const path = [rootKey, ...ancestors];
      for (const [i, parent] of path.entries()) {
        const wanted = ancestors[i] ?? taxon;
        let isThere = now.current.get(parent)?.taxa.some((t) => t.id === wanted) ?? false;
        while (!isThere) {
          const page = await load(parent, !now.current.has(parent));
          isThere = page === null || !page.hasMore || page.taxa.some((t) => t.id === wanted);
        }
      }
      setOpen((old) => new Set([...old, ...ancestors]));
    },
    [load],
  );

  const refresh = useCallback(async () => {
    for (const parent of now.current.keys()) await load(parent, true);
  }, [load]);

  const rows = useMemo(() => rowsOf(branches, open), [branches, open]);
  return { rows, toggle, more, reveal, refresh };
}
