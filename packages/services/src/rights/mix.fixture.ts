const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !isList(value);

/** Two requests for the same thing in two projects, crossed: one place of the second put into the first, for every place where they differ.
 *  Lists are joined, so that own and foreign ids stand side by side. Batch ids are new each time and no place. */
export function crossed(own: unknown, foreign: unknown): unknown[] {
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
  return own === foreign || typeof own === "function" ? [] : [foreign];
}

/** Crossings that still name two projects: a request whose only place was exchanged is simply the foreign one. */
export const mixtures = (own: object, foreign: object): unknown[] => {
  const plain = (value: unknown) => JSON.stringify(value, (key, part) => (key === "batchId" ? undefined : part));
  return crossed(own, foreign).filter((mixed) => plain(mixed) !== plain(foreign));
};
