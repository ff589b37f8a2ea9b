import type { OwnRules, TilePicture } from "@nauplius/domain";
import type { Shown } from "@/components/vignette/strip.tsx";

/** A measured feature with the rule that a recipe of one's own begins with. */
export type ProposedRule = OwnRules[string] & { readonly feature: string; readonly isUsual: boolean };

export type Figure = { readonly value: number | null; readonly reason?: string };
export type Interval = { readonly low: number; readonly high: number; readonly bias: number };
export type SpaceSample = {
  readonly id: number;
  readonly name: string;
  readonly date: string;
  readonly latitude: number | null;
  readonly depth: number | null;
  /** Every column of numbers; spaces made before they were kept have none. */
  readonly columns?: Readonly<Record<string, number>>;
  readonly individuals: number;
  readonly concentration: number;
  readonly means: readonly number[] | null;
  readonly indices: Readonly<Record<string, Figure>>;
  readonly intervals?: Readonly<Record<string, Interval>> | null;
  /** Where only some of its individuals count: those. */
  readonly objects?: readonly number[];
};
export type Morph = {
  readonly centre: readonly number[];
  readonly mass: number;
  readonly group: number;
  readonly objects: readonly number[];
};
/** Sen's slope with its 95 % interval. */
type Slope = { readonly slope: number; readonly low: number; readonly high: number };
export type Series = {
  readonly variable: string;
  readonly days: readonly string[];
  readonly values: readonly (number | null)[];
  readonly interpolated: readonly number[];
  readonly smooth: readonly (number | null)[];
  readonly trend: readonly (number | null)[] | null;
  readonly seasonalMannKendall: { readonly n: number; readonly z: number; readonly p: number; readonly slopePerYear: Slope | null } | null;
  readonly asPublished: { readonly mannKendallP: number; readonly slopePerDay: number | null; readonly lineP: number | null } | null;
};
/** Something was set otherwise from this day on. */
export type Change = { readonly date: string; readonly what: string; readonly from: string; readonly to: string };

/** What a run found about other numbers of morphs (pipelines, sweep). */
export type Sweep = {
  readonly reference: number;
  readonly steps: readonly {
    readonly k: number;
    readonly morphs: number;
    readonly within: number;
    readonly stability: { readonly mean: number; readonly low: number; readonly high: number } | null;
    readonly indices: Readonly<
      Record<
        string,
        {
          readonly mean: number | null;
          readonly agreement: number | null;
          readonly trend: { readonly p: number; readonly slopePerYear: number | null } | null;
        }
      >
    >;
  }[];
  readonly flags: readonly { readonly index: string; readonly why: string }[];
};

/** Samples that came after the space was frozen (worker, place-samples). */
export type PlacedLater = {
  readonly at: string;
  readonly points: readonly (readonly number[])[];
  readonly samples: readonly (SpaceSample & {
    readonly drift: {
      readonly outside: number | null;
      readonly unplaced: number;
      readonly beyond: readonly { readonly feature: string; readonly share: number }[];
    };
  })[];
  readonly warnings: readonly string[];
};

/** Individuals between two values on some axes. */
export type Region = readonly { readonly axis: number; readonly from: number; readonly to: number }[];

/** How many of a sample's individuals lie in a region, and some of them. */
export type RegionSample = Pick<SpaceSample, "name" | "date" | "individuals"> & {
  readonly of: number;
  readonly objects: readonly number[];
};

/** What a run found of a region (worker, describe-region). */
export type RegionFound = {
  readonly individuals: number;
  readonly of: number;
  readonly objects: readonly number[];
  readonly samples: readonly (SpaceSample & RegionSample)[];
  readonly series: readonly Series[];
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
  readonly changes?: readonly Change[];
  /** Effort and coverage at which samples are compared. */
  readonly standards?: { readonly individuals: number; readonly coverage: number } | null;
  readonly pictures?: { readonly morphs: readonly number[]; readonly tiles: readonly TilePicture[] };
  /** Names that people gave to the morphotypes, in their order. */
  readonly groupNames?: readonly string[];
  readonly sweep?: Sweep;
  readonly placed?: PlacedLater;
  /** What its samples and series are made of, where it is not all individuals. */
  readonly within?: string;
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
/** Another space of the project, to be looked at beside. */
export type OtherSpace = Pick<SpaceData, "id" | "preparation" | "preparationVersion" | "createdAt"> & {
  readonly morphs: number | null;
  readonly axes: number | null;
};
