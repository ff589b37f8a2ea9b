import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dateOf, loadings, percents } from "@nauplius/ecology";
import type { Individuals } from "./read-features.ts";
import type { Morphospace } from "./run.ts";
import { figureOf, variablesOf } from "./series.ts";

type Cell = string | number | null;

const textOf = (cell: Cell): string => {
  if (cell === null || (typeof cell === "number" && !Number.isFinite(cell))) return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A file appears under its name only when it is whole. */
async function writeTable(path: string, header: readonly string[], rows: Iterable<readonly Cell[]>): Promise<void> {
  const chunks = function* (): Generator<string> {
    let text = `${header.join(",")}\n`;
    for (const row of rows) {
      text += `${row.map(textOf).join(",")}\n`;
      if (text.length < 65_536) continue;
      yield text;
      text = "";
    }
    yield text;
  };
  const part = `${path}.part`;
  await pipeline(Readable.from(chunks()), createWriteStream(part));
  await rename(part, path);
}

const axisNames = (axes: number, suffix = ""): string[] => Array.from({ length: axes }, (_, i) => `axis${i + 1}${suffix}`);

/** Taxon and object stand behind, where they are known. */
const known = ({ taxa, objects }: Individuals): string[] => [
  ...(taxa === null ? [] : ["taxon"]),
  ...(objects === undefined ? [] : ["object"]),
];

function* coordinateRows({ ids, samples, taxa, objects }: Individuals, made: Morphospace): Generator<Cell[]> {
  const { axes } = made.space;
  for (const [i, row] of made.rows.entries()) {
    const place = made.coordinates.subarray(i * axes, (i + 1) * axes);
    const sample = samples.names[samples.numberOf[row] ?? 0] ?? "";
    yield [
      ...[ids.names[ids.numberOf[row] ?? 0] ?? "", sample, made.weights[i] ?? null, ...place, (made.morphs.labels[i] ?? 0) + 1],
      ...(taxa === null ? [] : [taxa.names[taxa.numberOf[row] ?? 0] ?? ""]),
      ...(objects === undefined ? [] : [objects[row] ?? null]),
    ];
  }
}

function* morphRows({ morphs, groups, space }: Morphospace): Generator<Cell[]> {
  const total = morphs.masses.reduce((sum, mass) => sum + mass, 0);
  const individuals = new Int32Array(morphs.masses.length);
  for (const label of morphs.labels) individuals[label] = (individuals[label] ?? 0) + 1;
  for (const [j, mass] of morphs.masses.entries()) {
    const centre = morphs.centres.subarray(j * space.axes, (j + 1) * space.axes);
    yield [j + 1, individuals[j] ?? 0, mass, mass / total, (groups[j] ?? 0) + 1, ...centre];
  }
}

function* indexRows(made: Morphospace, variables: readonly string[], withInterval: readonly string[]): Generator<Cell[]> {
  for (const row of made.samples) {
    const why = [...new Set(Object.values(row.indices).flatMap((figure) => figure.reason ?? []))].join("; ");
    yield [
      row.sample,
      row.day === null ? row.date : dateOf(row.day),
      row.individuals,
      ...variables.map((name) => figureOf(row, name)),
      ...withInterval.flatMap((name) => [
        row.intervals?.[name]?.low ?? null,
        row.intervals?.[name]?.high ?? null,
        row.intervals?.[name]?.bias ?? null,
      ]),
      why,
    ];
  }
}

function* seriesRows({ series }: Morphospace): Generator<Cell[]> {
  for (const { variable, weekly, smooth, published } of series) {
    for (const [i, day] of weekly.days.entries()) {
      const { parts } = published ?? {};
      const decomposed = [parts?.seasonal[i] ?? null, parts?.trend[i] ?? null, parts?.remainder[i] ?? null];
      yield [variable, dateOf(day), weekly.values[i] ?? null, weekly.interpolated[i] ?? 0, smooth[i] ?? null, ...decomposed];
    }
  }
}

/** The tables of a morphospace as CSV, and the frozen space as JSON; the names of the files. */
export async function writeMorphospace(folder: string, individuals: Individuals, made: Morphospace): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { space } = made;
  const percent = percents(space.pca);
  const axisRows = space.pca.eigenvalues.map((value, i) => [
    i + 1,
    value,
    percent[i] ?? null,
    i < space.axes ? 1 : 0,
    ...loadings(space.pca, i),
  ]);
  const variables = variablesOf(made.samples, space.axes);
  const withInterval = [...new Set(made.samples.flatMap((row) => Object.keys(row.intervals ?? {})))].sort();
  const limits = withInterval.flatMap((name) => ["low", "high", "bias"].map((what) => `${name}_${what}`));
  const tables: [string, string[], Iterable<readonly Cell[]>][] = [
    ["axes.csv", ["axis", "eigenvalue", "percent", "kept", ...space.pca.features.map(textOf)], axisRows],
    [
      "coordinates.csv",
      ["id", "sample", "weight", ...axisNames(space.axes), "morph", ...known(individuals)],
      coordinateRows(individuals, made),
    ],
    ["morphs.csv", ["morph", "individuals", "mass", "share", "group", ...axisNames(space.axes)], morphRows(made)],
    [
      "indices.csv",
      ["sample", "date", "individuals", ...variables, ...limits, "missing_because"],
      indexRows(made, variables, withInterval),
    ],
    ["series.csv", ["variable", "date", "value", "interpolated", "smooth", "seasonal", "trend", "remainder"], seriesRows(made)],
  ];
  for (const [name, header, rows] of tables) await writeTable(join(folder, name), header, rows);
  await writeFile(join(folder, "space.json"), `${JSON.stringify({ space, centres: [...made.morphs.centres] })}\n`);
  return [...tables.map(([name]) => name), "space.json"];
}
