/** The two engines over one mask: *compat* gives ZooProcess' numbers to the printed decimals, *sane* what one would define today. */
export type FeatureEngineName = "compat" | "sane";

/** One morphological measurement. Its formula is known by an id, so that dialects can say which of their columns mean the same.
 *
 *  Basis, and what it is measured on: F is the object with its holes filled, O without them; both are 8-connected, ground is 4-connected. */
export type Feature = {
  readonly name: string;
  readonly unit: "px" | "px²" | "grey" | "degree" | "1" | "%";
  readonly basis: "geometry" | "grey" | "position" | "texture" | "derived" | "dead";
  readonly formula: string;
  /** The definition in words. */
  readonly means: string;
  /** The tool or paper that it comes from. */
  readonly source: string;
  readonly engines: readonly FeatureEngineName[];
};

type Row = readonly [name: string, formula: string, means: string];

/** Rows that share unit, basis, source and engines. */
export const features = (
  unit: Feature["unit"],
  basis: Feature["basis"],
  source: string,
  engines: readonly FeatureEngineName[],
  rows: readonly Row[],
): Feature[] => rows.map(([name, formula, means]) => ({ name, unit, basis, formula, means, source, engines }));
