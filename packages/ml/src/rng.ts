/** What random choices need of a generator; the caller brings one with a seed. */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** Normal deviate. */
  readonly normal: (mean?: number, sd?: number) => number;
};
