import { sampleId } from "@nauplius/domain";
import { expect, test } from "vitest";
import { addressFrom } from "../../grid/model/view-address.ts";
import { levelOf, placesOf, tableHref } from "./address.ts";

const back = (href: string) => {
  const { search, hash } = new URL(href, "http://localhost");
  return { level: levelOf(search, hash), filter: addressFrom(search.slice(1), hash).filter };
};

test("a table's address says level and view, also when the view is too long for a query", () => {
  expect(tableHref(3, "sample")).toBe("/projects/3/table?level=sample");
  const filter = { samples: [sampleId.parse(12)] };
  expect(back(tableHref(3, "acquisition", filter))).toEqual({ level: "acquisition", filter });
  const long = { originalIds: Array.from({ length: 2000 }, (_, i) => `object_${i}`) };
  expect(tableHref(3, "object", long)).toContain("/table#");
  expect(back(tableHref(3, "object", long))).toEqual({ level: "object", filter: long });
});

test("an address without a level, or with an unknown one, is that of the samples", () => {
  expect(levelOf("", "")).toBe("sample");
  expect(levelOf("level=net", "")).toBe("sample");
});

test("above the objects only the named samples and acquisitions narrow the table", () => {
  expect(placesOf({ states: ["validated"], samples: [sampleId.parse(1)] })).toEqual({ samples: [1] });
});
