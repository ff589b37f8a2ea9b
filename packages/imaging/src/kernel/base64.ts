const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes of base64 text (RFC 4648), without the help of a host. @throws RangeError at a character that is none */
export function base64(text: string): Uint8Array<ArrayBuffer> {
  const body = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let [bits, held, to] = [0, 0, 0];
  for (const character of body) {
    const value = letters.indexOf(character);
    if (value < 0) throw new RangeError(`base64: expected a letter, a digit, + or /, got "${character}"`);
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[to++] = (bits >> held) & 255;
  }
  return bytes;
}
