import { createRng, type Rng } from "@nauplius/domain";
import { ask, operator } from "../e2e/api.ts";
import { ellipse, tableOf } from "../e2e/drawn.ts";
import { importFiles } from "../e2e/scene.ts";

/** Taxa of the drawn objects, and their shares. */
const shares = { Rotundus: 0.5, Longissima: 0.28, Granulosa: 0.14, Filum: 0.08 } as const;
type Taxon = keyof typeof shares;
export const taxa = Object.keys(shares) as Taxon[];

export type Drawn = { readonly name: string; readonly truth: Taxon; readonly predicted: Taxon; readonly score: number };

function drawnTaxon(rng: Rng): Taxon {
  let left = rng.next();
  for (const taxon of taxa) {
    left -= shares[taxon];
    if (left < 0) return taxon;
  }
  return "Filum";
}

/** Objects with a known taxon and what a model would say of them: its score is the chance that it is right, 85 % of them are. */
export function drawObjects(count: number): Drawn[] {
  const rng = createRng("annotators");
  return Array.from({ length: count }, (_, n) => {
    const truth = drawnTaxon(rng);
    const score = 1 - 0.6 * rng.next() ** 3;
    const predicted = rng.bool(score) ? truth : rng.pick(taxa.filter((t) => t !== truth));
    return { name: `d_${String(n).padStart(5, "0")}`, truth, predicted, score: Math.round(score * 1e4) / 1e4 };
  });
}

const columns = {
  object_id: "[t]",
  img_file_name: "[t]",
  img_rank: "[f]",
  object_annotation_status: "[t]",
  object_annotation_category: "[t]",
  object_annotation_score: "[f]",
  object_area: "[f]",
  sample_id: "[t]",
  acq_id: "[t]",
} as const;

/** Imports drawn objects as an archive of EcoTaxa, as predictions. */
export async function importObjects(project: number, objects: readonly Drawn[]): Promise<void> {
  const rows = objects.map((o, n) => [
    ...[o.name, `${o.name}.png`, 0, "predicted", o.predicted, o.score],
    ...[500 + (n % 900), `net_${n % 12}`, `scan_${n % 12}`],
  ]);
  const images = objects.map((o, n) => [`${o.name}.png`, ellipse(n, 0.4 + 0.5 * taxa.indexOf(o.truth))] as const);
  const table = tableOf([Object.keys(columns), Object.values(columns), ...rows]);
  await importFiles(project, { "ecotaxa_drawn.tsv": table, ...Object.fromEntries(images) }, { mode: "tsv" });
}

/** Ids of the taxa as the site has them. */
export async function idsOfTaxa(): Promise<ReadonlyMap<Taxon, number>> {
  const found = await Promise.all(
    taxa.map((name) => ask<{ taxa: { id: number; displayName: string }[] }>(operator, "GET", `taxa/search?q=${name}`)),
  );
  return new Map(taxa.map((name, i) => [name, found[i]?.taxa.find((t) => t.displayName === name)?.id ?? 0]));
}
