import type { Region } from "../region.ts";

/** One region from the parts of a broken animal: the box around all, each pixel from the part whose mask has it, else from a part whose box
 *  holds it, else the ground. Parts need not touch.
 *  @param ground - grey where no part looked: 255, or what the caller reads from the frame   @throws RangeError without parts */
export function joinRegions(parts: readonly Region[], ground = 255): Region {
  if (parts.length === 0) throw new RangeError("join: expected at least one part, got none");
  const x = Math.min(...parts.map((part) => part.x));
  const y = Math.min(...parts.map((part) => part.y));
  const width = Math.max(...parts.map((part) => part.x + part.width)) - x;
  const height = Math.max(...parts.map((part) => part.y + part.height)) - y;
  const grey = new Uint8Array(width * height).fill(ground);
  const mask = new Uint8Array(width * height);
  for (const part of parts) {
    for (let row = 0; row < part.height; row++) {
      const to = (part.y - y + row) * width + part.x - x;
      for (let column = 0; column < part.width; column++) {
        const from = row * part.width + column;
        if (part.mask[from] === 0 && mask[to + column] !== 0) continue;
        grey[to + column] = part.grey[from];
        if (part.mask[from] !== 0) mask[to + column] = 1;
      }
    }
  }
  return { x, y, width, height, grey, mask };
}
