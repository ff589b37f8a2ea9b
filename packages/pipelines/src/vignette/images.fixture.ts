import { crc32, deflateSync } from "node:zlib";

const chunk = (type: string, body: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  typed.copy(out, 4);
  out.writeUInt32BE(crc32(typed), typed.length + 4);
  return out;
};

export type PngParts = {
  readonly width: number;
  readonly height: number;
  readonly bits?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGBA. */
  readonly colour?: number;
  /** Filtered rows, before deflating. */
  readonly rows: Buffer;
  readonly before?: readonly (readonly [string, Buffer])[];
};

/** A PNG whose header need not tell the truth. */
export function pngOf({ width, height, bits = 8, colour = 0, rows, before = [] }: PngParts): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, colour, 0, 0, 0], 8);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const extra = before.map(([type, body]) => chunk(type, body));
  return Buffer.concat([signature, chunk("IHDR", head), ...extra, chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

export type TiffParts = {
  readonly width: number;
  readonly height: number;
  readonly bits: readonly number[];
  /** 1 unsigned, 2 signed, 3 floating point. */
  readonly sample?: 1 | 2 | 3;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK. */
  readonly photometric: number;
  readonly data: Uint8Array;
  readonly pages?: number;
  /** The last page points back to the first. */
  readonly loop?: boolean;
  readonly alpha?: boolean;
  readonly palette?: readonly number[];
  readonly orientation?: number;
};

type Tag = readonly [id: number, type: 3 | 4, values: readonly number[]];

function tagsOf(parts: TiffParts): Tag[] {
  const { bits } = parts;
  const tags: Tag[] = [
    [256, 4, [parts.width]],
    [257, 4, [parts.height]],
    [258, 3, bits],
    [259, 3, [1]],
    [262, 3, [parts.photometric]],
    [273, 4, [8]],
    [274, 3, [parts.orientation ?? 1]],
    [277, 3, [bits.length]],
    [278, 4, [parts.height]],
    [279, 4, [parts.data.length]],
  ];
  if (parts.palette !== undefined) tags.push([320, 3, parts.palette]);
  if (parts.alpha === true) tags.push([338, 3, [2]]);
  if (parts.sample !== undefined) tags.push([339, 3, bits.map(() => parts.sample ?? 1)]);
  return tags;
}

/** A little-endian, uncompressed TIFF; all its pages show the same strip. */
export function tiffOf(parts: TiffParts): Buffer {
  const tags = tagsOf(parts);
  const pages = parts.pages ?? 1;
  const long = tags.filter(([, type, values]) => values.length * (type === 3 ? 2 : 4) > 4);
  const pageBytes = 2 + tags.length * 12 + 4 + long.reduce((sum, [, , values]) => sum + values.length * 2, 0);
  const first = 8 + parts.data.length + (parts.data.length % 2);
  const out = Buffer.alloc(first + pages * pageBytes);
  out.write("II*\0", "latin1");
  out.writeUInt32LE(first, 4);
  out.set(parts.data, 8);
  for (let page = 0; page < pages; page++) {
    const start = first + page * pageBytes;
    out.writeUInt16LE(tags.length, start);
    let far = start + 2 + tags.length * 12 + 4;
    tags.forEach(([id, type, values], i) => {
      const at = start + 2 + i * 12;
      out.writeUInt16LE(id, at);
      out.writeUInt16LE(type, at + 2);
      out.writeUInt32LE(values.length, at + 4);
      if (type === 4) out.writeUInt32LE(values[0] ?? 0, at + 8);
      else if (values.length <= 2) for (const [k, value] of values.entries()) out.writeUInt16LE(value, at + 8 + 2 * k);
      else {
        out.writeUInt32LE(far, at + 8);
        for (const value of values) far = out.writeUInt16LE(value, far);
      }
    });
    const next = page + 1 < pages ? start + pageBytes : parts.loop === true ? first : 0;
    out.writeUInt32LE(next, start + 2 + tags.length * 12);
  }
  return out;
}

/** A GIF of so many identical grey frames, 1 x 1 unless told (LZW of nothing but clear and end is enough for one pixel). */
export function gifOf(frames: number, screen = { width: 1, height: 1 }): Buffer {
  const head = Buffer.alloc(13);
  head.write("GIF89a", "latin1");
  head.writeUInt16LE(screen.width, 6);
  head.writeUInt16LE(screen.height, 8);
  head.set([0x80, 0, 0], 10);
  const colours = Buffer.from([200, 200, 200, 0, 0, 0]);
  const frame = Buffer.from([0x21, 0xf9, 4, 0, 1, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([head, colours, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** An upright grey ramp with a dark blot: no two rows and no two columns are equal, so that a turn shows. */
export function ramp(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data[y * width + x] = 120 + Math.round((x * 60) / width + (y * 70) / height);
  for (let y = 2; y < height / 2; y++) for (let x = 3; x < width / 2; x++) data[y * width + x] = 30;
  return data;
}

export const bytesOfView = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
