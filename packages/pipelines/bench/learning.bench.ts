import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isFeature, type ModelManifest, type TrainingRecipe, type TrainingUse } from "@nauplius/domain";
import type { Archive } from "../src/archive/archive.ts";
import { openArchive } from "../src/archive/open.ts";
import { evaluateOnImages } from "../src/learn/evaluate.ts";
import { trainOnImages } from "../src/learn/train.ts";
import type { ObjectSource } from "../src/learn/train-request.ts";

/** `pnpm --filter @nauplius/pipelines bench:learning <planktonset.tar> [other class folders or EcoTaxa's template archive…]`: the newest shipped
 *  model on its held-out fifth, and a head and a forest on its embeddings of each archive: held-out figures and seconds. */
const [home, ...others] = process.argv.slice(2);
if (home === undefined) throw new Error("expected the archive that the shipped model learned from");
const threads = 2;
/** A fifth is held out by the hash of the file's name, as the shipped model was trained. */
const shares = { test: 0.2, validation: 0.05 } as const;
const shipped = join(import.meta.dirname, "../../../models/plankton");
const versions = (await readdir(shipped)).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
const newest = versions.toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }))[0] ?? "";
const model = join(shipped, newest);
const work = await mkdtemp(join(tmpdir(), "learning-"));

const columns = ["objects", "top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "ece"] as const;
type Figures = NonNullable<ModelManifest["metrics"]>;
const say = (what: string, figures: Figures, seconds: number) =>
  process.stdout.write(
    `${what.padEnd(62)}${columns.map((c) => String(c === "objects" ? figures[c] : figures[c].toFixed(3)).padStart(10)).join("")}${seconds.toFixed(0).padStart(8)} s\n`,
  );
process.stdout.write(
  `${"".padEnd(62)}${["objects", "top-1", "top-5", "balanced", "macro F1", "log-loss", "ECE"].map((c) => c.padStart(10)).join("")}\n`,
);

/** The archive that comes with EcoTaxa's template has lists of labels, one a part, instead of class folders. */
async function listed(path: string): Promise<{ readonly source: ObjectSource; readonly close: () => Promise<void> } | null> {
  const opened = await openArchive(path);
  if (!opened.ok) throw new Error(opened.error.message);
  const archive = opened.value;
  const lists = [...archive.entries()].flatMap(({ name }) => (/(training|test)_labels\.csv$/.test(name) ? [name] : []));
  if (lists.length < 2) {
    await archive.close();
    return null;
  }
  const rows = (await Promise.all(lists.map((list) => rowsOf(archive, list)))).flat();
  const partOf = new Map(rows.map(({ path: name, part }) => [name, part]));
  const measured = await measuresIn(archive);
  const source: ObjectSource = {
    name: basename(path),
    objects: rows.length,
    features: measured && { names: measured.names, dialects: ["zooscan"], isPhysical: false },
    how: "as the archive's own lists say, a random split",
    partOf: (name) => partOf.get(name) ?? "train",
    async *read() {
      for (const { path: name, taxon } of rows) {
        const bytes = await archive.read(name);
        if (bytes.ok) yield { path: name, taxon, bytes: bytes.value.slice(), features: measured?.of.get(basename(name, ".jpg")) };
      }
    },
  };
  return { source, close: () => archive.close() };
}

/** The features that ZooProcess measured, by the numbers of the images. */
async function measuresIn(archive: Archive): Promise<{ names: string[]; of: Map<string, Float32Array> } | null> {
  const tables = [...archive.entries()].flatMap(({ name }) => (/_features\.csv\.gz$/.test(name) ? [name] : []));
  const of = new Map<string, Float32Array>();
  let names: string[] = [];
  for (const table of tables) {
    const bytes = await archive.read(table);
    if (!bytes.ok) throw new Error(bytes.error.message);
    const [head = "", ...lines] = gunzipSync(bytes.value).toString("utf8").trim().split(/\r?\n/);
    const columns = head.split(",");
    names = columns.filter(isFeature);
    for (const line of lines) {
      const cells = line.split(",");
      of.set(
        cells[0] ?? "",
        Float32Array.from(names, (name) => Number.parseFloat(cells[columns.indexOf(name)] ?? "")),
      );
    }
  }
  return tables.length === 0 ? null : { names, of };
}

async function rowsOf(archive: Archive, list: string) {
  const bytes = await archive.read(list);
  if (!bytes.ok) throw new Error(bytes.error.message);
  const lines = new TextDecoder().decode(bytes.value).trim().split(/\r?\n/).slice(1);
  const part = list.endsWith("test_labels.csv") ? ("test" as const) : ("train" as const);
  return lines.map((line) => {
    const [, image = "", taxon = ""] = line.split(",");
    return { path: list.replace(/[^/]*$/, `images/${basename(image)}`), taxon, part };
  });
}

type Learning = { readonly recipe: TrainingRecipe; readonly uses: TrainingUse; readonly source: ObjectSource | undefined };

async function learned(path: string, { recipe, uses, source }: Learning): Promise<void> {
  const data = { name: basename(path), origin: "", licence: "" };
  const about = { name: "bench", version: "1.0.0", created: new Date(0).toISOString(), data, licence: "", citation: "", note: "" };
  const how = { shares, seed: 1, threads, layers: "all", uses, balance: 0, eightViews: false } as const;
  const out = join(work, `${basename(path)}-${recipe}-${uses}`);
  const began = performance.now();
  const trained = await trainOnImages({ images: source ?? path, out, recipe, parent: model, ...about, ...how });
  if (!trained.ok) throw new Error(trained.error);
  const { metrics } = trained.value.manifest;
  const on = { images: newest, features: "measured features", both: `${newest} and measured features` }[uses];
  if (metrics) say(`${basename(path)}: ${recipe} on ${on}`, metrics, (performance.now() - began) / 1000);
}

try {
  const found = await evaluateOnImages({ model, images: home, views: 1, threads, only: { part: "test", shares } });
  if (!found.ok) throw new Error(found.error);
  say(`${basename(home)}: plankton ${newest} as it ships`, found.value, found.value.seconds);
  for (const path of [home, ...others]) {
    const opened = await listed(path);
    const { source } = opened ?? {};
    for (const recipe of ["head", "forest"] as const) await learned(path, { recipe, uses: "images", source });
    if (source?.features != null) {
      for (const recipe of ["head", "forest"] as const) await learned(path, { recipe, uses: "both", source });
      await learned(path, { recipe: "forest", uses: "features", source });
    }
    await opened?.close();
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
process.exit();
