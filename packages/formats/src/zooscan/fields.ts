import { type Problem, problem } from "../problem.ts";
import { readLines } from "../text/lines.ts";

/** One value of a header file, with the place where it stands. */
export type Entry = { readonly name: string; readonly value: string; readonly file: string; readonly line: number };

/** What ZooProcess knows about one scan, whichever file said it: by section and key of a `.pid`, both in lower case ("sample.vol"). */
export type Fields = ReadonlyMap<string, Entry>;

/** Keys of `_meta.txt` and of the header tables that a `.pid` has under another name or outside of [Sample]. */
const renamed: Readonly<Record<string, string>> = {
  fracid: "fraction.fracid",
  fracmin: "fraction.min",
  fracsup: "fraction.max",
  code: "fraction.code",
  fracnb: "subsample.subpart",
  submethod: "subsample.submethod",
  cellpart: "subsample.cellpart",
  replicates: "subsample.replicates",
  volini: "subsample.volini",
  volprec: "subsample.volprec",
  observation: "subsample.observation",
};

/** Key of a value that stands outside of sections. */
export const keyOfMeta = (name: string): string => {
  const key = name.trim().toLowerCase();
  return renamed[key] ?? `sample.${key}`;
};

/** VueScan puts the scanner's name into its sections: "Input-PerfectionV700-Flatbed" is the same for us as "Input". */
export const keyOfSection = (section: string, name: string): string =>
  `${section.split("-")[0]?.trim().toLowerCase()}.${name.trim().toLowerCase()}`;

/** A value, or null where the file has none, says "nan", or leaves it empty. */
export function fieldOf(fields: Fields, key: string): string | null {
  const value = fields.get(key)?.value.trim() ?? "";
  return value === "" || /^(?:nan|na)$/i.test(value) ? null : value;
}

export type FieldsReading = { readonly fields: Fields; readonly problems: readonly Problem[] };

/** Reads `metadata.txt` or `_meta.txt`: one `Key= value` a line. */
export async function readZooscanMeta(bytes: AsyncIterable<Uint8Array>, file: string): Promise<FieldsReading> {
  const fields = new Map<string, Entry>();
  const problems: Problem[] = [];
  for await (const lines of readLines(bytes, longestHeaderLine))
    for (const line of lines) {
      if (line.kind === "fault") {
        problems.push(
          problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected: "Key= value" }),
        );
        continue;
      }
      const text = line.text.trim();
      if (text === "" || text.startsWith("#") || text.startsWith("[")) continue;
      const equals = text.indexOf("=");
      if (equals < 1) {
        problems.push(
          problem({
            severity: "warning",
            code: "invalidValue",
            file,
            line: line.line,
            value: text,
            what: `"${text.slice(0, 60)}" is no setting`,
            expected: "Key= value",
          }),
        );
        continue;
      }
      const name = text.slice(0, equals).trim();
      fields.set(keyOfMeta(name), { name, value: text.slice(equals + 1).trim(), file, line: line.line });
    }
  if (fields.size === 0)
    problems.push(problem({ code: "emptyFile", file, what: "the file holds no setting", expected: "lines such as SampleId= name" }));
  return { fields, problems };
}

export const longestHeaderLine = 100_000;
