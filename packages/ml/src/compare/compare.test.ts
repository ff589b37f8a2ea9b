import { describe, expect, test } from "vitest";
import { random } from "../random.fixture.ts";
import { clusterVectors } from "./clusters.ts";
import { type CompareInput, compareVectors } from "./compare.ts";

const length = 8;
/** `each` vectors around each axis, in turn. */
function bunches(axes: number, each: number, noise = 8): Int8Array {
  const rng = random(7);
  const values = new Int8Array(axes * each * length);
  for (let row = 0; row < axes * each; row++)
    for (let i = 0; i < length; i++) values[row * length + i] = Math.round((i === row % axes ? 80 : 0) + noise * rng.normal());
  return values;
}
const nothingSaid = { kept: 0, classOf: new Int32Array(0), scores: new Float32Array(0) };
const ofBunches = (axes: number, each: number): CompareInput => ({
  values: bunches(axes, each),
  length,
  classOf: Int32Array.from({ length: axes * each }, (_, row) => row % axes),
  classes: axes,
  validated: new Uint8Array(axes * each).fill(1),
  said: nothingSaid,
});

describe("clusters", () => {
  test("hold what is alike, and nothing stays without one", () => {
    const { cluster, spread, centres } = clusterVectors({ values: bunches(4, 100), length }, 16, random(1));
    const axesOf = new Map<number, Set<number>>();
    for (const [row, c] of cluster.entries()) axesOf.set(c, (axesOf.get(c) ?? new Set()).add(row % 4));
    expect([...axesOf.values()].every((axes) => axes.size === 1)).toBe(true);
    expect(Math.max(...cluster)).toBeLessThan(centres.length / length);
    expect(Math.max(...spread)).toBeLessThan(0.3);
  });

  test("of one bunch follow one another, so that it can be looked through from end to end", () => {
    const { cluster } = clusterVectors({ values: bunches(4, 100), length }, 16, random(1));
    const order = [...new Map([...cluster].map((c, row) => [c, row % 4])).entries()].toSorted(([a], [b]) => a - b).map(([, axis]) => axis);
    const changes = order.filter((axis, i) => i > 0 && axis !== order[i - 1]).length;
    expect(changes).toBe(3);
  });

  test("are the same for the same seed", () => {
    const once = clusterVectors({ values: bunches(3, 50), length }, 9, random(2));
    expect(clusterVectors({ values: bunches(3, 50), length }, 9, random(2))).toEqual(once);
  });

  test("of one vector, of none and of zeros are no trouble", () => {
    expect(clusterVectors({ values: new Int8Array(0), length: 0 }, 1, random(1)).cluster).toHaveLength(0);
    expect([...clusterVectors({ values: Int8Array.of(1, 2), length: 2 }, 4, random(1)).cluster]).toEqual([0]);
    expect([...clusterVectors({ values: new Int8Array(8), length: 2 }, 2, random(1)).cluster].every((c) => c >= 0)).toBe(true);
  });
});

describe("labels", () => {
  test("an object of another kind than its label lies far from the mean, and its label is doubted for what its neighbours are", () => {
    const input = ofBunches(3, 60);
    input.classOf[30] = (30 + 1) % 3;
    const { distance, suspicion, suggested } = compareVectors(input, random(1));
    expect(distance[30]).toBeGreaterThan(0.6);
    expect([...distance].filter((d) => d > 0.6)).toHaveLength(1);
    expect(suspicion[30]).toBeGreaterThan(0.9);
    expect(suggested[30]).toBe(0);
    expect([...suspicion].filter((s) => s >= 0.5)).toHaveLength(1);
  });

  test("what nobody validated is neither doubted nor a witness; a class of two has no mean", () => {
    const input = ofBunches(3, 60);
    for (let row = 0; row < 180; row++) if (row % 3 === 2 && row > 5) input.validated[row] = 0;
    input.classOf[8] = 0;
    const { distance, suspicion } = compareVectors(input, random(1));
    expect(suspicion[8]).toBeNaN();
    expect(distance[2]).toBeNaN();
    expect(distance[8]).toBeGreaterThan(0.6);
  });

  test("a model that says the label speaks for it, one that says another against it", () => {
    const input = ofBunches(2, 40);
    const kept = 1;
    const saying = (c: number) => ({ kept, classOf: new Int32Array(80).fill(c), scores: new Float32Array(80).fill(0.9) });
    const [before] = compareVectors(input, random(1)).suspicion;
    expect(compareVectors({ ...input, said: saying(0) }, random(1)).suspicion[0]).toBeLessThan((before ?? 0) + 0.06);
    expect(compareVectors({ ...input, said: saying(1) }, random(1)).suspicion[0]).toBeGreaterThan(0.2);
  });
});
