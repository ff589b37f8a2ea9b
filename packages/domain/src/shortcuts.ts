type Key = {
  /** KeyboardEvent.key: letters and signs by character, whatever the layout. */
  readonly key?: string;
  /** KeyboardEvent.code: a physical key; digits need Shift on some layouts. */
  readonly code?: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  /** Only while it is held down: pressed shortly, it is the letter that it writes. */
  readonly held?: boolean;
};

/** The one table of shortcuts: it binds the keys and renders its own help. */
export type Shortcut = {
  readonly id: string;
  readonly scope: "everywhere" | "grid" | "object" | "pages";
  readonly group: "label" | "select" | "move" | "view" | "pages";
  readonly keys: readonly Key[];
};

export const shortcuts = [
  { id: "validate", scope: "everywhere", group: "label", keys: [{ key: "Enter" }, { code: "Digit1" }] },
  { id: "validateAll", scope: "grid", group: "label", keys: [{ key: "Enter", ctrl: true }] },
  { id: "dubious", scope: "everywhere", group: "label", keys: [{ code: "Digit0" }, { code: "Numpad0" }, { key: "!" }] },
  { id: "guess2", scope: "grid", group: "label", keys: [{ code: "Digit2" }] },
  { id: "guess3", scope: "grid", group: "label", keys: [{ code: "Digit3" }] },
  { id: "again", scope: "everywhere", group: "label", keys: [{ key: "." }] },
  { id: "undo", scope: "everywhere", group: "label", keys: [{ key: "z", ctrl: true }] },
  {
    id: "redo",
    scope: "everywhere",
    group: "label",
    keys: [
      { key: "z", ctrl: true, shift: true },
      { key: "y", ctrl: true },
    ],
  },
  { id: "toggle", scope: "grid", group: "select", keys: [{ key: " " }] },
  { id: "selectPage", scope: "grid", group: "select", keys: [{ key: "a", ctrl: true }] },
  { id: "invert", scope: "grid", group: "select", keys: [{ key: "a", ctrl: true, shift: true }] },
  { id: "clear", scope: "grid", group: "select", keys: [{ key: "Escape" }] },
  { id: "rangeLeft", scope: "grid", group: "select", keys: [{ key: "ArrowLeft", shift: true }] },
  { id: "rangeRight", scope: "grid", group: "select", keys: [{ key: "ArrowRight", shift: true }] },
  { id: "rangeUp", scope: "grid", group: "select", keys: [{ key: "ArrowUp", shift: true }] },
  { id: "rangeDown", scope: "grid", group: "select", keys: [{ key: "ArrowDown", shift: true }] },
  { id: "left", scope: "grid", group: "move", keys: [{ key: "ArrowLeft" }] },
  { id: "right", scope: "grid", group: "move", keys: [{ key: "ArrowRight" }] },
  { id: "up", scope: "grid", group: "move", keys: [{ key: "ArrowUp" }] },
  { id: "down", scope: "grid", group: "move", keys: [{ key: "ArrowDown" }] },
  { id: "nextPage", scope: "grid", group: "move", keys: [{ key: "PageDown" }] },
  { id: "previousPage", scope: "grid", group: "move", keys: [{ key: "PageUp" }] },
  { id: "first", scope: "grid", group: "move", keys: [{ key: "Home" }] },
  { id: "last", scope: "grid", group: "move", keys: [{ key: "End" }] },
  { id: "nextSample", scope: "grid", group: "move", keys: [{ key: "PageDown", shift: true }] },
  { id: "previousSample", scope: "grid", group: "move", keys: [{ key: "PageUp", shift: true }] },
  { id: "jump", scope: "grid", group: "move", keys: [{ key: "/" }] },
  { id: "open", scope: "grid", group: "view", keys: [{ key: "F2" }] },
  { id: "fit", scope: "grid", group: "view", keys: [{ key: "=" }] },
  { id: "larger", scope: "grid", group: "view", keys: [{ key: "+" }] },
  { id: "smaller", scope: "grid", group: "view", keys: [{ key: "-" }] },
  { id: "blind", scope: "grid", group: "view", keys: [{ key: "h", held: true }, { key: "F4" }] },
  { id: "outline", scope: "grid", group: "view", keys: [{ key: "F9" }] },
  { id: "magnify", scope: "grid", group: "view", keys: [{ key: "z", held: true }, { key: "F8" }] },
  { id: "help", scope: "everywhere", group: "view", keys: [{ key: "?" }] },
  { id: "pageRight", scope: "pages", group: "pages", keys: [{ key: "f" }] },
  { id: "pageWrong", scope: "pages", group: "pages", keys: [{ key: "j" }] },
  { id: "pageBack", scope: "pages", group: "pages", keys: [{ key: "r" }] },
  { id: "pageMark", scope: "pages", group: "pages", keys: [{ key: " " }] },
  { id: "pagePrevious", scope: "pages", group: "pages", keys: [{ key: "ArrowLeft" }] },
  { id: "pageNext", scope: "pages", group: "pages", keys: [{ key: "ArrowRight" }] },
  { id: "pageUp", scope: "pages", group: "pages", keys: [{ key: "ArrowUp" }] },
  { id: "pageDown", scope: "pages", group: "pages", keys: [{ key: "ArrowDown" }] },
  { id: "leavePages", scope: "pages", group: "pages", keys: [{ key: "Escape" }] },
  { id: "previousObject", scope: "object", group: "move", keys: [{ key: "ArrowLeft" }] },
  { id: "nextObject", scope: "object", group: "move", keys: [{ key: "ArrowRight" }] },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof shortcuts)[number]["id"];

/** What a key press looks like to the table. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** Named keys care about Shift; signs do not (where a sign sits differs by layout). */
const shiftMatters = (k: Key): boolean => k.code !== undefined || k.ctrl === true || (k.key ?? "").length > 1 || k.key === " ";

function matches(k: Key, press: KeyPress): boolean {
  if ((k.ctrl ?? false) !== (press.ctrlKey || press.metaKey)) return false;
  if (shiftMatters(k) && (k.shift ?? false) !== press.shiftKey) return false;
  return k.code === undefined ? k.key?.toLowerCase() === press.key.toLowerCase() : k.code === press.code;
}

/** The shortcut that a key press means. AltGr (Ctrl+Alt on Windows) only writes signs, so Alt means none. */
export function shortcutFor(press: KeyPress, scope: Shortcut["scope"]): ShortcutId | null {
  if (press.altKey) return null;
  return found(press, scope, false);
}

/** The shortcut that a letter means once it has been held down for `holdMs`; null: no letter of this place is held. */
export function heldShortcut(press: KeyPress, scope: Shortcut["scope"]): ShortcutId | null {
  return startsSearch(press) ? found(press, scope, true) : null;
}

function found(press: KeyPress, scope: Shortcut["scope"], held: boolean): ShortcutId | null {
  const rows: readonly (Shortcut & { readonly id: ShortcutId })[] = shortcuts;
  const here = rows.filter((s) => s.scope === scope || s.scope === "everywhere");
  return here.find((s) => s.keys.some((k) => (k.held ?? false) === held && matches(k, press)))?.id ?? null;
}

/** A letter that is down for longer is held; typists let go of a key within 150 ms. */
export const holdMs = 250;

const isPlainLetter = (press: KeyPress): boolean => !press.ctrlKey && !press.metaKey && !press.altKey && /^\p{L}$/u.test(press.key);

/** A letter begins the search for a taxon; everything else is left to the browser. */
export const startsSearch = (press: KeyPress): boolean => isPlainLetter(press) && !press.shiftKey;

/** What a person may put a taxon on: a letter, for Shift and it, or a digit of the numeric pad. */
export const hotKeyPattern = /^(\p{L}|[1-9])$/u;

/** Shift and a letter, by character as searches are, or a digit of the numeric pad give the taxon that a person has put there. Without NumLock the pad moves the
 *  cursor. Null: no such press. */
export function hotKey(press: KeyPress): string | null {
  if (isPlainLetter(press) && press.shiftKey) return press.key.toLowerCase();
  const digit = /^Numpad([1-9])$/.exec(press.code)?.[1];
  return digit === press.key && !press.ctrlKey && !press.metaKey && !press.altKey ? digit : null;
}
