"use client";
import { type RefObject, useEffect } from "react";
import type { Session } from "../model/session.ts";

/** Tells screen readers which tile is under the cursor. Set beside React: the plane would otherwise be drawn anew at every step of the cursor. */
export function useActive(scroller: RefObject<HTMLElement | null>, session: Session): void {
  useEffect(() => {
    const tell = () => {
      const list = scroller.current?.querySelector("[data-grid]");
      const id = session.focus();
      if (id === null) list?.removeAttribute("aria-activedescendant");
      else list?.setAttribute("aria-activedescendant", `tile-${id}`);
    };
    tell();
    return session.subscribe("focus", tell);
  }, [scroller, session]);
}
