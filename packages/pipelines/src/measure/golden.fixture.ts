import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Grey, objectInPicture, type Region } from "@nauplius/imaging";
import { extract } from "tar-stream";
import { decodeGrey } from "../vignette/decode.ts";
import { setPath } from "../vignette/sets.fixture.ts";

/** Files of other tools beside the repository; they are not ours to ship, so what needs them skips when they are absent. */
const root = fileURLToPath(new URL("../../../../../shared/data/morphology/", import.meta.url));
export const hasGolden = existsSync(root);

export type Row = Readonly<Record<string, string>>;
/** What one tool wrote for one object that we have the picture of. */
export type GoldenCase = { readonly name: string; readonly region: Region; readonly row: Row };

/** Lines of a table with one line of names. @param prefix - taken off the names */
function table(file: string, prefix = ""): Row[] {
  const [names, ...lines] = readFileSync(root + file, "latin1")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(names?.map((name, at) => [name.replace(prefix, ""), cells[at] ?? ""]) ?? []));
}

export async function goldenPicture(file: string): Promise<Grey> {
  const grey = await decodeGrey(readFileSync(root + file));
  if (!grey.ok) throw new Error(`${file}: ${grey.error.message}`);
  return grey.value;
}

const found = (region: Region | undefined, name: string): Region => {
  if (region === undefined) throw new Error(`${name}: no object`);
  return region;
};

/** ZooScan crops with the row that ZooProcess 8 wrote for EcoTaxa: `crop_<bx>_<by>.png` and `ecotaxa_<bx>_<by>.tsv`. */
export const zooscanCases = (): Promise<GoldenCase[]> =>
  Promise.all(
    readdirSync(`${root}zooprocess-lib`).flatMap((file) => {
      const [, name, bx, by] = /^crop_((\d+)_(\d+))\.png$/.exec(file) ?? [];
      return name === undefined ? [] : [zooscanCase(name, Number(bx), Number(by))];
    }),
  );

async function zooscanCase(name: string, bx: number, by: number): Promise<GoldenCase> {
  const grey = await goldenPicture(`zooprocess-lib/crop_${name}.png`);
  const region = found(objectInPicture(grey, { sense: "dark", threshold: 243 }), name);
  const [, row = {}] = table(`zooprocess-lib/ecotaxa_${name}.tsv`, "object_");
  return { name, region: { ...region, x: region.x + bx, y: region.y + by }, row };
}

/** UVP6 vignettes (threshold 19, light on dark) with the rows of UVPapp. */
export const uvp6Cases = (): Promise<GoldenCase[]> =>
  Promise.all(
    table("uvp6-ecotaxa/ecotaxa_b_da_19.tsv", "object_")
      .slice(1)
      .map(async (row) => {
        const name = row.img_file_name ?? "";
        const grey = await goldenPicture(`uvp6-ecotaxa/${name}`);
        return { name, region: found(objectInPicture(grey, { sense: "bright", threshold: Number(row.acq_threshold) }), name), row };
      }),
  );

/** Rows of a whole scan as ImageJ's results table has them, without pictures. */
export const measuredRows = (): Row[] => table("zooprocess-lib/apero2023_tha_bioness_013_st46_d_n8_d3_1_meas.txt");

/** What scikit-image 0.26 finds in 30 shapes: props by name. */
export const regionprops = (): readonly Readonly<Record<string, number | number[] | string>>[] =>
  JSON.parse(readFileSync(`${root}computed/skimage_regionprops_golden.json`, "utf8")).rows;

/** Rows of a public ZooScan set (320 objects), written by an old ZooProcess. */
export async function trainingRows(): Promise<Row[]> {
  const entries = extract();
  entries.end(readFileSync(setPath("zooscan-features.tar")));
  for await (const entry of entries) {
    const parts: Buffer[] = [];
    for await (const part of entry) if (Buffer.isBuffer(part)) parts.push(part);
    if (!entry.header.name.endsWith("training_features.csv.gz")) continue;
    const [names = [], ...lines] = gunzipSync(Buffer.concat(parts))
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    return lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
  }
  return [];
}
