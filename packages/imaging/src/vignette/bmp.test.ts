import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBmp } from "./bmp.ts";

type Parts = {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly masks?: readonly number[];
  /** Rows as stored, unpadded; bottom row first unless `height` is negative. */
  readonly rows: readonly (readonly number[])[];
};

function bmpOf({ width, height, bits, compression = 0, palette = [], masks = [], rows }: Parts): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const padded =
    compression === 1 || compression === 2 ? rows.flat() : rows.flatMap((row) => [...row, ...new Array(stride - row.length).fill(0)]);
  const colours = palette.flatMap(([r, g, b]) => [b, g, r, 0]);
  const pixelsAt = 54 + masks.length * 4 + colours.length;
  const out = new Uint8Array(pixelsAt + padded.length);
  const view = new DataView(out.buffer);
  out.set([0x42, 0x4d]);
  view.setUint32(10, pixelsAt, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setUint32(46, palette.length, true);
  for (const [i, mask] of masks.entries()) view.setUint32(54 + 4 * i, mask, true);
  out.set(colours, 54 + masks.length * 4);
  out.set(padded, pixelsAt);
  return out;
}

const pixelsOf = (bytes: Uint8Array) => {
  const pixels = decodeBmp(bytes);
  if (typeof pixels === "string") throw new Error(pixels);
  return { ...pixels, data: [...pixels.data] };
};

const GREYS = Array.from({ length: 256 }, (_, i) => [i, i, i] as const);

describe("a bitmap", () => {
  test("of 8-bit grey stands on its head in the file, or not when its height is negative", () => {
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const upsideDown = pixelsOf(bmpOf({ width: 3, height: 2, bits: 8, palette: GREYS, rows }));
    expect(upsideDown).toEqual({ data: [4, 5, 6, 1, 2, 3], width: 3, height: 2, channels: 1 });
    expect(pixelsOf(bmpOf({ width: 3, height: -2, bits: 8, palette: GREYS, rows })).data).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("of any size keeps its greys", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        (width, height, stream) => {
          const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => stream.next().value as number));
          expect(pixelsOf(bmpOf({ width, height: -height, bits: 8, palette: GREYS, rows })).data).toEqual(rows.flat());
        },
      ),
    );
  });

  test("of 1 and 4 bits, with a palette, at an odd width", () => {
    const palette = [
      [255, 255, 255],
      [9, 9, 9],
    ] as const;
    expect(pixelsOf(bmpOf({ width: 3, height: -1, bits: 1, palette, rows: [[0b01000000]] })).data).toEqual([255, 9, 255]);
    const colours = [
      [1, 2, 3],
      [10, 20, 30],
      [40, 50, 60],
    ] as const;
    const four = pixelsOf(bmpOf({ width: 3, height: -1, bits: 4, palette: colours, rows: [[0x02, 0x10]] }));
    expect(four).toMatchObject({ channels: 3, data: [1, 2, 3, 40, 50, 60, 10, 20, 30] });
  });

  test("of 16, 24 and 32 bits: blue comes first", () => {
    expect(pixelsOf(bmpOf({ width: 1, height: 1, bits: 24, rows: [[3, 2, 1]] })).data).toEqual([1, 2, 3]);
    expect(pixelsOf(bmpOf({ width: 1, height: 1, bits: 32, rows: [[3, 2, 1, 77]] })).data).toEqual([1, 2, 3]);
    // 5 bits each: red 31, green 0, blue 16.
    const value = (31 << 10) | 16;
    expect(pixelsOf(bmpOf({ width: 1, height: 1, bits: 16, rows: [[value & 255, value >> 8]] })).data).toEqual([255, 0, 132]);
    const masks = [0x0000ff, 0x00ff00, 0xff0000];
    expect(pixelsOf(bmpOf({ width: 1, height: 1, bits: 32, compression: 3, masks, rows: [[1, 2, 3, 0]] })).data).toEqual([1, 2, 3]);
  });

  test("of run lengths: runs, literals, jumps, ends of rows", () => {
    const rle8 = [
      [3, 7],
      [0, 0],
      [0, 3, 1, 2, 3, 0],
      [0, 0],
      [0, 2, 2, 0],
      [1, 9],
      [0, 1],
    ];
    expect(pixelsOf(bmpOf({ width: 3, height: -3, bits: 8, compression: 1, palette: GREYS, rows: rle8 })).data).toEqual([
      7, 7, 7, 1, 2, 3, 0, 0, 9,
    ]);
    const rle4 = [
      [3, 0x12],
      [0, 0],
      [0, 3, 0x21, 0x20],
      [0, 1],
    ];
    const palette = GREYS.slice(0, 16);
    expect(pixelsOf(bmpOf({ width: 3, height: -2, bits: 4, compression: 2, palette, rows: rle4 })).data).toEqual([1, 2, 1, 2, 1, 2]);
  });

  test("that ends early, or says what cannot be, is refused with what was got", () => {
    const whole = bmpOf({
      width: 3,
      height: 2,
      bits: 8,
      palette: GREYS,
      rows: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    });
    expect(decodeBmp(whole.subarray(0, whole.length - 2))).toContain("the pixels end after");
    expect(decodeBmp(whole.subarray(0, 30))).toContain("header ends after 30 bytes");
    expect(decodeBmp(bmpOf({ width: 3, height: 2, bits: 7, rows: [] }))).toContain("7 bits");
    expect(decodeBmp(bmpOf({ width: -3, height: 2, bits: 8, rows: [] }))).toContain("-3 x 2");
    expect(decodeBmp(bmpOf({ width: 3, height: 2, bits: 24, compression: 4, rows: [] }))).toContain("compression 4");
    expect(
      decodeBmp(
        bmpOf({
          width: 3,
          height: 3,
          bits: 8,
          compression: 1,
          palette: GREYS,
          rows: [
            [3, 7],
            [0, 0],
          ],
        }),
      ),
    ).toContain("row 1 of 3");
  });

  test("never throws, whatever its bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 120 }), fc.integer({ min: 0, max: 60 }), (noise, at) => {
        const file = bmpOf({
          width: 3,
          height: 2,
          bits: 8,
          palette: GREYS.slice(0, 4),
          rows: [
            [1, 2, 3],
            [0, 1, 2],
          ],
        });
        file.set(noise.subarray(0, file.length - at), at);
        new DataView(file.buffer).setInt32(18, 3, true);
        new DataView(file.buffer).setInt32(22, 2, true);
        const pixels = decodeBmp(file);
        expect(typeof pixels === "string" || pixels.width === 3).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
