import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDecoder, type Encoding } from "./decode.ts";
import { createRecordReader, type TableLimits, type TextRecord } from "./records.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, little: boolean): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((char) =>
      little ? [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8] : [char.charCodeAt(0) >> 8, char.charCodeAt(0) & 255],
    ),
  );
const join = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

function decodeAll(bytes: Uint8Array, step = bytes.length || 1): { text: string; encoding: Encoding; stray: number; firstStray: number } {
  const decoder = createDecoder();
  let text = "";
  for (let at = 0; at < bytes.length; at += step) text += decoder.push(bytes.subarray(at, at + step));
  text += decoder.end();
  const { encoding, strayBytes, firstStray } = decoder.report();
  return { text, encoding, stray: strayBytes, firstStray };
}

describe("the encoding is detected", () => {
  const place = "Villefranche, bâbord, 43°41 N, 10 µm";
  test.each<[string, Uint8Array, Encoding]>([
    ["UTF-8 with BOM", join([0xef, 0xbb, 0xbf], utf8(place)), "utf-8-bom"],
    ["UTF-8 without BOM", utf8(place), "utf-8"],
    ["Windows-1252", latin1(place), "windows-1252"],
    ["UTF-16LE with BOM", join([0xff, 0xfe], utf16(place, true)), "utf-16le"],
    ["UTF-16BE with BOM", join([0xfe, 0xff], utf16(place, false)), "utf-16be"],
    ["UTF-16LE without BOM", utf16(place, true), "utf-16le"],
  ])("%s, in chunks of any size", (_, bytes, encoding) => {
    for (const step of [1, 2, 3, 7, 1000]) expect(decodeAll(bytes, step)).toMatchObject({ text: place, encoding });
  });
  test("plain ASCII is reported as such", () =>
    expect(decodeAll(utf8("object_id"))).toMatchObject({ text: "object_id", encoding: "ascii" }));
  test("the euro and curly quotes of Windows are read", () =>
    expect(decodeAll(Uint8Array.from([0x80, 0x93, 0x31, 0x94])).text).toBe("€“1”"));
  test("an accent far behind the beginning decides", () => {
    const ascii = "a".repeat(200_000);
    expect(decodeAll(latin1(`${ascii}é`), 65_536)).toMatchObject({ encoding: "windows-1252", text: `${ascii}é` });
    expect(decodeAll(utf8(`${ascii}é`), 65_536)).toMatchObject({ encoding: "utf-8", text: `${ascii}é` });
  });
  test("one stray byte in UTF-8 spoils nothing else", () => {
    const bytes = join(utf8("é, ö\n"), [0xe9], utf8("\nü"));
    for (const step of [1, 5, 100])
      expect(decodeAll(bytes, step)).toEqual({ text: "é, ö\né\nü", encoding: "utf-8", stray: 1, firstStray: 7 });
  });
  test("any text survives UTF-8 in any chunks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.integer({ min: 1, max: 9 }), (text, step) => {
        fc.pre(!text.includes("\0") && !text.startsWith("\ufeff"));
        expect(decodeAll(utf8(text), step).text).toBe(text);
      }),
    );
  });
  test("any bytes decode without a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 9 }), (bytes, step) => {
        expect(typeof decodeAll(bytes, step).text).toBe("string");
      }),
    );
  });
});

function readAll(text: string, step = text.length || 1, limits?: TableLimits): TextRecord[] {
  const reader = createRecordReader(limits);
  const out: TextRecord[] = [];
  for (let at = 0; at < text.length; at += step) out.push(...reader.push(text.slice(at, at + step)));
  return out.concat(reader.end());
}
const cellsOf = (records: readonly TextRecord[]) =>
  records.map((record) => (record.kind === "record" ? [record.line, ...record.cells] : [record.line, record.code]));

describe("records", () => {
  test.each(["\n", "\r\n", "\r"])("line end %j, chunks of any size", (end) => {
    const text = ["a\tb", "1\t2", "", '"x\ty"\t"say ""hi"""', "last\t"].join(end);
    for (const step of [1, 2, 3, 100]) {
      expect(cellsOf(readAll(text, step))).toEqual([
        [1, "a", "b"],
        [2, "1", "2"],
        [4, "x\ty", 'say "hi"'],
        [5, "last", ""],
      ]);
    }
  });
  test("a quoted cell may hold line ends, and lines are still counted", () => {
    for (const step of [1, 4, 100])
      expect(cellsOf(readAll('a\tb\n"one\r\ntwo\nthree"\tx\nnext\ty\n', step))).toEqual([
        [1, "a", "b"],
        [2, "one\r\ntwo\nthree", "x"],
        [5, "next", "y"],
      ]);
  });
  test("a quote inside a cell is a character", () =>
    expect(cellsOf(readAll('a\tb\n5" net\t12\n'))).toEqual([
      [1, "a", "b"],
      [2, '5" net', "12"],
    ]));
  test("a quote that never closes costs its line only", () => {
    expect(cellsOf(readAll('a\tb\n"oops\t1\nx\t2\ny\t3\n'))).toEqual([
      [1, "a", "b"],
      [2, "quoteNotClosed"],
      [3, "x", "2"],
      [4, "y", "3"],
    ]);
  });
  test("commas and semicolons are found in the header", () => {
    expect(cellsOf(readAll('a,b\n1,"2,3"\n'))[1]).toEqual([2, "1", "2,3"]);
    expect(cellsOf(readAll("a;b,c;d\n1;2;3\n"))[1]).toEqual([2, "1", "2", "3"]);
  });
  test("a huge line is refused by name and the next one read", () => {
    const limits = { maxRecordChars: 100, maxColumns: 50 };
    const text = `a\tb\n${"x".repeat(1000)}\ny\tz\n"${"q".repeat(1000)}"\tz\nend\t1\n${"\t".repeat(60)}\n`;
    for (const step of [1, 64, 5000]) {
      const found = cellsOf(readAll(text, step, limits));
      expect(found).toContainEqual([2, "lineTooLong"]);
      expect(found).toContainEqual([3, "y", "z"]);
      expect(found).toContainEqual([5, "end", "1"]);
      expect(found).toContainEqual([6, "tooManyColumns"]);
    }
  });
  test("NUL characters are refused", () =>
    expect(cellsOf(readAll("a\tb\nx\0\t1\ny\t2\n"))).toEqual([
      [1, "a", "b"],
      [2, "nulCharacter"],
      [3, "y", "2"],
    ]));
  test("whatever is written quoted is read back, in any chunks", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", "\r", " ", "é", ",") });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 6 }),
        (rows, step) => {
          const text = `h1\th2\n${rows.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join("\t")).join("\n")}\n`;
          const read = readAll(text, step)
            .slice(1)
            .map((record) => (record.kind === "record" ? record.cells : record));
          expect(read).toEqual(rows);
        },
      ),
    );
  });
});
