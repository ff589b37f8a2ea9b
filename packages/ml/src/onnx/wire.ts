/** One field of a protocol buffer message as it lies in the bytes: a number, or the bytes of text, arrays and messages. */
export type WireField = { readonly field: number; readonly value: number; readonly bytes: Uint8Array | null };

/** The fields of a message, unread further; throws where the bytes are no message. */
export function* fieldsOf(message: Uint8Array): Generator<WireField> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  while (at < message.length) {
    const [key, afterKey] = varint(message, at);
    // Other readers let go of what is above 32 bits, and would see another field than the one checked here.
    if (key > 0xffff_ffff) throw new Error("the number of a field is too large");
    const field = Math.floor(key / 8);
    at = afterKey;
    if (key % 8 === 0) {
      const [value, next] = varint(message, at);
      at = next;
      yield { field, value, bytes: null };
    } else if (key % 8 === 1 || key % 8 === 5) {
      const width = key % 8 === 1 ? 8 : 4;
      if (at + width > message.length) throw new Error("the message ends inside a number");
      yield { field, value: width === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true), bytes: null };
      at += width;
    } else if (key % 8 === 2) {
      const [length, start] = varint(message, at);
      at = start + length;
      if (at > message.length) throw new Error(`field ${field} says ${length} bytes, the message has ${message.length - start} left`);
      yield { field, value: 0, bytes: message.subarray(start, at) };
    } else throw new Error(`wire type ${key % 8} of field ${field} is unknown`);
  }
}

/** Numbers beyond 2^53 lose their last digits: ONNX has none that matter. */
function varint(bytes: Uint8Array, start: number): [value: number, next: number] {
  let [value, factor, at] = [0, 1, start];
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined || at - start > 10) throw new Error("the message ends inside a number");
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
    factor *= 128;
  }
}

export function textOf(bytes: Uint8Array): string {
  const encoded = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new Error("a name is not UTF-8");
  }
}
