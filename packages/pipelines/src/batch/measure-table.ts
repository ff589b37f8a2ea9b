import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, relative } from "node:path";
import { err, featureCatalogue, inMicrometres, ok, type Result } from "@nauplius/domain";
import { printNumber } from "@nauplius/formats";
import { featureNamesOf } from "../segment/engines.ts";
import type { FeatureTask, MeasuredVignette } from "../segment/images/image.ts";
import { type ImagePool, openImagePool } from "../segment/images/image-pool.ts";
import { engineChoice } from "../segment/options.ts";
import { type SegmentProfile, segmentProfiles, type ThresholdMethod } from "../segment/profile.ts";
import type { SegmentRefusal } from "../segment/refusal.ts";
import { printer } from "./object-archive.ts";

export type MeasureOptions = {
  readonly engine: "compat" | "sane";
  /** "uvp6": what UVPapp writes; "zooscan": what ZooProcess writes. */
  readonly dialect: "zooscan" | "uvp6";
  readonly threshold: ThresholdMethod;
  /** um; without it what needs a length has no value. */
  readonly pixelSize: number | null;
  /** The table that is made; image names in it are relative to `root`. */
  readonly out: string;
  readonly root: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
};

export type MeasureSummary = {
  images: number;
  objects: number;
  /** Images that gave nothing, with the reason. */
  readonly problems: SegmentRefusal[];
};

/** Vignettes that go to a process together. */
const batch = 32;

/** Columns of ZooProcess that are measured in millimetres on the way. */
const needsPixelSize: ReadonlySet<string> = new Set(["thickr"]);
const byName = new Map(featureCatalogue.map((feature) => [feature.name, feature]));

/** Measures vignettes, one object in each, into a table with EcoTaxa's column names; the sane engine's lengths and areas in micrometres as well
 *  where the pixel size is given. The table is seen when it is whole. @param paths - images, in the order of the rows */
export async function measureTable(paths: readonly string[], options: MeasureOptions): Promise<Result<MeasureSummary, SegmentRefusal>> {
  const { engine, dialect, threshold, pixelSize, out, root, signal, onProgress } = options;
  const profile: SegmentProfile = {
    ...segmentProfiles.uvp6,
    name: "generic",
    dialect,
    threshold,
    pixelSizes: segmentProfiles.generic.pixelSizes,
  };
  const measure = { compat: engine === "compat", sane: engine === "sane" };
  const names = featureNamesOf(engineChoice({ profile, measure }, 1))[engine];
  const features = names.flatMap((name) => byName.get(name) ?? []);
  const inUm = (values: Float64Array) => (pixelSize === null || engine === "compat" ? [] : inMicrometres(features, values, pixelSize));
  const print = printer({ features: names, engine, decimals: "written" });
  const header = ["object_id", "img_file_name", ...names.map((name) => `object_${name}`)];
  header.push(...inUm(new Float64Array(names.length)).map(({ name }) => `object_${name}`));
  await mkdir(dirname(out), { recursive: true });
  const row = ({ name, features: measured }: MeasuredVignette): string => {
    const values = measured[engine];
    const cells = [basename(name, extname(name)), name];
    if (values === undefined) return `${cells.join("\t")}${"\t".repeat(header.length - 2)}\n`;
    if (pixelSize === null) for (const [at, column] of names.entries()) if (needsPixelSize.has(column)) values[at] = Number.NaN;
    cells.push(...print(values), ...inUm(values).map(({ value }) => (Number.isNaN(value) ? "" : printNumber(value))));
    return `${cells.join("\t")}\n`;
  };
  const partial = `${out}.partial`;
  const file = await open(partial, "w");
  const pool = openImagePool();
  try {
    await file.write(`${header.join("\t")}\n`);
    const files = paths.map((path) => ({ path, name: relative(root, path).replaceAll("\\", "/") }));
    const done: MeasureSummary = { images: 0, objects: 0, problems: [] };
    const engines = engineChoice({ profile, measure }, pixelSize ?? 1);
    for await (const measured of inBatches(files, { profile, engines, pool, signal })) {
      for (const each of measured) if (!each.ok) done.problems.push(each.error);
      const rows = measured.flatMap((each) => (each.ok ? [row(each.value)] : []));
      done.images += measured.length;
      done.objects += rows.length;
      await file.write(rows.join(""));
      onProgress?.(done.images);
    }
    const [first] = done.problems;
    if (done.objects === 0 && first !== undefined) return err(first);
    await rename(partial, out);
    return ok(done);
  } finally {
    await pool.close();
    await file.close();
    await rm(partial, { force: true });
  }
}

type Work = Omit<FeatureTask, "files"> & { readonly pool: ImagePool; readonly signal: AbortSignal | undefined };

/** Batches in the order of the files, so many on their way that every process has one waiting. */
async function* inBatches(files: FeatureTask["files"], { pool, signal, ...how }: Work) {
  const queue: ReturnType<ImagePool["measure"]>[] = [];
  for (let at = 0; at < files.length || queue.length > 0; ) {
    while (at < files.length && queue.length <= 2 * pool.processes) {
      const measured = pool.measure({ ...how, files: files.slice(at, at + batch) }, signal);
      measured.catch(() => undefined);
      queue.push(measured);
      at += batch;
    }
    const first = queue.shift();
    if (first !== undefined) yield await first;
  }
}
