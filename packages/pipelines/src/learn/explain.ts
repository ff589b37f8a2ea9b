import { cellSize, createBatch, type GreyImage, placeSignal, readSignal, rectangleOf, scaleSignal, sizesOf } from "@nauplius/ml";
import type { OpenModel } from "./model-folder.ts";
import type { Run } from "./runtime.ts";

/** How much each part of a vignette speaks for some classes: a square grid over the whole vignette, row by row from the top, 0..255 where 255 is
 *  the part that says most. All 0: no part speaks for them. */
export type Explanation = { readonly side: number; readonly cells: Uint8Array };

export const explanationSide = 24;

/** The class activation map (Zhou et al. 2016, CVPR) of the classes that `why` weights, drawn onto the vignette as it lies. */
export async function explainGrey({ manifest }: OpenModel, run: Run, grey: GreyImage, why: Float32Array): Promise<Explanation> {
  const original = readSignal(grey);
  const signal = scaleSignal(original, manifest.input);
  const { width, height } = rectangleOf(signal, manifest.input);
  const batch = createBatch(1, width, height);
  placeSignal(batch, 0, signal, manifest.input);
  const [columns, rows] = [width / cellSize, height / cellSize];
  // Measured features behind the sizes change nothing of the map.
  const numbers = new Float32Array(manifest.shape.numbers);
  numbers.set(sizesOf(original));
  const { activation } = await run({
    image: { data: batch.pixels, dims: [1, 1, height, width] },
    mask: { data: batch.mask, dims: [1, 1, rows, columns] },
    numbers: { data: numbers, dims: [1, numbers.length] },
    why: { data: why, dims: [1, manifest.taxa.length] },
  });
  if (activation === undefined) throw new Error('the model has no output "activation": it cannot say why');
  const map = { values: activation, columns, rows };
  const isTurned = grey.height > grey.width;
  const [left, top] = [Math.floor((width - signal.width) / 2), Math.floor((height - signal.height) / 2)];
  const values = Float32Array.from({ length: explanationSide ** 2 }, (_, at) => {
    const across = ((at % explanationSide) + 0.5) / explanationSide;
    const down = (Math.floor(at / explanationSide) + 0.5) / explanationSide;
    // Tall vignettes were laid on their side for the network.
    const [u, v] = isTurned ? [down, across] : [across, down];
    return Math.max(0, valueAt(map, (left + u * signal.width) / cellSize, (top + v * signal.height) / cellSize));
  });
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return { side: explanationSide, cells: Uint8Array.from(values, (v) => (most === 0 ? 0 : Math.round((255 * v) / most))) };
}

type CellMap = { readonly values: Float32Array; readonly columns: number; readonly rows: number };

/** Between the middles of the cells, linearly. */
function valueAt({ values, columns, rows }: CellMap, x: number, y: number): number {
  const within = (at: number, count: number): number => Math.min(Math.max(at - 0.5, 0), count - 1);
  const [column, row] = [within(x, columns), within(y, rows)];
  const [c, r] = [Math.min(Math.floor(column), Math.max(0, columns - 2)), Math.min(Math.floor(row), Math.max(0, rows - 2))];
  const at = (i: number, j: number): number => values[Math.min(j, rows - 1) * columns + Math.min(i, columns - 1)] as number;
  const mix = (a: number, b: number, share: number): number => a + (b - a) * share;
  return mix(mix(at(c, r), at(c + 1, r), column - c), mix(at(c, r + 1), at(c + 1, r + 1), column - c), row - r);
}
