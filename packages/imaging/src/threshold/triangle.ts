import { totalOf } from "./histogram.ts";

/** The grey that lies farthest below the line from the histogram's peak to the end of its longer tail, on the side of the tail: for few objects
 *  on an even ground (Zack, Rogers and Latt 1977, J. Histochem. Cytochem. 25:741). Pixels <= it are the dark class.
 *  @param counts - of the 256 greys   @throws RangeError without pixels */
export function triangle(counts: ArrayLike<number>): number {
  if (totalOf(counts) === 0) throw new RangeError("triangle threshold: expected at least one pixel, got none");
  let [first, last, peak] = [-1, 0, 0];
  for (let grey = 0; grey < counts.length; grey++) {
    if (counts[grey] === 0) continue;
    if (first < 0) first = grey;
    last = grey;
    if (counts[grey] > counts[peak]) peak = grey;
  }
  const dark = peak - first >= last - peak;
  const [end, step] = dark ? [first, 1] : [last, -1];
  // The distance to the line is this over a constant.
  const [run, rise] = [Math.abs(peak - end), counts[peak] - counts[end]];
  let [farthest, at] = [0, end];
  for (let k = 1; k < run; k++) {
    const grey = end + k * step;
    const distance = rise * k - run * (counts[grey] - counts[end]);
    if (distance > farthest) [farthest, at] = [distance, grey];
  }
  return dark ? at : at - 1;
}
