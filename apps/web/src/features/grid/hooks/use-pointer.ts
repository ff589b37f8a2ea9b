"use client";
import { type PointerEvent, useRef, useState } from "react";
import type { Grid } from "../context.tsx";
import { columnStep, type Geometry, type Rectangle, touched } from "../model/geometry.ts";
import { drag, isSelected, only, type Selection, toggle } from "../model/selection.ts";

/** A movement shorter than this is a click, px. */
const slack = 5;
const longPressMs = 450;

type Started = {
  readonly x: number;
  readonly y: number;
  readonly before: Selection;
  readonly adding: boolean;
  readonly carries: boolean;
  moved: boolean;
};
type Setup = {
  readonly grid: Pick<Grid, "session">;
  readonly geometry: Geometry;
  /** How much further down the content is than the plane says. */
  readonly offset: () => number;
  readonly onOpen: (id: number) => void;
  /** A range to a tile, from the anchor of the selection. */
  readonly onRange: (id: number) => void;
};

/** The object whose tile an event happened on. */
export const idAt = (event: { target: EventTarget | null }): number | null => {
  const tile = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-id]") : null;
  return tile === null ? null : Number(tile.dataset.id);
};

const isDraggable = (event: { target: EventTarget | null }): boolean =>
  event.target instanceof Element && event.target.closest("[draggable=true]") !== null;

/** The mouse: click, Ctrl, Shift, rectangle; chosen tiles are dragged instead, which the browser does. A finger: tap opens, a long press chooses. */
export function usePointer({ grid: { session }, geometry, offset, onOpen, onRange }: Setup) {
  const [rectangle, setRectangle] = useState<Rectangle | null>(null);
  const started = useRef<Started | null>(null);
  const press = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const placeIn = (event: PointerEvent<HTMLElement>) => {
    const plane = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - plane.left, y: event.clientY - plane.top };
  };

  const click = (id: number, event: PointerEvent<HTMLElement>) => {
    session.setFocus(id);
    const selection = session.selection();
    if (event.shiftKey) onRange(id);
    else session.select(toggle(selection, id));
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const id = idAt(event);
    if (event.pointerType === "touch") {
      if (id !== null)
        press.current = setTimeout(() => {
          press.current = undefined;
          session.select(session.selection().ids.size === 0 ? only(id) : toggle(session.selection(), id));
        }, longPressMs);
      return;
    }
    if (event.button !== 0) return;
    const carries = id !== null && isDraggable(event) && isSelected(session.selection(), id);
    started.current = {
      ...placeIn(event),
      carries,
      before: session.selection(),
      adding: event.ctrlKey || event.metaKey || event.shiftKey,
      moved: false,
    };
    if (!carries) event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const from = started.current;
    if (from === null) {
      const id = event.pointerType === "mouse" && (event.movementX !== 0 || event.movementY !== 0) ? idAt(event) : null;
      if (id !== null) session.setFocus(id);
      return;
    }
    const to = placeIn(event);
    if (!from.moved && Math.hypot(to.x - from.x, to.y - from.y) < slack) return;
    from.moved = true;
    if (from.carries) return;
    const r = { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) };
    setRectangle(r);
    const inContent = { ...r, top: r.top + offset(), bottom: r.bottom + offset() };
    const inside = touched(geometry, inContent, session.order.size()).flatMap((index) => session.order.at(index) ?? []);
    session.select(drag(from.before, inside, from.adding));
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const from = started.current;
    started.current = null;
    setRectangle(null);
    if (event.pointerType === "touch") {
      const id = idAt(event);
      if (press.current !== undefined && id !== null) {
        if (session.selection().ids.size > 0) session.select(toggle(session.selection(), id));
        else onOpen(id);
      }
      clearTimeout(press.current);
      press.current = undefined;
      return;
    }
    if (from === null || from.moved) return;
    // Captured events come to the plane, not to the tile: the place says which one was meant.
    const step = columnStep(geometry);
    const at = placeIn(event);
    const column = Math.floor((at.x - geometry.padding) / step);
    const row = Math.floor((at.y + offset() - geometry.padding) / geometry.rowHeight);
    const isInside = column >= 0 && column < geometry.columns && at.x - geometry.padding - column * step <= geometry.edge && row >= 0;
    const id = isInside ? session.order.at(row * geometry.columns + column) : undefined;
    if (id !== undefined) click(id, event);
  };

  const onPointerCancel = () => {
    clearTimeout(press.current);
    press.current = undefined;
    started.current = null;
    setRectangle(null);
  };

  /** Whether the button went down on a chosen tile: one that is chosen by the rectangle itself is not to be dragged away from under it. */
  const carries = (): boolean => started.current?.carries ?? false;

  return { rectangle, carries, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}
