import { Readable } from "node:stream";
import type { Db, ExportObject, Sight } from "@nauplius/db";
import type { QuantityFormat } from "@nauplius/domain";
import { type OutputColumn, writeCsv } from "@nauplius/formats";
import { type ColumnFact, meanColumns, meanLine, meanUnits, type QuantityLine, quantityColumns } from "../quantity/columns.ts";
import { particleLines } from "../quantity/particles.ts";
import type { Protocol } from "../quantity/protocol.ts";
import { compute, linesOf } from "../quantity/table.ts";
import type { ExportFacts } from "./facts.ts";
import type { ExportInput } from "./input.ts";

type QuantitySource = {
  readonly db: Db;
  readonly sight: Sight;
  readonly project: string;
  readonly signal: AbortSignal;
  readonly input: ExportInput;
  readonly protocol: Protocol | null;
  readonly facts: ExportFacts;
  readonly objects: AsyncIterable<ExportObject>;
};

/** The tables of an export of quantities: the one that was asked for, and what lies beside it. */
type QuantityTables = {
  readonly main: Readable;
  readonly lines: number;
  readonly beside: readonly { readonly suffix: string; readonly stream: Readable; readonly columns: readonly ColumnFact[] }[];
  readonly warnings: readonly string[];
};

/** Tidy tables for R and publication: machines read them, so nothing is disarmed in them. Figures of samples have their means beside. */
export async function quantityTables(
  format: QuantityFormat,
  { input, protocol, project, ...source }: QuantitySource,
): Promise<QuantityTables> {
  if (protocol === null) throw new Error(`protocol ${input.protocol} of project ${input.projectId} is gone`);
  const { quantities } = input.options;
  if (format === "particles") {
    const { lines, warnings } = await particleLines({ ...source, protocol, project, binStep: quantities.binStep });
    return { main: tableOf(lines, quantityColumns(format)), lines: lines.length, beside: [], warnings };
  }
  const made = await compute({ ...source, protocol }, [format], quantities);
  const of = { ...quantities, facts: source.facts, taxa: made.taxa, correction: made.correction, project };
  const lines = linesOf(format, made, of);
  const means = format === "spectra" ? [] : made.means.map((row) => meanLine(of, row));
  const table = () => ({ suffix: "means", stream: tableOf(means, meanColumns(format)), columns: meanUnits(format) });
  return {
    ...{ main: tableOf(lines, quantityColumns(format)), lines: lines.length, warnings: made.warnings },
    beside: means.length === 0 ? [] : [table()],
  };
}

const tableOf = (lines: readonly QuantityLine[], columns: readonly OutputColumn<QuantityLine>[]): Readable =>
  Readable.from(writeCsv(inTurn(lines), columns, { formulas: "keep" }), { objectMode: false });

async function* inTurn<T>(lines: readonly T[]): AsyncGenerator<T> {
  yield* lines;
}
