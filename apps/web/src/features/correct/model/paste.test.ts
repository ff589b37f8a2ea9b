import { expect, test } from "vitest";
import { blockOf, parseBlock, pasteBlock, pasteByName } from "./paste.ts";
import { type GivenRow, type SheetRow, sheetRow } from "./sheet.ts";

const fields = ["id", "tot_vol", "ship"];
const given = (id: number, name: string, ...values: (string | null)[]): GivenRow => ({
  id,
  name,
  parent: "",
  stale: [],
  values: [name, ...values],
});
const rows: SheetRow[] = [given(1, "tow_1", "100", "Tara"), given(2, "tow_2", "200", null), given(3, "tow_3", "300", "Tara")].map(sheetRow);
const cells = (some: readonly SheetRow[]) => some.map((r) => [r.c0, r.c1, r.c2]);
const at = (firstRow: number, firstColumn: number, lastRow = firstRow, lastColumn = firstColumn) => ({
  firstRow,
  lastRow,
  firstColumn,
  lastColumn,
});

test("a block is read as spreadsheets write it: line ends of any system, quoted cells, empty cells", () => {
  expect(parseBlock("a\tb\r\n1\t\r\n")).toEqual([
    ["a", "b"],
    ["1", ""],
  ]);
  expect(parseBlock('"two\nlines ""x"""\tb\nc\td')).toEqual([
    ['two lines "x"', "b"],
    ["c", "d"],
  ]);
  expect(parseBlock('"quoted" word\t"all"')).toEqual([['"quoted" word', '"all"']]);
  expect(parseBlock(" 5 ")).toEqual([["5"]]);
  expect(parseBlock("")).toEqual([[""]]);
});

test("a block goes where the selection begins; what lies beyond the last row or column is told", () => {
  const { rows: pasted, range, lost } = pasteBlock(rows, at(1, 1), [["1", "A", "x"], ["2", "B", "y"], ["3"]], 3);
  expect(cells(pasted)).toEqual([
    ["tow_1", "100", "Tara"],
    ["tow_2", "1", "A"],
    ["tow_3", "2", "B"],
  ]);
  expect(range).toEqual(at(1, 1, 2, 2));
  expect(lost).toEqual({ rows: 1, columns: 1 });
});

test("one cell fills the whole selection, a row repeats down a selection of its width, an empty cell empties", () => {
  expect(cells(pasteBlock(rows, at(0, 1, 2, 2), [["7"]], 3).rows).map((r) => r.slice(1))).toEqual([
    ["7", "7"],
    ["7", "7"],
    ["7", "7"],
  ]);
  expect(cells(pasteBlock(rows, at(0, 1, 2, 2), [["", "Thalassa"]], 3).rows).map((r) => r.slice(1))).toEqual(
    Array(3).fill([null, "Thalassa"]),
  );
});

test("a block with headers finds its rows by id, in any order, with or without the prefix of files", () => {
  const block = parseBlock("sample_id\tSAMPLE_TOT_VOL\tother\ntow_3\t30\tx\ntow_1\t10\ty\ntow_9\t90\tz");
  const pasted = pasteByName(rows, block, fields, "sample");
  expect(cells(pasted?.rows ?? [])).toEqual([
    ["tow_1", "10", "Tara"],
    ["tow_2", "200", null],
    ["tow_3", "30", "Tara"],
  ]);
  expect(pasted).toMatchObject({ found: 2, unknownRows: ["tow_9"], unknownColumns: ["other"] });
});

test("rows of one name are not guessed between; a block without an id or other known columns is none with headers", () => {
  const twice = [...rows, sheetRow(given(4, "tow_3", "1", null))];
  expect(pasteByName(twice, parseBlock("id\ttot_vol\ntow_3\t5"), fields, "sample")).toMatchObject({ found: 0, unknownRows: ["tow_3"] });
  for (const text of ["tot_vol\tship\n1\tTara", "id\tfoo\ntow_1\t2", "id\ttot_vol", "1\t2\n3\t4"])
    expect(pasteByName(rows, parseBlock(text), fields, "sample")).toBeNull();
});

test("what is copied with its headers comes back the same", () => {
  const odd = [sheetRow(given(1, "tow_1", 'a\tb "c"', null)), ...rows.slice(1)];
  const back = pasteByName(odd, parseBlock(blockOf(odd, fields)), fields, "sample");
  expect(back?.found).toBe(3);
  expect(cells(back?.rows ?? [])).toEqual([["tow_1", 'a b "c"', null], ...cells(odd.slice(1))]);
});
