/** The one table of shortcuts: it binds the keys and renders its own help. `key` is KeyboardEvent.key (letters by character), `code` a physical key. */
export type Shortcut = {
  readonly id: string;
  readonly scope: "everywhere" | "grid" | "object";
  readonly keys: readonly { readonly key?: string; readonly code?: string; readonly ctrl?: boolean; readonly shift?: boolean }[];
};

export const shortcuts = [
  { id: "help", scope: "everywhere", keys: [{ key: "?" }] },
  { id: "validate", scope: "grid", keys: [{ key: "Enter" }, { code: "Digit1" }] },
  { id: "dubious", scope: "grid", keys: [{ key: "!" }, { code: "Backspace" }] },
  { id: "undo", scope: "grid", keys: [{ key: "z", ctrl: true }] },
  {
    id: "redo",
    scope: "grid",
    keys: [
      { key: "z", ctrl: true, shift: true },
      { key: "y", ctrl: true },
    ],
  },
  { id: "selectPage", scope: "grid", keys: [{ key: "a", ctrl: true }] },
  { id: "invert", scope: "grid", keys: [{ key: "i", ctrl: true }] },
  { id: "clear", scope: "grid", keys: [{ key: "Escape" }] },
  { id: "left", scope: "grid", keys: [{ key: "ArrowLeft" }] },
  { id: "right", scope: "grid", keys: [{ key: "ArrowRight" }] },
  { id: "up", scope: "grid", keys: [{ key: "ArrowUp" }] },
  { id: "down", scope: "grid", keys: [{ key: "ArrowDown" }] },
  { id: "toggle", scope: "grid", keys: [{ key: " " }] },
  { id: "open", scope: "grid", keys: [{ key: "o", ctrl: true }, { key: "F2" }] },
  { id: "nextPage", scope: "grid", keys: [{ key: "PageDown" }] },
  { id: "previousPage", scope: "grid", keys: [{ key: "PageUp" }] },
  { id: "fit", scope: "grid", keys: [{ key: "=" }] },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof shortcuts)[number]["id"];
