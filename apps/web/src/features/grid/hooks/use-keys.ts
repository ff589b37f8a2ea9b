"use client";
import { hotLetter, type ShortcutId, shortcutFor, startsSearch } from "@nauplius/domain";
import { useEffect, useEffectEvent } from "react";

/** Fields, menus and, in the grid, dialogs keep their own keys; an object is also shown in a drawer. */
const fields = "input, textarea, select, [contenteditable=true], [role=menu], [role=listbox]:not([data-grid]), [role=slider]";
const ownKeys = { grid: `${fields}, [role=dialog]`, object: fields, pages: `${fields}, [role=dialog]` };
const pressed = "button, a, [role=tab], [role=switch], [role=checkbox]";

type Where = keyof typeof ownKeys;

function isForPage(event: KeyboardEvent, where: Where): boolean {
  if (!(event.target instanceof Element)) return true;
  if (event.target.closest(ownKeys[where]) !== null) return false;
  return !((event.key === "Enter" || event.key === " ") && event.target.closest(pressed) !== null);
}

/** The link or button that was used last lets go of the keys: its Enter would press it once more, Ctrl+Enter open a second page. */
function letGo(): void {
  const at = document.activeElement;
  if (at instanceof HTMLElement && at.closest(pressed) !== null) at.blur();
}

type Handlers = Partial<Record<ShortcutId, () => unknown>>;

/** Binds the table of shortcuts for as long as the page is open. */
export function useKeys(where: Where, handlers: Handlers, onLetter?: (letter: string) => void, onHot?: (letter: string) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !isForPage(event, where)) return;
    const id = shortcutFor(event, where);
    const hot = hotLetter(event);
    const handler = id === null ? undefined : handlers[id];
    if (handler !== undefined) {
      event.preventDefault();
      letGo();
      handler();
    } else if (hot !== null && onHot !== undefined) {
      event.preventDefault();
      onHot(hot);
    } else if (onLetter !== undefined && startsSearch(event)) {
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
