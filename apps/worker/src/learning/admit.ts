import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import { openArchive } from "@nauplius/pipelines";
import { admitModel } from "@nauplius/pipelines/learn";
import type { ModelParcel } from "@nauplius/services";
import type { Dependencies } from "../jobs/dependencies.ts";
import { parcelOf, workFolder } from "./model-files.ts";

const wanted = ["manifest.json", "model.onnx", "CARD.md", "forest.bin", "components.bin"];

/** Unpacks a model's folder from a zip or tar, checks it, and tries it in a process of its own. */
export async function admit({ env }: Pick<Dependencies, "env">, path: string, signal: AbortSignal): Promise<Result<ModelParcel, string>> {
  await mkdir(workFolder(env), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(workFolder(env, "upload-"));
  try {
    const unpacked = await unpack(path, folder, signal);
    if (!unpacked.ok) return unpacked;
    const admitted = await admitModel(folder, signal);
    return admitted.ok
      ? ok(await parcelOf(folder, admitted.value.manifest))
      : err(admitted.error.replaceAll(`${folder}/`, "").replaceAll(folder, "the file"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(path: string, folder: string, signal: AbortSignal): Promise<Result<null, string>> {
  const opened = await openArchive(path, { signal });
  if (!opened.ok) return err(opened.error.message.replace(`${basename(path)}: `, "the file: "));
  const archive = opened.value;
  try {
    const found = [...archive.entries()].filter(({ name }) => wanted.includes(baseName(name)));
    const names = found.map(({ name }) => baseName(name));
    if (new Set(names).size < names.length) return err("the file holds several models: expected one model's folder");
    // What is too large, packed like a bomb or called like a trap is not listed: it is what is wrong.
    const refused = archive.problems.find(({ file }) => file !== null && wanted.includes(baseName(file)));
    if (refused !== undefined) return err(refused.message);
    if (!names.includes("manifest.json") || !names.includes("model.onnx"))
      return err("the file holds no manifest.json and model.onnx: expected a model's folder, as `nauplius learn train` writes it");
    for (const { name } of found) {
      const bytes = await archive.read(name);
      if (!bytes.ok) return err(bytes.error.message);
      await writeFile(join(folder, baseName(name)), bytes.value);
    }
    return ok(null);
  } finally {
    await archive.close();
  }
}

const baseName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
