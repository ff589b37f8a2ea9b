import { expect, test } from "vitest";
import { archiveOf, toSend } from "./loose-files.ts";

const file = (path: string, text: string, lastModified = 1_700_000_000_000) => ({
  path,
  file: new File([text], path.slice(path.lastIndexOf("/") + 1), { lastModified }),
});
const text = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(bytes.subarray(from, to)).replace(/\0.*$/s, "");

/** Path, size, sum and content of each entry. */
async function entriesOf(archive: File) {
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const entries: { path: string; type: string; content: string; isSound: boolean }[] = [];
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const header = bytes.slice(at, at + 512);
    const size = Number.parseInt(text(header, 124, 135), 8);
    const sum = Number.parseInt(text(header, 148, 154), 8);
    header.fill(32, 148, 156);
    const content = text(bytes, at + 512, at + 512 + size);
    entries.push({ path: text(header, 0, 100), type: text(header, 156, 157), content, isSound: header.reduce((a, b) => a + b, 0) === sum });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

test("loose files become one archive with their paths, whatever order they were chosen in", async () => {
  const files = [file("june/tow_b.tif", "second"), file("june/tow_a.tif", "first".repeat(200))];
  const sent = toSend(files);
  expect(sent?.name).toBe("june.tar");
  expect(await entriesOf(sent as File)).toEqual([
    { path: "june/tow_a.tif", type: "0", content: "first".repeat(200), isSound: true },
    { path: "june/tow_b.tif", type: "0", content: "second", isSound: true },
  ]);
  const again = toSend(files.toReversed());
  expect(new Uint8Array(await (again as File).arrayBuffer())).toEqual(new Uint8Array(await (sent as File).arrayBuffer()));
  expect(again?.lastModified).toBe(sent?.lastModified);
});

test("one archive is sent as it is; one picture is put into an archive; what systems leave behind is not sent", async () => {
  const zip = file("june.zip", "PK");
  expect(toSend([zip])).toBe(zip.file);
  expect(await entriesOf(toSend([file("tow.tif", "x"), file(".DS_Store", "y"), file("__MACOSX/tow.tif", "z")]) as File)).toHaveLength(1);
  expect(toSend([file(".DS_Store", "y")])).toBeNull();
});

test("a path longer than a header holds stands in a record before it, whose length counts itself", async () => {
  for (const length of [101, 120, 300, 991]) {
    const path = `${"a".repeat(length - 4)}.tif`;
    const [record, entry] = await entriesOf(archiveOf([file(path, "x")], "long"));
    expect(record).toMatchObject({ type: "x", isSound: true, content: `${record?.content.length} path=${path}\n` });
    expect(entry?.content).toBe("x");
  }
});
