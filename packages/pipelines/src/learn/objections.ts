import { isFeature, type ModelManifest } from "@nauplius/domain";
import { cellSize, readModel, sizeNames, type Tree } from "@nauplius/ml";
import { columnsOf } from "./join-features.ts";
import type { OpenModel } from "./model-folder.ts";

const maxModelBytes = 512 * 1024 * 1024;
/** Beyond these a vignette costs more memory or room than any network needs. */
const most = { numbers: 1000, longest: 1024, bucket: 256, embedding: 4096, classes: 20_000 } as const;

/** Why a model from outside must not be loaded; null where nothing speaks against it. It is only read, not run. */
export function objectionTo({ manifest, network, forest }: OpenModel): string | null {
  const inNetwork = objectionToNetwork(network);
  if (inNetwork !== null) return `model.onnx: ${inNetwork}`;
  const inManifest = objectionToManifest(manifest);
  if (inManifest !== null) return `manifest.json: ${inManifest}`;
  if (forest === null) return null;
  const limits = { columns: (manifest.components ?? 0) + columnsOf(manifest.features), classes: manifest.taxa.length };
  const at = forest.trees.findIndex((tree) => !isSound(tree, limits));
  if (forest.trees.length === 0) return "forest.bin: it holds no tree";
  return at === -1 ? null : `forest.bin: tree ${at + 1} points outside of itself, of the features or of the taxa`;
}

/** The contract that predictions keep: what the network is given, and how much of it. */
function objectionToManifest({ kind, input, shape, taxa, features }: ModelManifest): string | null {
  if (new Set(taxa).size < taxa.length) return "taxa: a name stands there twice";
  if (taxa.length > most.classes) return `taxa: got ${taxa.length}, expected at most ${most.classes}`;
  const unknown = features?.names.find((name) => !isFeature(name));
  if (unknown !== undefined) return `features.names: "${unknown}" is no feature of the catalogue`;
  if (new Set(features?.names).size < (features?.names.length ?? 0)) return "features.names: a name stands there twice";
  // A forest takes the features; the network below it gives its embedding alone.
  const [least, numbers] = [sizeNames.length, kind === "forest" ? shape.numbers : columnsOf(features)];
  if (shape.numbers !== numbers || numbers < least || numbers > most.numbers)
    return `shape.numbers: got ${shape.numbers}, expected ${columnsOf(features)} (${sizeNames.join(", ")}${features === undefined ? "" : ` and ${features.names.length} features`})`;
  if (shape.channels !== 1) return `shape.channels: got ${shape.channels}, expected 1: vignettes are given as one signal`;
  if (shape.embedding > most.embedding) return `shape.embedding: got ${shape.embedding}, expected at most ${most.embedding}`;
  if (input.longest > most.longest) return `input.longest: got ${input.longest} pixels, expected at most ${most.longest}`;
  if (input.bucket % cellSize !== 0 || input.bucket > most.bucket)
    return `input.bucket: got ${input.bucket} pixels, expected a multiple of ${cellSize}, at most ${most.bucket}`;
  return null;
}

/** Whether walking a tree stays within it and ends: children come after their node, leaves name classes that are there. */
function isSound(tree: Tree, { columns, classes }: { columns: number; classes: number }): boolean {
  const nodes = tree.feature.length;
  const isWithin = (value: number | undefined, from: number, below: number): boolean =>
    value !== undefined && value >= from && value < below;
  const leaves = tree.leafStart.length - 1;
  const isNode = (node: number): boolean =>
    (tree.feature[node] ?? -1) < 0
      ? isWithin(tree.left[node], 0, leaves)
      : isWithin(tree.feature[node], 0, columns) &&
        isWithin(tree.left[node], node + 1, nodes) &&
        isWithin(tree.right[node], node + 1, nodes);
  const isLeaf = (start: number, at: number): boolean =>
    start >= (tree.leafStart[at - 1] ?? 0) && start <= Math.min(tree.leafClass.length, tree.leafShare.length);
  return (
    nodes > 0 &&
    tree.threshold.length === nodes &&
    [...tree.feature.keys()].every(isNode) &&
    tree.leafStart.every(isLeaf) &&
    tree.leafClass.every((c) => isWithin(c, 0, classes)) &&
    tree.leafShare.every((share) => share >= 0 && share <= 1)
  );
}

/** Why a network from outside must not be loaded. */
export function objectionToNetwork(network: Uint8Array): string | null {
  if (network.length > maxModelBytes) return `the model has ${network.length} bytes, expected at most ${maxModelBytes}`;
  try {
    const { external, operators, opsets, inputs, outputs } = readModel(network);
    if (external.length > 0) return `tensor "${external[0]}" lies in another file: expected a single file`;
    const foreign = Object.keys(opsets).find((domain) => domain !== "" && domain !== "ai.onnx");
    const custom = operators.find((operator) => operator.includes("."));
    if (foreign !== undefined || custom) return `it uses operators of "${custom ?? foreign}": expected ONNX's own only`;
    const missing = [
      ...["image", "mask", "numbers"].filter((name) => !inputs.includes(name)),
      ...["scores", "embedding"].filter((name) => !outputs.includes(name)),
    ];
    return missing.length > 0
      ? `it has no "${missing.join('", "')}": expected inputs image, mask, numbers and outputs scores, embedding`
      : null;
  } catch (error) {
    return `it is no ONNX model: ${error instanceof Error ? error.message : String(error)}`;
  }
}
