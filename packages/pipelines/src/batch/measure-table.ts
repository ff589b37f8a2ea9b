import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, relative } from "node:path";
import { featureCatalogue, inMicrometres, type Result } from "@nauplius/domain";
import { printNumber } from "@nauplius/formats";
import { featureNamesOf } from "../segment/engines.ts";
import { segmentImages } from "../segment/images/segment-images.ts";
import type { SegmentedObject } from "../segment/object.ts";
import { engineChoice, type SegmentSummary } from "../segment/options.ts";
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

/** Columns of ZooProcess that are measured in millimetres on the way. */
const needsPixelSize: ReadonlySet<string> = new Set(["thickr"]);
const byName = new Map(featureCatalogue.map((feature) => [feature.name, feature]));

/** Measures vignettes, one object in each, into a table with EcoTaxa's column names; the sane engine's lengths and areas in micrometres as well
 *  where the pixel size is given. The table is seen when it is whole. @param paths - images, in the order of the rows */
export async function measureTable(paths: readonly string[], options: MeasureOptions): Promise<Result<SegmentSummary, SegmentRefusal>> {
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
  const row = ({ image, features: measured }: SegmentedObject): string => {
    const values = measured[engine];
    const cells = [basename(image, extname(image)), image];
    if (values === undefined) return `${cells.join("\t")}${"\t".repeat(header.length - 2)}\n`;
    if (pixelSize === null) for (const [at, name] of names.entries()) if (needsPixelSize.has(name)) values[at] = Number.NaN;
    cells.push(...print(values), ...inUm(values).map(({ value }) => (Number.isNaN(value) ? "" : printNumber(value))));
    return `${cells.join("\t")}\n`;
  };
  const partial = `${out}.partial`;
  const file = await open(partial, "w");
  try {
    await file.write(`${header.join("\t")}\n`);
    const done = await segmentImages(paths, {
      ...{ profile, measure, pixelSize: pixelSize ?? 1 },
      ...(signal !== undefined && { signal }),
      nameOf: (path) => relative(root, path).replaceAll("\\", "/"),
      onObjects: async (objects) => {
        await file.write(objects.map(row).join(""));
      },
      onProgress: ({ images }) => onProgress?.(images),
    });
    if (done.ok) await rename(partial, out);
    return done;
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}
