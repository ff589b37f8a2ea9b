import type { KeyPress } from "./shortcuts.ts";

/** Keys of a layout, row by row as they lie: what each writes alone, and with Shift. Codes are those of the W3C (UI Events, 3.1). */
const codes = [
  ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus", "Equal"],
  ["KeyQ", "KeyW", "KeyE", "KeyR", "KeyT", "KeyY", "KeyU", "KeyI", "KeyO", "KeyP", "BracketLeft", "BracketRight"],
  ["KeyA", "KeyS", "KeyD", "KeyF", "KeyG", "KeyH", "KeyJ", "KeyK", "KeyL", "Semicolon", "Quote", "Backslash"],
  ["IntlBackslash", "KeyZ", "KeyX", "KeyC", "KeyV", "KeyB", "KeyN", "KeyM", "Comma", "Period", "Slash"],
] as const;

const layouts = {
  qwerty: [
    ["1234567890-=", "!@#$%^&*()_+"],
    ["qwertyuiop[]", "QWERTYUIOP{}"],
    ["asdfghjkl;'\\", 'ASDFGHJKL:"|'],
    ["<zxcvbnm,./", ">ZXCVBNM<>?"],
  ],
  azerty: [
    ["&é\"'(-è_çà)=", "1234567890°+"],
    ["azertyuiop^$", "AZERTYUIOP¨£"],
    ["qsdfghjklmù*", "QSDFGHJKLM%µ"],
    ["<wxcvbn,;:!", ">WXCVBN?./§"],
  ],
  qwertz: [
    ["1234567890ß´", '!"§$%&/()=?`'],
    ["qwertzuiopü+", "QWERTZUIOPÜ*"],
    ["asdfghjklöä#", "ASDFGHJKLÖÄ'"],
    ["<yxcvbnm,.-", ">YXCVBNM;:_"],
  ],
} as const;
export type Layout = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as Layout[];

/** Every press of a key that writes a character, with Shift and without. */
export function pressesOf(layout: Layout): KeyPress[] {
  return layouts[layout].flatMap(([plain, shifted], row) =>
    (codes[row] ?? []).flatMap((code, at) =>
      [plain, shifted].map((written, shift) => ({
        ...{ key: [...written][at] ?? "", code, shiftKey: shift === 1 },
        ...{ ctrlKey: false, metaKey: false, altKey: false },
      })),
    ),
  );
}
