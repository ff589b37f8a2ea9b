import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { startS3, type TestS3 } from "@nauplius/testing/s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStorage } from "./open.ts";
import type { Storage } from "./storage.ts";

let s3: TestS3;
let folder: string;
const stores = new Map<string, Storage>();
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (b: Uint8Array) => new TextDecoder().decode(b);

beforeAll(async () => {
  s3 = await startS3();
  folder = await mkdtemp(join(tmpdir(), "nauplius-storage-"));
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = s3.settings;
  const S3 = { S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId };
  stores.set("local", openStorage({ STORAGE_DIR: folder }));
  stores.set("faulty", openStorage({ ...S3, S3_SECRET_ACCESS_KEY: secretAccessKey }));
  // A real store can be tried too: set S3_ENDPOINT and what belongs to it.
  stores.set(
    "s3",
    process.env.S3_ENDPOINT === undefined ? openStorage({ ...S3, S3_SECRET_ACCESS_KEY: secretAccessKey }) : openStorage(process.env),
  );
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

async function readAll(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

describe.each(["local", "s3"])("a store of the kind %s", (kind) => {
  const store = (): Storage => {
    const found = stores.get(kind);
    if (found === undefined) throw new Error(`no store ${kind}`);
    return found;
  };

  test("can be written, read and overwritten: the probe at start", async () => {
    await store().probe();
    expect(store().kind).toBe(kind);
  });

  test("takes one key from many writers at once: each ends well, and one of them stands whole", async () => {
    const writers = Array.from({ length: 24 }, (_, i) => bytes(`writer ${i}`.padEnd(4096, ".")));
    for (const { bytes: written } of await Promise.all(writers.map((body) => store().write("probe/many", body))))
      expect(written).toBe(4096);
    expect(text(await store().read("probe/many", 0, 4096))).toMatch(/^writer \d+\.+$/);
  });

  test("keeps a blob and reads any part of it", async () => {
    expect(await store().write("originals/a.bin", bytes("copepods and medusae"))).toEqual({ bytes: 20 });
    expect(await store().size("originals/a.bin")).toBe(20);
    expect(text(await store().read("originals/a.bin", 13, 7))).toBe("medusae");
    expect(await readAll(await store().stream("originals/a.bin"))).toBe("copepods and medusae");
    expect(await readAll(await store().stream("originals/a.bin", { start: 0, end: 7 }))).toBe("copepods");
  });

  test("takes a stream of unknown length", async () => {
    const large = randomBytes(70 * 1024 * 1024);
    const parts = Array.from({ length: 70 }, (_, i) => large.subarray(i * 1024 * 1024, (i + 1) * 1024 * 1024));
    expect(await store().write("exports/run-1/large.zip", Readable.from(parts))).toEqual({ bytes: large.byteLength });
    const back = await store().read("exports/run-1/large.zip", 0, large.byteLength);
    const hash = (b: Uint8Array) => createHash("sha256").update(b).digest("hex");
    expect(hash(back)).toBe(hash(large));
  });

  test.each([9, 40 * 1024 * 1024])("a stream that breaks off after %i bytes leaves no blob", async (length) => {
    async function* broken() {
      yield new Uint8Array(length);
      throw new Error("the line was cut");
    }
    await expect(store().write("exports/run-2/broken.zip", Readable.from(broken()))).rejects.toThrow("the line was cut");
    expect(await store().size("exports/run-2/broken.zip")).toBeNull();
    expect(s3.uploads.size).toBe(0);
  });

  test("a missing blob has no size, and reading it is an error, not bytes", async () => {
    expect(await store().size("packs/none")).toBeNull();
    await expect(store().read("packs/none", 0, 10)).rejects.toThrow();
    await expect(store().stream("packs/none").then(readAll)).rejects.toThrow();
    await expect(
      store()
        .asFile("packs/none")
        .then(({ path }) => readFile(path)),
    ).rejects.toThrow();
    await store().remove("packs/none");
  });

  test("reading beyond the end is an error, not fewer bytes", async () => {
    await store().write("packs/short", bytes("12345"));
    await expect(store().read("packs/short", 3, 10)).rejects.toThrow(/wanted 10 bytes at 3/);
  });

  test("a pack's committed bytes are where append said they would be", async () => {
    const key = `packs/${kind}-pack`;
    const writer = await store().appendTo(key);
    const places = ["one", "", "three", "a longer one"].map((t) => ({ t, at: writer.append(bytes(t)) }));
    const { bytes: end } = await writer.commit();
    await writer.close();
    expect(end).toBe(20);
    for (const { t, at } of places) expect(text(await store().read(key, at, t.length))).toBe(t);
  });

  test("lists a folder, page after page", async () => {
    for (let i = 0; i < 5; i++) await store().write(`models/m${i}/weights`, bytes("w".repeat(i + 1)));
    const found: { key: string; bytes: number }[] = [];
    for await (const entry of store().list("models")) found.push(entry);
    expect(found.toSorted((a, b) => a.bytes - b.bytes)).toEqual(
      Array.from({ length: 5 }, (_, i) => ({ key: `models/m${i}/weights`, bytes: i + 1 })),
    );
  });

  test("lends a blob as a file of this machine", async () => {
    await store().write("uploads/batch", bytes("zip"));
    const { path, release } = await store().asFile("uploads/batch");
    expect(await readFile(path, "utf8")).toBe("zip");
    await release();
  });

  test("removes blobs", async () => {
    await store().write("uploads/gone", bytes("x"));
    await store().remove("uploads/gone");
    expect(await store().size("uploads/gone")).toBeNull();
  });

  test.each([
    "../../etc/passwd",
    "/etc/passwd",
    "packs/../../x",
    "packs/a/../b",
    "packs",
    "PACKS/a",
    "packs//a",
    "packs/.hidden",
    "packs/a\u0000b",
    "packs/a\\b",
  ])("refuses the key %j", async (key) => {
    await expect(store().read(key, 0, 1)).rejects.toThrow(/not of the form/);
    await expect(store().write(key, bytes("x"))).rejects.toThrow(/not of the form/);
  });
});

describe("an object store that answers 503", () => {
  test("is asked again, and nothing is lost", async () => {
    const store = stores.get("faulty");
    s3.fail("PUT", 2);
    await store?.write("packs/slow", bytes("slowly"));
    s3.fail("GET", 2);
    expect(text((await store?.read("packs/slow", 0, 6)) ?? new Uint8Array())).toBe("slowly");
    expect(s3.requests.filter((r) => r === "PUT packs/slow")).toHaveLength(3);
    expect(s3.requests.filter((r) => r === "GET packs/slow")).toHaveLength(3);
  });

  test("is asked again for streams too", async () => {
    const store = stores.get("faulty");
    s3.fail("PUT", 2);
    await store?.write("exports/run-3/slow.zip", Readable.from([bytes("in "), bytes("pieces")]));
    expect(text((await store?.read("exports/run-3/slow.zip", 0, 9)) ?? new Uint8Array())).toBe("in pieces");
  });

  test("for ever gives an error that names no secret", async () => {
    const store = stores.get("faulty");
    s3.fail("GET", 100);
    const error = await store?.read("packs/slow", 0, 6).catch((e: unknown) => e);
    s3.fail("GET", 0);
    expect(String(error)).toContain("SlowDown");
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(s3.settings.secretAccessKey);
  });
});

describe("opening a store", () => {
  test("a bucket without its keys is refused with what is missing", () => {
    expect(() => openStorage({ S3_BUCKET: "plankton", S3_ENDPOINT: "http://127.0.0.1:1" })).toThrow(/S3_ACCESS_KEY_ID/);
  });
  test("no place at all is refused", () => {
    expect(() => openStorage({})).toThrow(/STORAGE_DIR/);
  });
  test("a folder that cannot be written shows at the probe", async () => {
    await expect(openStorage({ STORAGE_DIR: join(folder, "probe/marker/below-a-file") }).probe()).rejects.toThrow();
  });
  test("nothing half written is left in the folder", async () => {
    const names = await readdir(folder, { recursive: true });
    expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
