import { regionOfText, textOfRegion } from "../map/region.ts";
import { levels } from "../object/fields.ts";
import { defaultSort, type FieldRef, type Filter, filter, type Sort, sort, sortKeys } from "./schemas.ts";

/** A view as a URL says it: what is shown and in which order. */
export type View = { readonly filter: Filter; readonly sort: Sort };
export type QueryPairs = readonly (readonly [name: string, value: string])[];

const range = (min: number | undefined, max: number | undefined): string => `${min ?? ""}..${max ?? ""}`;
const days = (d: { from?: string; to?: string }): string => `${d.from ?? ""}..${d.to ?? ""}`;
const fieldName = (ref: FieldRef): string => `${ref.level}/${ref.name}`;

/** `f=object/area:10..200`, `f=sample/ship~tara` (contains), `f=sample/net=wp2` (equals), `f=object/area!` (missing), `f=object/area*` (present). */
function testText(test: NonNullable<Filter["fields"]>[number]): string {
  const name = fieldName(test.field).replace(/[\\:~=!*]/g, "\\$&");
  if ("contains" in test) return `${name}~${test.contains}`;
  if ("equals" in test) return `${name}=${test.equals}`;
  if ("missing" in test) return `${name}${test.missing ? "!" : "*"}`;
  return `${name}:${range(test.min, test.max)}`;
}

/** The parameters of a view, in a fixed order, so that equal views have equal addresses. */
export function queryOfView({ filter: f, sort: s }: View): [string, string][] {
  const pairs: [string, string | undefined][] = [
    ["state", f.states?.join(",")],
    ["taxon", f.taxa?.join(",")],
    ["below", f.withChildren ? "1" : undefined],
    ["sample", f.samples?.join(",")],
    ["acquisition", f.acquisitions?.join(",")],
    ["date", f.dates && days(f.dates)],
    ["month", f.months?.join(",")],
    ["depth", f.depth && range(f.depth.min, f.depth.max)],
    ["within", f.depth?.how === "within" ? "1" : undefined],
    ["place", f.place && [f.place.south, f.place.west, f.place.north, f.place.east].join(",")],
    ...(f.annotatedBy ?? []).map((id): [string, string] => ["by", id]),
    ["ever", f.annotatedEver ? "1" : undefined],
    ["at", f.annotatedAt && days(f.annotatedAt)],
    ["imported", f.importedAt && days(f.importedAt)],
    ["score", f.score && range(f.score.min, f.score.max)],
    ["proposed", f.proposed === undefined ? undefined : f.proposed ? "1" : "0"],
    ["accepted", f.accepted === undefined ? undefined : f.accepted ? "1" : "0"],
    ...(f.fields ?? []).map((test): [string, string] => ["f", testText(test)]),
    ["any", f.anyField ? "1" : undefined],
    ["object", f.objects?.join(",")],
    ...(f.originalIds ?? []).map((id): [string, string] => ["id", id]),
    ["like", f.like?.join(",")],
    ["cluster", f.clusters?.join(",")],
    ["suspect", f.suspect === undefined ? undefined : f.suspect ? "1" : "0"],
    ["region", f.region && textOfRegion(f.region)],
    ["sort", s.by === defaultSort.by ? undefined : typeof s.by === "string" ? s.by : fieldName(s.by)],
    ["down", s.direction === "descending" ? "1" : undefined],
  ];
  return pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
}

const number = (text: string): number | undefined => (text === "" ? undefined : Number(text));
const list = (text: string | undefined): string[] | undefined => (text === undefined ? undefined : text.split(",").filter((t) => t !== ""));
const numbers = (text: string | undefined): number[] | undefined => list(text)?.map(Number);

function bounds(text: string | undefined): { min?: number; max?: number } | undefined {
  if (text === undefined) return undefined;
  const [min = "", max = ""] = text.split("..");
  return { min: number(min), max: number(max) };
}

function dates(text: string | undefined): { from?: string; to?: string } | undefined {
  if (text === undefined) return undefined;
  const [from = "", to = ""] = text.split("..");
  return { from: from === "" ? undefined : from, to: to === "" ? undefined : to };
}

/** What lacks a side fails the schema, which names it. */
function place(text: string | undefined): unknown {
  const [south, west, north, east] = numbers(text) ?? [];
  return text === undefined ? undefined : { south, west, north, east };
}

function field(text: string): FieldRef | null {
  const level = levels.find((l) => text.startsWith(`${l}/`));
  return level === undefined ? null : { level, name: text.slice(level.length + 1) };
}

function test(text: string): NonNullable<Filter["fields"]>[number] | null {
  const found = /^((?:\\.|[^\\:~=!*])+)([:~=!*])([\s\S]*)$/.exec(text);
  const ref = found?.[1] === undefined ? null : field(found[1].replace(/\\(.)/g, "$1"));
  if (found === null || ref === null) return null;
  const rest = found[3] ?? "";
  switch (found[2]) {
    case "~":
      return { field: ref, contains: rest };
    case "=":
      return { field: ref, equals: rest };
    case "!":
      return { field: ref, missing: true };
    case "*":
      return { field: ref, missing: false };
    default:
      return { field: ref, ...bounds(rest) };
  }
}

/** What a view is written with; anything else in an address is not ours. */
export const viewParameters = [
  ...["state", "taxon", "below", "sample", "acquisition", "date", "month", "depth", "within", "place", "by", "ever", "at"],
  ...["imported", "score", "proposed", "accepted", "f", "any", "object", "id", "like", "cluster", "suspect", "region", "sort", "down"],
] as const;

/** What the parameters of an address say. A part that cannot be read is left out and named, the rest holds. */
export function viewOfQuery(pairs: QueryPairs): View & { readonly unread: readonly string[] } {
  const first = (name: string): string | undefined => pairs.find((pair) => pair[0] === name)?.[1];
  const all = (name: string): string[] | undefined => {
    const values = pairs.filter((pair) => pair[0] === name).map((pair) => pair[1]);
    return values.length === 0 ? undefined : values;
  };
  const flag = (name: string): boolean | undefined => (first(name) === undefined ? undefined : first(name) === "1");
  /** Where no says something too, what is neither fails the schema. */
  const either = (name: string): unknown => ({ "1": true, "0": false })[first(name) ?? ""] ?? first(name);
  const depth = bounds(first("depth"));
  const by = first("sort");
  const parts: Record<string, unknown> = {
    states: list(first("state")),
    taxa: numbers(first("taxon")),
    withChildren: flag("below"),
    samples: numbers(first("sample")),
    acquisitions: numbers(first("acquisition")),
    dates: dates(first("date")),
    months: numbers(first("month")),
    depth: depth && { ...depth, how: flag("within") ? "within" : "overlaps" },
    place: place(first("place")),
    annotatedBy: all("by"),
    annotatedEver: flag("ever"),
    annotatedAt: dates(first("at")),
    importedAt: dates(first("imported")),
    score: bounds(first("score")),
    proposed: either("proposed"),
    accepted: either("accepted"),
    fields: all("f")?.map(test),
    anyField: flag("any"),
    objects: numbers(first("object")),
    originalIds: all("id"),
    like: numbers(first("like")),
    clusters: numbers(first("cluster")),
    suspect: either("suspect"),
    region: regionOfText(first("region")),
  };
  const read = Object.entries(parts).map(([name, value]) => ({ name, value, parsed: filter.safeParse({ [name]: value }) }));
  const sorted = sort.safeParse({
    by: by === undefined ? defaultSort.by : (sortKeys.find((key) => key === by) ?? field(by)),
    direction: flag("down") ? "descending" : "ascending",
  });
  const whole = Object.assign({}, ...read.map((r) => (r.value !== undefined && r.parsed.success ? r.parsed.data : {})));
  return {
    filter: filter.parse(whole),
    sort: sorted.success ? sorted.data : defaultSort,
    unread: [...read.filter((r) => !r.parsed.success).map((r) => r.name), ...(sorted.success ? [] : ["sort"])],
  };
}

/** Whether a view shows everything of the project. */
export const isEmptyFilter = (f: Filter): boolean => queryOfView({ filter: f, sort: defaultSort }).length === 0;
