import type { TaxonCount, TaxonName } from "@nauplius/services";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countsWithin, sumOf, taxonRows, totals } from "./taxon-tree.ts";

const taxon = (id: number, name: string, parentId: number | null): TaxonName =>
  ({ id, name, displayName: name, parentId, status: "approved", kind: "phylogenetic" }) as TaxonName;
const count = (taxonId: number, objects: number, state: TaxonCount["state"] = "predicted"): TaxonCount => ({ taxonId, objects, state });
const tree = [
  taxon(1, "living", null),
  taxon(2, "Crustacea", 1),
  taxon(3, "Copepoda", 2),
  taxon(4, "Calanoida", 3),
  taxon(5, "Cyclopoida", 3),
];

test("chains without objects are left out, branching points stay", () => {
  const rows = taxonRows([count(4, 3), count(5, 2)], tree, "name");
  expect(rows.map((r) => [r.name, r.depth])).toEqual([
    ["Copepoda", 0],
    ["Calanoida", 1],
    ["Cyclopoida", 1],
  ]);
  expect(rows[0]).toMatchObject({ hasChildren: true });
  expect(sumOf(rows[0]?.below ?? totals([]))).toBe(5);
  expect(sumOf(rows[0]?.own ?? totals([]))).toBe(0);
});

test("by objects, the fullest branch comes first", () => {
  const rows = taxonRows([count(4, 3), count(5, 20)], tree, "objects");
  expect(rows.map((r) => r.name)).toEqual(["Copepoda", "Cyclopoida", "Calanoida"]);
});

test("the tree counts the states looked at; a taxon that has none of them stays in sight", () => {
  const counts = [count(4, 3, "validated"), count(4, 5), count(5, 2)];
  const rows = taxonRows(counts, tree, "objects", ["validated"]);
  expect(rows.map((r) => [r.name, sumOf(r.own), sumOf(r.below), r.isBranch])).toEqual([
    ["Copepoda", 0, 3, true],
    ["Calanoida", 3, 3, false],
    ["Cyclopoida", 0, 0, false],
  ]);
});

test("the states count the taxa chosen, with those below where these are wanted", () => {
  const counts = [count(0, 7, "unclassified"), count(3, 1), count(4, 3), count(5, 2)];
  const sum = (chosen: number[] | undefined, below: boolean) => sumOf(totals(countsWithin(counts, tree, chosen, below)));
  expect([sum(undefined, false), sum([3], false), sum([3], true), sum([4, 5], false)]).toEqual([13, 1, 6, 5]);
});

test("objects without taxon are in the totals and in no row", () => {
  const counts = [count(0, 7, "unclassified"), count(4, 1)];
  expect(sumOf(totals(counts))).toBe(8);
  expect(taxonRows(counts, tree, "name").map((r) => r.name)).toEqual(["Calanoida"]);
});

test("no object is lost or counted twice on its way into the rows", () => {
  const counts = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom("predicted" as const, "validated" as const)),
  );
  fc.assert(
    fc.property(counts, (some) => {
      const all = some.map(([id, n, state]) => count(id, n, state));
      const rows = taxonRows(all, tree, "name");
      expect(rows.reduce((sum, r) => sum + sumOf(r.own), 0)).toBe(sumOf(totals(all)));
      expect(rows.filter((r) => r.depth === 0).reduce((sum, r) => sum + sumOf(r.below), 0)).toBe(sumOf(totals(all)));
    }),
  );
});
