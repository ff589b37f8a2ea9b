import { type Problem, problem } from "../problem.ts";
import { readLines } from "../text/lines.ts";

export type MeasurementEvent =
  | { readonly kind: "header"; readonly columns: readonly string[]; readonly line: number }
  | { readonly kind: "row"; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Reads a `_meas.txt`: ImageJ's results table, tab-separated, whose first column (the object's number) has a blank name. */
export async function* readMeasurements(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<MeasurementEvent> {
  let begun = false;
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (line.kind === "fault")
        yield {
          kind: "problem",
          problem: problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected: "text" }),
        };
      else if (line.text.trim() === "") continue;
      else if (begun) yield { kind: "row", line: line.line, cells: line.text.split("\t") };
      else {
        begun = true;
        const columns = line.text.split("\t");
        if ((columns[0] ?? "").trim() !== "" || !columns.includes("Label")) {
          const facts = { code: "invalidHeader", file, line: line.line, value: line.text.slice(0, 60) } as const;
          yield {
            kind: "problem",
            problem: problem({
              ...facts,
              what: "this is no table of ZooProcess measurements",
              expected: "a blank name, Label, Area, Mean, ... with tabs between",
            }),
          };
          return;
        }
        yield { kind: "header", columns: ["Item", ...columns.slice(1)], line: line.line };
      }
    }
  if (!begun)
    yield {
      kind: "problem",
      problem: problem({ code: "emptyFile", file, what: "the file is empty", expected: "a table of measurements" }),
    };
}
