import { createRng } from "@nauplius/domain";
import { expect, test } from "vitest";
import { labelledColumns, labelledFeatures, labelledTaxa } from "../features/labelled.ts";
import { latents } from "../features/latents.ts";
import { measure } from "../measure/measure.ts";
import { instruments } from "../render/instruments.ts";
import { drawObject } from "../render/object.ts";
import { taxonModel, taxonModels } from "../taxa/catalogue.ts";
import { laterDate } from "./calendar.ts";
import { demoDataset } from "./dataset.ts";
import { demoStations, filteredVolume } from "./stations.ts";
import { demoTaxonomy } from "./taxonomy.ts";

const dataset = demoDataset(1);
const objects = [...dataset.objects()];
const taxa = demoTaxonomy();

test("the demo has its size, every column in every row and unique ids", () => {
  expect(objects.length).toBe(dataset.size);
  expect(new Set(objects.map((o) => o.cells.object_id)).size).toBe(objects.length);
  const names = dataset.columns.map((c) => c.name).sort();
  for (const o of objects) expect(Object.keys(o.cells).sort()).toEqual(names);
  for (const { name, type } of dataset.columns) {
    const wrong = objects.filter((o) => o.cells[name] !== "" && (typeof o.cells[name] === "number") !== (type === "[f]"));
    expect(wrong.length, name).toBe(0);
  }
});

test("the same seed gives the same project, another seed another", () => {
  const first = (seed: number): string[] => {
    const rows: string[] = [];
    for (const o of demoDataset(seed).objects()) {
      rows.push(JSON.stringify(o.cells), `${o.vignette.width} ${o.vignette.image.reduce((h, v) => Math.imul(h ^ v, 0x01000193), 7)}`);
      if (rows.length === 20) break;
    }
    return rows;
  };
  const rows = first(1);
  expect(first(1)).toEqual(rows);
  expect(first(2).filter((row, i) => row === rows[i])).toEqual([]);
});

test("every taxon shown or drawn is in the demo's tree", () => {
  const names = new Set(taxa.map((t) => t.displayName));
  const used = new Set(objects.flatMap((o) => [o.truth, String(o.cells.object_annotation_category), ...o.predictions.map((p) => p.taxon)]));
  expect([...used, ...taxonModels.map((m) => m.taxon)].filter((name) => name !== "" && !names.has(name))).toEqual([]);
  expect(new Set(objects.map((o) => o.truth)).size).toBeGreaterThan(20);
});

test("all four states occur; people stand only behind what people decide", () => {
  const byState = (state: string) => objects.filter((o) => o.state === state);
  for (const state of ["validated", "predicted", "dubious", "unclassified"]) expect(byState(state).length, state).toBeGreaterThan(15);
  for (const o of objects) {
    const human = o.state === "validated" || o.state === "dubious";
    expect(o.cells.object_annotation_person_email !== "").toBe(human);
    expect(o.cells.object_annotation_category === "").toBe(o.state === "unclassified");
    expect(typeof o.cells.object_annotation_score === "number").toBe(o.state === "predicted");
  }
  const right = byState("validated").filter((o) => o.truth === o.cells.object_annotation_category).length / byState("validated").length;
  expect(right).toBeGreaterThan(0.95);
});

test("predictions are ranked, sum to at most one, and the sure ones are right more often", () => {
  const predicted = objects.filter((o) => o.predictions.length > 0);
  for (const { predictions } of predicted) {
    expect(new Set(predictions.map((p) => p.taxon)).size).toBe(3);
    expect(predictions[0].score).toBeGreaterThanOrEqual(predictions[1].score);
    expect(predictions.reduce((sum, p) => sum + p.score, 0)).toBeLessThanOrEqual(1.0001);
  }
  const accuracy = (some: typeof predicted): number => some.filter((o) => o.predictions[0].taxon === o.truth).length / some.length;
  expect(accuracy(predicted)).toBeGreaterThan(0.78);
  expect(accuracy(predicted.filter((o) => o.predictions[0].score > 0.8))).toBeGreaterThan(
    accuracy(predicted.filter((o) => o.predictions[0].score < 0.6)) + 0.2,
  );
});

test("features come from mask and greys of the very vignette", () => {
  for (const o of objects.filter((_, i) => i % 25 === 0)) {
    const { image, mask, area } = o.vignette;
    const sum = image.reduce((s, v, i) => (mask[i] === 0 ? s : s + v), 0);
    expect([o.cells.object_area, o.cells.object_intden]).toEqual([area, sum]);
    expect(o.vignette.area).toBeGreaterThanOrEqual(631);
  }
});

test("season and depth show: cladocerans in summer, ostracods below, large animals in the coarse fraction", () => {
  const share = (sample: string, taxon: string): number => {
    const own = objects.filter((o) => o.cells.sample_id === sample);
    return own.filter((o) => o.truth === taxon).length / own.length;
  };
  expect(share("syn_ptb_20230801", "Cladocera")).toBeGreaterThan(share("syn_ptb_20230117", "Cladocera"));
  expect(share("syn_lig_st08_n2", "Ostracoda")).toBeGreaterThan(share("syn_lig_st08_n1", "Ostracoda"));
  const lengths = (fraction: string): number[] =>
    objects.filter((o) => String(o.cells.acq_id).includes(`_${fraction}_`)).map((o) => o.vignette.lengthMm);
  expect(Math.min(...lengths("d1"))).toBeGreaterThanOrEqual(1.6);
  expect(Math.max(...lengths("d2"))).toBeLessThanOrEqual(2.4);
});

test("volumes and dates are those of the tows", () => {
  expect(demoStations.map(filteredVolume)).toEqual([18.75, 18.75, 18.75, 50, 50, 25, 100]);
  expect(laterDate("20231230", 3)).toBe("20240102");
  expect(laterDate("20240228", 2)).toBe("20240301");
  for (const o of objects) expect(String(o.cells.acq_scan_date) > String(o.cells.object_date)).toBe(true);
});

test("the tree is whole: unique names, parents first, namesakes told apart, flags where they differ", () => {
  expect(new Set(taxa.map((t) => t.displayName)).size).toBe(taxa.length);
  const by = new Map(taxa.map((t) => [t.displayName, t]));
  for (const t of taxa) if (t.parentId !== null) expect(t.parentId).toBeLessThan(t.id);
  expect(taxa.length).toBeGreaterThan(200);
  expect(taxa.filter((t) => t.name === "egg").map((t) => t.displayName)).toContain("egg<Actinopterygii");
  expect(by.get("Copepoda")).toMatchObject({ aphiaId: 1080, rank: "class", kind: "phylogenetic", synonyms: ["copepods"] });
  expect(by.get("part<Copepoda")).toMatchObject({ extent: "part", countsAsIndividual: false, kind: "morphological", rank: "" });
  expect(by.get("not-living")).toMatchObject({ living: false, parentId: null });
  const aphia = taxa.flatMap((t) => (t.aphiaId === null ? [] : [t.aphiaId]));
  expect(new Set(aphia).size).toBe(aphia.length);
});

test("labelled features repeat themselves, whatever is read of them", () => {
  const [first] = labelledFeatures(25_000, 1);
  const [again] = labelledFeatures(1_000_000, 1);
  expect(first.rows).toBe(10_000);
  expect(again).toEqual(first);
  expect([...labelledFeatures(25_000, 1)].map((c) => c.rows)).toEqual([10_000, 10_000, 5_000]);
  expect([...labelledFeatures(100, 2)][0].features).not.toEqual([...labelledFeatures(100, 1)][0].features);
});

test("labelled features keep the relations of measured ones", () => {
  const column = (name: (typeof labelledColumns)[number]): number => labelledColumns.indexOf(name);
  const [{ features, rows, taxon }] = labelledFeatures(5000, 3);
  for (let r = 0; r < rows; r++) {
    const f = (name: (typeof labelledColumns)[number]): number => features[r * labelledColumns.length + column(name)];
    expect((Math.PI / 4) * f("major") * f("minor")).toBeCloseTo(f("area"), -1.5);
    expect(f("circ.")).toBeCloseTo((4 * Math.PI * f("area")) / f("perim.") ** 2, 3);
    expect(f("esd")).toBeCloseTo(2 * Math.sqrt(f("area") / Math.PI), 1);
    expect(f("feret")).toBeGreaterThanOrEqual(f("major") * 0.999);
    expect(f("min")).toBeLessThanOrEqual(f("mean"));
    expect(f("range")).toBeGreaterThan(0);
  }
  expect(new Set(taxon).size).toBe(labelledTaxa.length);
});

test.each(["Calanoida", "Chaetognatha", "Ostracoda"])("the table behind them still describes the drawings of %s", (taxon) => {
  const measured = Array.from({ length: 60 }, (_, i) =>
    measure(drawObject(taxonModel(taxon), { instrument: instruments.zooscan, rng: createRng("check").fork(i) }), { bx: 0, by: 0 }),
  );
  const mean = (of: (f: (typeof measured)[number]) => number): number => measured.reduce((sum, f) => sum + of(f), 0) / measured.length;
  const [area, elongation, , , grey] = latents.get(taxon) ?? [];
  // five standard errors of 60 drawings
  expect(Math.abs(mean((f) => Math.log(f.area)) - area[0])).toBeLessThan((5 * area[1]) / Math.sqrt(60));
  expect(Math.abs(mean((f) => Math.log(f.major / f.minor)) - elongation[0])).toBeLessThan((5 * elongation[1]) / Math.sqrt(60));
  expect(Math.abs(mean((f) => f.mean) - grey[0])).toBeLessThan((5 * grey[1]) / Math.sqrt(60));
});
