import { type Problem, problem } from "../problem.ts";
import { readLines } from "../text/lines.ts";
import { type Entry, type Fields, keyOfSection } from "./fields.ts";

/** A `.pid` in its order: settings, then column names, then one line of measurements an object. */
export type PidEvent =
  | { readonly kind: "header"; readonly fields: Fields; readonly columns: readonly string[]; readonly line: number }
  | { readonly kind: "row"; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Reads a ZooProcess `.pid` (or a `_log.txt`, which is one without its table): `[Section]`, `Key= value`, and below `[Data]` a table
 *  with semicolons whose first column is called `!Item`. A key that comes twice, after a second processing, counts as it is last.
 *  Never throws on content. */
export async function* readPid(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<PidEvent> {
  const fields = new Map<string, Entry>();
  let section = "";
  let inTable = false;
  let first = true;
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (line.kind === "fault") {
        yield {
          kind: "problem",
          problem: problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected: "text" }),
        };
        continue;
      }
      const text = line.text.trim();
      if (first && text !== "" && text !== "PID" && !text.startsWith("[")) {
        yield {
          kind: "problem",
          problem: problem({
            code: "invalidHeader",
            file,
            line: line.line,
            value: text,
            what: "the file does not begin as a .pid does",
            expected: "PID",
          }),
        };
        return;
      }
      if (text !== "") first = false;
      if (text === "") continue;
      if (text.startsWith("!Item") || text.startsWith("!item")) {
        inTable = true;
        yield { kind: "header", fields, columns: text.slice(1).split(";"), line: line.line };
      } else if (inTable) yield { kind: "row", line: line.line, cells: text.split(";") };
      else if (text.startsWith("[") && text.endsWith("]")) section = text.slice(1, -1);
      else {
        const equals = text.indexOf("=");
        if (equals < 1 || section === "") continue;
        const name = text.slice(0, equals).trim();
        fields.set(keyOfSection(section, name), { name, value: text.slice(equals + 1).trim(), file, line: line.line });
      }
    }
  if (!inTable) yield { kind: "header", fields, columns: [], line: 0 };
}
