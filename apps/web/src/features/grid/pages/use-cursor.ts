"use client";
import type { ShortcutId } from "@nauplius/domain";
import { type RefObject, useEffect } from "react";
import { useGrid } from "../context.tsx";
import { toggle } from "../model/selection.ts";

/** How many tiles stand in the first row of a list that wraps. */
function columnsOf(list: HTMLElement): number {
  const tops = [...list.children].map((tile) => (tile instanceof HTMLElement ? tile.offsetTop : 0));
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}

/** The cursor of page mode: arrows walk over the page, Space marks what is not of the taxon. */
export function useCursor(
  shown: readonly number[] | null,
  list: RefObject<HTMLDivElement | null>,
): Partial<Record<ShortcutId, () => void>> {
  const { session } = useGrid();
  // What was under the cursor on the page before is not on this one.
  useEffect(() => {
    if (shown !== null) session.setFocus(null);
  }, [shown, session]);

  const move = (by: (columns: number) => number) => {
    if (shown === null || shown.length === 0 || list.current === null) return;
    const at = shown.indexOf(session.focus() ?? -1);
    const next = at < 0 ? 0 : Math.min(Math.max(0, at + by(columnsOf(list.current))), shown.length - 1);
    session.setFocus(shown[next] ?? null);
    list.current.children[next]?.scrollIntoView({ block: "nearest" });
  };
  return {
    pagePrevious: () => move(() => -1),
    pageNext: () => move(() => 1),
    pageUp: () => move((columns) => -columns),
    pageDown: () => move((columns) => columns),
    pageMark: () => {
      const id = session.focus();
      if (id !== null && shown?.includes(id)) session.select(toggle(session.selection(), id));
    },
  };
}
