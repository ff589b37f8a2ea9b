import { createReadStream } from "node:fs";
import { basename, extname } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import { interpolateNavigation, type Navigation, printDate, printNumber } from "@nauplius/formats";
import { openAvi } from "../readers/avi/open.ts";
import { digestFile } from "../readers/digest.ts";
import { openFrameFolder } from "../readers/folder.ts";
import type { FrameSource } from "../readers/source.ts";
import { featureNamesOf } from "../segment/engines.ts";
import type { ImagePool } from "../segment/images/image-pool.ts";
import { segmentImages } from "../segment/images/segment-images.ts";
import type { SegmentedObject } from "../segment/object.ts";
import type { ObjectPool } from "../segment/object-pool.ts";
import { engineChoice, type SegmentOptions, type SegmentProgress, type SegmentSummary } from "../segment/options.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import type { SegmentRefusal } from "../segment/refusal.ts";
import { segmentScan } from "../segment/scan/segment-scan.ts";
import { segmentStream } from "../segment/stream/segment-stream.ts";
import type { BatchFiles } from "./files.ts";
import { type NativeTable, readNativeTable } from "./native.ts";
import { type ObjectCells, openObjectArchive } from "./object-archive.ts";
import type { BatchUnit } from "./unit.ts";

export type UnitWork = {
  readonly unit: BatchUnit;
  readonly files: BatchFiles;
  readonly profile: SegmentProfile;
  /** um; goes before what the file says. */
  readonly pixelSize?: number;
  readonly engine: "compat" | "sane";
  readonly decimals: "written" | "exact";
  /** Places of a recording; null: there are none. */
  readonly navigation: Navigation | null;
  /** Folder of the archive that is made. */
  readonly out: string;
  /** File for the whole scan in full resolution; what is no scan leaves it alone. */
  readonly keep?: string;
  /** "nauplius 0.1.0" */
  readonly software: string;
  readonly objectPool?: ObjectPool;
  readonly imagePool?: ImagePool;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SegmentProgress) => void;
};

export type UnitDone = { readonly summary: SegmentSummary; readonly table: string };

/** Segments one unit of a batch into an EcoTaxa archive of its own. A refusal, a fault or an abort leaves no archive behind. */
export async function segmentUnit(work: UnitWork): Promise<Result<UnitDone, SegmentRefusal>> {
  const { unit, profile, engine, decimals, out, signal, onProgress } = work;
  const measure = { compat: engine === "compat", sane: engine === "sane" };
  const names = featureNamesOf(engineChoice({ profile, measure }, 1))[engine];
  const archive = await openObjectArchive(out, { features: names, engine, decimals });
  try {
    const native = unit.native === null ? null : await readNativeTable(createReadStream(await work.files.file(unit.native)));
    const cellsFor = await cellsOf(work, native);
    const summary = await segment(work, {
      ...{ profile, measure, signal, onProgress },
      ...pixelSizeOf(work),
      ...(work.keep !== undefined && { keep: work.keep }),
      onObjects: (objects) => archive.add(objects, (object) => ({ id: idOf(unit, profile, object), cells: cellsFor(object) })),
    });
    if (!summary.ok) {
      await archive.abandon();
      return summary;
    }
    for (const table of unit.particles) await archive.keep(await work.files.file(table), "particles");
    const cells = { ...sharedCells(work, summary.value), ...(await digestCells(work)) };
    return ok({ summary: summary.value, table: await archive.finish(cells, native?.numeric) });
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

/** A person's word goes before that of the metadata. */
export function pixelSizeOf({ unit, pixelSize }: Pick<UnitWork, "unit" | "pixelSize">): { readonly pixelSize?: number } {
  const known = pixelSize ?? unit.pixelSize;
  return known === null ? {} : { pixelSize: known };
}

/** What was found in an image is called after the unit and its number; a vignette keeps its own name, behind the unit's: casts count anew. */
function idOf({ name }: BatchUnit, { input }: SegmentProfile, { image, number }: SegmentedObject): string {
  if (input !== "vignettes") return `${name}_${number}`;
  const own = basename(image, extname(image));
  return own.startsWith(name) ? own : `${name}_${own}`;
}

async function segment(work: UnitWork, options: SegmentOptions): Promise<Result<SegmentSummary, SegmentRefusal>> {
  const { unit, files, profile, objectPool, imagePool } = work;
  const pool = objectPool === undefined ? {} : { pool: objectPool };
  if (profile.input === "scan") {
    const blanks: string[] = [];
    for (const blank of unit.blanks) blanks.push(await files.file(blank));
    return segmentScan({ scan: await files.file(unit.file ?? ""), blanks }, { ...options, ...pool });
  }
  if (profile.input === "stream") {
    const source = await openStream(work);
    if (!source.ok) return err({ ...source.error, image: unit.name });
    try {
      return await segmentStream({ name: unit.name, source: source.value }, { ...options, ...pool });
    } finally {
      await source.value.close();
    }
  }
  const { pool: _pool, ...rest } = options;
  const { paths } = await files.images(unit.folder ?? "");
  return segmentImages(paths, imagePool === undefined ? rest : { ...rest, pool: imagePool });
}

export async function openStream({
  unit,
  files,
  signal,
}: Pick<UnitWork, "unit" | "files" | "signal">): Promise<Result<FrameSource, SegmentRefusal>> {
  if (unit.file !== null) return openAvi(await files.file(unit.file), signal);
  return openFrameFolder((await files.images(unit.folder ?? "")).folder);
}

/** Columns of single objects: the image they were found in, and of recordings their moment and place by the line they begin in. */
async function cellsOf(work: UnitWork, native: NativeTable | null): Promise<(object: SegmentedObject) => ObjectCells> {
  const { unit, profile, navigation } = work;
  if (profile.input === "scan") return () => ({});
  if (profile.input === "vignettes") return ({ image }) => native?.rows.get(image.toLowerCase()) ?? {};
  if (profile.input === "frames" || unit.startedAt === null) return ({ image }) => ({ object_image: image });
  const source = await openStream(work);
  const rate = source.ok ? (source.value.header.framesPerSecond ?? 0) * source.value.header.height : 0;
  if (source.ok) await source.value.close();
  const { startedAt } = unit;
  return ({ image, box }) => ({ object_image: image, ...momentCells(startedAt + (rate > 0 ? (1000 * box.y) / rate : 0), navigation) });
}

function momentCells(at: number, navigation: Navigation | null): ObjectCells {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const fix = navigation === null ? null : interpolateNavigation(navigation, at);
  const cells: Record<string, string> = { object_date: printDate(date), object_time: time.slice(0, 8).replaceAll(":", "") };
  const place = { object_lat: fix?.latitude, object_lon: fix?.longitude, object_depth_min: fix?.depth, object_depth_max: fix?.depth };
  for (const [name, value] of Object.entries(place)) if (value !== null && value !== undefined) cells[name] = printNumber(value);
  return cells;
}

/** The file's own digest: the same scan or recording in two acquisitions would count twice. */
async function digestCells({ unit, files }: UnitWork): Promise<ObjectCells> {
  return unit.file === null ? {} : { acq_file_sha256: await digestFile(await files.file(unit.file)) };
}

const digits = (value: number, count: number): string => printNumber(Number(value.toPrecision(count)));

/** Columns that are the same for all objects: what the headers say, and how the images were segmented. */
function sharedCells({ unit, profile, software }: UnitWork, summary: SegmentSummary): ObjectCells {
  const { threshold } = profile;
  const cells: Record<string, string> = {
    ...unit.cells,
    process_id: `nauplius_${unit.acquisition}`,
    process_software: profile.input === "vignettes" ? `${software} vignettes` : software,
    process_particle_pixel_size_mm: digits(summary.pixelSize / 1000, 9),
    process_particle_threshold: threshold.method === "fixed" ? String(threshold.level) : threshold.method,
    process_particle_sense: "sense" in threshold ? threshold.sense : "",
    process_particle_min_size_mm: printNumber(profile.minEsd),
    process_particle_max_size_mm: printNumber(profile.maxEsd),
    process_particle_cut_by_edge: String(summary.rejected.counts.touchesEdge),
  };
  if ("dark" in summary && typeof summary.dark === "number") cells.process_particle_bw_ratio = digits(summary.dark, 4);
  return cells;
}
