import { GROUND, type Region } from "../../region.ts";
import type { Scratch } from "../shape/scratch.ts";
import type { Shape } from "../shape/shape.ts";

export type Focus = { sharpness: number; edge: number };

/** How sharp the picture is. `sharpness`: variance of the Laplacian (4 v less its four neighbours) over the pixels whose four neighbours
 *  are the filled object's too, grey²; `edge`: mean Sobel slope on the object's outline, greys a pixel. NaN without such pixels. The edge
 *  needs the true greys around the object: on a vignette whose ground was cleared it says how dark the rim is. */
export function focusOf(shape: Shape, region: Region, scratch: Scratch, out: Focus): void {
  const { labels, stride, width, height } = shape;
  const plane = surroundings(shape, region, scratch);
  let [n, sum, squares, rim, slopes] = [0, 0, 0, 0, 0];
  for (let y = 1; y <= height; y++) {
    for (let at = y * stride + 1; at <= y * stride + width; at++) {
      if (labels[at] === GROUND) continue;
      const up = at - stride;
      const down = at + stride;
      if (labels[up] !== GROUND && labels[down] !== GROUND && labels[at - 1] !== GROUND && labels[at + 1] !== GROUND) {
        const laplacian = 4 * plane[at] - plane[up] - plane[down] - plane[at - 1] - plane[at + 1];
        n++;
        sum += laplacian;
        squares += laplacian * laplacian;
      } else {
        const gx = plane[up + 1] + 2 * plane[at + 1] + plane[down + 1] - plane[up - 1] - 2 * plane[at - 1] - plane[down - 1];
        const gy = plane[down - 1] + 2 * plane[down] + plane[down + 1] - plane[up - 1] - 2 * plane[up] - plane[up + 1];
        rim++;
        slopes += Math.sqrt(gx * gx + gy * gy);
      }
    }
  }
  out.sharpness = n === 0 ? Number.NaN : squares / n - (sum / n) ** 2;
  out.edge = rim === 0 ? Number.NaN : slopes / rim / 8;
}

/** The region's own greys on the shape's planes; where the crop ends, its last pixels go on. */
function surroundings({ ox, oy, stride, size, height }: Shape, region: Region, scratch: Scratch): Uint8Array {
  const plane = scratch.bytes("surroundings", size);
  for (let y = 0; y < height + 2; y++) {
    const row = Math.min(region.height - 1, Math.max(0, oy + y - 1)) * region.width;
    for (let x = 0; x < stride; x++) {
      plane[y * stride + x] = region.grey[row + Math.min(region.width - 1, Math.max(0, ox + x - 1))];
    }
  }
  return plane;
}
