import { err, ok, type Result } from "@nauplius/domain";
import type { Box } from "../component/component.ts";
import { labelsOf } from "../component/plane.ts";
import type { Region } from "../region.ts";
import { drawLine, type Point } from "./knife.ts";

export type CutRefusal = { readonly code: "notCut"; readonly message: string };

export type CutOptions = {
  /** Pieces with fewer pixels are crumbs of the knife and stay with what they touch. Default: 1 % of the object's pixels. */
  readonly crumb?: number;
};

/** Parts a region by drawn lines: each child is a region of its own box, with the same greys; together they have exactly the pixels of the
 *  parent, those under the knife included. Children come in reading order. Holes that a line opens are ground, as the masks say.
 *  @param lines - in pixels from the upper left corner of the region
 *  @returns a refusal where no line parts a piece in two */
export function cutRegion(
  region: Region,
  lines: readonly (readonly Point[])[],
  { crumb }: CutOptions = {},
): Result<readonly Region[], CutRefusal> {
  const { width, height, mask } = region;
  const knife = new Uint8Array(mask.length);
  for (const line of lines) drawLine(knife, width, height, line);
  const before = labelsOf(mask, width, height);
  const rest = mask.map((v, i) => (v !== 0 && knife[i] === 0 ? 1 : 0));
  const { label, pixels } = labelsOf(rest, width, height);
  const smallest = crumb ?? before.pixels.reduce((a, b) => a + b, 0) / 100;
  const owner = childrenOf({ before: before.label, after: label, pixels, knife, smallest });
  const children = new Set(owner.filter((child) => child > 0));
  if (children.size < 2) return err({ code: "notCut", message: whyNot(mask, knife) });
  const assigned = Int32Array.from(label, (n) => (n > 0 ? owner[n] : 0));
  spread(assigned, mask, width);
  return ok([...children].map((child) => regionOf(region, assigned, child)).sort((a, b) => a.y - b.y || startOf(a) - startOf(b)));
}

const whyNot = (mask: Uint8Array, knife: Uint8Array): string =>
  mask.some((v, i) => v !== 0 && knife[i] !== 0)
    ? "the line does not part the object: expected one that crosses it from side to side"
    : "the line does not touch the object";

type Cut = { before: Int32Array; after: Int32Array; pixels: readonly number[]; knife: Uint8Array; smallest: number };

/** For each piece its child: itself when the knife touched the object it comes from and it is no crumb, else 0. */
function childrenOf({ before, after, pixels, knife, smallest }: Cut): number[] {
  const touched = new Set<number>();
  knife.forEach((k, i) => {
    if (k !== 0 && before[i] > 0) touched.add(before[i]);
  });
  const owner = new Array<number>(pixels.length + 1).fill(0);
  after.forEach((n, i) => {
    if (n > 0 && touched.has(before[i]) && pixels[n - 1] >= smallest) owner[n] = n;
  });
  return owner;
}

/** Gives every other object pixel to the child that is nearest in steps over pixels (over ground too, for parts that touch nothing). */
function spread(assigned: Int32Array, mask: Uint8Array, width: number): void {
  const nearest = assigned.slice();
  const queue = new Int32Array(assigned.length);
  let [head, tail] = [0, 0];
  nearest.forEach((child, i) => {
    if (child > 0) queue[tail++] = i;
  });
  const inside = (pass: "object" | "ground"): void => {
    while (head < tail) {
      const i = queue[head++];
      const x = i % width;
      for (const j of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (j < 0 || j >= mask.length || nearest[j] > 0 || (pass === "object" && mask[j] === 0)) continue;
        nearest[j] = nearest[i];
        queue[tail++] = j;
      }
    }
  };
  inside("object");
  head = 0;
  inside("ground");
  mask.forEach((v, i) => {
    if (v !== 0) assigned[i] = nearest[i];
  });
}

function boxOf(assigned: Int32Array, child: number, width: number): Box {
  let [x0, y0, x1, y1] = [width, assigned.length, 0, 0];
  assigned.forEach((n, i) => {
    if (n !== child) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x + 1), Math.min(y0, y), Math.max(y1, y + 1)];
  });
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function regionOf(parent: Region, assigned: Int32Array, child: number): Region {
  const box = boxOf(assigned, child, parent.width);
  const grey = new Uint8Array(box.width * box.height);
  const mask = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * parent.width + box.x;
    grey.set(parent.grey.subarray(from, from + box.width), y * box.width);
    for (let x = 0; x < box.width; x++) mask[y * box.width + x] = assigned[from + x] === child ? 1 : 0;
  }
  return { x: parent.x + box.x, y: parent.y + box.y, width: box.width, height: box.height, grey, mask };
}

const startOf = (region: Region): number => region.x + region.mask.indexOf(1);
