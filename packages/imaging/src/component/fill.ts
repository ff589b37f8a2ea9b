import type { Box, Runs } from "./component.ts";
import { rootOf } from "./table.ts";

/** Ground between the runs of a box, row by row; piece 0 is what reaches the border of the box. */
type Gaps = { readonly from: Int32Array; readonly to: Int32Array; readonly parent: Int32Array; readonly rows: Int32Array };

/** Runs of the filled object: holes, and what lies in them, belong to it. Time follows the runs, not the pixels.
 *  @param runs - in reading order   @param box - around all of them */
export function fillRuns(runs: Runs, box: Box): Runs {
  const gaps = gapsOf(runs, box);
  const out = new Int32Array(runs.length);
  let [to, n] = [0, 0];
  for (let y = 0; y < box.height; y++) {
    let open = false;
    for (let g = gaps.rows[y]; g < gaps.rows[y + 1]; g++) {
      const hole = gaps.from[g] < gaps.to[g] && rootOf(gaps.parent, g + 1) !== 0;
      if (open && !hole) out[to - 1] = gaps.from[g];
      open = open && hole;
      if (g + 1 === gaps.rows[y + 1]) break;
      if (!open) {
        out[to] = box.y + y;
        out[to + 1] = runs[3 * n + 1];
        to += 3;
        open = true;
      }
      n++;
    }
  }
  return out.subarray(0, to).slice();
}

/** Gap g of a row lies before its run; the last one behind the last run. Empty ones, and those at the border, belong to piece 0. */
function gapsOf(runs: Runs, { x, y, width, height }: Box): Gaps {
  const count = runs.length / 3 + height;
  const [from, to, parent, rows] = [new Int32Array(count), new Int32Array(count), new Int32Array(count + 1), new Int32Array(height + 1)];
  let [g, n] = [0, 0];
  for (let row = 0; row < height; row++) {
    rows[row] = g;
    let left = x;
    for (; n < runs.length && runs[n] === y + row; n += 3) {
      [from[g], to[g]] = [left, runs[n + 1]];
      left = runs[n + 2];
      g++;
    }
    [from[g], to[g]] = [left, x + width];
    g++;
    rows[row + 1] = g;
    for (let k = rows[row]; k < g; k++) {
      const border = row === 0 || row === height - 1 || from[k] === x || to[k] === x + width;
      parent[k + 1] = border || from[k] === to[k] ? 0 : k + 1;
    }
    if (row > 0) uniteRows({ from, to, parent, rows }, row);
  }
  return { from, to, parent, rows };
}

function uniteRows({ from, to, parent, rows }: Gaps, row: number): void {
  let above = rows[row - 1];
  for (let k = rows[row]; k < rows[row + 1]; k++) {
    if (from[k] === to[k]) continue;
    while (above < rows[row] && to[above] <= from[k]) above++;
    for (let m = above; m < rows[row] && from[m] < to[k]; m++) {
      if (from[m] === to[m]) continue;
      const [a, b] = [rootOf(parent, m + 1), rootOf(parent, k + 1)];
      // Piece 0 stays itself.
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
}
