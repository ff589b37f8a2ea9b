import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRng } from "@nauplius/domain";
import { aviChunks, writeAvi } from "@nauplius/testing/scans";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { openAvi } from "./avi/open.ts";
import { digestFile } from "./digest.ts";
import { openFrameFolder } from "./folder.ts";
import { framesOf, joined, opened, scratch } from "./readers.fixture.ts";

const { path, save } = scratch();
const [width, height] = [21, 13];
const rng = createRng("frames");
const frames = Array.from({ length: 4 }, () => Uint8Array.from({ length: width * height }, () => rng.int(256)));
const plain = frames.map((data, index) => ({ index, data: [...data] }));

describe("AVI", () => {
  for (const codec of ["dib", "Y800"] as const)
    test(`${codec}: the pixels as they were, whatever the padding and order of rows`, async () => {
      const file = await writeAvi(path(`${codec}.avi`), { width, height, frames: 4, codec, framesPerSecond: 13.7 }, frames);
      const video = await opened(openAvi(file));
      expect(video.header).toEqual({ width, height, frames: 4, lost: 0, framesPerSecond: 13.7 });
      expect(await framesOf(video)).toEqual(plain);
    });
  test("frames that the camera lost are counted and leave their number out", async () => {
    const file = await writeAvi(path("lost.avi"), { width, height, frames: 6, dropped: [1, 4] }, frames);
    const video = await opened(openAvi(file));
    expect(video.header).toMatchObject({ frames: 6, lost: 2 });
    const read = await framesOf(video);
    expect(read.map(({ index }) => index)).toEqual([0, 2, 3, 5]);
    expect(read.map(({ data }) => data)).toEqual(plain.map(({ data }) => data));
  });
  test("recordings that go on in further lists (AVIX, rec) are read to their end", async () => {
    const chunk = (id: string, data: Uint8Array): Buffer => {
      const head = Buffer.alloc(8);
      head.write(id, 0, "latin1");
      head.writeUInt32LE(data.length, 4);
      return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
    };
    const list = (kind: string, type: string, ...parts: readonly Buffer[]): Buffer =>
      chunk(kind, Buffer.concat([Buffer.from(type, "latin1"), ...parts]));
    const first = joined(aviChunks({ width, height, frames: 2, codec: "Y800" }, frames.slice(0, 2)));
    const more = frames.slice(2).map((frame) => list("LIST", "rec ", chunk("01wb", Buffer.alloc(3)), chunk("00db", frame)));
    const file = await save(Buffer.concat([first, list("RIFF", "AVIX", list("LIST", "movi", ...more))]));
    const video = await opened(openAvi(file));
    expect(video.header).toMatchObject({ frames: 4, lost: 0 });
    expect(await framesOf(video)).toEqual(plain);
  });
  test("Motion-JPEG comes out grey", async () => {
    const flat = await Promise.all(
      [30, 200].map((grey) =>
        sharp(new Uint8Array(width * height).fill(grey), { raw: { width, height, channels: 1 } })
          .jpeg({ quality: 100 })
          .toBuffer(),
      ),
    );
    const video = await opened(openAvi(await writeAvi(path("jpeg.avi"), { width, height, frames: 2, codec: "MJPG" }, flat)));
    const read = await framesOf(video);
    expect(read.map(({ data }) => [data.length, data[0]])).toEqual([
      [width * height, 30],
      [width * height, 200],
    ]);
  });
  test("a stop ends the reading", async () => {
    const video = await opened(openAvi(await writeAvi(path("stop.avi"), { width, height, frames: 4 }, frames)));
    const stop = new AbortController();
    const read = async () => {
      for await (const { index } of video.frames(stop.signal)) if (index === 1) stop.abort();
    };
    await expect(read()).rejects.toThrow(/abort/i);
    await video.close();
  });
});

describe("a folder of frames", () => {
  const png = (data: Uint8Array, wide = width) =>
    sharp(data, { raw: { width: wide, height: data.length / wide, channels: 1 } })
      .png()
      .toBuffer();
  async function folderOf(name: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
    await mkdir(path(name), { recursive: true });
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(path(name), file), bytes);
    return path(name);
  }
  test("is read in the order of the numbers in the names", async () => {
    const [a, b, c] = await Promise.all(frames.slice(0, 3).map((frame) => png(frame)));
    const folder = await folderOf("natural", { "tow_10.png": c ?? "", "tow_2.png": b ?? "", "tow_1.png": a ?? "", "notes.txt": "hello" });
    const source = await opened(openFrameFolder(folder));
    expect(source.header).toMatchObject({ width, height, frames: 3, lost: 0 });
    expect(await framesOf(source)).toEqual(plain.slice(0, 3));
  });
  test("another size and a damaged file are named", async () => {
    const first = await png(frames[0] ?? new Uint8Array());
    const sizes = await opened(openFrameFolder(await folderOf("sizes", { "1.png": first, "2.png": await png(new Uint8Array(30), 5) })));
    await expect(framesOf(sizes)).rejects.toThrow("2.png has 5 x 6 pixels, 1.png has 21 x 13; expected frames of one size");
    const damaged = await opened(openFrameFolder(await folderOf("damaged", { "1.png": first, "2.png": first.subarray(0, 90) })));
    await expect(framesOf(damaged)).rejects.toThrow(/^2\.png: /);
  });
  test("without images it is refused", async () => {
    const refused = await openFrameFolder(await folderOf("none", { "a.txt": "x" }));
    expect(refused).toEqual({ ok: false, error: { code: "empty", message: "the folder holds no image among its 1 entries" } });
  });
});

test("the digest of a file tells it from others", async () => {
  expect(await digestFile(await save(Buffer.from("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
