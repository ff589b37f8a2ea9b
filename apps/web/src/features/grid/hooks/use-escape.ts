"use client";
import { useEffect, useEffectEvent } from "react";

/** Escape closes what lies over the tiles, wherever the focus is; a list opened inside it is closed first. */
export function useEscape(isOpen: boolean, close: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.key !== "Escape" ||
      (event.target instanceof Element && event.target.getAttribute("aria-expanded") === "true" && event.target.matches("input"))
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener, { capture: true });
    return () => document.removeEventListener("keydown", listener, { capture: true });
  }, [isOpen]);
}
