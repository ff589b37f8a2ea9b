import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { err, type ModelManifest, modelManifest, ok, type Result } from "@nauplius/domain";
import { type Components, contractHash, decodeForest, type Tree } from "@nauplius/ml";

export type OpenModel = {
  readonly path: string;
  readonly manifest: ModelManifest;
  readonly network: Uint8Array;
  /** Only of a forest. */
  readonly forest: { readonly trees: readonly Tree[]; readonly components: Components } | null;
};
export type ModelFiles = Readonly<Record<string, Uint8Array>>;
type Unsigned = Omit<ModelManifest, "files" | "preprocessing" | "format">;

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes a model's folder beside its place and moves it there when it is whole; an older folder of that name goes. */
export async function writeModel(path: string, manifest: Unsigned, files: ModelFiles, card: string): Promise<ModelManifest> {
  const listed = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256Of(bytes) }]));
  const whole = modelManifest.parse({ format: 1, ...manifest, preprocessing: contractHash(manifest.input), files: listed });
  const part = `${path}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  const all: ModelFiles = {
    ...files,
    "manifest.json": Buffer.from(`${JSON.stringify(whole, null, 2)}\n`),
    "CARD.md": Buffer.from(card),
  };
  for (const [name, bytes] of Object.entries(all)) await writeSynced(join(part, name), bytes);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { recursive: true, force: true });
  await rename(part, path);
  return whole;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Reads a model's folder and checks that every file is the one that the manifest describes; says in a sentence why not. */
export async function openModel(path: string): Promise<Result<OpenModel, string>> {
  const text = await readFile(join(path, "manifest.json"), "utf8").catch(() => null);
  if (text === null) return err(`${path} holds no manifest.json: expected a model's folder`);
  const parsed = modelManifest.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return err(`${path}/manifest.json: ${first?.path.join(".") || "it"}: ${first?.message ?? "it is not valid"}`);
  }
  const manifest = parsed.data;
  if (contractHash(manifest.input) !== manifest.preprocessing)
    return err(`${path}: the preprocessing hash does not fit its input contract`);
  const files: Record<string, Uint8Array> = {};
  for (const [name, wanted] of Object.entries(manifest.files)) {
    if (!/^[a-z]+\.(onnx|bin)$/.test(name)) return err(`${path}/manifest.json: "${name}" is no file of a model`);
    const bytes = await readFile(join(path, name)).catch(() => null);
    if (bytes === null) return err(`${path}: ${name} is missing`);
    const found = sha256Of(bytes);
    if (found !== wanted.sha256) return err(`${path}/${name}: sha-256 is ${found}, the manifest says ${wanted.sha256}`);
    files[name] = bytes;
  }
  return assemble(path, manifest, files);
}

function assemble(path: string, manifest: ModelManifest, files: ModelFiles): Result<OpenModel, string> {
  const network = files["model.onnx"];
  if (!network) return err(`${path}: the manifest lists no model.onnx`);
  if (manifest.kind === "network") return ok({ path, manifest, network, forest: null });
  const [trees, components] = [files["forest.bin"], files["components.bin"]];
  if (!trees || !components) return err(`${path}: a forest needs forest.bin and components.bin`);
  const { embedding } = manifest.shape;
  const length = 4 * embedding * (1 + (manifest.components ?? 0));
  if (components.length !== length) return err(`${path}/components.bin: it has ${components.length} bytes, expected ${length}`);
  const values = new Float32Array(Uint8Array.from(components).buffer);
  const parts = { mean: values.subarray(0, embedding), vectors: values.subarray(embedding) };
  try {
    return ok({ path, manifest, network, forest: { trees: decodeForest(trees), components: parts } });
  } catch (error) {
    return err(`${path}/forest.bin: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
