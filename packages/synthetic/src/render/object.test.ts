import { createRng } from "@nauplius/domain";
import { describe, expect, test } from "vitest";
import { ellipse } from "../draw/shapes.ts";
import { taxaSeenBy, taxonModel, taxonModels } from "../taxa/catalogue.ts";
import { coastalTow, drawFrom, inSitu } from "../taxa/mix.ts";
import { drawLength, type TaxonModel } from "../taxa/model.ts";
import { type Instrument, instruments, isObject } from "./instruments.ts";
import { largestObject } from "./mask.ts";
import { drawObject, type SyntheticObject } from "./object.ts";
import { componentsOf } from "./runs.ts";

const fnv = (bytes: Uint8Array, seed = 0x811c9dc5): number => bytes.reduce((h, v) => Math.imul(h ^ v, 0x01000193), seed) >>> 0;
const sheet = (instrument: Instrument, seed: number, ground: "clear" | "natural" = "clear"): SyntheticObject[] =>
  taxaSeenBy(instrument).flatMap((model) =>
    [0, 1, 2].map((i) => drawObject(model, { instrument, ground, rng: createRng(seed).fork(model.taxon).fork(i) })),
  );

describe.each(Object.values(instruments))("objects as $name shows them", (instrument) => {
  const objects = sheet(instrument, 1, "natural");

  test("the mask is what the threshold finds in the image, holes filled", () => {
    for (const o of objects) {
      const found = largestObject(
        o.image.map((v) => (isObject(instrument, v) ? 1 : 0)),
        o.width,
        o.height,
      );
      expect(
        found?.labels.every((v, i) => v === o.mask[i]),
        o.taxon,
      ).toBe(true);
      expect(found).toMatchObject({ area: o.area, holes: o.holes, box: o.box });
    }
  });

  test("nothing but the object passes the threshold", () => {
    for (const o of objects) {
      const runs = componentsOf(
        o.image.map((v) => (isObject(instrument, v) ? 1 : 0)),
        o.width,
        o.height,
        1,
        1,
      );
      expect(new Set(runs.root.subarray(0, runs.count)).size, o.taxon).toBe(1);
    }
  });

  test("all are as large as the instrument keeps, and their ESD is that of the mask", () => {
    for (const o of objects) {
      expect(o.area, o.taxon).toBeGreaterThanOrEqual(instrument.minArea);
      expect(o.esdMm).toBeCloseTo((2 * Math.sqrt(o.area / Math.PI) * instrument.pixelSize) / 1000, 12);
    }
  });

  test("the same seed gives the same bytes, another seed other ones", () => {
    const hash = (all: readonly SyntheticObject[]): number[] => all.map((o) => fnv(o.image));
    expect(hash(sheet(instrument, 1, "natural"))).toEqual(hash(objects));
    const other = hash(sheet(instrument, 2, "natural"));
    expect(hash(objects).filter((h, i) => h === other[i])).toEqual([]);
  });
});

test("a contact sheet of every taxon has not changed", () => {
  const hash = sheet(instruments.zooscan, 20).reduce((h, o) => fnv(o.image, h), 0x811c9dc5);
  expect(hash.toString(16)).toBe("193c41f0");
});

test("the ground of a cleared vignette is plain", () => {
  for (const o of sheet(instruments.zooscan, 3).slice(0, 12)) {
    expect(o.image.filter((v, i) => o.mask[i] === 0 && v !== 255).length, o.taxon).toBe(0);
  }
});

test("a given length is kept: twice as long is about four times as large", () => {
  const draw = (lengthMm: number): SyntheticObject =>
    drawObject(taxonModel("Ostracoda"), { instrument: instruments.zooscan, rng: createRng(4), lengthMm });
  expect(draw(2).lengthMm).toBe(2);
  expect(draw(2).area / draw(1).area).toBeGreaterThan(3.6);
  expect(draw(2).area / draw(1).area).toBeLessThan(4.4);
});

test("what leaves nothing above the threshold is refused by name", () => {
  const ghost: TaxonModel = {
    taxon: "ghost",
    length: { median: 1, sigma: 0, min: 1, max: 1 },
    sketch: () => [ellipse([0, 0, 0.5, 0.5], 0.001)],
  };
  expect(() => drawObject(ghost, { instrument: instruments.isiis, rng: createRng(1) })).toThrow(
    "ghost of any mm leaves nothing above the threshold of isiis",
  );
  expect(() => taxonModel("Unicorn")).toThrow('no drawing of "Unicorn"');
});

test("lengths follow the taxon's log-normal", () => {
  const rng = createRng("lengths");
  for (const model of taxonModels) {
    const drawn = Array.from({ length: 2000 }, () => drawLength(model, rng)).sort((a, b) => a - b);
    expect(drawn[1000] / model.length.median, model.taxon).toBeGreaterThan(0.93);
    expect(drawn[1000] / model.length.median, model.taxon).toBeLessThan(1.07);
    expect(drawn[0]).toBeGreaterThanOrEqual(model.length.min);
  }
});

test.each([coastalTow, inSitu])("taxa are drawn as often as the mix says", (mix) => {
  const total = Object.values(mix).reduce((a, b) => a + b, 0);
  const rng = createRng("mix");
  const n = 40_000;
  const counts = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const taxon = drawFrom(mix, rng);
    counts.set(taxon, (counts.get(taxon) ?? 0) + 1);
  }
  for (const [taxon, weight] of Object.entries(mix)) {
    const expected = (n * weight) / total;
    expect(Math.abs((counts.get(taxon) ?? 0) - expected), taxon).toBeLessThan(4.5 * Math.sqrt(expected));
    expect(taxonModel(taxon).taxon).toBe(taxon);
  }
});
