import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeZooscan, type ZooscanScan } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SegmentedObject } from "../object.ts";
import { type ObjectPool, openObjectPool } from "../object-pool.ts";
import type { SegmentOptions } from "../options.ts";
import { segmentProfiles } from "../profile.ts";
import { type ScanFiles, segmentScan } from "./segment-scan.ts";

let folder = "";
let pool: ObjectPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nauplius-scan-"));
  pool = openObjectPool(2);
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

const profile = segmentProfiles.zooscan;
const run = async (files: ScanFiles, change: Partial<SegmentOptions> = {}) => {
  const objects: SegmentedObject[] = [];
  const result = await segmentScan(files, { profile, pool, onObjects: (some) => void objects.push(...some), ...change });
  return { objects, result };
};
const boxes = (objects: readonly { box: SegmentedObject["box"]; area: number; holes: number }[]) =>
  objects.map(({ box, area, holes }) => ({ ...box, area, holes })).sort((a, b) => a.y - b.y || a.x - b.x);

describe.each([8, 16] as const)("a scan of %i bits", (bitDepth) => {
  let truth: ZooscanScan;
  let files: ScanFiles;
  beforeAll(async () => {
    const written = await writeZooscan(folder, {
      width: 1500,
      height: 1200,
      seed: 5,
      bitDepth,
      objects: 16,
      touching: 3,
      dust: 25,
      dpi: 2400,
    });
    truth = written.truth;
    files = written;
  });

  test("gives back exactly its objects: boxes, areas and holes", async () => {
    const { objects, result } = await run(files);
    expect(result).toMatchObject({ ok: true, value: { objects: 16, images: 1 } });
    expect(boxes(objects)).toEqual(boxes(truth.objects));
    expect(objects.map((o) => o.number)).toEqual(objects.map((_, i) => i + 1));
  });
});
