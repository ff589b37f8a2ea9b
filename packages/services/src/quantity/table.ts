import type { Db, ExportObject, Sight } from "@nauplius/db";
import type { QuantityFormat, QuantityOptions } from "@nauplius/domain";
import type { ExportFacts } from "../export/facts.ts";
import { castsFor } from "./casts.ts";
import { figureLine, type LineFacts, type QuantityLine, spectrumLines } from "./columns.ts";
import { type Corrected, correctionFor } from "./correction.ts";
import { type Counted, countObjects } from "./count.ts";
import { type FigureRow, figuresOf } from "./figures.ts";
import { type MeanRow, meansOf } from "./means.ts";
import { type Protocol, readFormulas } from "./protocol.ts";
import { type SpectrumRow, spectraOf } from "./spectra.ts";
import { type Taxa, taxaFor } from "./taxa.ts";

export type TableSource = {
  readonly db: Db;
  /** Of whose objects these are. */
  readonly sight: Sight;
  readonly facts: ExportFacts;
  readonly objects: AsyncIterable<ExportObject>;
  readonly protocol: Protocol;
};

export type Computed = {
  readonly counted: Counted;
  readonly taxa: Taxa;
  readonly figures: readonly FigureRow[];
  readonly means: readonly MeanRow[];
  readonly spectra: readonly SpectrumRow[];
  /** How the predicted part was corrected; null where it does not count. */
  readonly correction: Corrected | null;
  readonly warnings: readonly string[];
};

/** Counts once, then makes the tables that are asked for. */
export async function compute(source: TableSource, formats: readonly QuantityFormat[], options: QuantityOptions): Promise<Computed> {
  const { db, sight, facts, objects, protocol } = source;
  const formulas = readFormulas(protocol.formulas);
  // They were read when they were confirmed.
  if (!formulas.ok) throw new Error(`protocol ${protocol.version}: ${formulas.error.message}`);
  const [volumes, each] = [formats.some((f) => f !== "concentrations"), formats.includes("spectra")];
  const casts = await castsFor(db, sight.projectId, formulas.value, sight.sampleIds);
  const counted = await countObjects(facts, formulas.value, objects, { ...options, volumes, each, casts });
  const ids = counted.cells.flatMap(({ taxonId }) => taxonId ?? []);
  const taxa = await taxaFor(db, [...new Set(ids)], options.recast);
  const counts = options.states.includes("predicted") && counted.cells.some(({ state }) => state === "predicted");
  const correction = counts ? await correctionFor(db, sight, counted.places.size > 50 ? 100 : 200) : null;
  const making = { options, accepted: protocol.accepted, taxa, correction };
  const kinds = [...(formats.includes("concentrations") ? [null] : []), ...(formats.includes("biovolumes") ? counted.kinds : [])];
  const figures = figuresOf(counted, { ...making, kinds });
  const spectra = each ? spectraOf(counted, { ...making, kinds: counted.kinds }) : [];
  return { counted, taxa, figures, means: meansOf(figures, facts), spectra, correction, warnings: warningsOf(counted, taxa, correction) };
}

function warningsOf(counted: Counted, taxa: Taxa, correction: Corrected | null): string[] {
  const said: string[] = [];
  if (taxa.notIndividuals.length > 0)
    said.push(`Not counted, since they are no individuals of their own: ${taxa.notIndividuals.join(", ")}.`);
  if (counted.withoutDepth > 0) said.push(`${counted.withoutDepth} objects have no depth and are in no depth bin.`);
  if (correction?.by === null)
    said.push(
      `Predicted objects count as predicted, not corrected for errors: ${correction.reason}. The figure of validated objects alone stands beside.`,
    );
  else if (correction !== null)
    said.push(
      `Predicted objects count as predicted; beside it stands the figure corrected for the errors that ${correction.by.model} made on held-out samples. It holds where what is still predicted is as those samples were: not after the easy ones were validated first.`,
    );
  return said;
}

/** The lines of one table. */
export const linesOf = (format: QuantityFormat, { figures, spectra }: Computed, of: LineFacts): QuantityLine[] =>
  format === "spectra" ? spectra.flatMap((row) => spectrumLines(of, row)) : figures.map((row) => figureLine(of, row));
