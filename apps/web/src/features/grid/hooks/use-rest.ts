"use client";
import { type RefObject, useEffect, useState } from "react";
import { idAt } from "./use-pointer.ts";

/** So long a mouse lies still before its tile is magnified, ms. */
const restMs = 400;

export type Rest = {
  readonly id: number;
  /** Half of the area in which the mouse is. */
  readonly half: "left" | "right";
};

/** The tile over which the mouse has come to rest. Null once it leaves the tile, and once a key or a button is pressed or something scrolls: then the person works,
 *  and nothing comes back over this tile. */
export function useRest(area: RefObject<HTMLElement | null>): Rest | null {
  const [rest, setRest] = useState<Rest | null>(null);
  useEffect(() => {
    const on = area.current;
    if (on === null) return;
    let over: number | null = null;
    let isQuiet = false;
    let isShown = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (next: Rest | null) => {
      clearTimeout(timer);
      if (next === null && !isShown) return;
      isShown = next !== null;
      setRest(next);
    };
    const work = () => {
      isQuiet = true;
      show(null);
    };
    const move = (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || (event.movementX === 0 && event.movementY === 0)) return;
      if (event.buttons !== 0) return work();
      const id = idAt(event);
      if (id !== over) {
        over = id;
        isQuiet = false;
        show(null);
      }
      if (id === null || isQuiet || isShown) return;
      clearTimeout(timer);
      const box = on.getBoundingClientRect();
      const half = event.clientX < box.left + box.width / 2 ? "left" : "right";
      timer = setTimeout(() => show({ id, half }), restMs);
    };
    const leave = () => {
      over = null;
      show(null);
    };
    const listened = [
      [on, "pointermove", move],
      [on, "pointerleave", leave],
      [on, "pointerdown", work],
      [on, "wheel", work],
      [document, "keydown", work],
    ] as const;
    for (const [where, name, listener] of listened)
      where.addEventListener(name, listener as EventListener, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const [where, name, listener] of listened) where.removeEventListener(name, listener as EventListener, { capture: true });
    };
  }, [area]);
  return rest;
}
