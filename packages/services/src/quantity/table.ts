import type { Db, ExportObject } from "@nauplius/db";
import type { QuantityFormat, QuantityOptions } from "@nauplius/domain";
import type { ExportFacts } from "../export/facts.ts";
import { figureLine, type LineFacts, type QuantityLine, spectrumLines } from "./columns.ts";
import { type Counted, countObjects } from "./count.ts";
import { type FigureRow, figuresOf } from "./figures.ts";
import { type Protocol, readFormulas } from "./protocol.ts";
import { type SpectrumRow, spectraOf } from "./spectra.ts";
import { type Taxa, taxaFor } from "./taxa.ts";

export type TableSource = {
  readonly db: Db;
  readonly facts: ExportFacts;
  readonly objects: AsyncIterable<ExportObject>;
  readonly protocol: Protocol;
};

export type Computed = {
  readonly counted: Counted;
  readonly taxa: Taxa;
  readonly figures: readonly FigureRow[];
  readonly spectra: readonly SpectrumRow[];
  readonly warnings: readonly string[];
};

/** Counts once, then makes the tables that are asked for. */
export async function compute(source: TableSource, formats: readonly QuantityFormat[], options: QuantityOptions): Promise<Computed> {
  const { db, facts, objects, protocol } = source;
  const formulas = readFormulas(protocol.formulas);
  // They were read when they were confirmed.
  if (!formulas.ok) throw new Error(`protocol ${protocol.version}: ${formulas.error.message}`);
  const [volumes, each] = [formats.some((f) => f !== "concentrations"), formats.includes("spectra")];
  const counted = await countObjects(facts, formulas.value, objects, { ...options, volumes, each });
  const ids = counted.cells.flatMap(({ taxonId }) => taxonId ?? []);
  const taxa = await taxaFor(db, [...new Set(ids)], options.recast);
  const making = { options, accepted: protocol.accepted, taxa };
  const kinds = [...(formats.includes("concentrations") ? [null] : []), ...(formats.includes("biovolumes") ? counted.kinds : [])];
  const figures = figuresOf(counted, { ...making, kinds });
  const spectra = each ? spectraOf(counted, { ...making, kinds: counted.kinds }) : [];
  return { counted, taxa, figures, spectra, warnings: warningsOf(counted, taxa, options) };
}

function warningsOf(counted: Counted, taxa: Taxa, options: QuantityOptions): string[] {
  const said: string[] = [];
  if (taxa.notIndividuals.length > 0)
    said.push(`Not counted, since they are no individuals of their own: ${taxa.notIndividuals.join(", ")}.`);
  if (counted.withoutDepth > 0) said.push(`${counted.withoutDepth} objects have no depth and are in no depth bin.`);
  if (options.states.includes("predicted"))
    said.push(
      "Predicted objects count as predicted: no test of the model at natural proportions is kept here, so nothing is corrected for its errors; the figure of validated objects alone stands beside.",
    );
  return said;
}

/** The lines of one table. */
export const linesOf = (format: QuantityFormat, { figures, spectra }: Computed, of: LineFacts): QuantityLine[] =>
  format === "spectra" ? spectra.flatMap((row) => spectrumLines(of, row)) : figures.map((row) => figureLine(of, row));
