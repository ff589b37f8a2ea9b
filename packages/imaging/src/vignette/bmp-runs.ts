import type { BmpHeader } from "./bmp-header.ts";

/** Run-length coded rows as plain 8-bit indices, one row a multiple of four bytes. A string says what is wrong. */
export function expandRuns(file: Uint8Array, header: BmpHeader): { bytes: Uint8Array; at: 0 } | string {
  const { width, height } = header;
  const stride = Math.ceil(width / 4) * 4;
  const bytes = new Uint8Array(stride * height);
  const four = header.compression === "rle4";
  let at = header.pixelsAt;
  let x = 0;
  let y = 0;
  const put = (index: number) => {
    if (x < width && y < height) bytes[y * stride + x] = index;
    x += 1;
  };
  const nibble = (byte: number, i: number) => (i % 2 === 0 ? byte >> 4 : byte & 15);
  for (;;) {
    if (at + 1 >= file.length) return `the runs end at row ${y} of ${height}`;
    const count = file[at] ?? 0;
    const value = file[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(four ? nibble(value, i) : value);
    } else if (value === 0) {
      x = 0;
      y += 1;
    } else if (value === 1) {
      return { bytes, at: 0 };
    } else if (value === 2) {
      if (at + 1 >= file.length) return `the runs end at row ${y} of ${height}`;
      x += file[at] ?? 0;
      y += file[at + 1] ?? 0;
      at += 2;
    } else {
      const size = four ? Math.ceil(value / 2) : value;
      if (at + size > file.length) return `the runs end at row ${y} of ${height}`;
      for (let i = 0; i < value; i++) put(four ? nibble(file[at + (i >> 1)] ?? 0, i) : (file[at + i] ?? 0));
      // Literal runs are padded to 16 bits.
      at += size + (size % 2);
    }
    if (y > height) return `the runs go on after row ${height}`;
  }
}
