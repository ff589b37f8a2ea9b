import { createWriteStream } from "node:fs";
import { copyFile, mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { printNumber } from "@nauplius/formats";
import { asWritten } from "@nauplius/imaging";
import type { SegmentedObject } from "../segment/object.ts";

/** File of the masks beside a table: a line of JSON for each image, its mask (encodeMask of imaging) in base 64. */
export const masksFile = "nauplius_masks.jsonl";

/** What is known of one object beside its measurements: EcoTaxa's columns of place and time. */
export type ObjectCells = Readonly<Record<string, string>>;

export type ArchiveColumns = {
  /** Names of the measurements, in their order. */
  readonly features: readonly string[];
  readonly engine: "compat" | "sane";
  /** "written": rounded as ZooProcess writes them; "exact": as they were computed. */
  readonly decimals: "written" | "exact";
};

/** An EcoTaxa archive of one acquisition that is being written: a folder with its table, vignettes and masks. Nothing is seen of it until
 *  `finish`. */
export type ObjectArchive = {
  readonly add: (
    objects: readonly SegmentedObject[],
    describe: (object: SegmentedObject) => { id: string; cells: ObjectCells },
  ) => Promise<void>;
  /** Puts a file beside the table, as it is. */
  readonly keep: (path: string, folder: string) => Promise<void>;
  /** @param cells - columns that are the same for all objects @param numbers - columns that hold numbers @returns path of the table */
  readonly finish: (cells: ObjectCells, numbers?: ReadonlySet<string>) => Promise<string>;
  readonly abandon: () => Promise<void>;
};

/** Cells that hold numbers, beside the measurements and those of the instrument. */
const numeric: ReadonlySet<string> = new Set(["object_lat_end", "object_lon_end"]);
const quoted = (text: string): string => `"${text.replaceAll('"', '""').replaceAll(/[\t\r\n]+/g, " ")}"`;
const line = (cells: readonly string[]): string => `${cells.map(quoted).join("\t")}\n`;
/** Names of files on every system. */
export const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 180);

/** @param folder - to be made; what stood there is replaced */
export async function openObjectArchive(folder: string, columns: ArchiveColumns): Promise<ObjectArchive> {
  const partial = join(dirname(folder), `.${basename(folder)}.partial`);
  await rm(partial, { recursive: true, force: true });
  const made = await mkdir(partial, { recursive: true });
  const rows: { readonly image: string; readonly id: string; readonly cells: ObjectCells; readonly numbers: readonly string[] }[] = [];
  const masks: string[] = [];
  const print = printer(columns);
  return {
    add: async (objects, describe) => {
      await Promise.all(
        objects.map(async (object) => {
          const { id, cells } = describe(object);
          const image = `${fileName(id)}.png`;
          const values = object.features[columns.engine];
          rows.push({ image, id, cells, numbers: values === undefined ? columns.features.map(() => "") : print(values) });
          masks.push(`${JSON.stringify({ image, mask: Buffer.from(object.mask).toString("base64") })}\n`);
          await writeFile(join(partial, image), object.vignette.bytes);
        }),
      );
    },
    keep: async (path, below) => {
      await mkdir(join(partial, below), { recursive: true });
      await copyFile(path, join(partial, below, basename(path)));
    },
    finish: async (cells, numbers = numeric) => {
      const own = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))];
      const shared = Object.keys(cells).filter((name) => !own.includes(name));
      const names = [...own, ...shared];
      const common = shared.map((name) => cells[name] ?? "");
      const features = columns.features.map((name) => `object_${name}`);
      const types = names.map((name) => (numeric.has(name) || numbers.has(name) ? "[f]" : "[t]"));
      function* lines(): Generator<string> {
        yield line(["img_file_name", "object_id", ...names, ...features]);
        yield line(["[t]", "[t]", ...types, ...features.map(() => "[f]")]);
        for (const row of rows)
          yield line([row.image, row.id, ...own.map((name) => row.cells[name] ?? cells[name] ?? ""), ...common, ...row.numbers]);
      }
      const table = `ecotaxa_${fileName(basename(folder))}.tsv`;
      await pipeline(Readable.from(lines()), createWriteStream(join(partial, table)));
      await pipeline(Readable.from(masks), createWriteStream(join(partial, masksFile)));
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
      return join(folder, table);
    },
    abandon: async () => {
      await rm(partial, { recursive: true, force: true });
      // The folder above goes too, where it was made for this and nothing else is in it.
      if (made !== undefined && made !== partial) await rmdir(dirname(folder)).catch(() => undefined);
    },
  };
}

export function printer({ features, engine, decimals }: ArchiveColumns): (values: Float64Array) => string[] {
  const rounded = engine === "compat" && decimals === "written";
  return (values) =>
    features.map((name, at) => (Number.isNaN(values[at]) ? "" : printNumber(rounded ? asWritten(name, values[at]) : values[at])));
}
