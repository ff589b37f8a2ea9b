/**
 * One imaged part of what a figure is for. The figure's group is a sample, an acquisition, or a depth bin of one. Within a group,
 * fractions add (d1 and d2 of a net), replicates of a fraction average (the same sub-sample imaged again), and parts of one replicate
 * add (several scans of one split).
 */
export type Part = {
  readonly id: string;
  readonly group: string;
  readonly fraction: string;
  readonly replicate: string;
  /** The inverse of the fraction examined: 8 means that one eighth was imaged. Null is missing. */
  readonly subPart: number | null;
  /** Sampled volume of the group that this part stands for, m3. Null is missing. */
  readonly volume: number | null;
  /** Meshes between which the fraction was sieved, um; null where unknown or open. */
  readonly meshMin?: number | null;
  readonly meshMax?: number | null;
  /** Nothing says whether it is a fraction, a part or a replicate: beside others it needs a person's decision. */
  readonly unnamed?: boolean;
};

export const partProblems = [
  "missingVolume",
  "badVolume",
  "missingSubPart",
  "badSubPart",
  "unequalSubPart",
  "unequalVolume",
  "overlappingMeshes",
  "missingFraction",
  "unknownRole",
] as const;
export type PartProblem = (typeof partProblems)[number];
/** Without these numbers there is nothing to compute: no decision of a person can accept them. */
export const fatal: ReadonlySet<PartProblem> = new Set(["missingVolume", "badVolume", "missingSubPart", "badSubPart"]);

export type PartFinding = { readonly problem: PartProblem; readonly parts: readonly string[] };

/**
 * What stands in the way of a group's total: red in the checks, no total until a person decides (Gorsky et al. 2010). `expected` names
 * the fractions that the sample was split into, where known; without it a gap between meshes tells of a missing one.
 */
export function checkParts(parts: readonly Part[], expected: readonly string[] = []): PartFinding[] {
  const findings: PartFinding[] = [];
  const find = (problem: PartProblem, guilty: readonly Part[]) => {
    if (guilty.length > 0) findings.push({ problem, parts: guilty.map((part) => part.id) });
  };
  find(
    "missingVolume",
    parts.filter((part) => part.volume === null || Number.isNaN(part.volume)),
  );
  find(
    "badVolume",
    parts.filter((part) => part.volume !== null && part.volume <= 0),
  );
  find(
    "missingSubPart",
    parts.filter((part) => part.subPart === null || Number.isNaN(part.subPart)),
  );
  find(
    "badSubPart",
    parts.filter((part) => part.subPart !== null && part.subPart < 1),
  );
  const fractions = byFraction(parts);
  for (const members of fractions.values()) if (new Set(members.map((part) => part.subPart)).size > 1) find("unequalSubPart", members);
  if (new Set(parts.map((part) => part.volume)).size > 1) find("unequalVolume", parts);
  const meshes = [...fractions.values()].flatMap(([first]) => first ?? []).filter((part) => part.meshMin != null || part.meshMax != null);
  meshes.sort((a, b) => (a.meshMin ?? 0) - (b.meshMin ?? 0));
  for (const [i, upper] of meshes.entries()) {
    const lower = meshes[i - 1];
    if (lower === undefined) continue;
    const [below, above] = [lower.meshMax ?? Number.POSITIVE_INFINITY, upper.meshMin ?? 0];
    if (below > above) find("overlappingMeshes", [lower, upper]);
    if (below < above) find("missingFraction", [lower, upper]);
  }
  // A whole sample beside fractions of it would count twice.
  if (fractions.size > 1) find("overlappingMeshes", fractions.get("tot") ?? []);
  if (parts.length > 1)
    find(
      "unknownRole",
      parts.filter((part) => part.unnamed === true),
    );
  if (expected.some((name) => !fractions.has(name))) find("missingFraction", parts);
  return findings;
}

function byFraction(parts: readonly Part[]): Map<string, Part[]> {
  const fractions = new Map<string, Part[]>();
  for (const part of parts) fractions.set(part.fraction, [...(fractions.get(part.fraction) ?? []), part]);
  return fractions;
}

/** What one individual of each part stands for, a m3: sub_part / volume, divided by the replicates of its fraction. None where a number is missing or bad. */
export function weightsOf(parts: readonly Part[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const members of byFraction(parts).values()) {
    const replicates = new Set(members.map((part) => part.replicate)).size;
    for (const part of members) {
      const { subPart, volume } = part;
      if (subPart !== null && subPart >= 1 && volume !== null && volume > 0) weights.set(part.id, subPart / volume / replicates);
    }
  }
  return weights;
}
