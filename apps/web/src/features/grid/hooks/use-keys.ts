"use client";
import { heldShortcut, holdMs, hotKey, type ShortcutId, shortcutFor, startsSearch } from "@nauplius/domain";
import { useEffect, useEffectEvent, useState } from "react";
import { createHold } from "../model/hold.ts";

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

/** Keys that write nothing of their own: a letter that is down with them is still down. */
const modifiers = new Set(["Shift", "Control", "Alt", "Meta", "CapsLock"]);

type Typing = {
  /** A letter went down: what it is for is fixed now. What is answered is told the letters once it is known that they were typed. */
  readonly onLetter?: () => (letters: string) => void;
  /** A key that a taxon may be put on: Shift and a letter, a digit of the numeric pad. */
  readonly onHot?: (key: string) => void;
};

/** Binds the table of shortcuts for as long as the page is open. */
export function useKeys(where: Where, handlers: Handlers, { onLetter, onHot }: Typing = {}): void {
  const [hold] = useState(() => createHold(holdMs));

  /** A key while a letter is down of which nobody knows yet whether it is held. */
  const settle = (event: KeyboardEvent): void => {
    if (event.key === "Escape") hold.drop();
    else hold.typed(startsSearch(event) ? event.key : "");
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !isForPage(event, where)) return;
    const heldId = heldShortcut(event, where);
    const held = heldId === null ? undefined : handlers[heldId];
    if (held !== undefined && event.repeat) return event.preventDefault();
    if (hold.isPending() && !modifiers.has(event.key)) {
      event.preventDefault();
      return settle(event);
    }
    const id = shortcutFor(event, where);
    const hot = hotKey(event);
    const handler = id === null ? undefined : handlers[id];
    if (handler !== undefined) {
      event.preventDefault();
      letGo();
      handler();
    } else if (held !== undefined) {
      event.preventDefault();
      const type = onLetter?.();
      hold.begin(event.code, { type: (more) => type?.(event.key + more), held: () => void held() });
    } else if (hot !== null && onHot !== undefined) {
      event.preventDefault();
      onHot(hot);
    } else if (onLetter !== undefined && startsSearch(event)) {
      event.preventDefault();
      onLetter()(event.key);
    }
  });
  useEffect(() => {
    const down = (event: KeyboardEvent) => onKeyDown(event);
    const up = (event: KeyboardEvent) => hold.release(event.code);
    document.addEventListener("keydown", down);
    document.addEventListener("keyup", up);
    window.addEventListener("blur", hold.drop);
    return () => {
      hold.drop();
      document.removeEventListener("keydown", down);
      document.removeEventListener("keyup", up);
      window.removeEventListener("blur", hold.drop);
    };
  }, [hold]);
}
