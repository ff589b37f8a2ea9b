"use client";
import { useCallback, useSyncExternalStore } from "react";
import { isSelected } from "../model/selection.ts";
import type { Session } from "../model/session.ts";

/** One tile's own corner of the session: it draws itself anew when its own things change, and only then. */
export function useTile(session: Session, id: number) {
  const tile = useSyncExternalStore(
    useCallback((l: () => void) => session.tiles.subscribe(id, l), [session, id]),
    () => session.tiles.get(id),
    () => undefined,
  );
  const vignette = useSyncExternalStore(
    useCallback((l: () => void) => session.vignettes.subscribe(id, l), [session, id]),
    () => session.vignettes.get(id),
    () => session.vignettes.get(id),
  );
  const chosen = useSyncExternalStore(
    useCallback((l: () => void) => session.subscribe("selection", l), [session]),
    () => isSelected(session.selection(), id),
    () => false,
  );
  const focused = useSyncExternalStore(
    useCallback((l: () => void) => session.subscribe("focus", l), [session]),
    () => session.focus() === id,
    () => false,
  );
  return { tile, vignette, chosen, focused };
}

export const useOrder = (session: Session) => useSyncExternalStore(session.order.subscribe, session.order.state, session.order.state);

export const useSelection = (session: Session) =>
  useSyncExternalStore(
    useCallback((l: () => void) => session.subscribe("selection", l), [session]),
    session.selection,
    session.selection,
  );

export const useFocus = (session: Session) =>
  useSyncExternalStore(
    useCallback((l: () => void) => session.subscribe("focus", l), [session]),
    session.focus,
    session.focus,
  );
