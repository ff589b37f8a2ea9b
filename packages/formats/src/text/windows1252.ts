/** Bytes 0x80-0x9F of Windows-1252 (WHATWG index); all others are the code point itself, as in Latin-1. */
const upper =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
const codes = Uint16Array.from({ length: 256 }, (_, byte) => (byte >= 0x80 && byte < 0xa0 ? upper.charCodeAt(byte - 0x80) : byte));

/** Own table, since hosts disagree over versions on 0x80-0x9F of "windows-1252"; the text is built as UTF-16 for speed. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const wide = new Uint8Array(bytes.length * 2);
  for (let i = 0; i < bytes.length; i += 1) {
    const code = codes[bytes[i] ?? 0] ?? 0;
    wide[2 * i] = code & 0xff;
    wide[2 * i + 1] = code >> 8;
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(wide);
}
