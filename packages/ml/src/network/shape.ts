/** The plankton network's proportions. Stage s works at 1 / 2^(s+2) of the input's resolution; the last one at 1/16. */
export type NetworkShape = {
  /** 1: grey, 3: colour. */
  readonly channels: 1 | 3;
  readonly stem: number;
  readonly stages: readonly { readonly width: number; readonly inner: number; readonly blocks: number }[];
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
