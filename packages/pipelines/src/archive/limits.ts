/** What an archive may ask of us. Whoever is over a limit is refused by name, the rest stays readable. */
export type ArchiveLimits = {
  readonly maxEntries: number;
  /** One unpacked entry, bytes. */
  readonly maxEntryBytes: number;
  /** One entry read whole into memory, bytes: an image, never a table. */
  readonly maxReadBytes: number;
  /** All unpacked entries, bytes. */
  readonly maxTotalBytes: number;
  /** Unpacked to packed size, looked at from `ratioFloorBytes` on: a small blank image may compress very well. */
  readonly maxRatio: number;
  readonly ratioFloorBytes: number;
  /** Temporary files for tar.gz and nested zips, bytes together. */
  readonly maxSpoolBytes: number;
  /** Zips inside zips: 1 is a zip in the archive. */
  readonly maxDepth: number;
  /** Problems kept one by one; those beyond are counted. */
  readonly maxProblems: number;
};

const mebi = 1024 ** 2;
const gibi = 1024 ** 3;

export const defaultArchiveLimits: ArchiveLimits = {
  maxEntries: 2_000_000,
  maxEntryBytes: 4 * gibi,
  maxReadBytes: 256 * mebi,
  maxTotalBytes: 512 * gibi,
  maxRatio: 1000,
  ratioFloorBytes: mebi,
  maxSpoolBytes: 64 * gibi,
  maxDepth: 2,
  maxProblems: 10_000,
};
