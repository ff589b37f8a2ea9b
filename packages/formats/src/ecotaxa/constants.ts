import { readLatitude, readLongitude } from "../cells/coordinate.ts";
import { readDate } from "../cells/date.ts";
import { type FileState, readDepth, readStatus, readText } from "../cells/fields.ts";
import type { Cell } from "../cells/parsed.ts";
import { readTime } from "../cells/time.ts";

/** What an import of images without a table says of all its objects. */
export type Constants = {
  readonly date: string | null;
  readonly time: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly annotation: { readonly taxon: string; readonly user: string; readonly date: string; readonly status: FileState } | null;
};

const rules = {
  date: readDate,
  time: readTime,
  latitude: readLatitude,
  longitude: readLongitude,
  depthmin: readDepth,
  depthmax: readDepth,
  taxon: readText,
  user: readText,
  annotationDate: readDate,
  status: readStatus,
} as const satisfies Record<string, (cell: string) => Cell<unknown>>;
export type ConstantName = keyof typeof rules;
export type ConstantInput = Partial<Readonly<Record<ConstantName, string>>>;
export type ConstantFault = { readonly field: ConstantName; readonly message: string };

/** Checks the constants of a simple import; the four about the annotation come all or none. */
export function checkConstants(input: ConstantInput): { constants: Constants; faults: ConstantFault[] } {
  const faults: ConstantFault[] = [];
  const read = <T>(field: ConstantName, rule: (cell: string) => Cell<T>): T | null => {
    const text = input[field] ?? "";
    const result = rule(text);
    if (result.ok) return result.value;
    faults.push({ field, message: `'${text}' is not a valid value for ${field}; expected ${result.error.expected}` });
    return null;
  };
  const plain = {
    date: read("date", rules.date),
    time: read("time", rules.time),
    latitude: read("latitude", rules.latitude),
    longitude: read("longitude", rules.longitude),
    depthMin: read("depthmin", rules.depthmin),
    depthMax: read("depthmax", rules.depthmax),
  };
  const [taxon, user] = [read("taxon", rules.taxon), read("user", rules.user)];
  const [date, status] = [read("annotationDate", rules.annotationDate), read("status", rules.status)];
  const together: readonly ConstantName[] = ["taxon", "user", "annotationDate", "status"];
  const given = together.filter((field) => (input[field] ?? "").trim() !== "");
  if (given.length > 0) {
    for (const field of together) {
      if (!given.includes(field))
        faults.push({ field, message: `${field} is missing; taxon, user, annotation date and status come all or none` });
    }
  }
  const complete = taxon !== null && user !== null && date !== null && status !== null;
  return { constants: { ...plain, annotation: complete ? { taxon, user, date, status } : null }, faults };
}
