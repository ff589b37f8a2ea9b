import { batchesByRectangle, createBatch, placeSignal, rectangleOf, scaleSignal, type View } from "@nauplius/ml";
import { signalAt } from "./image-set.ts";
import type { PredictAnswer, PredictMessage, ThreadStart } from "./messages.ts";
import { openSession } from "./runtime.ts";

const batchPixels = 32 * 64 * 64;

/** Probabilities of objects of the set, in the order asked for, averaged over the first `views` of the eight views. */
export async function predictIndices(message: PredictMessage, { set, shape, contract }: ThreadStart): Promise<PredictAnswer> {
  const run = await openSession(message.model, 1);
  const probabilities = new Float32Array(message.indices.length * shape.classes);
  const members = message.indices.map((index, row) => {
    const signal = scaleSignal(signalAt(set, index), scaleFrom(set.longest[index] ?? 1, signalAt(set, index).width, contract));
    return { index, row, signal, rectangle: rectangleOf(signal, contract) };
  });
  for (const group of batchesByRectangle(members, batchPixels)) {
    for (let view = 0; view < message.views; view++) {
      const swap = (view & 4) !== 0;
      const [width, height] = swap ? [group.height, group.width] : [group.width, group.height];
      const n = group.members.length;
      const batch = createBatch(n, width, height);
      for (const [row, { signal }] of group.members.entries()) placeSignal(batch, row, signal, contract, view as View);
      const numbers = new Float32Array(n * shape.numbers);
      group.members.forEach(({ index }, row) => {
        numbers.set(set.numbers.subarray(index * shape.numbers, (index + 1) * shape.numbers), row * shape.numbers);
      });
      const { scores } = await run({
        image: { data: batch.pixels, dims: [n, 1, height, width] },
        mask: { data: batch.mask, dims: [n, 1, height / 16, width / 16] },
        numbers: { data: numbers, dims: [n, shape.numbers] },
      });
      group.members.forEach(({ row }, at) => {
        for (let c = 0; c < shape.classes; c++) {
          const target = row * shape.classes + c;
          probabilities[target] = (probabilities[target] ?? 0) + (scores?.[at * shape.classes + c] ?? 0) / message.views;
        }
      });
    }
  }
  return { probabilities };
}

/** Stored signals may be smaller than their vignettes: the scale is that of the vignette. */
function scaleFrom(longest: number, stored: number, contract: ThreadStart["contract"]): ThreadStart["contract"] {
  if (longest === stored) return contract;
  const wanted = contract.reference * (longest / contract.reference) ** contract.exponent;
  return { ...contract, exponent: 0, reference: wanted };
}
