/** Autocorrelation at every lag, as R's acf(); NaN leaves its products out. */
export function autocorrelation(values: Float64Array): Float64Array {
  let [n, mean] = [0, 0];
  for (const value of values) if (!Number.isNaN(value)) mean += (value - mean) / ++n;
  const centred = values.map((value) => (Number.isNaN(value) ? 0 : value - mean));
  const total = centred.reduce((sum, value) => sum + value * value, 0);
  return centred.map((_, lag) => {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) sum += centred[i] * centred[i - lag];
    return total === 0 ? 0 : sum / total;
  });
}
