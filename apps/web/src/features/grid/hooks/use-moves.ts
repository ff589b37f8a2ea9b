"use client";
import type { ShortcutId } from "@nauplius/domain";
import { useGrid } from "../context.tsx";
import { invert, noSelection, only, selectAll, toggle } from "../model/selection.ts";
import { tileSizes } from "../model/view-address.ts";
import { useRange } from "./use-range.ts";

type Setup = { readonly matching: number; readonly onOpen: (id: number) => void };

/** Moving, choosing, zooming by keyboard. */
export function useMoves({ matching, onOpen }: Setup): Partial<Record<ShortcutId, () => void>> {
  const { session, screen, display, setDisplay } = useGrid();
  const extend = useRange();

  const goTo = (index: number) => {
    const place = Math.min(Math.max(0, index), session.order.size() - 1);
    if (place < 0) return;
    session.goTo(place);
    screen.current?.scrollTo(place);
  };
  /** From the tile under the cursor; without one, the first that is seen. */
  const move = (by: (columns: number, rows: number) => number) => {
    const focus = session.focus();
    const at = focus === null ? -1 : session.order.indexOf(focus);
    if (at < 0) {
      const seen = screen.current?.onScreen()[0];
      goTo(seen === undefined ? 0 : session.order.indexOf(seen));
      return;
    }
    goTo(at + by(screen.current?.columns() ?? 1, screen.current?.rowsOnScreen() ?? 1));
  };
  /** From the cursor to a tile beside it: the range goes on from where it began. */
  const range = (by: (columns: number) => number) => {
    const focus = session.focus();
    const at = focus === null ? -1 : session.order.indexOf(focus);
    if (focus === null || at < 0) return;
    if (session.selection().anchor === null) session.select(only(focus));
    const to = Math.min(Math.max(0, at + by(screen.current?.columns() ?? 1)), session.order.size() - 1);
    goTo(to);
    const id = session.order.at(to);
    if (id !== undefined) extend(id);
  };
  const resize = (step: 1 | -1) => {
    const at = tileSizes.findIndex((size) => size >= display.tile);
    const size = tileSizes[Math.min(Math.max(0, at + step), tileSizes.length - 1)];
    if (size !== undefined && size !== display.tile) setDisplay({ tile: size });
  };

  return {
    left: () => move(() => -1),
    right: () => move(() => 1),
    up: () => move((columns) => -columns),
    down: () => move((columns) => columns),
    nextPage: () => move((columns, rows) => columns * rows),
    previousPage: () => move((columns, rows) => -columns * rows),
    first: () => goTo(0),
    last: () => goTo(Number.MAX_SAFE_INTEGER),
    rangeLeft: () => range(() => -1),
    rangeRight: () => range(() => 1),
    rangeUp: () => range((columns) => -columns),
    rangeDown: () => range((columns) => columns),
    toggle: () => {
      const focus = session.focus();
      if (focus !== null) session.select(toggle(session.selection(), focus));
    },
    selectPage: () => session.select(selectAll(session.selection(), screen.current?.onScreen() ?? [], matching)),
    invert: () => session.select(invert(session.selection(), session.order.here())),
    clear: () => session.select(noSelection),
    open: () => {
      const focus = session.focus();
      if (focus !== null) onOpen(focus);
    },
    fit: () => setDisplay({ fitted: !display.fitted }),
    larger: () => resize(1),
    smaller: () => resize(-1),
  };
}
