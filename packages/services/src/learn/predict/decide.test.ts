import type { TaxonId, Thresholds } from "@nauplius/domain";
import { expect, test } from "vitest";
import { byTaxon, decide, packEmbedding } from "./decide.ts";

const [copepod, diatom] = [1 as TaxonId, 2 as TaxonId];
const none: Thresholds = { least: 0, taxa: [] };

test("classes of one taxon are added up; what has no taxon here is unknown", () => {
  const row = byTaxon(7, Float32Array.of(0.3, 0.25, 0.35, 0.1), [copepod, copepod, diatom, null]);
  expect(row).toMatchObject({ objectId: 7, taxonIds: [copepod, diatom] });
  expect(row.scores[0]).toBeCloseTo(0.55, 6);
  expect(row.margin).toBeCloseTo(0.2, 6);
  expect(row.unknown).toBeCloseTo(0.1, 6);
  expect(row.entropy).toBeCloseTo(-(0.55 * Math.log(0.55) + 0.35 * Math.log(0.35) + 0.1 * Math.log(0.1)), 5);
  expect(decide(row, none)).toEqual({ taxonId: copepod, score: row.scores[0] });
});

test("what is uncertain stays unclassified, by a threshold for all and one for a taxon", () => {
  const row = byTaxon(7, Float32Array.of(0.6, 0.4), [copepod, diatom]);
  expect(decide(row, { least: 0.7, taxa: [] })).toBeNull();
  expect(decide(row, { least: 0.7, taxa: [{ taxonId: copepod, least: 0.5 }] })).toMatchObject({ taxonId: copepod });
  expect(decide(row, { least: 0, taxa: [{ taxonId: copepod, least: 0.61 }] })).toBeNull();
});

test("what looks most like something without a taxon here is left alone", () => {
  expect(decide(byTaxon(7, Float32Array.of(0.4, 0.6), [copepod, null]), none)).toBeNull();
  expect(decide(byTaxon(7, Float32Array.of(1), [null]), none)).toBeNull();
});

test("an embedding is kept as a direction", () => {
  expect([...new Int8Array(packEmbedding(Float32Array.of(3, -4)).buffer)]).toEqual([76, -102]);
  expect([...packEmbedding(Float32Array.of(0, 0))]).toEqual([0, 0]);
});
