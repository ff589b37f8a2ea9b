import { rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawZip, tarOf, temporaryFolder, zipOf } from "./corpus.fixture.ts";
import { opened, readAll, zipWith } from "./opening.fixture.ts";

let folder = "";
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

describe("truncated and wrong files", () => {
  test("a truncated tar gives what is whole and names what is not", async () => {
    const tar = await tarOf([
      { name: "a.png", data: "x" },
      { name: "b.png", data: Buffer.alloc(5000) },
    ]);
    const outcome = await readAll(folder, tar.subarray(0, 512 * 5));
    expect(outcome["a.png"]).toBe("1");
    expect(outcome["b.png"]).toBe("truncated");
  });
  test("garbage behind a tar's first files costs only what lies behind", async () => {
    const tar = await tarOf([
      { name: "a.png", data: "x" },
      { name: "b.png", data: "y" },
    ]);
    tar.fill(0x41, 1024, 1536);
    const { names, codes } = await opened(folder, tar);
    expect([names, codes]).toEqual([["a.png"], { "a.png": "truncated" }]);
  });
  test.each<[string, (zip: Buffer) => Buffer]>([
    ["cut in the middle", (zip) => zip.subarray(0, zip.length / 2)],
    ["an empty file", () => Buffer.alloc(0)],
    ["text", () => Buffer.from("img_file_name\tobject_id\n".repeat(100))],
    ["a gzip of text", () => gzipSync(Buffer.from("hello"))],
  ])("%s is refused in one sentence", async (_, spoil) => {
    const outcome = await readAll(folder, spoil(await zipOf({ "a.png": "x", "b.png": "y" })));
    expect(outcome).toEqual({ archive: "unreadableArchive" });
  });
  test("a directory that points outside of the zip is named", async () => {
    expect(await readAll(folder, zipWith({ name: "far.png", says: { offset: 4_000_000 } }))).toMatchObject({
      "far.png": "truncated",
      "good.png": "10",
    });
  });
  test("random damage never throws and never hangs", async () => {
    const zip = rawZip(Array.from({ length: 20 }, (_, i) => ({ name: `f${i}.txt`, data: Buffer.from(`file ${i}`.repeat(20)) })));
    const tar = await tarOf(Array.from({ length: 20 }, (_, i) => ({ name: `f${i}.txt`, data: `file ${i}`.repeat(20) })));
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state % below;
    };
    for (let round = 0; round < 150; round += 1) {
      const damaged = Buffer.from(round % 2 === 0 ? zip : tar);
      for (let i = 0; i < 12; i += 1) damaged[random(damaged.length)] = random(256);
      expect(Object.keys(await readAll(folder, damaged)).length).toBeGreaterThan(0);
    }
  });
});

describe("nested zips", () => {
  test("deeper than allowed, broken or hostile ones are named, their neighbours read", async () => {
    const level3 = await zipOf({ "x.png": "3" });
    const level2 = await zipOf({ "y.png": "2", "three.zip": level3 });
    const level1 = await zipOf({ "z.png": "1", "two.zip": level2 });
    const outcome = await readAll(
      folder,
      await zipOf({
        "one.zip": level1,
        "broken.zip": "PK no zip",
        "evil.zip": rawZip([{ name: "../../up.png" }, { name: "ok.png" }]),
        "plain.png": "0",
      }),
    );
    expect(outcome).toEqual({
      "plain.png": "1",
      "one.zip/z.png": "1",
      "one.zip/two.zip/y.png": "1",
      "one.zip/two.zip/three.zip": "nestedTooDeep",
      "broken.zip": "unreadableArchive",
      "evil.zip/../../up.png": "unsafeName",
      "evil.zip/ok.png": "1",
    });
  });
  test("their entries count against the same limits", async () => {
    const inner = await zipOf({ "a.txt": Buffer.alloc(600), "b.txt": Buffer.alloc(600) });
    expect(await readAll(folder, await zipOf({ "in.zip": inner }), { maxTotalBytes: 1000 })).toEqual({
      "in.zip/a.txt": "600",
      "in.zip/b.txt": "tooLarge",
    });
  });
});
