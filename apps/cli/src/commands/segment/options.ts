import { type SegmentSettings, segmentProfileNames, thresholdMethods } from "@nauplius/domain";
import { profileWith, type SegmentProfile } from "@nauplius/pipelines";
import type { Invocation } from "../../command.ts";
import { UsageProblem } from "../../env.ts";

type Options = Invocation["options"];

export const profileNames = segmentProfileNames;
export const engines = ["compat", "sane"] as const;
export type EngineName = (typeof engines)[number];

/** A number in a range; null where the option is not given. */
export function numberOf(value: unknown, option: string, { from, to }: { from: number; to: number }): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (String(value).trim() !== "" && Number.isFinite(number) && number >= from && number <= to) return number;
  throw new UsageProblem(`--${option}: got ${String(value)}, expected a number from ${from} to ${to}`);
}

export const pixelSizeOf = (value: unknown): number | null => numberOf(value, "pixel-size", { from: 0.05, to: 500 });
export const thresholdOf = (value: unknown): number | null => numberOf(value, "threshold", { from: 0, to: 255 });

export function engineOf(value: unknown): EngineName {
  const engine = engines.find((known) => known === value);
  if (engine) return engine;
  throw new UsageProblem(`--engine: got ${String(value)}, expected ${engines.join(" or ")}`);
}

/** The instrument's profile with what was asked for otherwise. */
export function profileOf(options: Options): SegmentProfile {
  const name = profileNames.find((known) => known === options.profile);
  if (name === undefined) throw new UsageProblem(`--profile: got ${String(options.profile)}, expected ${profileNames.join(", ")}`);
  const method = thresholdMethods.find((known) => known === options.thresholdMethod);
  if (method === undefined && options.thresholdMethod !== undefined)
    throw new UsageProblem(`--threshold-method: got ${String(options.thresholdMethod)}, expected ${thresholdMethods.join(", ")}`);
  const said = {
    method,
    threshold: thresholdOf(options.threshold),
    share: numberOf(options.share, "share", { from: 0.001, to: 99.999 }),
    minEsd: numberOf(options.minEsd, "min-esd", { from: 0, to: 1000 }),
    maxEsd: numberOf(options.maxEsd, "max-esd", { from: 0, to: 1000 }),
  };
  const settings: SegmentSettings = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined));
  const profile = profileWith(name, settings);
  if (!profile.ok) throw new UsageProblem(profile.error);
  return profile.value;
}
