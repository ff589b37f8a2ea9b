/** Protocol buffer writer: just the wire types that ONNX uses (https://protobuf.dev/programming-guides/encoding/). */
export type Field = readonly [number: number, value: FieldValue];
type FieldValue =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bytes: Uint8Array }
  | { readonly message: readonly Field[] };

export const int = (field: number, value: number): Field => [field, { int: value }];
export const float = (field: number, value: number): Field => [field, { float: value }];
export const text = (field: number, value: string): Field => [field, { bytes: utf8(value) }];
export const bytes = (field: number, value: Uint8Array): Field => [field, { bytes: value }];
export const message = (field: number, value: readonly Field[]): Field => [field, { message: value }];

export function encode(fields: readonly Field[]): Uint8Array {
  const out = new Uint8Array(sizeOf(fields));
  write(fields, out, 0);
  return out;
}

const wireType = (value: FieldValue): number => ("int" in value ? 0 : "float" in value ? 5 : 2);

function sizeOf(fields: readonly Field[]): number {
  let size = 0;
  for (const [number, value] of fields) size += varintSize(number * 8) + bodySize(value);
  return size;
}

function bodySize(value: FieldValue): number {
  if ("int" in value) return varintSize(value.int);
  if ("float" in value) return 4;
  const length = "bytes" in value ? value.bytes.length : sizeOf(value.message);
  return varintSize(length) + length;
}

function write(fields: readonly Field[], out: Uint8Array, start: number): number {
  let at = start;
  for (const [number, value] of fields) {
    at = varint(number * 8 + wireType(value), out, at);
    if ("int" in value) at = varint(value.int, out, at);
    else if ("float" in value) {
      new DataView(out.buffer, out.byteOffset).setFloat32(at, value.float, true);
      at += 4;
    } else if ("bytes" in value) {
      at = varint(value.bytes.length, out, at);
      out.set(value.bytes, at);
      at += value.bytes.length;
    } else {
      at = varint(sizeOf(value.message), out, at);
      at = write(value.message, out, at);
    }
  }
  return at;
}

/** Negative numbers are 64-bit two's complement, ten bytes long. */
function varint(value: number, out: Uint8Array, start: number): number {
  let at = start;
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    out[at++] = Number(rest & 127n) | 128;
    rest >>= 7n;
  }
  out[at++] = Number(rest);
  return at;
}

function varintSize(value: number): number {
  if (value < 0) return 10;
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Without TextEncoder, which pure packages do not have. */
function utf8(value: string): Uint8Array {
  const out: number[] = [];
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(out);
}
