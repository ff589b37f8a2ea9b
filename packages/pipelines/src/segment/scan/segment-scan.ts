import { basename } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import type { Box } from "@nauplius/imaging";
import { ReaderFault, type ScanSource } from "../../readers/source.ts";
import { openTiff } from "../../readers/tiff/open.ts";
import { checkBlanks, checkFound, checkPixelSize, checkScan, type Named } from "../checks.ts";
import { openDelivery } from "../deliver.ts";
import { findObjects } from "../find.ts";
import { openObjectPool } from "../object-pool.ts";
import { engineChoice, type SegmentOptions, type SegmentSummary } from "../options.ts";
import type { SegmentRefusal } from "../refusal.ts";
import { rulesOf } from "../rules.ts";
import { evenScan } from "./even.ts";
import { type Overview, overviewOf } from "./overview.ts";
import { type KeptTiles, keepTiles } from "./tiles.ts";

/** Files of one scan. */
export type ScanFiles = {
  /** A TIFF of one grey page, 8 or 16 bits. */
  readonly scan: string;
  /** One or two scans of the empty tray; none where the profile takes no background. */
  readonly blanks: readonly string[];
};

export type ScanSummary = SegmentSummary & {
  readonly width: number;
  readonly height: number;
  /** The clear part of the tray. */
  readonly frame: Box;
  /** Share of it that is object. */
  readonly dark: number;
  readonly overview: Overview;
  /** The whole scan in full resolution, where it was asked for. */
  readonly tiles: KeptTiles | null;
  /** 16-bit files: grey of the ground, and the levels that became black and white. */
  readonly ranges: readonly ({ readonly median: number; readonly min: number; readonly max: number } | null)[];
};

type Opened = Named & { readonly source: ScanSource };

/** Background, frame, threshold, objects, vignettes, masks and features of one scan. A refusal comes before any object is handed out: nothing of
 *  a bad scan gets in. Throws the signal's reason when aborted. */
export async function segmentScan(files: ScanFiles, options: SegmentOptions): Promise<Result<ScanSummary, SegmentRefusal>> {
  const opened: Opened[] = [];
  try {
    for (const path of [files.scan, ...files.blanks]) {
      const name = basename(path);
      const source = await openTiff(path);
      if (!source.ok) return err({ ...source.error, image: name });
      opened.push({ name, header: source.value.header, source: source.value });
    }
    return await segmentOpened(opened, options);
  } catch (error) {
    if (error instanceof ReaderFault) return err({ ...error.refusal, image: basename(files.scan) });
    throw error;
  } finally {
    for (const { source } of opened) await source.close();
  }
}

async function segmentOpened([scan, ...blanks]: readonly Opened[], options: SegmentOptions): Promise<Result<ScanSummary, SegmentRefusal>> {
  const { profile, signal, onProgress = () => {} } = options;
  const pixelSize = options.pixelSize ?? scan.header.pixelSize ?? profile.pixelSize;
  const refused = checkPixelSize(pixelSize, profile) ?? checkScan(scan, blanks, profile);
  if (refused !== undefined || pixelSize === null) return err({ image: scan.name, ...(refused ?? { code: "pixelSize", message: "" }) });
  const { threshold: given } = profile;
  if (given.method !== "fixed") throw new RangeError(`a scan takes a fixed threshold, got ${given.method}`);
  const threshold = { level: given.level, sense: given.sense === "bright" ? "bright" : "dark" } as const;
  const engines = engineChoice(options, pixelSize);
  const pool = options.pool ?? openObjectPool();
  try {
    pool.warm(engines);
    const start = performance.now();
    const even = await evenScan(scan.source, {
      blanks: blanks.map(({ source }) => source),
      pixelSize,
      signal,
      onProgress: (share) => onProgress({ stage: "reading", share: 0.3 * share, images: 0, objects: 0 }),
    });
    const covered = checkBlanks(even.covered, blanks);
    if (covered !== undefined) return err(covered);
    const read = performance.now();
    const { width, height } = scan.header;
    const found = await findObjects(even, { image: scan.name, width, threshold, rules: rulesOf(profile, pixelSize), signal });
    const seen = performance.now();
    const bad = checkFound(found, { name: scan.name, frame: even.frame, pixelSize, profile });
    if (bad !== undefined) return err(bad);
    const delivery = openDelivery(
      pool,
      { look: profile.vignette, sense: threshold.sense, engines },
      {
        signal,
        onObjects: async (objects) => {
          await options.onObjects(objects);
          const share = 0.3 + (0.7 * delivery.delivered()) / found.objects.length;
          onProgress({ stage: "measuring", share, images: 0, objects: delivery.delivered() });
        },
      },
    );
    onProgress({ stage: "measuring", share: 0.3, images: 0, objects: 0 });
    const memory = even.kernels.bytes.buffer;
    await delivery.add(found.objects, { memory, at: even.at, width, rows: height, top: 0, bottom: height });
    // While the threads are at the last objects.
    const overview = overviewOf(even, scan.header);
    const { keep } = options;
    const tiles = keep === undefined ? null : keepTiles(even, scan.header, { path: keep, pool, signal });
    const [kept] = await Promise.all([tiles, delivery.finish()]);
    const done = performance.now();
    onProgress({ stage: "measuring", share: 1, images: 1, objects: found.objects.length });
    const seconds = { total: done - start, reading: read - start, finding: seen - read, measuring: done - seen };
    return ok({
      ...{ images: 1, pixels: width * height, objects: found.objects.length, rejected: found.rejected, pixelSize, problems: [] },
      ...{ width, height, frame: even.frame, dark: found.dark, overview, tiles: kept, ranges: even.ranges },
      seconds: {
        total: seconds.total / 1000,
        reading: seconds.reading / 1000,
        finding: seconds.finding / 1000,
        measuring: seconds.measuring / 1000,
      },
    });
  } finally {
    if (options.pool === undefined) await pool.close();
  }
}
