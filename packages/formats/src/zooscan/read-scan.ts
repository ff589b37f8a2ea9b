import { printNumber, readNumber } from "../cells/number.ts";
import { type ReadOptions, readEcoTaxaRecords, type TableEvent } from "../ecotaxa/read.ts";
import { type Problem, problem } from "../problem.ts";
import type { TextRecord } from "../text/records.ts";
import { describeScan } from "./describe.ts";
import { disagreements } from "./disagreements.ts";
import type { Fields } from "./fields.ts";
import { type MeasurementEvent, readMeasurements } from "./measurements.ts";
import { readPid } from "./pid.ts";
import type { PositionStyle } from "./position.ts";

export type ScanFiles = {
  /** Name of the scan: its vignettes are `<scan>_<object>.<extension>`. */
  readonly scan: string;
  readonly extension: string;
  readonly table: /** Header tables beside a `.pid` add nothing to it; where they say otherwise, people are told. */
    | { readonly kind: "pid"; readonly bytes: AsyncIterable<Uint8Array>; readonly headers?: Fields }
    /** `_meas.txt`, with what `_meta.txt` or the header tables say of the scan. */
    | { readonly kind: "measurements"; readonly bytes: AsyncIterable<Uint8Array>; readonly fields: Fields };
  readonly style?: PositionStyle;
  /** Columns that ZooProcess computes from measured ones when it writes an EcoTaxa table, by bare name (esd, elongation, ...). */
  readonly derive?: DeriveColumns;
};

export type DeriveColumns = (measured: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;

/** Reads the measurements of one ZooProcess scan as an EcoTaxa table would be read: the same events, rows, problems and summary. Lines are
 *  those of the `.pid` or `_meas.txt`. */
export function readZooscanScan(files: ScanFiles, options: ReadOptions): AsyncGenerator<TableEvent> {
  return readEcoTaxaRecords(recordsOf(files, options.file), options);
}

/** Free columns of objects that hold numbers; of samples, acquisitions and processes what they hold decides. */
const numeric: ReadonlySet<string> = new Set(["object_lat_end", "object_lon_end"]);

type Known = { readonly fields: Fields; readonly event: MeasurementEvent };

async function* eventsOf({ table }: ScanFiles, file: string): AsyncGenerator<Known> {
  if (table.kind === "measurements") {
    for await (const event of readMeasurements(table.bytes, file)) yield { fields: table.fields, event };
    return;
  }
  let fields: Fields = new Map();
  for await (const event of readPid(table.bytes, file)) {
    if (event.kind === "header") {
      fields = event.fields;
      for (const found of disagreements(fields, table.headers ?? new Map())) yield { fields, event: { kind: "problem", problem: found } };
    }
    yield { fields, event };
  }
}

async function* recordsOf(files: ScanFiles, file: string): AsyncGenerator<readonly (TextRecord | Problem)[]> {
  let parents: readonly string[] = [];
  let measured: readonly (readonly [number, string])[] = [];
  // Of an object without measurements: the names are those of any.
  const derived = Object.keys(files.derive?.({}) ?? {});
  let item = -1;
  for await (const { fields, event } of eventsOf(files, file)) {
    if (event.kind === "problem") yield [event.problem];
    else if (event.kind === "header") {
      const { scan, style } = files;
      const { cells, problems } = describeScan(fields, style === undefined ? { scan, file } : { scan, file, style });
      yield problems;
      if (event.columns.length === 0) {
        yield [
          problem({
            code: "missingColumn",
            file,
            what: "the file has no table of objects",
            expected: "[Data] and a line that begins with !Item",
          }),
        ];
        return;
      }
      parents = [...cells.values()];
      const columns = event.columns.map((name) => name.trim().toLowerCase());
      item = columns.indexOf("item");
      const added = new Set(derived);
      measured = columns.flatMap((name, at) =>
        at === item || name === "label" || name === "" || added.has(name) ? [] : [[at, name] as const],
      );
      const features = [...derived, ...measured.map(([, name]) => name)].map((name) => `object_${name}`);
      const names = [...cells.keys(), ...features];
      const types = [...[...cells.keys()].map((name) => (numeric.has(name) ? "[f]" : "[t]")), ...features.map(() => "[f]")];
      yield [
        { kind: "record", line: 1, cells: ["img_file_name", "object_id", ...names] },
        { kind: "record", line: event.line, cells: ["[t]", "[t]", ...types] },
      ];
    } else {
      const number = (event.cells[item] ?? "").trim();
      const id = number === "" ? "" : `${files.scan}_${number}`;
      const path = id === "" ? "" : `${id}.${files.extension}`;
      const texts = measured.map(([at]) => event.cells[at] ?? "");
      const computed = files.derive?.(numbersOf(measured, texts)) ?? {};
      const cells = [path, id, ...parents, ...derived.map((name) => printNumber(computed[name] ?? Number.NaN)), ...texts];
      yield [{ kind: "record", line: event.line, cells }];
    }
  }
}

function numbersOf(measured: readonly (readonly [number, string])[], texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    measured.map(([, name], i) => {
      const value = readNumber(texts[i] ?? "");
      return [name, value ?? Number.NaN] as const;
    }),
  );
}
