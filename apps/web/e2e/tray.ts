/** A grey TIFF of one strip, 8 bits, 2400 dpi (TIFF 6.0). */
function tiffOf(data: Uint8Array, width: number, height: number): Buffer {
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 256],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, data.length],
    [282, 5, 200],
    [283, 5, 200],
    [296, 3, 2],
  ];
  const head = Buffer.alloc(256);
  head.write("II*\0", 0, "latin1");
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], n) => {
    const at = 10 + 12 * n;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(value, at + 8);
  });
  // Dots an inch: 2400 / 1.
  head.writeUInt32LE(2400, 200);
  head.writeUInt32LE(1, 204);
  return Buffer.concat([head, data]);
}

const [width, height] = [1000, 800];
const ground = 222;
/** Discs far from each other: from 0.5 mm on all are objects. */
const discs: readonly (readonly [x: number, y: number, r: number])[] = [
  [220, 200, 30],
  [420, 240, 45],
  [640, 210, 24],
  [260, 500, 60],
  [520, 540, 28],
  [760, 520, 36],
];

/** A tray of a ZooScan with some discs in it, and the same tray empty. */
export function drawnTray(): { readonly scan: Buffer; readonly blank: Buffer; readonly objects: number } {
  // The same grain on both would cancel out: the lamp's own noise is not the same twice.
  const empty = (seed: number): Uint8Array =>
    Uint8Array.from({ length: width * height }, (_, i) => ground + (((i * 7 + seed * 13 + ((i / width) | 0) * 11) % 5) - 2));
  const scan = empty(1);
  for (const [x, y, r] of discs)
    for (let v = y - r; v <= y + r; v++)
      for (let u = x - r; u <= x + r; u++) if ((u - x) ** 2 + (v - y) ** 2 <= r * r) scan[v * width + u] = 80 + ((u + v) % 40);
  return { scan: tiffOf(scan, width, height), blank: tiffOf(empty(2), width, height), objects: discs.length };
}
