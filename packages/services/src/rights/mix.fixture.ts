const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !isList(value);

export type Mixture = {
  readonly input: unknown;
  /** Crossed within a filter: what is foreign matches nothing, the rest is the asker's own; in all else the whole is refused. */
  readonly inFilter: boolean;
};

/** Two requests for the same thing in two projects, crossed: one place of the second put into the first, for every place where they differ.
 *  Lists are joined, so that own and foreign ids stand side by side. Batch ids are new each time and no place. */
function crossed(own: unknown, foreign: unknown): unknown[] {
  if (isList(own) && isList(foreign)) {
    if (JSON.stringify(own) === JSON.stringify(foreign)) return [];
    return [
      [...own, ...foreign],
      [...foreign, ...own],
    ];
  }
  if (isRecord(own) && isRecord(foreign))
    return Object.keys(own)
      .filter((key) => key !== "batchId")
      .flatMap((key) => crossed(own[key], foreign[key]).map((value) => ({ ...own, [key]: value })));
  return own === foreign || typeof own === "object" ? [] : [foreign];
}

const text = (value: unknown, without: readonly string[]) =>
  JSON.stringify(value, (key, part) => (without.includes(key) ? undefined : part));

/** Crossings that still name two projects: a request whose only place was exchanged is simply the foreign one. */
export function mixtures(own: object, foreign: object): Mixture[] {
  const outside = [own, foreign].map((whole) => text(whole, ["batchId", "filter"]));
  return crossed(own, foreign)
    .filter((mixed) => text(mixed, ["batchId"]) !== text(foreign, ["batchId"]))
    .map((input) => ({ input, inFilter: outside.includes(text(input, ["batchId", "filter"])) }));
}
