import { expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import type { Table } from "./bins.ts";
import { decodeForest, encodeForest } from "./file.ts";
import { growTree } from "./grow.ts";
import { forestScores } from "./predict.ts";
import { binTable, ecotaxaForest } from "./tree.ts";

/** Three classes on rings around the origin: no single feature tells them. */
function rings(rows: number, seed: number): { table: Table; labels: Int32Array } {
  const rng = random(seed);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const values = new Float32Array(rows * 4);
  labels.forEach((label, row) => {
    const angle = rng.next() * 2 * Math.PI;
    const radius = label + 0.6 + 0.3 * rng.next();
    values.set([radius * Math.cos(angle), radius * Math.sin(angle), rng.next(), label === 2 ? Number.NaN : rng.next()], row * 4);
  });
  return { table: { values, rows, columns: 4 }, labels };
}

const grow = (trees: number, { table, labels }: ReturnType<typeof rings>, classes = 3) => {
  const data = binTable(table, labels, { classes, balanced: true });
  return Array.from({ length: trees }, (_, tree) => growTree(data, ecotaxaForest, random(tree + 1)));
};

test("a forest learns what no single feature tells", () => {
  const trees = grow(40, rings(600, 1));
  const { table, labels } = rings(300, 2);
  const scores = forestScores(trees, table, 3);
  const right = labels.filter((label, row) => Math.max(...scores.subarray(row * 3, row * 3 + 3)) === scores[row * 3 + label]).length;
  expect(right / 300).toBeGreaterThan(0.9);
  expect(scores.subarray(0, 3).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
});

test("leaves keep at least five objects of the bootstrap sample", () => {
  const [tree] = grow(1, rings(200, 1));
  expect(tree?.leafStart.length).toBeGreaterThan(3);
  expect(tree?.leafStart.length).toBeLessThanOrEqual(200 / 5 + 1);
});

test("what was not measured goes left, also where it is all that tells two classes apart", () => {
  const labels = Int32Array.from({ length: 60 }, (_, row) => row % 2);
  const values = Float32Array.from(labels, (label, row) => (label === 0 ? Number.NaN : row % 3));
  const trees = grow(10, { table: { values, rows: 60, columns: 1 }, labels }, 2);
  const scores = forestScores(trees, { values: Float32Array.of(Number.NaN, 1), rows: 2, columns: 1 }, 2);
  expect([...scores].map(Math.round)).toEqual([1, 0, 0, 1]);
});

test("balanced classes weigh the same however rare one is", () => {
  const labels = Int32Array.from({ length: 500 }, (_, row) => (row % 50 === 0 ? 1 : 0));
  const values = Float32Array.from(labels, (_, row) => row % 7);
  const table = { values, rows: 500, columns: 1 };
  const plain = binTable(table, labels, { classes: 2, balanced: false });
  const trees = grow(20, { table, labels }, 2);
  const unweighted = Array.from({ length: 20 }, (_, tree) => growTree(plain, ecotaxaForest, random(tree + 1)));
  const one = { values: Float32Array.of(3), rows: 1, columns: 1 };
  expect(forestScores(trees, one, 2)[1]).toBeGreaterThan(0.25);
  expect(forestScores(unweighted, one, 2)[1]).toBeLessThan(0.1);
});

test("a forest survives its file; a cut file is refused", () => {
  const trees = grow(3, rings(100, 1));
  const bytes = encodeForest(trees);
  expect(decodeForest(bytes)).toEqual(trees);
  expect(() => decodeForest(bytes.subarray(0, bytes.length - 8))).toThrow("ends too early");
  expect(() => decodeForest(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toThrow("no forest");
});
