/** Checks below which no interval is accepted: twenty clean ones bound it at 84 %. */
export const fewestChecks = 20;
/** Checks drawn at once: so many clean ones bound an interval at 95 %. */
export const usualChecks = 73;

/** Of the normal distribution: 95 % lie within so many standard deviations. */
const z = 1.959964;

/** Lower end of the two-sided 95 % interval of Wilson (1927, JASA 22:209) for a share: `right` of `checks` were right. 0..1. */
export function precisionAtLeast(right: number, checks: number): number {
  if (checks === 0) return 0;
  const share = right / checks;
  const middle = share + (z * z) / (2 * checks);
  const spread = z * Math.sqrt((share * (1 - share)) / checks + (z * z) / (4 * checks * checks));
  return Math.max(0, (middle - spread) / (1 + (z * z) / checks));
}
