import type { MorphologyStep } from "@nauplius/domain";
import { areaOfEsd, esdOfArea, filledArea, judge, objectsOf, type Rejection, type Runs, stepped } from "@nauplius/imaging";

export type Grey = { readonly data: Uint8Array; readonly width: number; readonly height: number };
export type Rule = {
  readonly threshold: number;
  readonly sense: "dark" | "bright";
  /** um */
  readonly pixelSize: number;
  /** ESD, mm */
  readonly minEsd: number;
  readonly maxEsd: number;
  readonly edges: "drop" | "keep";
  readonly maxAspect: number | null;
  readonly steps: readonly MorphologyStep[];
  /** The picture is a vignette: its object is the largest. */
  readonly isOneEach: boolean;
};
export type Seen = {
  /** Runs of each object, and of what is none, for drawing. */
  readonly objects: readonly Runs[];
  readonly others: readonly Runs[];
  /** mm, ascending */
  readonly esds: readonly number[];
  /** "beside": lies beside the object of a vignette. */
  readonly rejected: Readonly<Partial<Record<Rejection | "beside", number>>>;
};

/** The objects of a picture on even ground, by the rules by which the worker finds them: what the border of the picture cuts is at the edge. */
export function findIn({ data, width, height }: Grey, rule: Rule): Seen {
  const on = new Uint8Array(width * height);
  const dark = rule.sense === "dark";
  for (let i = 0; i < on.length; i++) if ((data[i] ?? 0) <= rule.threshold === dark) on[i] = 1;
  const { pixelSize, edges, maxAspect } = rule;
  const rules = { minArea: Math.max(1, areaOfEsd(rule.minEsd, pixelSize)), maxArea: areaOfEsd(rule.maxEsd, pixelSize), edges, maxAspect };
  const objects: Runs[] = [];
  const others: Runs[] = [];
  const esds: number[] = [];
  const rejected: Partial<Record<Rejection | "beside", number>> = {};
  const all = objectsOf(stepped({ width, height, on }, rule.steps).on, width, height);
  const largest = rule.isOneEach ? all.reduce((most, each) => Math.max(most, filledArea(each)), 0) : 0;
  for (const found of all) {
    const why = filledArea(found) < largest ? "beside" : judge(found, rules);
    if (why === undefined) {
      objects.push(found.runs);
      esds.push(esdOfArea(filledArea(found), pixelSize));
    } else {
      rejected[why] = (rejected[why] ?? 0) + 1;
      if (why !== "tooSmall") others.push(found.runs);
    }
  }
  return { objects, others, esds: esds.sort((a, b) => a - b), rejected };
}

export type Bar = { readonly from: number; readonly to: number; readonly count: number };
const bars = 24;

/** Counts in classes of equal width of the logarithm, from the smallest to the largest. */
export function histogramOf(esds: readonly number[]): Bar[] {
  const [first, last] = [esds[0], esds.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [low, high] = [Math.log(first), Math.log(Math.max(last, first * 1.01))];
  const edge = (n: number): number => Math.exp(low + ((high - low) * n) / bars);
  const counts = new Array<number>(bars).fill(0);
  for (const esd of esds) {
    const at = Math.min(bars - 1, Math.floor((bars * (Math.log(esd) - low)) / (high - low)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count, n) => ({ from: edge(n), to: edge(n + 1), count }));
}
