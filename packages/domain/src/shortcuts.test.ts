import { expect, test } from "vitest";
import { heldShortcut, hotKey, type KeyPress, type Shortcut, shortcutFor, shortcuts, startsSearch } from "./shortcuts.ts";

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("the digit row works by physical key: unshifted it writes a sign on AZERTY", () => {
  expect(shortcutFor(press("1", "Digit1"), "grid")).toBe("validate");
  expect(shortcutFor(press("&", "Digit1"), "grid")).toBe("validate");
  expect(shortcutFor(press("à", "Digit0"), "grid")).toBe("dubious");
});

test("signs work by character, wherever the layout has them", () => {
  expect(shortcutFor(press("!", "Digit1", { shiftKey: true }), "grid")).toBe("dubious");
  expect(shortcutFor(press("!", "Slash"), "grid")).toBe("dubious");
  expect(shortcutFor(press("?", "Slash", { shiftKey: true }), "grid")).toBe("help");
  expect(shortcutFor(press("?", "Minus", { shiftKey: true }), "object")).toBe("help");
  expect(shortcutFor(press("=", "Digit0", { shiftKey: true }), "grid")).toBe("fit");
});

test("with Shift the keys for a screen mean a sample", () => {
  expect(shortcutFor(press("PageDown", "PageDown"), "grid")).toBe("nextPage");
  expect(shortcutFor(press("PageDown", "PageDown", { shiftKey: true }), "grid")).toBe("nextSample");
  expect(shortcutFor(press("PageUp", "PageUp", { shiftKey: true }), "grid")).toBe("previousSample");
});

test("undo and redo follow the letter, so that QWERTZ and AZERTY have them where they expect", () => {
  expect(shortcutFor(press("z", "KeyY", { ctrlKey: true }), "grid")).toBe("undo");
  expect(shortcutFor(press("z", "KeyW", { metaKey: true }), "grid")).toBe("undo");
  expect(shortcutFor(press("Z", "KeyZ", { ctrlKey: true, shiftKey: true }), "grid")).toBe("redo");
  expect(shortcutFor(press("y", "KeyZ", { ctrlKey: true }), "grid")).toBe("redo");
});

test("the keys that label are the same in the grid and on the page of an object", () => {
  const presses = [press("Enter", "Enter"), press("0", "Digit0"), press(".", "Period"), press("z", "KeyZ", { ctrlKey: true })];
  const inGrid = presses.map((p) => shortcutFor(p, "grid"));
  expect(inGrid).toEqual(["validate", "dubious", "again", "undo"]);
  expect(presses.map((p) => shortcutFor(p, "object"))).toEqual(inGrid);
});

test("a letter begins a search and is no shortcut; with Ctrl it is neither's unless the table says so", () => {
  for (const letter of "abcdefghijklmnopqrstuvwxyzéäø") {
    expect(startsSearch(press(letter, "KeyA"))).toBe(true);
    expect(shortcutFor(press(letter, "KeyA"), "grid")).toBeNull();
  }
  expect(startsSearch(press("c", "KeyC", { ctrlKey: true }))).toBe(false);
  expect(startsSearch(press("Enter", "Enter"))).toBe(false);
  expect(startsSearch(press("@", "KeyQ", { altKey: true, ctrlKey: true }))).toBe(false);
});

test("Shift and a letter is a hot taxon, by character; Caps Lock is not Shift", () => {
  expect(hotKey(press("Q", "KeyA", { shiftKey: true }))).toBe("q");
  expect(startsSearch(press("Q", "KeyA", { shiftKey: true }))).toBe(false);
  expect(hotKey(press("Q", "KeyQ"))).toBeNull();
  expect(startsSearch(press("Q", "KeyQ"))).toBe(true);
  expect(hotKey(press("!", "Digit1", { shiftKey: true }))).toBeNull();
  expect(hotKey(press("Q", "KeyQ", { shiftKey: true, ctrlKey: true }))).toBeNull();
});

test("the numeric pad gives hot taxa, without NumLock it moves; the digit row stays the model's", () => {
  for (const digit of "123456789") {
    const pressed = press(digit, `Numpad${digit}`);
    expect(hotKey(pressed)).toBe(digit);
    expect(shortcutFor(pressed, "grid")).toBeNull();
    expect(hotKey(press(digit, `Digit${digit}`))).toBeNull();
  }
  expect(hotKey(press("ArrowLeft", "Numpad4"))).toBeNull();
  expect(shortcutFor(press("ArrowLeft", "Numpad4"), "grid")).toBe("left");
  expect(hotKey(press("Clear", "Numpad5"))).toBeNull();
  expect(hotKey(press("1", "Numpad1", { ctrlKey: true }))).toBeNull();
  expect(shortcutFor(press("0", "Numpad0"), "grid")).toBe("dubious");
});

test("Z magnifies and H hides what the model said once they are held down in the grid; typed, each is a letter", () => {
  expect(heldShortcut(press("z", "KeyY"), "grid")).toBe("magnify");
  expect(shortcutFor(press("z", "KeyY"), "grid")).toBeNull();
  expect(startsSearch(press("z", "KeyY"))).toBe(true);
  expect(heldShortcut(press("h", "KeyH"), "grid")).toBe("blind");
  expect(heldShortcut(press("a", "KeyA"), "grid")).toBeNull();
  expect(heldShortcut(press("z", "KeyY", { ctrlKey: true }), "grid")).toBeNull();
  expect([heldShortcut(press("z", "KeyY"), "object"), heldShortcut(press("z", "KeyY"), "pages")]).toEqual([null, null]);
});

test("digits two and three are the model's other guesses, wherever the layout writes them", () => {
  expect(shortcutFor(press("é", "Digit2"), "grid")).toBe("guess2");
  expect(shortcutFor(press("3", "Digit3"), "grid")).toBe("guess3");
  expect(shortcutFor(press("2", "Digit2"), "object")).toBeNull();
});

test("nothing takes the browser's own keys", () => {
  for (const letter of "ldsutwnrpfgkjhoec")
    for (const shiftKey of [false, true]) expect(shortcutFor(press(letter, "KeyX", { ctrlKey: true, shiftKey }), "grid")).toBeNull();
});

test("no key means two things in one place", () => {
  for (const scope of ["grid", "object"] as const) {
    const keys = (shortcuts as readonly Shortcut[])
      .filter((s) => s.scope === scope || s.scope === "everywhere")
      .flatMap((s) => s.keys.map((k) => `${k.ctrl ?? false} ${k.shift ?? false} ${k.key ?? k.code}`));
    expect(new Set(keys).size).toBe(keys.length);
  }
});
