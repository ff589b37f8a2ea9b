/** What is known about one acquisition when its checks are made; null is "not known". Units: um, m3, m, degrees, dates in UTC. */
export type AcquisitionFacts = {
  readonly acquisition: string;
  readonly sample: string;
  readonly instrument: string;
  /** Nets need a volume of their own, cameras have one an image. */
  readonly sampling: "net" | "camera";

  readonly pixelSize: number | null;
  /** Resolution of the scan, dots an inch. */
  readonly scanResolution: number | null;
  readonly netVolume: number | null;
  readonly depthMin: number | null;
  readonly depthMax: number | null;
  readonly bottomDepth: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** What the land outline says about the position. */
  readonly onLand: boolean | null;
  readonly ship: string | null;

  /** "YYYY-MM-DD" and "HH:MM:SS". */
  readonly date: string | null;
  readonly time: string | null;
  readonly scanDate: string | null;
  readonly dayNightOfName: "day" | "night" | null;
  /** Part of the day by the sun at this place and time: day, dusk, night, dawn. */
  readonly dayPart: "D" | "U" | "N" | "A" | "?";

  /** Size fraction ("tot", "d1"), and its part where one split was scanned in several ("part 2 of 4"). */
  readonly sizeFraction: string | null;
  readonly part: { readonly number: number; readonly of: number } | null;
  readonly replicate: number;
  /** Inverse of the fraction examined: 8 is one eighth. */
  readonly subPart: number | null;
  readonly meshMin: number | null;
  readonly meshMax: number | null;
  readonly comment: string | null;

  readonly software: string | null;
  readonly threshold: number | null;
  /** Share of black pixels of the scan, as ZooProcess writes it. */
  readonly blackRatio: number | null;

  readonly objects: number;
  /** Shares of the objects, 0 to 1. */
  readonly multiples: number | null;
  readonly multiplesOfBiovolume: number | null;
  readonly artefacts: number | null;
  readonly touching: number | null;
  /** Objects with neither a label nor a prediction: how many. */
  readonly unpredicted: number | null;
  /** Another acquisition whose file has the same bytes. */
  readonly sameFileAs: string | null;
};

/** Limits of the checks: our choice, except where a source is named. */
export const checkLimits = {
  /** um; science of the import: outside of it nothing is believed without a person's word. */
  pixelSize: { smallest: 0.5, largest: 500, tolerance: 0.01 },
  /** m3 */
  netVolume: { smallest: 0.1, largest: 20_000 },
  /** m: the deepest sea floor. */
  depth: 11_000,
  /** Knots that no ship with a net in the water makes between two stations, and days within which that says something. */
  track: { knots: 30, days: 14, sameHourKm: 10 },
  /** The first plankton that was imaged and dated. */
  earliest: "1900-01-01",
  /** ZooProcess warns from 0.25 on. */
  blackRatio: { amber: 0.2, red: 0.25 },
  /** Objects: distance in robust standard deviations of the logarithm from others of the same fraction, and how many others it takes. */
  count: { deviations: 3.5, others: 5, smallestDeviation: 0.15 },
  /** Vandromme et al. 2012: size spectra are off when multiples exceed 5 % of biovolume. */
  multiplesOfBiovolume: { amber: 0.05, red: 0.2 },
  multiples: { amber: 0.1, red: 0.3 },
  artefacts: { amber: 0.3, red: 0.6 },
  touching: { amber: 0.05, red: 0.2 },
  /** Neighbours that must agree before another setting is called unlike. */
  neighbours: 3,
} as const;
