import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isImageName, measureTable } from "@nauplius/pipelines";
import { type CommandDefinition, type Ending, exitCodes, type Invocation, pathOf } from "../command.ts";
import { UsageProblem } from "../env.ts";
import { engineOf, pixelSizeOf, thresholdOf } from "./segment/options.ts";
import { failureOf, peakMemoryBytes, plural, rounded } from "./segment/report.ts";

/** Grey levels by which an organism departs from the ground of its vignette. */
const contrast = 12;
const dialects = ["zooscan", "uvp6"] as const;
const senses = ["dark", "bright"] as const;

const help = `
The object of a vignette is the largest one. Without --threshold it is what departs by ${contrast} greys from the usual grey of the border; with it
what is at or below the threshold, or above it with --sense bright. A footer with a scale bar is left out.
compat gives the columns of ZooProcess with its decimals (--dialect uvp6: those of UVPapp); sane gives float features, and lengths and areas in
micrometres as well where the pixel size is given.`;

export const measure: CommandDefinition = {
  name: "measure",
  summary: "features of vignettes as a table with EcoTaxa's column names, without an instance",
  describe: (command) =>
    command
      .argument("<images...>", "vignettes, or folders of them")
      .requiredOption("--out <file>", "the table, TSV")
      .option("--engine <name>", "compat or sane", "compat")
      .option("--dialect <name>", "whose columns compat gives: zooscan or uvp6", "zooscan")
      .option("--threshold <grey>", "0 to 255")
      .option("--sense <side>", "with --threshold: objects are dark or bright", "dark")
      .option("--pixel-size <um>", "edge of a pixel")
      .addHelpText("after", help),
  run,
};

function oneOf<T extends string>(value: unknown, option: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageProblem(`--${option}: got ${String(value)}, expected ${known.join(" or ")}`);
}

async function run({ args, options, json, signal }: Invocation): Promise<Ending> {
  const engine = engineOf(options.engine);
  const dialect = oneOf(options.dialect, "dialect", dialects);
  const sense = oneOf(options.sense, "sense", senses);
  const level = thresholdOf(options.threshold);
  const pixelSize = pixelSizeOf(options.pixelSize);
  const out = pathOf(String(options.out));
  const start = performance.now();
  const asked = args.map((path) => pathOf(path));
  const { root, paths } = await imagesOf(asked);
  if (paths.length === 0)
    return failureOf("badInput", `there is no image in ${asked.join(", ")}; expected PNG, JPEG, BMP, TIFF, GIF or WebP`);
  const listed = performance.now();
  const done = await measureTable(paths, {
    ...{ engine, dialect, pixelSize, out, root, signal },
    threshold: level === null ? { method: "border", contrast, sense: "auto" } : { method: "fixed", level, sense },
    onProgress: (count) => {
      if (!json && count % 1000 === 0) process.stderr.write(`${count.toLocaleString("en")} of ${paths.length.toLocaleString("en")}\n`);
    },
  });
  if (!done.ok)
    return failureOf("badInput", done.error.image === undefined ? done.error.message : `${done.error.image}: ${done.error.message}`);
  const { images, objects, problems } = done.value;
  const total = (performance.now() - start) / 1000;
  const stages = {
    total: rounded(total),
    listing: rounded((listed - start) / 1000),
    measuring: rounded((performance.now() - listed) / 1000),
  };
  const said = problems.map(({ image, message }) => `${image ?? ""}: ${message}`);
  return {
    exit: exitCodes.done,
    json: { images, objects, seconds: stages, peakMemoryBytes: peakMemoryBytes(), errors: problems, file: out },
    text: [...said, `${plural(objects, "object")} of ${plural(images, "image")} in ${out}, ${stages.total} s`].join("\n"),
  };
}

/** Images that were named, and those in folders and below, in natural order. Names in the table are relative to `root`. */
async function imagesOf(asked: readonly string[]): Promise<{ root: string; paths: string[] }> {
  const paths: string[] = [];
  let root: string | null = null;
  for (const path of asked) {
    const found = await stat(path).catch(() => null);
    if (found === null) throw new UsageProblem(`there is no file or folder ${path}`);
    root ??= found.isDirectory() ? path : dirname(path);
    if (found.isDirectory()) paths.push(...(await imagesBelow(path)));
    else paths.push(path);
  }
  return { root: root ?? "", paths };
}

async function imagesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .flatMap((entry) => (entry.isFile() && isImageName(entry.name) ? [join(entry.parentPath, entry.name)] : []))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
