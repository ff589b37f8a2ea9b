import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ModelManifest } from "@nauplius/domain";
import { modelKey } from "@nauplius/services";
import { localStorage } from "@nauplius/storage";
import { afterEach, beforeEach, expect, it } from "vitest";
import { modelFolder } from "./model-files.ts";

const contents = { "model.onnx": Buffer.alloc(50_000, 7), "forest.bin": Buffer.alloc(20_000, 9) };
const files = Object.fromEntries(
  Object.entries(contents).map(([name, body]) => [name, { bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") }]),
);
// The registry's check of manifests is elsewhere; only these parts are read here.
const manifest = { name: "plankton", version: "1.0.0", files } as unknown as ModelManifest;

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "model-files-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A machine whose store answers each read after a time of its own. */
async function machine() {
  const storage = localStorage(join(root, "store"));
  for (const [name, body] of Object.entries(contents)) await storage.write(modelKey(manifest, name), body);
  let reads = 0;
  const slow = {
    ...storage,
    read: async (...asked: Parameters<typeof storage.read>) => {
      await wait((reads++ * 7) % 20);
      return storage.read(...asked);
    },
  };
  return { storage: slow, env: { WORK_DIR: join(root, "work") } };
}

it("jobs that ask for a model at the same time all find it whole, and leave no part", async () => {
  const d = await machine();
  const folders = await Promise.all(Array.from({ length: 12 }, (_, n) => wait(n * 3).then(() => modelFolder(d, manifest))));
  expect(new Set(folders).size).toBe(1);
  expect((await readdir(folders[0] ?? "")).sort()).toEqual(["forest.bin", "manifest.json", "model.onnx"]);
  expect(await readdir(join(root, "work", "models"))).toHaveLength(1);
});

it("a copy that lost some of its bytes is made again", async () => {
  const d = await machine();
  const folder = await modelFolder(d, manifest);
  await truncate(join(folder, "model.onnx"), 10);
  await rm(join(folder, "forest.bin"));
  expect(await modelFolder(d, manifest)).toBe(folder);
  expect((await readdir(folder)).sort()).toEqual(["forest.bin", "manifest.json", "model.onnx"]);
});
