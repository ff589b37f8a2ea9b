import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelManifest } from "@nauplius/domain";
import { type ModelParcel, modelKey } from "@nauplius/services";
import type { Storage } from "@nauplius/storage";
import type { WorkerEnv } from "../env.ts";

/** This machine's folder for models in use and checkpoints. */
export const workFolder = (env: Pick<WorkerEnv, "WORK_DIR">, ...parts: string[]): string =>
  join(env.WORK_DIR ?? join(tmpdir(), `nauplius-${process.getuid?.() ?? "worker"}`), ...parts);

type Kept = { readonly storage: Storage; readonly env: Pick<WorkerEnv, "WORK_DIR"> };

/** A stored model as a folder of this machine: copied once, its files are checked whenever it is opened. Jobs that ask at the same time copy
 *  each for itself, and the first that is whole stays. */
export async function modelFolder({ storage, env }: Kept, manifest: ModelManifest): Promise<string> {
  const sha256 = manifest.files["model.onnx"]?.sha256 ?? "";
  const folder = workFolder(env, "models", `${manifest.name}-${manifest.version}-${sha256.slice(0, 16)}`);
  if (await isWhole(folder, manifest)) return folder;
  const part = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(part, { recursive: true, mode: 0o700 });
    for (const [name, { bytes }] of Object.entries(manifest.files))
      await writeFile(join(part, name), await storage.read(modelKey(manifest, name), 0, bytes));
    await writeFile(join(part, "manifest.json"), JSON.stringify(manifest));
    await rename(part, folder).catch(async () => {
      if (await isWhole(folder, manifest)) return;
      await rm(folder, { recursive: true, force: true });
      await rename(part, folder);
    });
    return folder;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Whether a folder holds all files of a model at their length. */
async function isWhole(folder: string, manifest: ModelManifest): Promise<boolean> {
  const lengths = Object.entries(manifest.files).map(async ([name, { bytes }]) => (await stat(join(folder, name))).size === bytes);
  const all = Promise.all([...lengths, stat(join(folder, "manifest.json")).then(() => true)]);
  return all.then(
    (same) => same.every(Boolean),
    () => false,
  );
}

/** A model's folder as it goes into the registry. */
export async function parcelOf(folder: string, manifest: ModelManifest): Promise<ModelParcel> {
  const entries = Object.keys(manifest.files).map(async (name) => [name, await readFile(join(folder, name))] as const);
  const card = await readFile(join(folder, "CARD.md"), "utf8").catch(() => "");
  return { manifest, card, files: Object.fromEntries(await Promise.all(entries)) };
}
