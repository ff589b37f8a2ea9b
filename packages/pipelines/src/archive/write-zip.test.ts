import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import yauzl from "yauzl";
import { type NewEntry, writeZip } from "./write-zip.ts";

const never = new AbortController().signal;
const text = (name: string, body: string, compress = true): NewEntry => ({
  name,
  compress,
  open: async () => new TextEncoder().encode(body),
});

async function* listed(entries: readonly NewEntry[]) {
  yield* entries;
}

async function names(zip: Buffer): Promise<string[]> {
  const opened = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(zip, { lazyEntries: false }, (e, z) => (e ? reject(e) : resolve(z))),
  );
  const found: string[] = [];
  return new Promise((resolve, reject) => {
    opened.on("entry", (entry: yauzl.Entry) => found.push(entry.fileName));
    opened.on("end", () => resolve(found));
    opened.on("error", reject);
  });
}

test("entries come out in their order, many more than are held at a time", async () => {
  const entries = Array.from({ length: 300 }, (_, i) => text(`images/${i}.txt`, `object ${i}`, i % 2 === 0));
  const zip = await buffer(writeZip(listed(entries), never));
  expect(await names(zip)).toEqual(entries.map((e) => e.name));
});

test("equal entries are equal bytes", async () => {
  const make = async () =>
    createHash("sha256")
      .update(await buffer(writeZip(listed([text("a.tsv", "x\ty"), text("b", "1", false)]), never)))
      .digest("hex");
  const first = await make();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await make()).toBe(first);
});

test("streams of unknown length fit in", async () => {
  const stream: NewEntry = { name: "t.tsv", compress: true, open: async () => Readable.from(["one\n", "two\n"], { objectMode: false }) };
  expect(await names(await buffer(writeZip(listed([stream]), never)))).toEqual(["t.tsv"]);
});

test("an entry that cannot be read breaks the zip instead of ending it early", async () => {
  const broken: NewEntry = { name: "b", compress: false, open: () => Promise.reject(new Error("disk gone")) };
  await expect(buffer(writeZip(listed([text("a", "1"), broken]), never))).rejects.toThrow("disk gone");
});

test("a stop ends it with an error", async () => {
  const stop = new AbortController();
  async function* endless() {
    for (let i = 0; ; i++) {
      if (i === 100) stop.abort(new Error("cancelled"));
      yield text(`f${i}`, "x");
    }
  }
  await expect(buffer(writeZip(endless(), stop.signal))).rejects.toThrow("cancelled");
});
