import { checkDuplicate, checkObjectCount, checkPredictions, checkTouching } from "./counts.ts";
import type { AcquisitionFacts } from "./facts.ts";
import { type CheckColour, type Finding, worstColour } from "./finding.ts";
import { checkFractions } from "./fractions.ts";
import { checkBlackRatio, checkPixelSize, checkSettings } from "./imaging.ts";
import { checkDate, checkDayNight, checkDepth, checkNetVolume, checkPosition } from "./place.ts";

export type CheckedAcquisition = {
  readonly acquisition: string;
  readonly sample: string;
  readonly colour: CheckColour;
  readonly findings: readonly Finding[];
};

/** Size fractions that more than half of the samples have. */
function usualFractions(all: readonly AcquisitionFacts[]): string[] {
  const samples = new Map<string, Set<string>>();
  for (const { sample, sizeFraction, sampling } of all) {
    if (sampling === "camera") continue;
    const names = samples.get(sample) ?? new Set<string>();
    if (sizeFraction !== null) names.add(sizeFraction);
    samples.set(sample, names);
  }
  const counts = new Map<string, number>();
  for (const names of samples.values()) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return samples.size < 3 ? [] : [...counts].flatMap(([name, count]) => (count * 2 > samples.size ? [name] : []));
}

/** All checks of the acquisitions of one project, each against the others. A person signs them off; nothing here decides.
 *  @param wanted - acquisitions to judge; all others are their neighbours only
 *  @param today - "YYYY-MM-DD" */
export function checkAcquisitions(
  all: readonly AcquisitionFacts[],
  today: string,
  wanted: readonly string[] | null = null,
): CheckedAcquisition[] {
  const usual = usualFractions(all);
  const bySample = new Map<string, AcquisitionFacts[]>();
  for (const each of all) bySample.set(each.sample, [...(bySample.get(each.sample) ?? []), each]);
  const asked = wanted === null ? null : new Set(wanted);
  return all
    .filter(({ acquisition }) => asked?.has(acquisition) ?? true)
    .map((facts) => {
      const findings = [
        checkPixelSize(facts, all),
        checkNetVolume(facts),
        checkDepth(facts),
        checkPosition(facts, all),
        checkDate(facts, today),
        checkDayNight(facts),
        checkFractions(bySample.get(facts.sample) ?? [], usual),
        checkSettings(facts, all),
        checkObjectCount(facts, all),
        checkTouching(facts),
        checkBlackRatio(facts),
        checkDuplicate(facts),
        checkPredictions(facts),
      ];
      return { acquisition: facts.acquisition, sample: facts.sample, colour: worstColour(findings), findings };
    });
}
