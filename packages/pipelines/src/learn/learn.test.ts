import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import { encodeModel } from "@nauplius/ml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodePng } from "../vignette/encode.ts";
import { admitModel } from "./admit.ts";
import { evaluateOnImages } from "./evaluate.ts";
import { type OpenModel, openModel, sha256Of, writeModel } from "./model-folder.ts";
import { objectionTo, objectionToNetwork } from "./objections.ts";
import { predictToFile } from "./predict-file.ts";
import { drawShape, shapeTaxa } from "./shapes.fixture.ts";
import { trainOnImages } from "./train.ts";
import { requestIn } from "./train-request.fixture.ts";
import { computingOn, type TrainRequest } from "./train-request.ts";

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "learn-"));
  const random = createRng(7);
  for (const taxon of shapeTaxa) {
    await mkdir(at("images", taxon), { recursive: true });
    for (let i = 0; i < 40; i++) {
      const png = await encodePng({ ...drawShape(taxon, random), channels: 1 });
      await writeFile(at("images", taxon, `${taxon}-${i}.png`), png.bytes);
    }
  }
  await writeFile(at("images", "disc", "broken.png"), "no image");
  const result = await trainOnImages({ ...request("scratch", "network"), epochs: 4 });
  if (!result.ok) throw new Error(result.error);
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (recipe: TrainRequest["recipe"], out: string): TrainRequest => ({
  ...requestIn(folder, recipe, out),
  images: at("images"),
});

test("training from scratch writes a folder that opens, with its card, and leaves nothing else", async () => {
  const opened = await openModel(at("network"));
  expect(opened.ok && opened.value.manifest).toMatchObject({
    kind: "network",
    taxa: ["bar", "disc", "ring"],
    training: { recipe: "scratch", seed: 3, threads: 2, history: [{ epoch: 1 }, { epoch: 2 }, { epoch: 3 }, { epoch: 4 }] },
  });
  expect(opened.ok && objectionTo(opened.value)).toBeNull();
  expect(await readFile(at("network", "CARD.md"), "utf8")).toContain("(a random split: objects of one sample are on both sides");
  await expect(readFile(at("network.work", "checkpoint.bin"))).rejects.toThrow("ENOENT");
});

test("a new head on its embeddings, a fine-tuning and a forest learn the shapes and predict the same everywhere", async () => {
  for (const recipe of ["head", "fine-tune", "forest"] as const) {
    const trained = await trainOnImages({ ...request(recipe, recipe), epochs: recipe === "fine-tune" ? 1 : undefined, balance: 0.5 });
    if (!trained.ok) throw new Error(trained.error);
    const { manifest, refused } = trained.value;
    expect(manifest.metrics?.top1, recipe).toBeGreaterThan(0.6);
    expect(refused).toMatchObject([{ name: "disc/broken.png" }]);
    const only = { part: "test", shares: { test: 0.2, validation: 0.2 } } as const;
    const judged = await evaluateOnImages({ model: at(recipe), images: at("images"), views: 1, threads: 2, only });
    // The same objects by another way, decoded anew: the same figures, up to how signals are kept in between.
    expect(judged.ok && judged.value.top1, recipe).toBeCloseTo(manifest.metrics?.top1 ?? 0, 1);
    expect(judged.ok && judged.value.objects).toBe(manifest.metrics?.objects);
  }
}, 240_000);

test("class folders that the model does not know are reported, not counted", async () => {
  const unknown = at("strangers", "square");
  await mkdir(unknown, { recursive: true });
  await writeFile(join(unknown, "a.png"), await readFile(at("images", "bar", "bar-0.png")));
  await mkdir(at("strangers", "bar"), { recursive: true });
  await writeFile(at("strangers", "bar", "b.png"), await readFile(at("images", "bar", "bar-1.png")));
  const judged = await evaluateOnImages({ model: at("network"), images: at("strangers"), views: 8, threads: 1 });
  expect(judged.ok && judged.value).toMatchObject({ objects: 1, classes: 1, unknown: [{ taxon: "square", images: 1 }] });
});

test("a GPU that is not there is told, and the CPU predicts the same", async () => {
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  const asked = { model: at("network"), images: at("images", "bar"), views: 1, threads: 1, top: 1 } as const;
  const [cpu, gpu] = [at("cpu.csv"), at("gpu.csv")];
  expect(await predictToFile({ ...asked, out: cpu })).toMatchObject({ ok: true });
  expect(await predictToFile({ ...asked, out: gpu, provider: "cuda", onNotice })).toMatchObject({ ok: true });
  expect(await readFile(gpu, "utf8")).toBe(await readFile(cpu, "utf8"));
  expect(notices).toEqual([expect.stringContaining("cuda was asked for and is not there")]);
});

test("a GPU that is not there is told once, and the CPU trains the same network", async () => {
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  const cpu = await trainOnImages({ ...request("head", "by-cpu"), epochs: 2 });
  const gpu = await trainOnImages({ ...request("head", "by-gpu"), epochs: 2, provider: "cuda" }, { onNotice });
  if (!cpu.ok || !gpu.ok) throw new Error("not trained");
  expect(gpu.value.manifest.files).toEqual(cpu.value.manifest.files);
  expect(gpu.value.manifest.training.settings).toMatchObject({ provider: "cpu" });
  expect(notices).toEqual([expect.stringContaining("cuda was asked for and is not there")]);
}, 240_000);

test("few threads keep a GPU busy, whatever cores there are", () => {
  expect(computingOn({ threads: 16 })).toEqual({ provider: "cpu", threads: 16 });
  expect(computingOn({ threads: 16, provider: "cuda" })).toEqual({ provider: "cuda", threads: 2 });
  expect(computingOn({ threads: 1, provider: "webgpu" })).toEqual({ provider: "webgpu", threads: 1 });
});

test("predictions of a folder are one line for each image", async () => {
  const done = await predictToFile({ model: at("network"), images: at("images"), out: at("p.csv"), top: 2, views: 1, threads: 2 });
  expect(done.ok && done.value).toMatchObject({ objects: 120, refused: [{ name: "disc/broken.png" }] });
  const lines = (await readFile(at("p.csv"), "utf8")).trim().split("\n");
  expect(lines[0]).toBe("object,taxon,score,taxon_2,score_2");
  expect(lines).toHaveLength(121);
  expect(lines[1]).toMatch(/^(bar|disc|ring)\/\w+-\d+\.png,(bar|disc|ring),[01]\.\d{5},(bar|disc|ring),0\.\d{5}$/);
});

test("a network that answers for two objects, however many it is given, is not let in", async () => {
  const opened = await openModel(at("network"));
  if (!opened.ok) throw new Error(opened.error);
  const { manifest } = opened.value;
  const { embedding, classes, numbers } = manifest.shape;
  const answer = (columns: number) => ({ dims: [2, columns], data: new Float32Array(2 * columns).fill(1 / columns) });
  const model = encodeModel({
    name: "two",
    nodes: ["scores", "embedding"].map((name) => ({ op: "Identity", inputs: [`${name}_of_two`], outputs: [name], attributes: {} })),
    inputs: [
      { name: "image", type: "float32", dims: ["n", 1, "height", "width"] },
      { name: "mask", type: "float32", dims: ["n", 1, "rows", "columns"] },
      { name: "numbers", type: "float32", dims: ["n", numbers] },
    ],
    outputs: [
      { name: "scores", type: "float32", dims: [2, classes] },
      { name: "embedding", type: "float32", dims: [2, embedding] },
    ],
    constants: [
      { name: "scores_of_two", ...answer(classes) },
      { name: "embedding_of_two", ...answer(embedding) },
    ],
  });
  const { format: _, preprocessing: _p, files: _f, ...kept } = manifest;
  await writeModel(at("two"), kept, { "model.onnx": model }, "");
  const admitted = await admitModel(at("two"));
  expect(admitted.ok ? "" : admitted.error).toContain(`"embedding" has ${2 * embedding} numbers for 3 objects, expected ${3 * embedding}`);
  expect(await admitModel(at("network"))).toMatchObject({ ok: true });
}, 120_000);

test("what cannot be trained is refused in a sentence", async () => {
  const errorOf = async (changes: Partial<TrainRequest>) => {
    const result = await trainOnImages({ ...request("head", "never"), ...changes });
    return result.ok ? "" : result.error;
  };
  expect(await errorOf({ images: at("images", "bar") })).toContain("class folders, expected at least two");
  expect(await errorOf({ images: at("nowhere") })).toContain("nowhere");
  expect(await errorOf({ parent: at("images") })).toContain("no manifest.json");
  expect(await errorOf({ parent: null })).toContain("needs a model to begin with");
});

test("a model whose file was changed does not open", async () => {
  await mkdir(at("changed"));
  for (const name of ["manifest.json", "CARD.md"]) await writeFile(at("changed", name), await readFile(at("network", name)));
  await writeFile(at("changed", "model.onnx"), "other bytes");
  const opened = await openModel(at("changed"));
  expect(opened.ok ? "" : opened.error).toContain("sha-256");
  expect(objectionToNetwork(Buffer.from("other bytes"))).toContain("no ONNX model");
});

test("a model from outside that would break predictions is refused before it is run", async () => {
  const [network, forest] = [await openModel(at("network")), await openModel(at("forest"))];
  if (!network.ok || !forest.ok) throw new Error("no models");
  const [{ manifest }, trees] = [network.value, forest.value.forest?.trees ?? []];
  const refusals: [Partial<OpenModel["manifest"]>, string][] = [
    [{ taxa: ["bar", "bar", "ring"] }, "taxa: a name stands there twice"],
    [{ shape: { ...manifest.shape, numbers: 7 } }, "shape.numbers: got 7, expected 6"],
    [{ shape: { ...manifest.shape, channels: 3 } }, "shape.channels: got 3, expected 1"],
    [{ shape: { ...manifest.shape, embedding: 100_000 } }, "shape.embedding: got 100000, expected at most"],
    [{ input: { ...manifest.input, longest: 1_000_000 } }, "input.longest: got 1000000 pixels"],
    [{ input: { ...manifest.input, bucket: 10 } }, "input.bucket: got 10 pixels, expected a multiple of 16"],
  ];
  for (const [more, why] of refusals)
    expect(objectionTo({ ...network.value, manifest: { ...manifest, ...more } })).toContain(`manifest.json: ${why}`);
  expect(objectionTo(forest.value)).toBeNull();
  const withTree = (tree: object) => {
    const parts = { ...forest.value.forest, trees: [...trees.slice(1), { ...trees[0], ...tree }] };
    return objectionTo({ ...forest.value, forest: parts as OpenModel["forest"] });
  };
  // A node that is its own child would be walked for ever.
  expect(withTree({ left: Int32Array.from(trees[0]?.left ?? [], () => 0) })).toContain(`tree ${trees.length} points outside`);
  expect(withTree({ feature: Int16Array.from(trees[0]?.feature ?? [], (f) => (f < 0 ? f : 999)) })).toContain("points outside");
  expect(withTree({ leafClass: Int16Array.from(trees[0]?.leafClass ?? [], () => 99) })).toContain("points outside");
  await writeFile(at("forest", "components.bin"), "short");
  const manifestOf = JSON.parse(await readFile(at("forest", "manifest.json"), "utf8"));
  manifestOf.files["components.bin"] = { bytes: 5, sha256: sha256Of(Buffer.from("short")) };
  await writeFile(at("forest", "manifest.json"), JSON.stringify(manifestOf));
  const short = await openModel(at("forest"));
  expect(short.ok ? "" : short.error).toContain("components.bin: it has 5 bytes, expected");
});
