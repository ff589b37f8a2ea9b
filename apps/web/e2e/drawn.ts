import { crc32, deflateSync } from "node:zlib";
import { encodeMask } from "@nauplius/imaging";

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const sizeOf = (n: number) => ({ width: 60 + (n % 7) * 4, height: 48 + (n % 5) * 4 });

/** Whether a pixel of the ellipse's picture is of the ellipse. */
const isInside = (n: number, stretch: number) => {
  const { width, height } = sizeOf(n);
  return (x: number, y: number): boolean => ((x - width / 2) / (14 + (n % 9))) ** 2 + ((y - height / 2) / (10 * stretch)) ** 2 < 1;
};

/** The mask of the same ellipse, as archives carry it. */
export function ellipseMask(n: number, stretch: number): string {
  const { width, height } = sizeOf(n);
  const inside = isInside(n, stretch);
  const on = Uint8Array.from({ length: width * height }, (_, i) => Number(inside(i % width, Math.floor(i / width))));
  return Buffer.from(encodeMask({ width, height, on })).toString("base64");
}

/** A grey PNG with one dark ellipse; `n` makes each a different picture. */
export function ellipse(n: number, stretch: number): Buffer {
  const { width, height } = sizeOf(n);
  const inside = isInside(n, stretch);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = inside(x, y) ? 40 + ((x * 7 + y * 13 + n) % 40) : 250;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** Class folders with so many drawn images each. */
export function classFolders(classes: Readonly<Record<string, number>>): Record<string, Buffer> {
  const images = Object.entries(classes).flatMap(([name, count], at) =>
    Array.from({ length: count }, (_, n) => [`${name}/${name}_${String(n).padStart(3, "0")}.png`, ellipse(n + at * 31, 0.4 + at)] as const),
  );
  return Object.fromEntries(images);
}

/** A tab-separated table with its images, as an archive of EcoTaxa has them. */
export const tableOf = (lines: readonly (readonly (string | number)[])[]): Buffer =>
  Buffer.from(lines.map((cells) => cells.join("\t")).join("\n"));
