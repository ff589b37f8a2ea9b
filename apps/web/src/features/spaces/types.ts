import type { Shown } from "@/components/vignette/strip.tsx";

export type Figure = { readonly value: number | null; readonly reason?: string };
export type SpaceSample = {
  readonly id: number;
  readonly name: string;
  readonly date: string;
  readonly latitude: number | null;
  readonly depth: number | null;
  readonly individuals: number;
  readonly concentration: number;
  readonly means: readonly number[] | null;
  readonly indices: Readonly<Record<string, Figure>>;
};
export type Morph = {
  readonly centre: readonly number[];
  readonly mass: number;
  readonly group: number;
  readonly objects: readonly number[];
};
export type Series = {
  readonly variable: string;
  readonly days: readonly string[];
  readonly values: readonly (number | null)[];
  readonly interpolated: readonly number[];
  readonly smooth: readonly (number | null)[];
  readonly trend: readonly (number | null)[] | null;
  readonly seasonalMannKendall: { readonly n: number; readonly z: number; readonly p: number; readonly slopePerYear: unknown } | null;
  readonly asPublished: { readonly mannKendallP: number; readonly slopePerDay: number | null; readonly lineP: number | null } | null;
};
/** What a run kept of a space (apps/worker, space-result). */
export type SpaceResult = {
  readonly individuals: number;
  readonly axes: number;
  readonly percent: readonly number[];
  readonly eigenvalues: readonly number[];
  readonly features: readonly string[];
  /** An axis each, of all features. */
  readonly loadings: readonly (readonly number[])[];
  /** Object, number of its sample, morph, coordinates. */
  readonly points: readonly (readonly number[])[];
  readonly morphs: readonly Morph[];
  readonly samples: readonly SpaceSample[];
  readonly series: readonly Series[];
  readonly warnings: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly choices: { readonly seed: number; readonly k: number };
};
export type SpaceData = {
  readonly id: number;
  readonly projectId: number;
  readonly preparation: string;
  readonly preparationVersion: number;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly result: SpaceResult;
  readonly vignettes: readonly Shown[];
};
