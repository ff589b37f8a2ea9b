import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TruthObject, writeZooscan } from "@nauplius/testing/scans";
import type { SegmentedObject } from "../src/segment/object.ts";
import { openObjectPool } from "../src/segment/object-pool.ts";
import { segmentProfiles } from "../src/segment/profile.ts";
import { type ScanFiles, segmentScan } from "../src/segment/scan/segment-scan.ts";

/** A whole ZooScan scan of 350 Mpx: what is found, how fast, in how much memory. Arguments: --quick draws a twentieth, --8 or --16 only one of
 *  the depths, --keep FOLDER draws there, once, --tiles also keeps the scan in tiles as a worker does. */
const option = (name: string): string | undefined => process.argv[process.argv.indexOf(name) + 1 || process.argv.length];
const has = (name: string): boolean => process.argv.includes(name);
const size = has("--quick") ? { width: 6000, height: 3000, objects: 80 } : { width: 24_200, height: 14_600, objects: 1500 };

const key = ({ box: { x, y, width, height }, area }: Pick<TruthObject, "box" | "area">): string => `${x} ${y} ${width} ${height} ${area}`;
const seconds = (value: number): string => `${value.toFixed(2)} s`;

async function draw(folder: string, bitDepth: 8 | 16): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { truth, scan, blanks } = await writeZooscan(folder, { ...size, bitDepth, seed: 2400, variety: 400, dust: 3000, dpi: 2400 });
  await writeFile(join(folder, "truth.json"), JSON.stringify({ scan, blanks, objects: truth.objects.map(key) }));
}

/** In a process of its own: its memory is that of the segmentation. */
async function segment(folder: string): Promise<void> {
  const truth: ScanFiles & { objects: string[] } = JSON.parse(await readFile(join(folder, "truth.json"), "utf8"));
  const expected = new Set(truth.objects);
  let [right, found, vignettes, masks] = [0, 0, 0, 0];
  const take = (objects: readonly SegmentedObject[]): void => {
    for (const object of objects) {
      found++;
      if (expected.has(key(object))) right++;
      vignettes += object.vignette.bytes.length;
      masks += object.mask.length;
    }
  };
  const start = performance.now();
  const pool = openObjectPool(2);
  const keep = has("--tiles") ? { keep: join(folder, "tiles") } : {};
  const result = await segmentScan(truth, { profile: segmentProfiles.zooscan, pool, onObjects: take, ...keep });
  const total = (performance.now() - start) / 1000;
  await pool.close();
  if (!result.ok) throw new Error(result.error.message);
  const { pixels, ranges, tiles } = result.value;
  const { reading, finding, measuring } = result.value.seconds;
  const stages = `reading and background ${seconds(reading)}, finding ${seconds(finding)}, vignettes and features ${seconds(measuring)}`;
  const bits = ranges[0] === null ? 8 : 16;
  console.log(`ZooScan ${(pixels / 1e6).toFixed(0)} Mpx, ${bits} bits, ${expected.size} objects: ${seconds(total)} (${stages})`);
  console.log(`  recall ${(right / expected.size).toFixed(3)}, precision ${(right / found).toFixed(3)}`);
  const { user, system } = process.cpuUsage();
  console.log(`  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB, ${seconds((user + system) / 1e6)} of processor`);
  if (tiles !== null)
    console.log(`  kept in ${tiles.ends.length} tiles of ${((tiles.ends.at(-1) ?? 0) / 2 ** 20).toFixed(0)} MiB together`);
  console.log(`  vignettes ${(vignettes / found / 1024).toFixed(1)} KiB each, masks ${Math.round(masks / found)} bytes each`);
}

async function measure(bitDepth: 8 | 16): Promise<void> {
  const kept = option("--keep");
  const folder = kept === undefined ? await mkdtemp(join(tmpdir(), "nauplius-bench-")) : join(kept, String(bitDepth));
  try {
    if (!existsSync(join(folder, "truth.json"))) await draw(folder, bitDepth);
    const own = ["--import", "tsx", fileURLToPath(import.meta.url), "--segment", folder, ...(has("--tiles") ? ["--tiles"] : [])];
    execFileSync(process.execPath, own, { stdio: "inherit" });
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

const folder = option("--segment");
if (folder !== undefined) await segment(folder);
else for (const bitDepth of [8, 16] as const) if (!has("--8") && !has("--16") ? true : has(`--${bitDepth}`)) await measure(bitDepth);
