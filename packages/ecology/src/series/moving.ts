/**
 * Moving average over 2k + 1 neighbours, `times` times over; missing values and what lies beyond the ends take no part (R's castr::slide
 * with na.rm). The papers draw k = 3, three times, over the raw points.
 */
export function movingAverage(values: ArrayLike<number>, k: number, times = 1): Float64Array {
  let smooth = Float64Array.from(values as ArrayLike<number>);
  for (let pass = 0; pass < times; pass++) {
    smooth = smooth.map((_, i) => {
      let [sum, count] = [0, 0];
      for (let j = Math.max(0, i - k); j <= Math.min(smooth.length - 1, i + k); j++) {
        if (Number.isNaN(smooth[j])) continue;
        sum += smooth[j];
        count++;
      }
      return count === 0 ? Number.NaN : sum / count;
    });
  }
  return smooth;
}

/** Mean of each season over the years, smoothed round the year over 2k + 1 seasons: the panel of the seasons on a virtual year. */
export function virtualYear(seasonOf: ArrayLike<number>, values: ArrayLike<number>, seasons: number, k = 2): Float64Array {
  const sums = new Float64Array(seasons);
  const counts = new Float64Array(seasons);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sums[seasonOf[i]] += values[i];
    counts[seasonOf[i]]++;
  }
  const means = sums.map((sum, season) => (counts[season] === 0 ? Number.NaN : sum / counts[season]));
  const round = Float64Array.from({ length: seasons + 2 * k }, (_, i) => means[(i - k + seasons) % seasons]);
  return movingAverage(round, k).slice(k, k + seasons);
}
