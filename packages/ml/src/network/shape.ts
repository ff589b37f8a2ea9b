/** The plankton network's proportions. The stem works at half of the input's resolution, the last stage at 1/16. */
export type NetworkShape = {
  /** 1: grey, 3: colour. */
  readonly channels: 1 | 3;
  readonly stem: number;
  readonly stages: readonly { readonly width: number; readonly inner: number; readonly blocks: number }[];
  /** What stands before each stage. Without it resolution is halved, pixels becoming channels: three stages lead to 1/16.
   *  "fractional": max pooling by the square root of two (`fractionalMaxPool`): six do. */
  readonly pooling?: "fractional";
  /** Length of the embedding: channels of the last feature map, averaged over the object. */
  readonly embedding: number;
  /** Numbers of each object that join before the head: sizes, then features. */
  readonly numbers: number;
  readonly numberUnits: number;
  readonly classes: number;
};

/** Input pixels to one cell of the last feature map, in each direction. */
export const cellSize = 16;

export const planktonShape = (classes: number, numbers: number): NetworkShape => ({
  channels: 1,
  stem: 32,
  stages: [
    { width: 64, inner: 32, blocks: 3 },
    { width: 128, inner: 64, blocks: 4 },
    { width: 192, inner: 96, blocks: 3 },
  ],
  embedding: 256,
  numbers,
  numberUnits: 32,
  classes,
});

/** The same with two fractional poolings in the place of each halving behind the stem, and as many blocks: those between
 *  two stages of `planktonShape` are narrower, so that both networks cost about the same. */
export const fractionalShape = (classes: number, numbers: number): NetworkShape => ({
  ...planktonShape(classes, numbers),
  stages: [
    { width: 48, inner: 24, blocks: 1 },
    { width: 64, inner: 32, blocks: 2 },
    { width: 96, inner: 48, blocks: 2 },
    { width: 128, inner: 64, blocks: 2 },
    { width: 160, inner: 80, blocks: 1 },
    { width: 192, inner: 96, blocks: 2 },
  ],
  pooling: "fractional",
});
