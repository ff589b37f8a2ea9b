import { expect, test } from "vitest";
import { type Comparison, shownBy } from "./condition.ts";
import type { GivenRow } from "./sheet.ts";

const fields = ["id", "tot_vol", "started_at"];
const rows: GivenRow[] = [
  ["tow_1", "12.50", "2014-04-20T10:00:00Z"],
  ["tow_2", 100, null],
  ["net_3", null, "2015-01-01T00:00:00Z"],
].map((values, id) => ({ id, name: String(values[0]), parent: "", stale: [], values }));
const shown = (field: string, how: Comparison, value = "") => shownBy(rows, fields, { field, how, value });

test("texts are compared whatever their case, numbers whatever their form", () => {
  expect(shown("id", "contains", "TOW")).toEqual([0, 1]);
  expect(shown("tot_vol", "is", "12.5")).toEqual([0]);
  expect(shown("tot_vol", "isNot", "12.5")).toEqual([1, 2]);
  expect(shown("tot_vol", "atLeast", "12.5")).toEqual([0, 1]);
  expect(shown("tot_vol", "atMost", "99")).toEqual([0]);
});

test("days and moments are compared in their order; what is missing is neither before nor after", () => {
  expect(shown("started_at", "atLeast", "2014-05-01")).toEqual([2]);
  expect(shown("started_at", "atMost", "2014-05-01")).toEqual([0]);
  expect(shown("started_at", "empty")).toEqual([1]);
  expect(shown("started_at", "filled")).toEqual([0, 2]);
});

test("no condition, an unfinished one, or one on a column that is not there shows all", () => {
  expect(shownBy(rows, fields, null)).toEqual([0, 1, 2]);
  expect(shown("tot_vol", "is")).toEqual([0, 1, 2]);
  expect(shown("ship", "is", "Tara")).toEqual([0, 1, 2]);
});
