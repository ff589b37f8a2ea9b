/** Numbers into bytes, in the order that the file wants. */
export type ByteWriter = {
  readonly bytes: Uint8Array;
  readonly u8: (value: number) => void;
  readonly u16: (value: number) => void;
  readonly u32: (value: number) => void;
  readonly u64: (value: number) => void;
  readonly text: (value: string) => void;
  readonly skip: (count: number) => void;
};

export const byteWriter = (size: number, littleEndian: boolean): ByteWriter => {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const step = (count: number): number => {
    at += count;
    return at - count;
  };
  return {
    bytes,
    u8: (value) => view.setUint8(step(1), value),
    u16: (value) => view.setUint16(step(2), value, littleEndian),
    u32: (value) => view.setUint32(step(4), value, littleEndian),
    u64: (value) => view.setBigUint64(step(8), BigInt(value), littleEndian),
    text: (value) => {
      for (const char of value) view.setUint8(step(1), char.charCodeAt(0));
    },
    skip: (count) => {
      step(count);
    },
  };
};
