export type Regular = {
  /** Regular days, days since 1970-01-01. */
  readonly days: Float64Array;
  /** NaN is missing. */
  readonly values: Float64Array;
  /** 1 where a short gap was bridged: such values are drawn and decomposed, never tested for trends. */
  readonly interpolated: Uint8Array;
};

export type RegularOptions = {
  /** Days between regular dates. Default 7. */
  readonly step?: number;
  /** A date stands for a regular one at most so many days away. Default 3. */
  readonly near?: number;
  /** Gaps of at most so many regular dates are bridged by straight lines between observations; longer ones stay. Default 2. */
  readonly bridge?: number;
  /** First regular day; default the first observation. The published scripts begin one day earlier, since more dates match. */
  readonly start?: number;
};

/** A series on regular dates, by the gap rule of Beck et al. 2023. Observations in any order; NaN values take no part. */
export function regularise(days: ArrayLike<number>, values: ArrayLike<number>, options: RegularOptions = {}): Regular {
  const { step = 7, near = 3, bridge = 2 } = options;
  const known = Array.from(days as ArrayLike<number>, (day, i) => ({ day, value: values[i] }))
    .filter(({ day, value }) => !Number.isNaN(day) && !Number.isNaN(value))
    .sort((a, b) => a.day - b.day);
  if (known.length === 0) return { days: new Float64Array(0), values: new Float64Array(0), interpolated: new Uint8Array(0) };
  const start = options.start ?? known[0].day;
  const count = Math.max(1, Math.floor((known[known.length - 1].day + near - start) / step) + 1);
  const regular = Float64Array.from({ length: count }, (_, i) => start + i * step);
  const found = new Float64Array(count).fill(Number.NaN);
  const distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (const { day, value } of known) {
    const slot = Math.round((day - start) / step);
    const away = Math.abs(day - (start + slot * step));
    // Of two observations the nearer one, of equally near ones the earlier one.
    if (slot < 0 || slot >= count || away > near || away >= distance[slot]) continue;
    found[slot] = value;
    distance[slot] = away;
  }
  return { days: regular, ...bridged(regular, found, known, bridge) };
}

function bridged(days: Float64Array, values: Float64Array, known: readonly { day: number; value: number }[], most: number) {
  const filled = values.slice();
  const interpolated = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    let end = i;
    while (end < values.length && Number.isNaN(values[end])) end++;
    if (end - i <= most && i > 0 && end < values.length) {
      for (let gap = i; gap < end; gap++) {
        filled[gap] = between(days[gap], known);
        interpolated[gap] = 1;
      }
    }
    i = end;
  }
  return { values: filled, interpolated };
}

function between(day: number, known: readonly { day: number; value: number }[]): number {
  const after = known.findIndex((observation) => observation.day >= day);
  const [left, right] = [known[after - 1], known[after]];
  return left.value + ((right.value - left.value) * (day - left.day)) / (right.day - left.day);
}
