"use client";
import { type ShortcutId, shortcutFor, startsSearch } from "@nauplius/domain";
import { useEffect, useEffectEvent } from "react";

/** Fields, menus and dialogs keep their own keys. */
const ownKeys =
  "input, textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]:not([data-grid]), [role=slider]";
const pressed = "button, a, [role=tab], [role=switch], [role=checkbox]";

function isForGrid(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element)) return true;
  if (event.target.closest(ownKeys) !== null) return false;
  return !((event.key === "Enter" || event.key === " ") && event.target.closest(pressed) !== null);
}

/** The link or button that was used last lets go of the keys: its Enter would press it once more, Ctrl+Enter open a second page. */
function letGo(): void {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at.closest(pressed) !== null) at.blur();
}

type Handlers = Partial<Record<ShortcutId, () => void>>;

/** Binds the table of shortcuts for as long as the page is open. */
export function useKeys(handlers: Handlers, onLetter: (letter: string) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !isForGrid(event)) return;
    const id = shortcutFor(event, "grid");
    const handler = id === null ? undefined : handlers[id];
    if (handler !== undefined) {
      event.preventDefault();
      letGo();
      handler();
    } else if (startsSearch(event)) {
      event.preventDefault();
      onLetter(event.key);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
