import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createDecoder, createRecordReader, type TextRecord } from "@nauplius/formats";
import { TableProblem } from "./problem.ts";

export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** Rows of a TSV or CSV file in any usual encoding, the header first; EcoTaxa's line of types is left out. Throws on a row of another width. */
export async function* readRecords(path: string, signal?: AbortSignal): AsyncGenerator<TableRow> {
  const decoder = createDecoder();
  const reader = createRecordReader();
  let width = -1;
  let rows = 0;
  const checked = function* (records: readonly TextRecord[]): Generator<TableRow> {
    for (const record of records) {
      if (record.kind === "fault")
        throw new TableProblem(`${basename(path)}, line ${record.line}: got ${record.got}, expected a row of the table`);
      rows += 1;
      if (width < 0) width = record.cells.length;
      if (record.cells.length !== width)
        throw new TableProblem(
          `${basename(path)}, line ${record.line}: got ${record.cells.length} cells, expected ${width} as in the header`,
        );
      if (rows === 2 && record.cells.every((cell) => /^\[[ft]\]$/.test(cell))) continue;
      yield record;
    }
  };
  for await (const bytes of createReadStream(path, { signal }) as AsyncIterable<Uint8Array>)
    yield* checked(reader.push(decoder.push(bytes)));
  yield* checked(reader.push(decoder.end()));
  yield* checked(reader.end());
  if (width < 0) throw new TableProblem(`${basename(path)}: the file is empty, expected a header and rows`);
}
