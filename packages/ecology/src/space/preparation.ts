export type Side = "none" | "left" | "right" | "both";
export type Transform = "none" | "log10" | "log1p" | "yeoJohnson";

/** What is done to one feature: values beyond the quantiles `share` and 1 - `share` become missing on the side named, then the transform. */
export type FeatureRule = { readonly feature: string; readonly trim: Side; readonly share: number; readonly transform: Transform };

/** How individuals become points of a space: plain data, to be named, stored and versioned. */
export type Preparation = {
  readonly name: string;
  readonly rules: readonly FeatureRule[];
  /** Individuals with more missing features are left out; fewer are filled with the feature's mean. */
  readonly maxMissing: number;
  /** At most so many individuals of a sample, drawn at random; null takes all. */
  readonly perSample: number | null;
};

const rule = (trim: Side, transform: Transform, features: string, share = 0.001): FeatureRule[] =>
  features.split(" ").map((feature) => ({ feature, trim, share, transform }));

/** Beck et al. 2023 (L&O 68:1987), 45 features of ZooProcess measured on ZooScan images; order as published scripts list them. */
export const publishedPreparation: Preparation = {
  name: "Beck et al. 2023",
  rules: [
    ...rule("right", "log10", "area"),
    ...rule("left", "none", "mean"),
    ...rule("right", "none", "stddev"),
    ...rule("both", "none", "mode"),
    ...rule("right", "none", "min"),
    ...rule("left", "none", "max"),
    ...rule("right", "log10", "perim. width height major minor"),
    ...rule("right", "none", "circ."),
    ...rule("right", "log10", "feret intden"),
    ...rule("left", "none", "median"),
    ...rule("both", "none", "skew"),
    ...rule("right", "none", "kurt"),
    ...rule("right", "log1p", "%area"),
    ...rule("none", "log10", "area_exc"),
    ...rule("both", "none", "fractal"),
    ...rule("none", "log10", "skelarea"),
    ...rule("right", "log10", "slope"),
    ...rule("left", "none", "histcum1 histcum2 histcum3"),
    ...rule("none", "none", "xmg5 ymg5"),
    ...rule("right", "none", "nb1 nb2 nb3", 0.005),
    ...rule("right", "log10", "symetrieh symetriev"),
    ...rule("right", "none", "symetriehc symetrievc"),
    ...rule("right", "log10", "convperim convarea"),
    ...rule("right", "none", "fcons"),
    ...rule("both", "log1p", "thickr"),
    ...rule("right", "log10", "elongation"),
    ...rule("both", "none", "range"),
    ...rule("left", "none", "meanpos"),
    ...rule("right", "none", "cv"),
    ...rule("both", "none", "sr"),
    ...rule("right", "none", "perimferet", 0.005),
    ...rule("right", "log10", "perimmajor"),
  ],
  maxMissing: 5,
  perSample: 2000,
};

/** Columns that say where an object lay or how it was marked, not what it looks like; and those that are known to be wrong or dead. */
export const leftOut = {
  meaningless: ["x", "y", "xm", "ym", "bx", "by", "angle", "xstart", "ystart", "tag"],
  incorrect: ["esd", "centroids", "perimareaexc", "feretareaexc", "circex", "cdexc"],
  constant: ["compentropy", "compmean", "compslope", "compm1", "compm2", "compm3"],
} as const;

const unwanted: ReadonlySet<string> = new Set(Object.values(leftOut).flat());

/** Of nine features one may be missing, as of the 45 published ones five. */
const usualGaps = (features: number): number => Math.max(1, Math.floor(features / 9));

/** One rule for every feature that means something: both tails trimmed, then Yeo and Johnson's transform (as R's morphr does). */
export function yeoJohnsonPreparation(features: readonly string[], share = 0.001): Preparation {
  const kept = features.filter((feature) => !unwanted.has(feature));
  return {
    name: "Yeo-Johnson",
    rules: kept.map((feature) => ({ feature, trim: "both", share, transform: "yeoJohnson" })),
    maxMissing: usualGaps(kept.length),
    perSample: 2000,
  };
}

/** Rules that a person chose, in the order in which the table has its features, so that the same rules make the same space. */
export function ownPreparation(rules: Readonly<Record<string, Omit<FeatureRule, "feature">>>, features: readonly string[]): Preparation {
  const rank = new Map(features.map((feature, at) => [feature, at]));
  const placeOf = (feature: string): number => rank.get(feature) ?? features.length;
  const ordered = Object.entries(rules)
    .map(([feature, rule]) => ({ feature, ...rule }))
    .sort((a, b) => placeOf(a.feature) - placeOf(b.feature) || (a.feature < b.feature ? -1 : 1));
  return { name: "own", rules: ordered, maxMissing: usualGaps(ordered.length), perSample: 2000 };
}

/** What each feature is proposed: the published rule; else Yeo and Johnson's, of features that mean something where no published one is there. */
export function proposedRules(features: readonly string[]): readonly (FeatureRule & { readonly isUsual: boolean })[] {
  const published = new Map(publishedPreparation.rules.map((one) => [one.feature, one]));
  const isPublished = features.some((feature) => published.has(feature));
  return features.map((feature) => ({
    ...(published.get(feature) ?? { feature, trim: "both", share: 0.001, transform: "yeoJohnson" }),
    isUsual: isPublished ? published.has(feature) : !unwanted.has(feature),
  }));
}

/** Features that were prepared elsewhere: taken as they are, individuals with a missing one left out. */
export const untouchedPreparation = (features: readonly string[]): Preparation => ({
  name: "as they are",
  rules: features.map((feature) => ({ feature, trim: "none", share: 0, transform: "none" })),
  maxMissing: 0,
  perSample: null,
});
