import type { QuantityFormat } from "@nauplius/domain";
import type { CellKind, ExportCell, OutputColumn } from "@nauplius/formats";
import type { ExportFacts } from "../export/facts.ts";
import type { Corrected } from "./correction.ts";
import type { FigureRow } from "./figures.ts";
import type { MeanRow } from "./means.ts";
import type { Place } from "./parts.ts";
import { classInterval, type SpectrumRow } from "./spectra.ts";
import type { Taxa } from "./taxa.ts";

/** A line of a table of quantities: cells in the order of its columns. */
export type QuantityLine = readonly ExportCell[];
type Column = readonly [header: string, kind: CellKind, unit: string | null];

const placeColumns: readonly Column[] = [
  ["project", "text", null],
  ["sample", "text", null],
  ["acquisition", "text", null],
  ["depth_bin_min", "double", "m"],
  ["depth_bin_max", "double", "m"],
  ["datetime", "text", "UTC"],
  ["latitude", "double", "degree"],
  ["longitude", "double", "degree"],
  ["depth_min", "double", "m"],
  ["depth_max", "double", "m"],
];
const taxonColumns: readonly Column[] = [
  ["taxon", "text", null],
  ["lineage", "text", null],
  ["aphia_id", "int", null],
  ["living", "text", null],
];
const stateColumns: readonly Column[] = [
  ["states", "text", null],
  ["share_validated", "double", "1"],
  ["share_counted", "double", "1"],
];
const valueColumns = (value: string, unit: string): readonly Column[] => [
  ["n", "int", "1"],
  [value, "double", unit],
  ["interval_low", "double", unit],
  ["interval_high", "double", unit],
  [`${value}_corrected`, "double", unit],
  ["corrected_low", "double", unit],
  ["corrected_high", "double", unit],
  ["corrected_by", "text", null],
  ["n_validated", "int", "1"],
  [`${value}_validated`, "double", unit],
  ["flags", "text", null],
];
const waterColumns: readonly Column[] = [
  ["sampled_volume", "double", "m3"],
  ["fractions", "text", null],
];
const spectrumColumns: readonly Column[] = [
  ["volume_kind", "text", null],
  ["class_low", "double", "mm3"],
  ["class_high", "double", "mm3"],
  ["n", "int", "1"],
  ["biovolume", "double", "mm3 m-3"],
  ["normalised_biovolume", "double", "mm3 m-3 mm-3"],
  ["interval_low", "double", "mm3 m-3 mm-3"],
  ["interval_high", "double", "mm3 m-3 mm-3"],
  ["left_out_of_fit", "text", null],
  ["slope", "double", "1"],
  ["slope_low", "double", "1"],
  ["slope_high", "double", "1"],
  ["fit_min", "double", "mm3"],
  ["fit_max", "double", "mm3"],
  ["ml_exponent", "double", "1"],
  ["ml_low", "double", "1"],
  ["ml_high", "double", "1"],
  ["flags", "text", null],
];

const byFormat: Record<QuantityFormat, readonly Column[]> = {
  concentrations: [...placeColumns, ...waterColumns, ...taxonColumns, ...stateColumns, ...valueColumns("concentration", "m-3")],
  biovolumes: [
    ...placeColumns,
    ...waterColumns,
    ...taxonColumns,
    ...stateColumns,
    ["volume_kind", "text", null],
    ...valueColumns("biovolume", "mm3 m-3"),
  ],
  spectra: [...placeColumns, ...taxonColumns, ["states", "text", null], ...spectrumColumns],
  particles: [
    ...placeColumns,
    ["images", "int", "1"],
    ["sampled_volume", "double", "m3"],
    ["class_low", "double", "mm"],
    ["class_high", "double", "mm"],
    ["n", "double", "1"],
    ["concentration", "double", "m-3"],
    ["interval_low", "double", "m-3"],
    ["interval_high", "double", "m-3"],
    ["biovolume", "double", "mm3 m-3"],
  ],
};

const meanOf = (format: QuantityFormat): readonly Column[] => {
  const unit = format === "biovolumes" ? "mm3 m-3" : "m-3";
  return [
    ["project", "text", null],
    ["month", "int", null],
    ...taxonColumns,
    ["states", "text", null],
    ...(format === "biovolumes" ? [["volume_kind", "text", null] as const] : []),
    ["samples", "int", "1"],
    ["samples_missing", "int", "1"],
    ["mean", "double", unit],
    ["interval_low", "double", unit],
    ["interval_high", "double", unit],
    ["mean_corrected", "double", unit],
    ["corrected_low", "double", unit],
    ["corrected_high", "double", unit],
    ["corrected_by", "text", null],
  ];
};

/** A column as manifests tell it. */
export type ColumnFact = { readonly name: string; readonly type: CellKind; readonly unit: string | null };
const outputOf = (columns: readonly Column[]): OutputColumn<QuantityLine>[] =>
  columns.map(([header, kind], at) => ({ header, kind, value: (line) => line[at] ?? null }));
const factsOf = (columns: readonly Column[]): ColumnFact[] => columns.map(([name, type, unit]) => ({ name, type, unit }));

export const quantityColumns = (format: QuantityFormat) => outputOf(byFormat[format]);
export const quantityUnits = (format: QuantityFormat) => factsOf(byFormat[format]);
/** Means over samples, that lie beside the figures of samples. */
export const meanColumns = (format: QuantityFormat) => outputOf(meanOf(format));
export const meanUnits = (format: QuantityFormat) => factsOf(meanOf(format));

export type LineFacts = {
  readonly facts: ExportFacts;
  readonly taxa: Taxa;
  readonly project: string;
  readonly binStep: number;
  readonly states: readonly string[];
  readonly correction: Corrected | null;
};

export function placeCells({ facts, project, binStep }: Pick<LineFacts, "facts" | "project" | "binStep">, place: Place): ExportCell[] {
  const sample = facts.samples.get(place.sampleId);
  const acquisition = place.acquisitionId === null ? null : (facts.acquisitions.get(place.acquisitionId)?.name ?? null);
  const bin = place.bin === null ? [null, null] : [place.bin * binStep, (place.bin + 1) * binStep];
  const { latitude = null, longitude = null, startedAt = null, depthMin = null, depthMax = null } = sample ?? {};
  const datetime = startedAt === null ? null : `${new Date(startedAt).toISOString().slice(0, 19)}Z`;
  return [project, sample?.name ?? null, acquisition, ...bin, datetime, latitude, longitude, depthMin, depthMax];
}

function taxonCells({ taxa }: LineFacts, taxonId: number | null): ExportCell[] {
  if (taxonId === null) return ["(all living)", null, null, "yes"];
  const taxon = taxa.byId.get(taxonId);
  if (taxon === undefined) return [`#${taxonId}`, null, null, null];
  return [taxon.displayName, taxon.lineage, taxon.aphiaId, taxon.flags.living ? "yes" : "no"];
}

const statesText = (states: readonly string[]): string => [...states].sort().join("|");

export function figureLine(of: LineFacts, row: FigureRow): QuantityLine {
  return [
    ...placeCells(of, row.place),
    row.volume,
    row.fractions,
    ...taxonCells(of, row.taxonId),
    statesText(of.states),
    row.shareValidated,
    row.shareCounted,
    ...(row.kind === null ? [] : [row.kind]),
    row.n,
    row.value,
    row.interval?.low ?? null,
    row.interval?.high ?? null,
    row.corrected?.value ?? null,
    row.corrected?.low ?? null,
    row.corrected?.high ?? null,
    row.corrected === null ? null : (of.correction?.by?.model ?? null),
    row.validated.n,
    row.validated.value,
    row.flags.join("|"),
  ];
}

/** Month 1 to 12; empty: of all samples. */
export function meanLine(of: LineFacts, { taxonId, kind, month, samples, missing, mean, low, high, corrected }: MeanRow): QuantityLine {
  const model = corrected === null ? null : (of.correction?.by?.model ?? null);
  return [
    ...[of.project, month, ...taxonCells(of, taxonId), statesText(of.states), ...(kind === null ? [] : [kind])],
    ...[samples, missing, mean, low, high],
    ...[corrected?.mean ?? null, corrected?.low ?? null, corrected?.high ?? null, model],
  ];
}

/** A line a class; a spectrum without classes says in one line why. */
export function spectrumLines(of: LineFacts, { place, taxonId, kind, spectrum, powerLaw, flags }: SpectrumRow): QuantityLine[] {
  const head = [...placeCells(of, place), ...taxonCells(of, taxonId), statesText(of.states), kind];
  const { fit, range } = spectrum;
  const tail = [
    ...(fit === null ? [null, null, null] : [fit.slope, fit.low, fit.high]),
    ...(range ?? [null, null]),
    ...(powerLaw === null ? [null, null, null] : [powerLaw.exponent, powerLaw.low, powerLaw.high]),
    flags.join("|"),
  ];
  if (spectrum.classes.length === 0) return [[...head, null, null, 0, null, null, null, null, null, ...tail]];
  return spectrum.classes.map(({ low, high, n, biovolume, normalised, left }) => {
    const interval = classInterval(n, normalised);
    return [...head, low, high, n, biovolume, normalised, interval?.low ?? null, interval?.high ?? null, left, ...tail];
  });
}
