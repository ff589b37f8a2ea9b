import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createRng } from "@nauplius/domain";
import { partOfName } from "@nauplius/ml";
import sharp from "sharp";
import { imageFolders, imagesOf } from "../src/archive/classes.ts";
import { openArchive } from "../src/archive/open.ts";
import { type NewEntry, writeZip } from "../src/archive/write-zip.ts";

/** `tsx bench/made-samples.ts <planktonset.tar> <out.zip>`: 5,000 objects that the shipped model did not learn from, as an EcoTaxa archive of
 *  twenty made samples that differ in class mix, size and blur; `<out.zip>.truth.json` has the class of each object. One object of each class,
 *  of the first sample that has it, comes validated, so that the tree knows the class. */
const [from = "", out = ""] = process.argv.slice(2);
const [wanted, sampleCount] = [5000, 20];
const shares = { test: 0.2, validation: 0.05 };
const opened = await openArchive(from);
if (!opened.ok) throw new Error(opened.error.message);
const archive = opened.value;
const random = createRng("made samples");

const all = [...imagesOf(archive, imageFolders(archive))].flatMap(({ name, path, taxon }) =>
  taxon === null ? [] : [{ name, taxon, part: partOfName(path, shares) }],
);
const held = all.filter(({ part }) => part === "test");
// What only chose the epoch fills up to 5,000.
const more = random.shuffle(all.filter(({ part }) => part === "validation")).slice(0, Math.max(0, wanted - held.length));
const objects = random.shuffle([...held, ...more]).slice(0, wanted);

const samples = Array.from({ length: sampleCount }, (_, s) => {
  const own = random.fork(`sample ${s}`);
  return {
    name: `made_${String(s + 1).padStart(2, "0")}`,
    scale: 0.7 + 0.7 * own.next(),
    blur: 1.4 * own.next(),
    own,
    share: new Map<string, number>(),
  };
});
/** How much more or less of a class a sample has: log-normal, so that some have tenfold what others have. */
const shareOf = (sample: (typeof samples)[number], taxon: string): number => {
  const known = sample.share.get(taxon) ?? Math.exp(1.2 * sample.own.normal());
  sample.share.set(taxon, known);
  return known;
};

const columns = [
  "object_id",
  "img_file_name",
  "object_annotation_category",
  "object_annotation_status",
  "sample_id",
  "acq_id",
  "process_id",
];
const types = columns.map(() => "[t]");
const rows: string[][] = [];
const truth: Record<string, { taxon: string; sample: string }> = {};
const seen = new Set<string>();
const placed = objects.map((object, n) => {
  const weights = samples.map((sample) => shareOf(sample, object.taxon));
  const drawn = random.next() * weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  const sample = samples.find((_, s) => {
    sum += weights[s] ?? 0;
    return sum >= drawn;
  });
  if (sample === undefined) throw new Error("no sample");
  const id = `${sample.name}_${String(n).padStart(4, "0")}`;
  return { ...object, id, sample };
});
placed.sort((a, b) => (a.id < b.id ? -1 : 1));
for (const { id, taxon, sample } of placed) {
  const isFirst = !seen.has(taxon);
  seen.add(taxon);
  truth[id] = { taxon, sample: sample.name };
  rows.push([id, `${id}.png`, isFirst ? taxon : "", isFirst ? "validated" : "", sample.name, `${sample.name}_a`, `${sample.name}_p`]);
}

async function* entries(): AsyncGenerator<NewEntry> {
  yield {
    name: "ecotaxa_made.tsv",
    compress: true,
    open: async () => Buffer.from([columns, types, ...rows].map((row) => row.join("\t")).join("\n")),
  };
  for (const { id, name, sample } of placed) {
    const bytes = await archive.read(name);
    if (!bytes.ok) throw new Error(bytes.error.message);
    const { width = 1 } = await sharp(bytes.value).metadata();
    const resized = sharp(bytes.value).resize({ width: Math.max(8, Math.round(width * sample.scale)) });
    const image = await (sample.blur < 0.3 ? resized : resized.blur(sample.blur)).png().toBuffer();
    yield { name: `${id}.png`, compress: false, open: async () => image };
  }
}

await pipeline(writeZip(entries(), new AbortController().signal), createWriteStream(out));
await writeFile(`${out}.truth.json`, JSON.stringify(truth));
await archive.close();
process.stdout.write(
  `${placed.length} objects of ${seen.size} classes in ${sampleCount} samples of ${Math.min(...counts())} to ${Math.max(...counts())}\n`,
);

function counts(): number[] {
  return samples.map((sample) => placed.filter((object) => object.sample === sample).length);
}
