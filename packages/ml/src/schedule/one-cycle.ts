export type OneCycle = {
  readonly peak: number;
  /** Share of all steps in which the rate rises. */
  readonly warmUp: number;
  /** The rate begins at peak / 20 and ends at peak * `end`. */
  readonly end: number;
};

/** Learning rate at `done` (0 to 1) of the training: a straight rise, then half a cosine (Smith and Topin 2018). */
export function oneCycleRate(done: number, { peak, warmUp, end }: OneCycle): number {
  if (done < warmUp) return peak * (0.05 + (0.95 * done) / warmUp);
  const fallen = (done - warmUp) / (1 - warmUp);
  return peak * (end + ((1 - end) * (1 + Math.cos(Math.PI * Math.min(1, fallen)))) / 2);
}
