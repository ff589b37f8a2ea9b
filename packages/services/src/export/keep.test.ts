import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { localStorage } from "@nauplius/storage";
import { afterAll, expect, test } from "vitest";
import { keep } from "./keep.ts";

const folder = mkdtempSync(join(tmpdir(), "nauplius-keep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const storage = localStorage(folder);
const never = new AbortController().signal;

test("a stream that breaks at once, or after a while, is an error of its export and of nothing else", async () => {
  const broken = new Error("the table broke");
  for (let round = 0; round < 10; round++) {
    const key = `exports/run-${round}/a.tsv`;
    const atOnce = new Readable({ read: () => undefined });
    const kept = keep(storage, key, "a.tsv", atOnce, never);
    atOnce.destroy(broken);
    await expect(kept).rejects.toThrow("the table broke");
    async function* later() {
      yield "one line\n";
      throw broken;
    }
    await expect(keep(storage, key, "a.tsv", Readable.from(later(), { objectMode: false }), never)).rejects.toThrow("the table broke");
    expect(await storage.size(key)).toBeNull();
  }
});

test("a stop ends it, and what is whole is kept with its digest", async () => {
  const stop = new AbortController();
  const endless = new Readable({ read: () => undefined });
  const kept = keep(storage, "exports/stopped", "stopped", endless, stop.signal);
  stop.abort(new Error("cancelled"));
  await expect(kept).rejects.toThrow("cancelled");
  expect(await keep(storage, "exports/whole", "whole", Readable.from(["abc"], { objectMode: false }), never)).toEqual({
    ...{ name: "whole", key: "exports/whole", bytes: 3 },
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  });
});
