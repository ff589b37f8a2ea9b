import { type Db, type ExportObject, type ExportVignette, exportObjects, exportVignettes } from "@nauplius/db";
import type { ExportOptions, LedgerPosition } from "@nauplius/domain";
import { type ExportRow, type FreeExportColumn, printNumber } from "@nauplius/formats";
import type { ExportFacts } from "./facts.ts";
import { imageName, imagesOf, kindFor } from "./images.ts";

/** Objects read at a time. */
const chunk = 1_000;

export type RowSource = {
  readonly db: Db;
  readonly facts: ExportFacts;
  readonly options: ExportOptions;
  readonly position: LedgerPosition;
  readonly people: boolean;
  readonly emails: boolean;
  readonly baseUrl: string | null;
  readonly signal: AbortSignal;
  readonly counted: (objects: number) => void;
};

/** The rows of a table: a row for each image of each object, or one where no images travel. */
export async function* exportRows(source: RowSource, ids: readonly number[]): AsyncGenerator<ExportRow> {
  const withImages = source.options.images !== "none" && (source.options.format === "tsv" || source.options.format === "backup");
  for (let at = 0; at < ids.length; at += chunk) {
    source.signal.throwIfAborted();
    const part = ids.slice(at, at + chunk);
    const objects = await exportObjects(source.db, part, source.position);
    const images = withImages
      ? imagesOf(await exportVignettes(source.db, part), source.options.images)
      : new Map<number, ExportVignette[]>();
    for (const object of objects) {
      const past = source.facts.past(object);
      const row = rowOf(source, past);
      const own = images.get(object.id) ?? [];
      if (own.length === 0) yield row;
      const kind = kindFor(source.options, source.facts, object.acquisitionId);
      for (const image of own) yield { ...row, imageFile: imageName(past, image, kind), imageRank: image.rank };
    }
    source.counted(objects.length);
  }
}

const two = (n: number): string => String(n).padStart(2, "0");
const dayOf = (at: Date): string => `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
const timeOf = (at: Date): string => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;

function annotationOf({ facts, options, people, emails }: RowSource, o: ExportObject): ExportRow["annotation"] {
  if (o.state === "unclassified") return null;
  const taxon = o.taxonId === null ? undefined : facts.taxa.get(o.taxonId);
  const person = o.by === null || !people ? undefined : facts.people.get(o.by);
  const state = o.accepted && options.acceptedAs === "validated" ? "validated" : o.state;
  return {
    state,
    category: taxon?.displayName ?? null,
    categoryId: taxon?.sourceId ?? null,
    personName: person?.name ?? null,
    personEmail: emails ? (person?.email ?? null) : null,
    date: o.at === null ? null : dayOf(o.at),
    time: o.at === null ? null : timeOf(o.at),
    score: o.score,
    hierarchy: taxon?.lineage ?? null,
  };
}

const textOf = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === "number" ? printNumber(value) : value;

function freeValue(facts: ExportFacts, o: ExportObject, column: FreeExportColumn): string | number | null {
  const acquisition = facts.acquisitions.get(o.acquisitionId);
  switch (column.level) {
    case "sample":
      return textOf(facts.samples.get(o.sampleId)?.free[column.name]);
    case "acquisition":
      return textOf(acquisition?.free[column.name]);
    case "process":
      return textOf(facts.processes.get(o.acquisitionId)?.free[column.name]);
    case "object": {
      // What single precision would have changed stands exactly among the free columns.
      const exact = o.free[column.name];
      if (exact !== undefined) return exact;
      const place = o.featureListId === null ? undefined : facts.places.get(o.featureListId)?.get(column.name);
      return place === undefined ? null : (o.features[place] ?? null);
    }
  }
}

const orNull = (text: string): string | null => (text === "" ? null : text);

function rowOf(source: RowSource, o: ExportObject): ExportRow {
  const { facts, options, baseUrl } = source;
  const sample = facts.samples.get(o.sampleId);
  const acquisition = facts.acquisitions.get(o.acquisitionId);
  return {
    objectId: o.originalId,
    imageFile: null,
    imageRank: null,
    latitude: o.latitude,
    longitude: o.longitude,
    date: o.date,
    time: o.time,
    depthMin: o.depthMin,
    depthMax: o.depthMax,
    link: orNull(o.link),
    complement: orNull(o.complementInfo),
    annotation: annotationOf(source, o),
    sampleId: sample?.name ?? null,
    acquisitionId: acquisition?.name ?? null,
    processId: facts.processes.get(o.acquisitionId)?.name ?? null,
    dataportalDescriptor: orNull(sample?.dataportalDescriptor ?? ""),
    instrument: orNull(acquisition?.instrument ?? ""),
    free: facts.free.map((column) => freeValue(facts, o, column)),
    permalink: options.permalinks && baseUrl !== null ? new URL(`/objects/${o.id}`, baseUrl).href : null,
  };
}
