import { expect, test } from "vitest";
import { readRecast, writeRecast } from "./recast.ts";

test("rules travel in the address and come back; the last word on a taxon holds", () => {
  const rules = [
    { from: 12, to: 34 },
    { from: 15, to: null },
  ];
  expect(writeRecast(rules)).toBe("12-34_15-");
  expect(readRecast("12-34_15-")).toEqual(rules);
  expect(readRecast("12-34_12-")).toEqual([{ from: 12, to: null }]);
  expect(writeRecast([])).toBeNull();
});

test("what cannot be read is no rule", () => {
  for (const text of ["", "_", "-", "12", "-12", "a-b", "12-34-5", "0-1", "1e9-2", "12-<b>", "99999999999999999-1"])
    expect(readRecast(text)).toEqual([]);
  expect(readRecast("12-34_x")).toEqual([{ from: 12, to: 34 }]);
});
