import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import type { Part } from "@nauplius/ml";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { encodePng } from "../vignette/encode.ts";
import { evaluateOnImages } from "./evaluate.ts";
import { openModel } from "./model-folder.ts";
import { objectionTo } from "./objections.ts";
import { openPredictor } from "./predictor.ts";
import { drawShape } from "./shapes.fixture.ts";
import { trainOnImages } from "./train.ts";
import { requestIn } from "./train-request.fixture.ts";
import type { SourceObject, TrainRequest } from "./train-request.ts";

/** Every image shows a disc: only what was measured tells the three taxa apart. Of some objects nothing was measured. */
const taxa = ["large", "middle", "small"] as const;
const each = 60;
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let folder: string;
let objects: SourceObject[];
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "features-"));
  const random = createRng("features");
  objects = [];
  for (const [place, taxon] of taxa.entries()) {
    for (let i = 0; i < each; i++) {
      const { bytes } = await encodePng({ ...drawShape("disc", random), channels: 1 });
      const area = 10 ** (4 - place) * random.uniform(0.8, 1.2);
      const measured = i % 10 === 9 ? Float32Array.of(Number.NaN, Number.NaN) : Float32Array.of(area, random.normal(0, 1));
      objects.push({ path: `${taxon}-${i}`, taxon, bytes, features: measured });
    }
  }
  const network = await trainOnImages({ ...request("scratch", "network"), uses: "images", epochs: 1 });
  if (!network.ok) throw new Error(network.error);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const partOf = (path: string): Part => {
  const place = Number(path.split("-")[1]) % 5;
  return place === 0 ? "test" : place === 1 ? "validation" : "train";
};

function request(recipe: TrainRequest["recipe"], out: string, of: readonly SourceObject[] = objects): TrainRequest {
  return {
    ...requestIn(folder, recipe, out),
    images: {
      name: "the set",
      objects: of.length,
      features: { names: ["area", "mean"], dialects: ["zooscan"], isPhysical: false },
      read: async function* () {
        yield* of;
      },
      partOf,
      how: "by their numbers",
    },
  };
}

async function trained(recipe: TrainRequest["recipe"], out: string, changes: Partial<TrainRequest> = {}) {
  const result = await trainOnImages({ ...request(recipe, out), ...changes });
  if (!result.ok) throw new Error(result.error);
  return result.value.manifest;
}

async function saysOf(model: string, some: readonly Pick<SourceObject, "bytes" | "features">[]) {
  const opened = await openPredictor(at(model), { threads: 1 });
  if (!opened.ok) throw new Error(opened.error);
  const answers = [];
  for await (const { result } of opened.value.predict(some)) {
    if (!result.ok) answers.push(result.error);
    else answers.push(opened.value.model.manifest.taxa[result.value.scores.indexOf(Math.max(...result.value.scores))]);
  }
  await opened.value.close();
  return answers;
}

test("what images do not show, measured features tell a head, a fine-tuning and a forest", async () => {
  const images = await trained("head", "images", { uses: "images", epochs: 20 });
  expect(images.metrics?.top1).toBeLessThan(0.7);
  expect(images.features).toBeUndefined();
  for (const recipe of ["head", "fine-tune", "forest"] as const) {
    const manifest = await trained(recipe, recipe, { epochs: recipe === "fine-tune" ? 1 : 20 });
    // Fifty components of noise beside two features: a forest of so few objects looks at them often.
    expect(manifest.metrics?.top1, recipe).toBeGreaterThan(recipe === "forest" ? 0.75 : 0.85);
    expect(manifest.features).toMatchObject({ names: ["area", "mean"], dialects: ["zooscan"], isPhysical: false });
    const opened = await openModel(at(recipe));
    expect(opened.ok && objectionTo(opened.value)).toBeNull();
    expect(await readFile(join(at(recipe), "CARD.md"), "utf8")).toContain("as measured by zooscan");
  }
});

test("an object is predicted with its features where it has them, and as if nothing had been measured where it has none", async () => {
  const [{ bytes } = { bytes: null }] = objects;
  const sizes = [10_000, 1_000, 100].map((area) => ({ bytes, features: Float32Array.of(area, 0) }));
  for (const model of ["head", "fine-tune", "forest"]) expect(await saysOf(model, sizes), model).toEqual([...taxa]);
  const odd = [{ bytes }, { bytes, features: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY) }];
  for (const model of ["head", "fine-tune", "forest"]) {
    const [without, unmeasured] = await saysOf(model, odd);
    expect(taxa).toContain(without);
    expect(unmeasured).toBe(without);
  }
});

test("a forest on features alone learns and predicts without any image; a network says that it needs one", async () => {
  const blind = objects.map((object) => ({ ...object, bytes: null }));
  const { images } = request("forest", "blind", blind);
  const manifest = await trained("forest", "blind", { images, uses: "features" });
  expect(manifest).toMatchObject({ kind: "forest", components: 0 });
  expect(manifest.metrics?.top1).toBeGreaterThan(0.85);
  const some = [{ bytes: null, features: Float32Array.of(100, 0) }, { bytes: null }];
  expect(await saysOf("blind", some)).toEqual(["small", "it has no features"]);
  expect(await saysOf("forest", some.slice(0, 1))).toEqual(["small"]);
  expect(await saysOf("head", some)).toEqual(["it has no image", "it has no image"]);
  const opened = await openModel(at("blind"));
  expect(opened.ok && objectionTo(opened.value)).toBeNull();
  const [{ bytes } = { bytes: null }] = objects;
  expect(await saysOf("blind", [{ bytes }])).toEqual(["it has no features"]);
});

test("images in folders have no measured features: a model on them alone is refused, another one is told to go without", async () => {
  await mkdir(at("images/small"), { recursive: true });
  await writeFile(at("images/small/1.png"), objects.at(-1)?.bytes ?? "");
  const notices: string[] = [];
  const asked = { images: at("images"), views: 1, threads: 1, onNotice: (notice: string) => notices.push(notice) };
  const refused = await evaluateOnImages({ ...asked, model: at("blind") });
  expect(refused.ok ? "" : refused.error).toContain("looks at measured features alone");
  expect(await evaluateOnImages({ ...asked, model: at("head") })).toMatchObject({ ok: true, value: { objects: 1 } });
  expect(notices).toEqual([expect.stringContaining("takes 2 measured features, which images in folders do not have")]);
});

test("the same seed and features give the same forest, bit for bit", async () => {
  const again = await trained("forest", "again");
  const first = await openModel(at("forest"));
  expect(again.files).toEqual(first.ok && first.value.manifest.files);
});

test("a new head can be put behind a network that takes features itself, whether it takes them or not", async () => {
  const parent = at("head");
  expect((await trained("head", "second", { parent, epochs: 20 })).metrics?.top1).toBeGreaterThan(0.85);
  expect((await trained("head", "third", { parent, uses: "images", epochs: 1 })).shape).toMatchObject({ numbers: 6 });
});

test("what cannot be learned from is refused in a sentence", async () => {
  const errorOf = async (recipe: TrainRequest["recipe"], changes: Partial<TrainRequest>) => {
    const result = await trainOnImages({ ...request(recipe, "never"), ...changes });
    return result.ok ? "" : result.error;
  };
  expect(await errorOf("head", { uses: "features" })).toContain('recipe "head" learns from images');
  const { images } = request("forest", "never");
  const without = typeof images === "string" ? images : { ...images, features: null };
  expect(await errorOf("forest", { uses: "features", images: without })).toContain("has no measured features that can be compared");
  const head = await openModel(at("head"));
  if (!head.ok) throw new Error(head.error);
  const { manifest } = head.value;
  const features = { ...manifest.features, names: ["area", "number of legs"] } as typeof manifest.features;
  expect(objectionTo({ ...head.value, manifest: { ...manifest, features } })).toContain('"number of legs" is no feature of the catalogue');
  expect(objectionTo({ ...head.value, manifest: { ...manifest, features: undefined } })).toContain("shape.numbers: got 8, expected 6");
});
