import {
  acquisitionsNamed,
  copyFirstEvents,
  copyObjects,
  copyVignettes,
  imagesOf,
  type KnownObject,
  type LoadTarget,
  type NewAnnotation,
  type NewObject,
  type NewVignette,
  objectsNamed,
  recountVignettes,
  reserveIds,
  type StagedImage,
  type StagedRow,
  stagedRows,
  type Tx,
} from "@nauplius/db";
import type { EcoTaxaRow } from "@nauplius/formats";
import type { Loaded, LoadPlan } from "../cursor.ts";
import type { ImportJob } from "../job.ts";
import { personKey, taxonKey } from "../names/keys.ts";
import type { ColumnPlan } from "./columns.ts";
import { objectValues, randomOf } from "./object-values.ts";
import { acquisitionName, sampleName } from "./parents.ts";

type Row = Omit<EcoTaxaRow, "numbers">;
export type LoadRow = Omit<StagedRow, "row"> & { readonly row: Row };
type Place = { readonly sampleId: number; readonly acquisitionId: number };

export type Loading = {
  readonly job: ImportJob;
  readonly target: LoadTarget;
  readonly columns: ColumnPlan;
  readonly taxa: ReadonlyMap<string, number | null>;
  readonly people: ReadonlyMap<string, string | null>;
  readonly featureCount: number;
  /** Time of labels whose file tells none. */
  readonly now: Date;
};

export const loadingOf = (job: ImportJob, plan: LoadPlan, columns: ColumnPlan, now: Date): Loading => ({
  job,
  target: {
    project: job.input.projectId,
    run: job.handle.run.id,
    batch: plan.batch as LoadTarget["batch"],
    featureListId: plan.featureListId,
  },
  columns,
  taxa: new Map(plan.taxa.map(([key, id]) => [key, typeof id === "number" ? id : null])),
  people: new Map(plan.people.map(([key, id]) => [key, typeof id === "string" ? id : null])),
  featureCount: plan.features.length,
  now,
});

export const nextRows = (job: ImportJob, after: number, limit: number): Promise<LoadRow[]> =>
  stagedRows<Row>(job.db, job.handle.run.id, after, limit);

function annotationOf(l: Loading, { annotation: a }: Row): Omit<NewAnnotation, "eventId"> | null {
  if (a === null) return null;
  const taxonId = l.taxa.get(taxonKey(a.category, a.categoryId)) ?? null;
  // A taxon that the answers leave out leaves the object unclassified, with no event.
  if (taxonId === null) return null;
  const by = l.people.get(personKey(a.personName, a.personEmail)) ?? null;
  const at = a.date === null ? l.now : new Date(`${a.date}T${a.time ?? "00:00:00"}Z`);
  const human = a.state !== "predicted";
  return {
    taxonId,
    state: a.state,
    seen: human && by !== null,
    by: human || a.personName !== null || a.personEmail !== null ? by : null,
    at,
    score: a.score,
  };
}

function objectOf(l: Loading, id: number, { row, file, object }: LoadRow, place: Place, annotation: NewAnnotation | null): NewObject {
  const { free, features } = objectValues(row.texts, l.columns.targets.get(file) ?? [], l.featureCount);
  const area = l.columns.features.indexOf("area");
  return {
    id,
    ...place,
    originalId: object,
    latitude: row.latitude,
    longitude: row.longitude,
    date: row.date,
    time: row.time,
    depthMin: row.depthMin,
    depthMax: row.depthMax,
    link: row.link ?? "",
    complementInfo: row.complement ?? "",
    free,
    features,
    area: features[area] ?? null,
    random: randomOf(object),
    vignettes: 0,
    annotation,
  };
}

/** The rank that the file asks for, or the next free one. */
function freeRank(wanted: number, taken: ReadonlySet<number>): number {
  let rank = wanted;
  while (taken.has(rank)) rank += 1;
  return rank;
}

/** Rank of the untouched picture of a UVP6 bundle. */
const untouchedRank = 100;

class ObjectImages {
  readonly ranks: Set<number>;
  readonly names: Set<string>;
  constructor(known: KnownObject["images"]) {
    this.ranks = new Set(known.map((v) => v.rank));
    this.names = new Set(known.map((v) => v.fileName));
  }
  add(objectId: number, wanted: number, fileName: string, images: readonly StagedImage[]): NewVignette[] {
    this.names.add(fileName);
    return images.map((image) => {
      const rank = freeRank(image.part === 0 ? wanted : untouchedRank, this.ranks);
      this.ranks.add(rank);
      const { place, width, height, original, footer, background, hash, mask } = image;
      return { objectId, rank, fileName, place, width, height, original, footer, background, hash, mask };
    });
  }
}

type Held = { readonly id: number; readonly mine: boolean; readonly images: ObjectImages; readonly fresh: NewObject | null };

/** Writes one chunk of rows: objects, first events and vignettes, all hidden with the batch. @returns what was added */
export async function loadChunk(tx: Tx, l: Loading, rows: readonly LoadRow[]): Promise<Loaded> {
  const run = l.job.handle.run.id;
  const images = new Map<string, StagedImage[]>();
  for (const image of await imagesOf(
    tx,
    run,
    rows.flatMap((r) => r.image ?? []),
  ))
    images.set(image.path, [...(images.get(image.path) ?? []), image]);
  const known = await objectsNamed(
    tx,
    l.target.project,
    rows.map((r) => r.object),
  );
  const held = new Map<string, Held>(
    known.map((o) => [o.originalId, { id: o.id, mine: o.batchId === run, images: new ObjectImages(o.images), fresh: null }]),
  );
  const places = await placesOf(tx, l, rows);
  const wanted = new Set(rows.filter((r) => !held.has(r.object)).map((r) => r.object));
  const ids = await reserveIds(tx, "object", wanted.size);
  const eventIds = await reserveIds(tx, "event", wanted.size);
  const vignettes: NewVignette[] = [];
  const grown = new Set<number>();
  const counts = { objects: 0, images: 0, skipped: 0, leftOut: 0, extra: 0 };
  for (const row of rows) {
    const fileName = row.row.imageFile ?? "";
    const own = row.image === null ? [] : (images.get(row.image) ?? []);
    if (own.length === 0) {
      counts.leftOut += 1;
      continue;
    }
    let object = held.get(row.object);
    if (object?.images.names.has(fileName)) {
      if (object.mine) counts.leftOut += 1;
      else counts.skipped += 1;
      continue;
    }
    if (object === undefined) {
      const place = places.get(row.seq);
      if (place === undefined) throw new Error(`${row.file}, line ${row.line}: its acquisition was not written`);
      const label = annotationOf(l, row.row);
      const eventId = label === null ? null : eventIds.shift();
      const fresh = objectOf(l, ids.shift() ?? 0, row, place, label === null || eventId == null ? null : { ...label, eventId });
      object = { id: fresh.id, mine: true, images: new ObjectImages([]), fresh };
      held.set(row.object, object);
      counts.objects += 1;
    } else if (!object.mine) {
      // A new image of an object that is already shown: it joins when the batch is published.
      counts.extra += 1;
      continue;
    } else if (object.fresh === null) grown.add(object.id);
    const added = object.images.add(object.id, row.row.imageRank ?? 0, fileName, own);
    counts.images += added.length;
    vignettes.push(...added);
  }
  const count = new Map<number, number>();
  for (const v of vignettes) count.set(v.objectId, (count.get(v.objectId) ?? 0) + 1);
  const fresh = [...held.values()].flatMap((o) => (o.fresh === null ? [] : [{ ...o.fresh, vignettes: count.get(o.id) ?? 0 }]));
  await copyObjects(tx, l.target, fresh);
  await copyFirstEvents(tx, l.target, fresh);
  await copyVignettes(tx, vignettes);
  if (grown.size > 0) await recountVignettes(tx, [...grown]);
  return counts;
}

/** Sample and acquisition of each row. */
async function placesOf(tx: Tx, l: Loading, rows: readonly LoadRow[]): Promise<Map<number, Place>> {
  const nameOf = ({ row }: LoadRow) => acquisitionName(row.acquisitionId, sampleName(row.sampleId, l.target.project));
  const found = new Map((await acquisitionsNamed(tx, l.target.project, [...new Set(rows.map(nameOf))])).map((a) => [a.name, a]));
  return new Map(
    rows.flatMap((row) => {
      const a = found.get(nameOf(row));
      return a === undefined ? [] : [[row.seq, { sampleId: a.sampleId, acquisitionId: a.id }] as const];
    }),
  );
}
