import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { insertUpload, modelById, modelByVersion, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type ModelId, type RunId, userId } from "@nauplius/domain";
import { writeZip } from "@nauplius/pipelines";
import type { ShapeName } from "@nauplius/pipelines/shapes";
import {
  listModels,
  mapModelClass,
  previewCopies,
  previewTraining,
  promoteModel,
  readModel,
  readModelCell,
  rollBackModel,
  startTraining,
  uploadModel,
} from "@nauplius/services";
import { makeProject } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHandlers } from "../jobs/handlers.ts";
import { type LearningSite, learningSite, pngOf, type Seed } from "./learning-site.fixture.ts";
import { modelFolder } from "./model-files.ts";

let s: LearningSite;
let parent: ModelId;
let trained: ModelId;
let second: ModelId;
const taxonOf: Record<ShapeName, string> = { bar: "Chaetognatha", disc: "Radiolaria", ring: "Copepoda" };

beforeAll(async () => {
  s = await learningSite();
  parent = await s.model();
  for (let sample = 0; sample < 6; sample++) {
    const seeds = Array.from({ length: 30 }, (_, i): Seed => {
      const shape = (["bar", "disc", "ring"] as const)[i % 3] ?? "bar";
      return { shape, state: "validated", taxonId: s.taxa.get(taxonOf[shape]) ?? null };
    });
    // Dubious objects are not for training, whatever they show.
    await s.addSample([...seeds, { shape: "bar", state: "dubious", taxonId: s.taxa.get("Copepoda") ?? null }]);
  }
});
afterAll(() => s.dispose());

const set = (more: object = {}) => ({ projects: [s.project], ...more });
async function train(more: object = {}): Promise<RunId> {
  const started = await startTraining.call(s.as.admin, { set: set(), parentId: parent, recipe: "head", name: "shapes", ...more });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.run;
}

test("the preview counts validated objects by class, merged and dropped as the mapping says", async () => {
  const [bar, disc] = [s.taxa.get("Chaetognatha"), s.taxa.get("Radiolaria")];
  const mapping = [
    { from: bar, to: s.taxa.get("Copepoda") },
    { from: disc, to: null },
  ];
  const plain = await previewTraining.call(s.as.admin, { set: set() });
  expect(plain.ok && plain.value).toMatchObject({ objects: 180, classes: [{ objects: 60 }, { objects: 60 }, { objects: 60 }] });
  const mapped = await previewTraining.call(s.as.admin, { set: set({ mapping }) });
  expect(mapped.ok && mapped.value).toMatchObject({
    objects: 120,
    classes: [{ taxon: "Copepoda", objects: 120 }],
    dropped: [{ taxon: "Radiolaria" }],
  });
  const refused = await startTraining.call(s.as.admin, { set: set({ mapping }), parentId: parent, recipe: "head", name: "shapes" });
  expect(refused).toMatchObject({ ok: false, error: { code: "invalid", message: expect.stringContaining("expected at least two") } });
});

test("a set that names what is not there is refused, and says what", async () => {
  const [bar, disc] = [s.taxa.get("Chaetognatha"), s.taxa.get("Radiolaria")];
  const refusals: [object, string][] = [
    [{ projects: [999_999] }, "set.projects: there is no project 999999"],
    [{ projects: [s.project, s.project] }, "set.projects: expected each project once"],
    [{ mapping: [{ from: bar, to: 999_999 }] }, "set.mapping: there is no taxon 999999"],
    [
      {
        mapping: [
          { from: disc, to: bar },
          { from: disc, to: null },
        ],
      },
      `set.mapping: taxon ${disc} is mapped twice`,
    ],
  ];
  for (const [more, why] of refusals) {
    const refused = { ok: false, error: { code: "invalid", message: expect.stringContaining(why) } };
    expect(await previewTraining.call(s.as.admin, { set: set(more) })).toMatchObject(refused);
    expect(await startTraining.call(s.as.admin, { set: set(more), parentId: parent, recipe: "head", name: "none" })).toMatchObject(refused);
  }
});

test("the preview warns of images that are there twice and of classes of one sample, merged ones as they are then", async () => {
  const [project, first] = [await makeProject(s.db, "Copies"), await pngOf("disc", createRng("copies"))];
  const [copepod, radiolarian] = [s.taxa.get("Copepoda") ?? null, s.taxa.get("Radiolaria") ?? null];
  const one: Seed = { shape: "disc", state: "validated", taxonId: copepod, bytes: first };
  await s.addSample([one, one, { ...one, bytes: undefined }], project);
  await s.addSample(
    [
      { ...one, taxonId: radiolarian },
      { shape: "bar", state: "validated", taxonId: radiolarian },
    ],
    project,
  );
  const warnings = async (more: object = {}) => {
    const preview = await previewTraining.call(s.as.admin, { set: set({ projects: [project], ...more }) });
    return preview.ok ? preview.value.warnings.map(({ kind, text }) => `${kind}: ${text}`) : [];
  };
  expect(await warnings()).toEqual(expect.arrayContaining(["oneSample: Copepoda (3), Radiolaria (2)"]));
  // Every image is read for these: they are asked for once, and not with each change of the set.
  expect(await previewCopies.call(s.as.admin, { projects: [project] })).toEqual({
    ok: true,
    value: { warnings: [{ kind: "contradictions", text: "2" }] },
  });
  expect(await previewCopies.call(s.as.admin, { projects: [999_999] })).toMatchObject({
    ok: false,
    error: { message: "projects: there is no project 999999" },
  });
  const merged = await warnings({ mapping: [{ from: radiolarian, to: copepod }] });
  expect(merged.join()).not.toContain("oneSample");
});

test("a head learns the shapes, is judged by whole samples beside a forest, and becomes a candidate", async () => {
  const run = await s.work(await train({ set: set({ most: 30 }) }));
  expect(run, run.reason).toMatchObject({ state: "done", result: { model: "shapes 1.0.0", classes: 3 } });
  trained = (run.result?.modelId ?? 0) as ModelId;
  expect((run.cursor.history as object[]).length).toBeGreaterThan(3);
  const model = await modelById(s.db, trained);
  expect(model).toMatchObject({ state: "candidate", origin: "trained", parentId: parent, runId: run.id });
  expect(model?.manifest.training.split).toMatchObject({ train: 90, how: expect.stringContaining("by sample") });
  const { evaluation } = model ?? {};
  expect(evaluation?.split).toMatchObject({ bySample: true, samples: { test: 1 } });
  expect(evaluation?.model.top1).toBeGreaterThan(0.8);
  expect(evaluation?.others.map(({ what }) => what)).toEqual(["service", "forest", "prevalence"]);
  expect(evaluation?.model.logLoss).toBeLessThan(evaluation?.others.at(-1)?.figures.logLoss ?? 0);
  // One held-out sample proposes nothing, however good it looks.
  expect(evaluation?.gate).toMatchObject({ passes: false, why: expect.stringContaining("only 1 held-out sample:") });
  expect(evaluation?.confusion.reduce((sum, [, , n]) => sum + n, 0)).toBe(evaluation?.split.objects.test);
  const classes = await s.db.rows<{ name: string; taxonId: number }>(
    sql`select name, taxon_id as "taxonId" from model_class where model_id = ${trained} order by ordinal`,
  );
  expect(classes.map(({ name, taxonId }) => [name, taxonId])).toEqual(
    ["Chaetognatha", "Copepoda", "Radiolaria"].map((name) => [name, s.taxa.get(name)]),
  );
});

test("a cell of the confusion matrix opens its objects", async () => {
  const cell = await readModelCell.call(s.as.admin, { modelId: trained, truth: 0, predicted: 0 });
  expect(cell.ok && cell.value.length).toBeGreaterThan(0);
  expect(cell.ok && cell.value[0]).toMatchObject({ project: "Shapes", vignetteId: expect.any(Number) });
});

test("the same set, seed and machine give the same model, byte for byte", async () => {
  const run = await s.work(await train({ set: set({ most: 30 }) }));
  second = (run.result?.modelId ?? 0) as ModelId;
  const again = await modelById(s.db, second);
  const first = await modelById(s.db, trained);
  expect(again?.manifest.files["model.onnx"]?.sha256).toBe(first?.manifest.files["model.onnx"]?.sha256);
});

test("what descends from a model is judged on samples that it did not learn from, and trainings at a time get a version each", {
  timeout: 240_000,
}, async () => {
  const taught = (await modelById(s.db, trained))?.evaluation?.split.taught ?? [];
  expect(taught).toHaveLength(5);
  const runs = [await train({ name: "twice" }), await train({ name: "twice", parentId: trained })];
  // The second begins while the first is at work.
  await s.db.run(sql`update run set cursor = '{"version": "1.0.0", "history": []}' where id = ${runs[0] ?? null}`);
  const second = await s.work(runs[1] as RunId);
  expect(second, second.reason).toMatchObject({ state: "done", result: { model: "twice 1.1.0" } });
  // One sample alone is new to its parent: by that it is judged.
  const model = await modelById(s.db, second.result?.modelId as ModelId);
  expect(model?.evaluation?.split).toMatchObject({ objects: { train: 150, test: 30 }, samples: { train: 5, test: 1 } });
  expect(taught).not.toContain(model?.evaluation?.samples[0]?.sampleId);
  expect(model?.evaluation?.labels?.reduce((sum, { objects }) => sum + objects, 0)).toBe(model?.evaluation?.split.objects.test);
  const read = await readModel.call(s.as.manager, { modelId: trained });
  expect(read.ok && read.value.evaluation?.split.taught).toEqual([]);
});

test("a training that asks for a GPU that is not there says so, and the CPU does the work", { timeout: 240_000 }, async () => {
  const handlers = makeHandlers({ ...s.dependencies, env: { ...s.dependencies.env, WORKER_PROVIDER: "cuda" } });
  const run = await train({ name: "asked-for-cuda", epochs: 2 });
  await handlers.trainModel({ runId: run });
  expect(await runById(s.db, run)).toMatchObject({ state: "done", result: { model: "asked-for-cuda 1.0.0" } });
  const log = await s.db.rows<{ message: string }>(sql`select message from run_log where run_id = ${run}`);
  expect(log.filter(({ message }) => message.startsWith("cuda was asked for and is not there"))).toHaveLength(1);
  const made = await modelByVersion(s.db, "asked-for-cuda", "1.0.0");
  expect(made?.manifest.training.settings).toMatchObject({ provider: "cpu" });
  // Whole samples were held out, though drawn at random: no random split.
  expect(made?.card).not.toContain("a random split");
});

test("promotion puts one model of a name into service, and one click puts the one before back", async () => {
  expect(await promoteModel.call(s.as.manager, { modelId: trained })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await promoteModel.call(s.as.admin, { modelId: trained })).toMatchObject({
    ok: true,
    value: { inService: "1.0.0", retired: null },
  });
  expect(await rollBackModel.call(s.as.admin, { name: "shapes" })).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await promoteModel.call(s.as.admin, { modelId: second })).toMatchObject({ value: { inService: "1.1.0", retired: "1.0.0" } });
  expect(await rollBackModel.call(s.as.admin, { name: "shapes" })).toMatchObject({ value: { inService: "1.0.0", retired: "1.1.0" } });
  const read = await readModel.call(s.as.manager, { modelId: trained });
  expect(read.ok && read.value.events.map(({ kind, version }) => `${kind} ${version}`).slice(0, 2)).toEqual([
    "rolledBack 1.0.0",
    "retired 1.1.0",
  ]);
  // Samples of projects are told to administrators only.
  expect(read.ok && read.value.evaluation?.samples).toEqual([]);
  const listed = await listModels.call(s.as.manager, {});
  expect(listed.ok && listed.value.filter(({ name }) => name === "shapes").map(({ state }) => state)).toEqual(["retired", "service"]);
});

test("an administrator says which taxon a class means", async () => {
  const taxonId = s.taxa.get("detritus") ?? 0;
  expect(await mapModelClass.call(s.as.admin, { modelId: trained, ordinal: 0, taxonId })).toMatchObject({ ok: true });
  expect(await mapModelClass.call(s.as.admin, { modelId: trained, ordinal: 99, taxonId })).toMatchObject({ ok: false });
  expect(await mapModelClass.call(s.as.admin, { modelId: trained, ordinal: 0, taxonId: 999_999 })).toMatchObject({ ok: false });
  // Places that the database could not keep are refused by name.
  const refused = (field: string) => ({ ok: false, error: { code: "invalid", message: expect.stringContaining(`${field}: Too big`) } });
  expect(await mapModelClass.call(s.as.admin, { modelId: trained, ordinal: 3e9, taxonId })).toMatchObject(refused("ordinal"));
  for (const field of ["truth", "predicted"])
    expect(await readModelCell.call(s.as.admin, { modelId: trained, truth: 0, predicted: 0, [field]: 40_000 })).toMatchObject(
      refused(field),
    );
});

/** A zip of these files in one folder. */
async function zipOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const entries = (async function* () {
    for (const [name, bytes] of Object.entries(files)) yield { name: `model/${name}`, compress: true, open: async () => bytes };
  })();
  return buffer(writeZip(entries, new AbortController().signal));
}

/** Uploads a file as the admin would, and lets the worker look at it. */
async function upload(file: Buffer) {
  const id = Math.random().toString(16).slice(2).padEnd(16, "0");
  await s.as.admin.storage.write(`uploads/${id}`, file);
  await insertUpload(s.db, {
    id,
    userId: userId.parse("user-Admin"),
    name: "model.zip",
    key: `uploads/${id}`,
    bytes: file.length,
    now: new Date(),
  });
  await s.db.run(sql`update upload set received_at = now() where id = ${id}`);
  const started = await uploadModel.call(s.as.admin, { uploadId: id });
  if (!started.ok) throw new Error(started.error.message);
  return s.work(started.value.run);
}

test("a model from outside is checked, tried and registered; one that was changed is refused in a sentence", {
  timeout: 120_000,
}, async () => {
  const [model, shipped] = [await modelById(s.db, trained), await modelById(s.db, await s.model())];
  if (model === null) throw new Error("no model");
  const folder = await modelFolder(s.dependencies, model.manifest);
  const network = await readFile(join(folder, "model.onnx"));
  const named = (name: string, more: object = {}) => Buffer.from(JSON.stringify({ ...model.manifest, name, ...more }));
  expect(await upload(await zipOf({ "manifest.json": named("brought"), "model.onnx": network }))).toMatchObject({
    state: "done",
    result: { model: "brought 1.0.0", classes: 3 },
  });
  const changed = Buffer.from(network);
  changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
  const refusals = [
    [{ "manifest.json": named("changed"), "model.onnx": changed }, "sha-256"],
    [{ "model.onnx": network }, "no manifest.json"],
    [{ "manifest.json": named("short", { taxa: ["one"] }), "model.onnx": network }, "3 classes"],
    [{ "manifest.json": Buffer.from("{}"), "model.onnx": network }, "manifest.json"],
    [{ "manifest.json": named("wide", { shape: { ...model.manifest.shape, numbers: 7 } }), "model.onnx": network }, "shape.numbers: got 7"],
    [{ "manifest.json": named("bomb"), "model.onnx": Buffer.alloc(8 * 1024 * 1024) }, "model/model.onnx: "],
    // Another network under a name and version that are taken.
    [{ "manifest.json": named("plankton", { version: shipped?.manifest.version }), "model.onnx": network }, "another model"],
  ] as const;
  for (const [files, why] of refusals)
    expect(await upload(await zipOf(files))).toMatchObject({ state: "refused", reason: expect.stringContaining(why) });
});

test("a file that is no archive is refused by what it is, not by the name under which it lies here", async () => {
  const whole = await zipOf({ "manifest.json": Buffer.from("{}") });
  for (const file of [Buffer.from("hello"), Buffer.alloc(0), whole.subarray(0, whole.length / 2)])
    expect(await upload(file)).toMatchObject({ state: "refused", reason: expect.stringMatching(/^the file: it cannot be opened/) });
});
