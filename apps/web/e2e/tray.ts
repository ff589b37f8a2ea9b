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
type Disc = readonly [x: number, y: number, r: number];
/** Discs far from each other: from 0.5 mm on all are objects. */
const discs: readonly Disc[] = [
  [220, 200, 30],
  [420, 240, 45],
  [640, 210, 24],
  [260, 500, 60],
  [520, 540, 28],
  [760, 520, 36],
];

// The same grain on both would cancel out: the lamp's own noise is not the same twice.
const empty = (seed: number, pixels = width * height): Uint8Array =>
  Uint8Array.from({ length: pixels }, (_, i) => ground + (((i * 7 + seed * 13 + ((i / width) | 0) * 11) % 5) - 2));

function trayOf(drawn: readonly Disc[]): Buffer {
  const scan = empty(1);
  for (const [x, y, r] of drawn)
    for (let v = Math.max(0, y - r); v <= Math.min(height - 1, y + r); v++)
      for (let u = Math.max(0, x - r); u <= Math.min(width - 1, x + r); u++)
        if ((u - x) ** 2 + (v - y) ** 2 <= r * r) scan[v * width + u] = 80 + ((u + v) % 40);
  return tiffOf(scan, width, height);
}

/** A tray of a ZooScan with some discs in it, and the same tray empty. */
export const drawnTray = (): { readonly scan: Buffer; readonly blank: Buffer; readonly objects: number } => ({
  scan: trayOf(discs),
  blank: tiffOf(empty(2), width, height),
  objects: discs.length,
});

/** The same scan, its samples said to have so many bits. */
function ofBits(scan: Buffer, bits: number): Buffer {
  const bytes = Buffer.from(scan);
  for (let at = 10; at < 10 + 12 * 12; at += 12) if (bytes.readUInt16LE(at) === 258) bytes.writeUInt16LE(bits, at + 8);
  return bytes;
}

/** The same scan with a second page. */
function ofTwoPages(scan: Buffer): Buffer {
  const bytes = Buffer.from(scan);
  const size = 2 + 12 * bytes.readUInt16LE(8);
  bytes.writeUInt32LE(bytes.length, 8 + size);
  return Buffer.concat([bytes, bytes.subarray(8, 8 + size), Buffer.alloc(4)]);
}

/** What goes wrong with scans, by the name of the sample, and what is said then. */
export function badScans(): Readonly<Record<string, { readonly scan: Buffer; readonly says: string }>> {
  const { scan } = drawnTray();
  return {
    size: { scan: tiffOf(empty(1, 640 * 480), 640, 480), says: "the blank scan has 1,000 x 800 pixels, the scan 640 x 480 pixels" },
    bits: { scan: ofBits(scan, 32), says: "32 bits" },
    pages: { scan: ofTwoPages(scan), says: "2 pages" },
    nothing: { scan: trayOf([]), says: "no object was found" },
    lid: { scan: trayOf([[500, 400, 380]]), says: "the lid was open" },
    shadow: { scan: trayOf([[0, 400, 220]]), says: "up to the left edge" },
  };
}
