import { type AcquisitionFacts, checkLimits } from "./facts.ts";
import { type Finding, finding, worstOf } from "./finding.ts";

const micrometres = (um: number): string => `${Number(um.toPrecision(5))} um`;

/** Pixel size: there, plausible, that of the scan's resolution, and that of the other acquisitions of this instrument. */
export function checkPixelSize(
  { pixelSize, scanResolution, instrument, acquisition }: AcquisitionFacts,
  others: readonly AcquisitionFacts[],
): Finding {
  const { smallest, largest, tolerance } = checkLimits.pixelSize;
  if (pixelSize === null) return finding("pixelSize", "red", "The pixel size is not known; without it nothing has a size.");
  if (pixelSize < smallest || pixelSize > largest)
    return finding("pixelSize", "red", `The pixel size is ${micrometres(pixelSize)}; expected ${smallest} to ${largest} um.`);
  const found: Finding[] = [];
  if (scanResolution !== null && scanResolution > 0) {
    const expected = 25_400 / scanResolution;
    // Tables write 0.0106 mm for 10.583 um.
    if (Math.abs(pixelSize / expected - 1) > tolerance)
      found.push(
        finding(
          "pixelSize",
          "red",
          `The pixel size is ${micrometres(pixelSize)}; a scan of ${scanResolution} dpi has ${micrometres(expected)}.`,
        ),
      );
  }
  const same = others.filter((each) => each.instrument === instrument && each.acquisition !== acquisition && each.pixelSize !== null);
  const usual = mostCommon(same.map((each) => Number(each.pixelSize?.toPrecision(4))));
  if (usual !== null && Math.abs(pixelSize / usual - 1) > tolerance)
    found.push(
      finding(
        "pixelSize",
        "amber",
        `The pixel size is ${micrometres(pixelSize)}; most acquisitions of this project have ${micrometres(usual)}.`,
      ),
    );
  return worstOf("pixelSize", found, `The pixel size is ${micrometres(pixelSize)}.`);
}

/** Share of black pixels: a lid left open, a shadow, or the edge of the tray in the scan. */
export function checkBlackRatio({ blackRatio, sampling }: AcquisitionFacts): Finding {
  const { amber, red } = checkLimits.blackRatio;
  if (blackRatio === null)
    return sampling === "net"
      ? finding("blackRatio", "amber", "The share of black pixels is not known.")
      : finding("blackRatio", "green", "Not measured for this instrument.");
  const said = `The share of black pixels is ${blackRatio}`;
  if (blackRatio <= 0) return finding("blackRatio", "red", `${said}; a scan with objects has more than 0.`);
  if (blackRatio >= red)
    return finding(
      "blackRatio",
      "red",
      `${said}, expected below ${red}: is a part of the scan dark (lid open, shadow, tray edge) or too full?`,
    );
  if (blackRatio >= amber) return finding("blackRatio", "amber", `${said}, close to ${red}: is the scan too full?`);
  return finding("blackRatio", "green", `${said}.`);
}

/** Software and threshold unlike those of most other acquisitions: an instrument change looks like ecology. */
export function checkSettings(facts: AcquisitionFacts, others: readonly AcquisitionFacts[]): Finding {
  const same = others.filter((each) => each.instrument === facts.instrument && each.acquisition !== facts.acquisition);
  const found: Finding[] = [];
  const software = mostCommon(same.flatMap((each) => each.software ?? []));
  if (software !== null && facts.software !== software)
    found.push(
      finding("settings", "amber", `The software is ${facts.software ?? "not known"}; most acquisitions of this project have ${software}.`),
    );
  const threshold = mostCommon(same.flatMap((each) => each.threshold ?? []));
  if (threshold !== null && facts.threshold !== threshold)
    found.push(
      finding(
        "settings",
        "amber",
        `The threshold is ${facts.threshold ?? "not known"}; most acquisitions of this project have ${threshold}.`,
      ),
    );
  return worstOf("settings", found, "Software and threshold are those of the other acquisitions.");
}

/** The value that more than half have, if enough say anything. */
export function mostCommon<T extends string | number>(values: readonly T[]): T | null {
  if (values.length < checkLimits.neighbours) return null;
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count * 2 > values.length) return value;
  return null;
}
