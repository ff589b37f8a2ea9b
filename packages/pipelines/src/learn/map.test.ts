import { createRng } from "@nauplius/domain";
import type { Mapped, MapTable } from "@nauplius/ml";
import { describe, expect, test } from "vitest";
import { mapObjects } from "./map-objects.ts";

const length = 24;
const groups = 3;

/** Directions in signed bytes around one of three, in turn. */
function directions(n: number): MapTable {
  const random = createRng("map test");
  const centres = Array.from({ length: groups }, () => Array.from({ length }, () => random.normal(0, 1)));
  const values = new Int8Array(n * length);
  for (let row = 0; row < n; row++)
    for (let i = 0; i < length; i++)
      values[row * length + i] = Math.round(20 * (2 * (centres[row % groups]?.[i] ?? 0) + random.normal(0, 0.3)));
  return { values, length };
}

async function made(table: MapTable, method: "umap" | "pca", seed = 1): Promise<Mapped> {
  const mapped = await mapObjects({ table, method, seed });
  if (!mapped.ok) throw new Error(mapped.error);
  return mapped.value;
}

/** Share of the rows whose nearest other row on the map is of their group. */
function purity({ xs, ys }: Mapped): number {
  let right = 0;
  for (let row = 0; row < xs.length; row++) {
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (let other = 0; other < xs.length; other++) {
      const distance = Math.hypot((xs[row] ?? 0) - (xs[other] ?? 0), (ys[row] ?? 0) - (ys[other] ?? 0));
      if (other !== row && distance < least) [best, least] = [other, distance];
    }
    if (best % groups === row % groups) right += 1;
  }
  return right / xs.length;
}

describe("a map of embeddings", () => {
  test.each(["umap", "pca"] as const)("by %s keeps alike objects together, within -1..1", async (method) => {
    const map = await made(directions(600), method);
    expect(purity(map)).toBeGreaterThan(0.98);
    const ends = [...map.xs, ...map.ys].map(Math.abs);
    expect(Math.max(...ends)).toBeCloseTo(1, 5);
    expect(map.percent[0]).toBeGreaterThan(map.percent[1]);
    expect(map.percent[0] + map.percent[1]).toBeLessThan(100);
  });

  test("is the same from the same seed", async () => {
    const table = directions(200);
    const [one, two, other] = [await made(table, "umap"), await made(table, "umap"), await made(table, "umap", 2)];
    expect(one).toEqual(two);
    expect(one.xs).not.toEqual(other.xs);
  });

  test("of rows that are all the same is refused, or all in one place, and ends", async () => {
    const mapped = await mapObjects({ table: { values: new Int8Array(100 * length).fill(3), length }, method: "umap", seed: 1 });
    expect(mapped.ok && [...mapped.value.xs].every(Number.isFinite)).toBe(true);
  });

  test("that was cancelled ends with the reason", async () => {
    const abort = new AbortController();
    const running = mapObjects(
      { table: directions(3000), method: "umap", seed: 1 },
      { signal: abort.signal, onStage: (stage) => stage === "laying" && abort.abort(new Error("enough")) },
    );
    await expect(running).rejects.toThrow("enough");
  });
});

describe("a map of measured features", () => {
  const random = createRng("features");
  const column = (of: (row: number) => number) => Float32Array.from({ length: 120 }, (_, row) => of(row));
  const area = column((row) => Math.exp(random.normal(row % 2 === 0 ? 2 : 5, 0.2)));

  test("names the features that vary, and fills gaps", async () => {
    const mean = column((row) => (row === 7 ? Number.NaN : random.normal(100, 5)));
    const table = { names: ["area", "x", "mean", "flat"], columns: [area, area, mean, column(() => 3)] };
    const map = await made(table, "pca");
    expect(map.features).toEqual(["area", "mean"]);
    expect([...map.xs, ...map.ys].every(Number.isFinite)).toBe(true);
  });

  test("needs two of them", async () => {
    const mapped = await mapObjects({ table: { names: ["area"], columns: [area] }, method: "pca", seed: 1 });
    expect(mapped).toEqual({ ok: false, error: "got fewer than two directions in which the objects differ, expected at least two" });
  });
});
