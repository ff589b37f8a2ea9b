import {
  batchesByRectangle,
  cellSize,
  createBatch,
  type GreyImage,
  type InputContract,
  type NetworkShape,
  placeSignal,
  rectangleOf,
  type View,
} from "@nauplius/ml";
import type { Run } from "./runtime.ts";

/** An object as the network takes it: its signal at the network's scale, and its numbers. */
export type NetworkObject = { readonly signal: GreyImage; readonly numbers: Float32Array };

/** Row by row, in the order of the objects. */
export type NetworkOutput = { readonly scores: Float32Array; readonly embeddings: Float32Array };

export type NetworkUse = {
  readonly shape: Pick<NetworkShape, "classes" | "embedding" | "numbers">;
  readonly contract: InputContract;
  /** 1: as it lies; 8: the mean over all turned and mirrored views. */
  readonly views: number;
};

/** About what fits a core's caches. */
const batchPixels = 24 * 64 * 64;

/** Runs objects of any sizes through an inference model, those of one rectangle together. */
export async function runNetwork(run: Run, objects: readonly NetworkObject[], use: NetworkUse): Promise<NetworkOutput> {
  const { shape, contract, views } = use;
  const output = {
    scores: new Float32Array(objects.length * shape.classes),
    embeddings: new Float32Array(objects.length * shape.embedding),
  };
  const members = objects.map((object, row) => ({ ...object, row, rectangle: rectangleOf(object.signal, contract) }));
  for (const group of batchesByRectangle(members, batchPixels)) {
    const numbers = new Float32Array(group.members.length * shape.numbers);
    for (const [at, member] of group.members.entries()) numbers.set(member.numbers, at * shape.numbers);
    for (let view = 0; view < views; view++) {
      const results = await runView(run, { ...group, numbers }, { ...use, view: view as View });
      for (const [at, { row }] of group.members.entries()) {
        addRow(output.scores, row, results.scores, { at, length: shape.classes, views });
        addRow(output.embeddings, row, results.embedding, { at, length: shape.embedding, views });
      }
    }
  }
  return output;
}

type Group = {
  readonly width: number;
  readonly height: number;
  readonly members: readonly NetworkObject[];
  readonly numbers: Float32Array;
};

function runView(run: Run, group: Group, { shape, contract, view }: NetworkUse & { view: View }) {
  const [width, height] = (view & 4) !== 0 ? [group.height, group.width] : [group.width, group.height];
  const n = group.members.length;
  const batch = createBatch(n, width, height);
  for (const [at, { signal }] of group.members.entries()) placeSignal(batch, at, signal, contract, view);
  return run({
    image: { data: batch.pixels, dims: [n, 1, height, width] },
    mask: { data: batch.mask, dims: [n, 1, height / cellSize, width / cellSize] },
    numbers: { data: group.numbers, dims: [n, shape.numbers] },
  });
}

type Row = { readonly at: number; readonly length: number; readonly views: number };

function addRow(to: Float32Array, row: number, from: Float32Array | undefined, { at, length, views }: Row): void {
  if (!from) throw new Error("the model lacks an output: expected scores and embedding");
  for (let i = 0; i < length; i++) to[row * length + i] = (to[row * length + i] as number) + (from[at * length + i] as number) / views;
}
