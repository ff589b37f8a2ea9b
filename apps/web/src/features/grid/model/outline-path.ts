type Mask = { readonly width: number; readonly height: number; readonly on: Uint8Array };

/** The edges between a mask's pixels and what is not of it, as an SVG path in pixels of the mask: what lies in line is one stroke. */
export function outlinePath({ width, height, on }: Mask): string {
  const at = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && on[y * width + x] === 1;
  const parts: string[] = [];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      if (at(x, y - 1) === at(x, y)) continue;
      const from = x;
      while (x + 1 < width && at(x + 1, y - 1) !== at(x + 1, y)) x++;
      parts.push(`M${from} ${y}H${x + 1}`);
    }
  }
  for (let x = 0; x <= width; x++) {
    for (let y = 0; y < height; y++) {
      if (at(x - 1, y) === at(x, y)) continue;
      const from = y;
      while (y + 1 < height && at(x - 1, y + 1) !== at(x, y + 1)) y++;
      parts.push(`M${x} ${from}V${y + 1}`);
    }
  }
  return parts.join("");
}
