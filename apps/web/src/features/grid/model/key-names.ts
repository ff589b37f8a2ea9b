import type { Shortcut } from "@nauplius/domain";

/** What each physical key writes, where the browser tells. */
export type KeyboardLayout = ReadonlyMap<string, string>;

const named: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
};

/** A key as it is engraved: of a physical key what this person's keyboard writes, then the digit; the rest by its name or character. */
export function keyName(
  key: Shortcut["keys"][number],
  { space, layout }: { readonly space: string; readonly layout: KeyboardLayout | null },
): string {
  if (key.code !== undefined) {
    const digit = key.code.replace(/^Digit|^Numpad/, "");
    const engraved = layout?.get(key.code);
    return engraved === undefined || engraved === digit ? digit : `${engraved} ${digit}`;
  }
  if (key.key === " ") return space;
  return named[key.key ?? ""] ?? (key.key ?? "").replace(/^[a-z]$/, (c) => c.toUpperCase());
}
