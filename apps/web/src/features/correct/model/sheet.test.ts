import { expect, test } from "vitest";
import { changesOf, fillDown, type GivenRow, idLast, sheetRow, widthOf } from "./sheet.ts";
import { advance, back, begin, forth } from "./steps.ts";

const given: GivenRow[] = [
  { id: 1, name: "a", parent: "", stale: [], values: ["a", 43.5, null, "12.50"] },
  { id: 2, name: "b", parent: "", stale: ["lat"], values: ["b", null, "Tara", ""] },
];
const fields = ["id", "lat", "ship", "tot_vol"];
const rows = given.map(sheetRow);

test("nothing typed is nothing changed, whatever the types", () => {
  expect(changesOf(given, rows, fields)).toEqual([]);
});

test("a change keeps what the server gave as before, and empty is missing", () => {
  const [a, b] = rows;
  const edited = [
    { ...a, c1: " 44 ", c3: "" },
    { ...b, c3: "  " },
  ] as typeof rows;
  expect(changesOf(given, edited, fields)).toEqual([
    { id: 1, field: "lat", before: 43.5, value: "44" },
    { id: 1, field: "tot_vol", before: "12.50", value: null },
  ]);
});

test("a number of the same value written otherwise is a change of the text, as the person sees it", () => {
  const [a, b] = rows;
  expect(changesOf(given, [{ ...a, c3: "12.5" }, b] as typeof rows, fields)).toMatchObject([{ before: "12.50", value: "12.5" }]);
});

test("filling down copies the first row of a range into those below it, and no other", () => {
  const filled = fillDown([...rows, { ...rows[0], id: 3 } as (typeof rows)[number]], {
    firstRow: 0,
    lastRow: 1,
    firstColumn: 1,
    lastColumn: 2,
  });
  expect(filled.map((r) => [r.c0, r.c1, r.c2])).toEqual([
    ["a", "43.5", null],
    ["b", "43.5", null],
    ["a", "43.5", null],
  ]);
  expect(filled[2]?.id).toBe(3);
});

test("steps go back and forth; a new step forgets what was undone", () => {
  const three = advance(advance(begin(1), 2), 3);
  expect(back(back(back(three))).now).toBe(1);
  expect(forth(back(three)).now).toBe(3);
  expect(forth(advance(back(three), 4)).now).toBe(4);
});

test("the column of the id comes last, with its values", () => {
  const table = { columns: fields.map((name) => ({ name })), rows: given };
  expect(idLast(table).columns.map((c) => c.name)).toEqual(["lat", "ship", "tot_vol", "id"]);
  expect(idLast(table).rows.map((r) => r.values)).toEqual([
    [43.5, null, "12.50", "a"],
    [null, "Tara", "", "b"],
  ]);
  expect(idLast({ ...table, columns: table.columns.slice(1) }).rows).toEqual(given);
});

test("a column is as wide as its longest text, within reason", () => {
  expect(widthOf("lat", rows, "c1")).toBe(84);
  expect(widthOf("lat", [sheetRow({ id: 1, name: "a", parent: "", stale: [], values: ["x".repeat(20)] })], "c0")).toBe(186);
  expect(widthOf("a very long name of a column that nobody types twice", rows, "c0")).toBe(280);
});
