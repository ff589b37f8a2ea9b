import { totalOf } from "./histogram.ts";

/** The grey that parts the histogram into two classes with the largest variance between them; pixels <= it are the dark class. Of equal ones
 *  the lowest; one grey alone is its own threshold (Otsu 1979, IEEE Trans. SMC 9:62).
 *  @param counts - of the 256 greys   @throws RangeError without pixels */
export function otsu(counts: ArrayLike<number>): number {
  const total = totalOf(counts);
  if (total === 0) throw new RangeError("Otsu's threshold: expected at least one pixel, got none");
  let sum = 0;
  for (let grey = 0; grey < counts.length; grey++) sum += grey * counts[grey];
  let [best, at, below, sumBelow] = [0, -1, 0, 0];
  for (let grey = 0; grey < counts.length - 1; grey++) {
    below += counts[grey];
    sumBelow += grey * counts[grey];
    if (below === 0 || below === total) continue;
    const difference = sumBelow / below - (sum - sumBelow) / (total - below);
    const between = below * (total - below) * difference * difference;
    if (between > best) [best, at] = [between, grey];
  }
  return at >= 0 ? at : Math.round(sum / total);
}
