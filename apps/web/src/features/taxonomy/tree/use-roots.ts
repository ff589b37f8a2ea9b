"use client";
import { useEffect } from "react";
import { rootKey } from "./branches.ts";
import type { TreeState } from "./use-tree.ts";

/** Asks for the roots when the tree is first shown, and opens the way to a taxon that the address names. */
export function useRoots(
  { more, reveal, toggle }: TreeState,
  start: { readonly taxon: number; readonly ancestors: readonly number[] } | null,
): void {
  const key = start?.taxon ?? null;
  // Only another taxon asks for another way; that its ancestors are a new list each time does not matter.
  useEffect(() => {
    if (start === null) void more(rootKey);
    else void reveal(start.ancestors, start.taxon);
  }, [key, more, reveal, toggle]);
}
