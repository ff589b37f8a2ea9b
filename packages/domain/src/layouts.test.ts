import { describe, expect, test } from "vitest";
import { layoutNames, pressesOf } from "./layouts.fixture.ts";
import { heldShortcut, hotKey, type KeyPress, type Shortcut, shortcutFor, shortcuts, startsSearch } from "./shortcuts.ts";

const table: readonly Shortcut[] = shortcuts;
const ctrl = (press: KeyPress): KeyPress => ({ ...press, ctrlKey: true });

/** Shortcuts on keys that write something: named keys lie alike everywhere. */
const written = table.filter((s) => s.keys.some((k) => k.code?.startsWith("Digit") || (k.key?.length === 1 && k.key !== " ")));

describe.each(layoutNames)("on %s", (layout) => {
  const presses = pressesOf(layout);
  const meant = (press: KeyPress, scope: Shortcut["scope"] = "grid") => shortcutFor(press, scope);

  test.each(written.map((s) => [s.id, s] as const))("%s can be pressed without AltGr", (id, { scope }) => {
    const where = scope === "everywhere" ? "grid" : scope;
    expect([...presses, ...presses.map(ctrl)].some((press) => meant(press, where) === id || heldShortcut(press, where) === id)).toBe(true);
  });

  test("the digit row is the digits without Shift, in the grid", () => {
    const row = presses.filter(({ code, shiftKey }) => /^Digit[0-3]$/.test(code) && !shiftKey);
    expect(row.map((press) => meant(press))).toEqual(["validate", "guess2", "guess3", "dubious"]);
  });

  test("every letter begins the search for a taxon, and with Shift is a taxon of its own, by what it writes", () => {
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      const [plain, shifted] = [letter, letter.toUpperCase()].map((key) => presses.find((press) => press.key === key));
      expect(plain !== undefined && startsSearch(plain) && meant(plain) === null, letter).toBe(true);
      expect(shifted !== undefined && hotKey(shifted), letter).toBe(letter);
      expect(shifted !== undefined && meant(shifted), letter).toBe(null);
    }
  });

  test("undo is where the person's Z is, select all where the A is; nothing takes a key of the browser", () => {
    const withCtrl = (key: string, shiftKey = false) =>
      presses
        .filter((press) => press.key === (shiftKey ? key.toUpperCase() : key) && press.shiftKey === shiftKey)
        .map((press) => meant(ctrl(press)));
    expect([withCtrl("z"), withCtrl("z", true), withCtrl("y"), withCtrl("a")]).toEqual([["undo"], ["redo"], ["redo"], ["selectPage"]]);
    for (const key of "ldsutwnrpfgkjho") expect(withCtrl(key), key).toEqual([null]);
  });

  test("the keys of page mode are where its letters are, and nothing else works there", () => {
    const own = presses
      .filter(({ shiftKey }) => !shiftKey)
      .flatMap((press) => (shortcutFor(press, "pages") === null ? [] : [[press.key, shortcutFor(press, "pages")]]));
    const ofPages = own.filter(([, id]) => String(id).startsWith("page"));
    expect(Object.fromEntries(ofPages)).toEqual({ f: "pageRight", j: "pageWrong", r: "pageBack" });
  });

  test("a key that writes an accented letter on the digit row still is the digit where a digit is meant, and a letter where none is", () => {
    for (const press of presses.filter(({ code, shiftKey, key }) => code.startsWith("Digit") && !shiftKey && /\p{L}/u.test(key))) {
      const isMeant = /^Digit[0-3]$/.test(press.code);
      expect(meant(press) !== null, press.key).toBe(isMeant);
      expect(startsSearch(press)).toBe(true);
    }
  });
});
