/** One morphological measurement: unit, formula and basis. The order is that of EcoTaxa files and is part of the version. */
export type Feature = {
  readonly name: string;
  readonly unit: "px" | "px²" | "grey" | "degree" | "1" | "%";
  readonly basis: "geometry" | "grey" | "position" | "texture" | "derived" | "dead";
};

const f = (unit: Feature["unit"], basis: Feature["basis"], ...names: string[]): Feature[] => names.map((name) => ({ name, unit, basis }));

/** ZooProcess set (reference: ZooProcess 8, ImageJ 1.41o); names as in EcoTaxa tables without the `object_` prefix. */
export const featureCatalogue: readonly Feature[] = [
  ...f("px²", "geometry", "area"),
  ...f("grey", "grey", "mean", "stddev", "mode", "min", "max"),
  ...f("px", "position", "x", "y", "xm", "ym"),
  ...f("px", "geometry", "perim."),
  ...f("px", "position", "bx", "by"),
  ...f("px", "geometry", "width", "height", "major", "minor"),
  ...f("degree", "geometry", "angle"),
  ...f("1", "geometry", "circ."),
  ...f("px", "geometry", "feret"),
  ...f("grey", "grey", "intden", "median"),
  ...f("1", "grey", "skew", "kurt"),
  ...f("%", "geometry", "%area"),
  ...f("px", "position", "xstart", "ystart"),
  ...f("px²", "geometry", "area_exc"),
  ...f("1", "geometry", "fractal"),
  ...f("px²", "geometry", "skelarea"),
  ...f("1", "texture", "slope"),
  ...f("grey", "texture", "histcum1", "histcum2", "histcum3"),
  ...f("px", "dead", "xmg5", "ymg5"),
  ...f("1", "texture", "nb1", "nb2", "nb3"),
  ...f("1", "dead", "compentropy", "compmean", "compslope", "compm1", "compm2", "compm3"),
  ...f("1", "texture", "symetrieh", "symetriev", "symetriehc", "symetrievc"),
  ...f("px", "geometry", "convperim"),
  ...f("px²", "geometry", "convarea"),
  ...f("1", "texture", "fcons", "thickr"),
  ...f("1", "derived", "tag"),
  ...f("px", "derived", "esd"),
  ...f("1", "derived", "elongation"),
  ...f("grey", "derived", "range"),
  ...f("1", "derived", "meanpos"),
  ...f("px", "derived", "centroids"),
  ...f("%", "derived", "cv", "sr"),
  ...f("1", "derived", "perimareaexc", "feretareaexc", "perimferet", "perimmajor", "circex", "cdexc", "kurt_mean", "skew_mean"),
  ...f("1", "derived", "convperim_perim", "convarea_area", "symetrieh_area", "symetriev_area", "nb1_area", "nb2_area", "nb3_area"),
  ...f("1", "derived", "nb1_range", "nb2_range", "nb3_range", "median_mean", "median_mean_range", "skeleton_area"),
];

export const catalogueVersion = 1;
export const featureNames: readonly string[] = featureCatalogue.map((feature) => feature.name);
const known = new Set(featureNames);
export const isFeature = (name: string): boolean => known.has(name);

/** Dialects: who wrote the columns (the same name means different things per writer). */
export const dialects = ["zooscan", "uvp5", "uvp6", "planktoscope", "ifcb", "flowcam", "plankline", "recomputed", "unknown"] as const;
export type Dialect = (typeof dialects)[number];
