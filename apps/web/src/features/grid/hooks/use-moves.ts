"use client";
import type { ShortcutId } from "@nauplius/domain";
import { useGrid } from "../context.tsx";
import { invert, noSelection, selectAll, toggle } from "../model/selection.ts";
import { tileSizes } from "../model/view-address.ts";

type Setup = { readonly matching: number; readonly onOpen: (id: number) => void };

/** Moving, choosing, zooming by keyboard. */
export function useMoves({ matching, onOpen }: Setup): Partial<Record<ShortcutId, () => void>> {
  const { session, screen, display, setDisplay } = useGrid();

  const goTo = (index: number) => {
    const { ids } = session.order.state();
    const place = Math.min(Math.max(0, index), ids.length - 1);
    const id = ids[place];
    if (id === undefined) return;
    session.setFocus(id);
    screen.current?.scrollTo(place);
  };
  /** From the tile under the cursor; without one, the first that is seen. */
  const move = (by: (columns: number, rows: number) => number) => {
    const { ids } = session.order.state();
    const focus = session.focus();
    const at = focus === null ? -1 : ids.indexOf(focus);
    if (at < 0) {
      const seen = screen.current?.onScreen()[0];
      goTo(seen === undefined ? 0 : ids.indexOf(seen));
      return;
    }
    goTo(at + by(screen.current?.columns() ?? 1, screen.current?.rowsOnScreen() ?? 1));
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
    toggle: () => {
      const focus = session.focus();
      if (focus !== null) session.select(toggle(session.selection(), focus));
    },
    selectPage: () => session.select(selectAll(session.selection(), screen.current?.onScreen() ?? [], matching)),
    invert: () => session.select(invert(session.selection(), session.order.state().ids)),
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
