/** Checks before anyone annotates: what a person should look at in an acquisition, in the order in which it is shown. */
export const checkIds = [
  "pixelSize",
  "netVolume",
  "depth",
  "position",
  "date",
  "dayNight",
  "fractions",
  "settings",
  "objectCount",
  "touching",
  "blackRatio",
  "duplicate",
  "predictions",
] as const;
export type CheckId = (typeof checkIds)[number];

/** green: nothing to say; amber: look at it; red: numbers would be wrong until a person decides. */
export const checkColours = ["green", "amber", "red"] as const;
export type CheckColour = (typeof checkColours)[number];

export type Finding = {
  readonly check: CheckId;
  readonly colour: CheckColour;
  /** A sentence: what was found and what was expected. */
  readonly reason: string;
};

export const finding = (check: CheckId, colour: CheckColour, reason: string): Finding => ({ check, colour, reason });

const rank = (colour: CheckColour): number => checkColours.indexOf(colour);

/** The colour of an acquisition: the worst of its findings. */
export const worstColour = (findings: readonly Finding[]): CheckColour =>
  findings.reduce<CheckColour>((worst, { colour }) => (rank(colour) > rank(worst) ? colour : worst), "green");

/** One finding of several about the same thing; their reasons one after the other, the worst first. */
export function worstOf(check: CheckId, found: readonly Finding[], otherwise: string): Finding {
  if (found.length === 0) return finding(check, "green", otherwise);
  const sorted = found.toSorted((a, b) => rank(b.colour) - rank(a.colour));
  return finding(check, worstColour(found), sorted.map(({ reason }) => reason).join(" "));
}
