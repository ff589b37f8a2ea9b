import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawZip, tarOf, temporaryFolder, zipOf } from "./corpus.fixture.ts";
import { openArchive } from "./open.ts";
import { opened, readAll, zipWith } from "./opening.fixture.ts";

let folder = "";
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

describe("names", () => {
  const bad = [
    "../up.png",
    "a/../../up.png",
    "/etc/passwd",
    "C:/windows.png",
    "c:x.png",
    "a\\b.png",
    "nul\0.png",
    "line\nbreak.png",
    "..",
    `${"d".repeat(300)}.png`,
    `${"a/".repeat(600)}x.png`,
  ];
  test("in a zip: each is refused by name, the good file is untouched", async () => {
    const { names, codes } = await opened(folder, zipWith(...bad.map((name) => ({ name }))));
    expect(names).toEqual(["good.png"]);
    expect(Object.values(codes)).toEqual(bad.map(() => "unsafeName"));
    expect(codes["../up.png"]).toBe("unsafeName");
    expect(codes["nul\\x00.png"]).toBe("unsafeName");
  });
  test("in a tar: the same", async () => {
    const tarNames = bad.filter((name) => !name.includes("\0"));
    const { names, codes } = await opened(
      folder,
      await tarOf([...tarNames.map((name) => ({ name, data: "x" })), { name: "good.png", data: "x" }]),
    );
    expect(names).toEqual(["good.png"]);
    expect(Object.values(codes)).toEqual(tarNames.map(() => "unsafeName"));
  });
  test("./ and // are normalised, accents become one form", async () => {
    const { names, archive } = await opened(folder, zipWith({ name: "./a//b.png" }, { name: "cafe\u0301.png" }));
    expect(names).toEqual(["a/b.png", "caf\u00e9.png", "good.png"]);
    expect(archive.find("CAFE\u0301.PNG")?.name).toBe("caf\u00e9.png");
  });
  test("doubles, case clashes and Unicode clashes keep the first and name the others", async () => {
    const { names, codes } = await opened(
      folder,
      zipWith({ name: "a.png" }, { name: "a.png" }, { name: "A.PNG" }, { name: "\u00e9.png" }, { name: "E\u0301.png" }),
    );
    expect(names).toEqual(["a.png", "good.png", "\u00e9.png"].toSorted());
    expect(codes).toEqual({ "a.png": "duplicateName", "A.PNG": "nameClash", "E\u0301.png": "nameClash" });
  });
  test("what operating systems leave behind is one warning", async () => {
    const { names, archive } = await opened(
      folder,
      zipWith({ name: "__MACOSX/._good.png" }, { name: ".DS_Store" }, { name: "a/._b.png" }, { name: "Thumbs.db" }),
    );
    expect(names).toEqual(["good.png"]);
    expect(archive.problems.map(({ code, severity, message }) => [code, severity, message.includes("4 files")])).toEqual([
      ["systemFile", "warning", true],
    ]);
  });
  test("UTF-8 without the flag is UTF-8, other bytes are code page 437", async () => {
    const { names } = await opened(
      folder,
      zipWith({ name: Buffer.from("\u00e9t\u00e9.png"), flags: 0 }, { name: Buffer.from([0x82, 0x2e, 0x70, 0x6e, 0x67]), flags: 0 }),
    );
    expect(names).toContain("\u00e9t\u00e9.png");
    expect(names).toContain("\u00e9.png");
  });
});

describe("links and special files", () => {
  test("in zip, tar and folder they are named and not followed", async () => {
    const zip = await opened(folder, zipWith({ name: "link.png", mode: 0o120777 }, { name: "pipe", mode: 0o010644 }));
    expect(zip.codes).toEqual({ "link.png": "link", pipe: "specialFile" });
    const tar = await opened(
      folder,
      await tarOf([
        { name: "s.png", type: "symlink", linkname: "/etc/passwd" },
        { name: "h.png", type: "link", linkname: "good.png" },
        { name: "p", type: "fifo" },
        { name: "good.png", data: "x" },
      ]),
    );
    expect([tar.names, tar.codes]).toEqual([["good.png"], { "s.png": "link", "h.png": "link", p: "specialFile" }]);
    const root = join(folder, "linked");
    await mkdir(join(root, "real"), { recursive: true });
    await writeFile(join(root, "real", "good.png"), "x");
    await symlink("/etc/passwd", join(root, "passwd.png"));
    await symlink("/etc", join(root, "etc"));
    const { names, codes } = await opened(folder, root);
    expect([names, codes]).toEqual([["real/good.png"], { "passwd.png": "link", etc: "link" }]);
  });
  test("a file that became a link after the listing is not followed", async () => {
    const root = join(folder, "swapped");
    await mkdir(root);
    await writeFile(join(root, "a.png"), "x");
    const result = await openArchive(root);
    if (!result.ok) throw new Error(result.error.message);
    await rm(join(root, "a.png"));
    await symlink("/etc/hostname", join(root, "a.png"));
    expect(await result.value.read("a.png")).toMatchObject({ ok: false, error: { code: "corrupt" } });
  });
});

describe("bombs and lies", () => {
  const zeros = Buffer.alloc(2 * 1024 * 1024);
  test("more than 1000 to 1 is refused before it is unpacked, a small blank image is not", async () => {
    expect(await readAll(folder, zipWith({ name: "bomb.png", data: zeros }, { name: "blank.bmp", data: Buffer.alloc(500_000) }))).toEqual({
      "bomb.png": "bomb",
      "blank.bmp": "500000",
      "good.png": "10",
    });
  });
  test("a size that lies downwards stops at the announced size, upwards is found at the end", async () => {
    const outcome = await readAll(
      folder,
      zipWith(
        { name: "more.png", data: zeros, says: { size: 2000 } },
        { name: "less.png", data: Buffer.from("short"), says: { size: 5000 } },
      ),
    );
    expect(outcome).toEqual({ "more.png": "lyingSize", "less.png": "lyingSize", "good.png": "10" });
  });
  test("a large entry that lies is stopped in the stream", async () => {
    const big = Buffer.alloc(20 * 1024 * 1024, Buffer.from("plankton"));
    const outcome = await readAll(
      folder,
      zipWith({ name: "more.bin", data: big, says: { size: 9 * 1024 * 1024 } }, { name: "crc.bin", data: big, says: { crc: 1 } }),
      { maxRatio: 1e6 },
    );
    expect(outcome).toEqual({ "more.bin": "lyingSize", "crc.bin": "corrupt", "good.png": "10" });
  });
  test("a wrong checksum, a broken stream, encryption, unknown methods and stored files that lie are named", async () => {
    const noise = Buffer.from("no deflate stream");
    const outcome = await readAll(
      folder,
      zipWith(
        { name: "crc.png", says: { crc: 5 } },
        { name: "broken.png", data: noise, stored: true, method: 8, says: { packed: noise.length } },
        { name: "secret.png", flags: 1 },
        { name: "lzma.png", method: 14 },
        { name: "stored.png", stored: true, data: noise, says: { size: 3 } },
      ),
    );
    expect(outcome).toEqual({
      "crc.png": "corrupt",
      "broken.png": "corrupt",
      "secret.png": "encrypted",
      "lzma.png": "unsupportedCompression",
      "stored.png": "lyingSize",
      "good.png": "10",
    });
  });
  test("entries that share bytes are refused but for the first", async () => {
    const outcome = await readAll(
      folder,
      zipWith({ name: "one.png" }, { name: "two.png", says: { offset: 0 } }, { name: "three.png", says: { offset: 5 } }),
    );
    expect(outcome).toMatchObject({ "one.png": "1", "two.png": "overlappingEntries", "three.png": "overlappingEntries", "good.png": "10" });
  });
  test("one entry, all entries, their number and memory are capped, each by name", async () => {
    const files = { "a.txt": Buffer.alloc(600), "b.txt": Buffer.alloc(600), "c.txt": Buffer.alloc(300) };
    const zip = await zipOf(files);
    expect(await readAll(folder, zip, { maxEntryBytes: 500 })).toEqual({ "a.txt": "tooLarge", "b.txt": "tooLarge", "c.txt": "300" });
    expect(await readAll(folder, zip, { maxTotalBytes: 1000 })).toEqual({ "a.txt": "600", "b.txt": "tooLarge", "c.txt": "300" });
    expect(await readAll(folder, zip, { maxEntries: 2 })).toEqual({ "a.txt": "600", "b.txt": "600", "c.txt": "tooManyEntries" });
    expect(await readAll(folder, zip, { maxReadBytes: 400 })).toEqual({ "a.txt": "tooLarge", "b.txt": "tooLarge", "c.txt": "300" });
  });
  test("a gzip bomb and a tar that does not fit the spool are refused, and nothing is left behind", async () => {
    const before = (await readdir(folder)).filter((name) => name.startsWith("nauplius-archive-"));
    const tar = await tarOf([{ name: "z.bin", data: Buffer.alloc(5 * 1024 * 1024) }]);
    expect(await readAll(folder, gzipSync(tar))).toEqual({ archive: "bomb" });
    expect(await readAll(folder, gzipSync(tar), { maxRatio: 1e6, maxSpoolBytes: 1000 })).toEqual({ archive: "tooLarge" });
    expect((await readdir(folder)).filter((name) => name.startsWith("nauplius-archive-"))).toEqual(before);
  });
  test("problems are listed up to a number and counted beyond", async () => {
    const { archive } = await opened(folder, rawZip(Array.from({ length: 50 }, (_, i) => ({ name: `../${i}` }))), { maxProblems: 10 });
    expect([archive.problems.length, archive.problems.at(-1)?.message]).toEqual([
      11,
      "archive: 40 more files were refused and are not listed one by one.",
    ]);
  });
});
