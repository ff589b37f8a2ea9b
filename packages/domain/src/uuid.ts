const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/** A uuid of version 7 (RFC 9562): 48 bits of milliseconds, then random bits. `random`: ten bytes from the caller's generator. */
export function uuidV7(now: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError(`uuidV7: got ${random.length} random bytes, expected 10`);
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = [...bytes].map(hex).join("");
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
