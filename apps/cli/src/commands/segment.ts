import { availableParallelism } from "node:os";
import { join } from "node:path";
import { thresholdMethods } from "@nauplius/domain";
import { type BatchUnit, openImagePool, openObjectPool, type SegmentRefusal, segmentUnit, type UnitDone } from "@nauplius/pipelines";
import { version } from "../../package.json" with { type: "json" };
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { wholeNumber } from "./learn/options.ts";
import { batchOf } from "./segment/batch.ts";
import { engineOf, pixelSizeOf, profileNames, profileOf } from "./segment/options.ts";
import { failureOf, peakMemoryBytes, plural, rounded } from "./segment/report.ts";

const help = `
Profiles:
  zooscan  scans (8- or 16-bit TIFF) with scans of the empty tray beside them (..._back_large_raw_1.tif, or --blank)
  uvp6     folders of vignettes, one object in each
  isiis    AVIs, or folders of frames, as endless line streams, with a navigation table (CSV)
  planktoscope  folders of frames; the pixel size of their metadata.json, or --pixel-size
  generic  folders of images; --pixel-size is needed

Header tables (zooscan_sample_header_table.csv, zooscan_scan_header_table.csv) and _meta.txt files in the folder describe the scans.
Each scan, recording or folder gets a folder of its own in DIR: an EcoTaxa table, PNG vignettes, masks (nauplius_masks.jsonl).
What cannot be segmented is among the errors; the others are written.`;

export const segment: CommandDefinition = {
  name: "segment",
  summary: "objects of scans, recordings or folders of images as an EcoTaxa archive, without an instance",
  describe: (command) =>
    command
      .argument("<images>", "a folder, zip or tar of images, or one scan or recording")
      .requiredOption("--profile <name>", profileNames.join(", "))
      .requiredOption("--out <dir>", "folder of the archive")
      .option("--blank <file...>", "scans of the empty tray, where their names do not say it")
      .option("--pixel-size <um>", "edge of a pixel; goes before what the file says")
      .option("--threshold <grey>", "0 to 255; default as the profile has it")
      .option("--threshold-method <name>", thresholdMethods.join(", "))
      .option("--share <percent>", "of the pixels at or below the level, for the method percentile")
      .option("--min-esd <mm>", "smallest object, diameter")
      .option("--max-esd <mm>", "largest object, diameter")
      .option("--engine <name>", "compat: the columns of ZooProcess; sane", "compat")
      .option("--threads <n>", "cores to use (default: all)")
      .addHelpText("after", help),
  run,
};

type Report = {
  images: number;
  objects: number;
  seconds: { total: number; matching: number; reading: number; finding: number; measuring: number };
  errors: (SegmentRefusal & { unit: string })[];
  warnings: string[];
  tables: string[];
};

async function run({ args, options, json, signal }: Invocation): Promise<Ending> {
  const profile = profileOf(options);
  const engine = engineOf(options.engine);
  const pixelSize = pixelSizeOf(options.pixelSize);
  const threads = options.threads === undefined ? availableParallelism() : wholeNumber(options, "threads", { from: 1, to: 256 });
  const out = pathOf(String(options.out));
  const start = performance.now();
  const report: Report = {
    ...{ images: 0, objects: 0, errors: [], warnings: [], tables: [] },
    seconds: { total: 0, matching: 0, reading: 0, finding: 0, measuring: 0 },
  };
  const blanks = Array.isArray(options.blank) ? options.blank.map((path) => pathOf(String(path))) : [];
  const batch = await batchOf(pathOf(String(args[0])), { profile, blanks, signal });
  const objectPool = profile.input === "scan" || profile.input === "stream" ? openObjectPool(threads) : undefined;
  const imagePool = objectPool === undefined ? openImagePool(threads) : undefined;
  try {
    report.seconds.matching = (performance.now() - start) / 1000;
    report.warnings.push(...batch.problems);
    for (const unit of batch.units) {
      if (unit.reason !== null) report.warnings.push(unit.reason);
      if (!unit.usable) continue;
      if (!json) process.stderr.write(`${unit.name}\n`);
      const { files, navigation } = batch;
      const work = { unit, files, profile, engine, navigation, signal, decimals: "written", software: `nauplius ${version}` } as const;
      const done = await segmentUnit({
        ...work,
        out: join(out, unit.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_")),
        ...(pixelSize !== null && { pixelSize }),
        ...(objectPool !== undefined && { objectPool }),
        ...(imagePool !== undefined && { imagePool }),
      });
      if (done.ok) add(report, unit, done.value);
      else report.errors.push({ unit: unit.name, ...done.error });
    }
  } finally {
    await objectPool?.close();
    await imagePool?.close();
    await batch.close();
  }
  report.seconds.total = (performance.now() - start) / 1000;
  if (batch.units.length === 0) return failureOf("badInput", batch.nothing);
  return endingOf(report, out);
}

function add(report: Report, { name }: BatchUnit, { summary, table }: UnitDone): void {
  report.images += summary.images;
  report.objects += summary.objects;
  report.tables.push(table);
  report.errors.push(...summary.problems.map((problem) => ({ unit: name, ...problem })));
  for (const stage of ["reading", "finding", "measuring"] as const) report.seconds[stage] += summary.seconds[stage];
}

function endingOf(report: Report, out: string): Ending {
  const seconds = Object.fromEntries(Object.entries(report.seconds).map(([stage, value]) => [stage, rounded(value)]));
  const { images, objects, errors, warnings, tables } = report;
  const written = `${plural(objects, "object")} of ${plural(images, "image")} in ${out}, ${seconds.total} s`;
  const said = errors.map(({ unit, message }) => `${unit}: ${message}`);
  return {
    exit:
      tables.length === 0
        ? exitCodes.refused
        : errors.some(({ unit }) => !tables.some((table) => isOf(table, unit)))
          ? exitCodes.refused
          : exitCodes.done,
    json: { images, objects, seconds, peakMemoryBytes: peakMemoryBytes(), errors, warnings, tables },
    text: [...warnings, ...said, ...(tables.length === 0 ? [] : [written])].join("\n"),
  };
}

/** Single images of a folder may fail; a unit without a table failed as a whole. */
const isOf = (table: string, unit: string): boolean => table.includes(`ecotaxa_${unit.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_")}.tsv`);
