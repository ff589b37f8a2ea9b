import type { CheckedRow } from "@nauplius/db";
import type { AcquisitionFacts } from "@nauplius/domain";
import { dayNightOfName, dayPart, missingCodes, readNumber, readScanName } from "@nauplius/formats";
import type { Land } from "./land.ts";

type Free = Readonly<Record<string, unknown>>;

const numberIn = (free: Free, ...names: readonly string[]): number | null => {
  for (const name of names) {
    const value = free[name];
    const number = typeof value === "number" ? value : typeof value === "string" ? readNumber(value) : null;
    if (typeof number === "number" && !missingCodes.has(number)) return number;
  }
  return null;
};
const textIn = (free: Free, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const value = free[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
};

const cameras = /uvp|isiis|plankline|planktoscope|ifcb|loki|vpr/i;
/** Dots an inch that scanners have: the VueScan settings write codes under the same name. */
const resolutions = { from: 150, to: 9600 };

/** "20240321" and "2024-03-21" alike. */
function dateOf(text: string | null): string | null {
  const [, y, m, d] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? "") ?? [];
  return y === undefined ? null : `${y}-${m}-${d}`;
}

/** Fraction and replicate of an acquisition: "d1_tow_a", "tot_tow_a_2", or the scan's own name. */
function fractionOf({ name, sample }: Pick<CheckedRow, "name" | "sample">) {
  const at = name.toLowerCase().indexOf(`_${sample.toLowerCase()}`);
  if (at < 1) return readScanName(name, sample);
  const replicate = /^_(\d+)$/.exec(name.slice(at + 1 + sample.length))?.[1] ?? "1";
  return readScanName(`${sample}_${name.slice(0, at)}_${replicate}`, sample);
}

/** Acquisitions of which another one has the very same file, by its digest; with the name of the first other. */
export function twinsIn(rows: readonly CheckedRow[]): Map<number, string> {
  const byDigest = new Map<string, CheckedRow[]>();
  for (const row of rows) {
    const digest = textIn(row.free, "file_sha256");
    if (digest !== null) byDigest.set(digest, [...(byDigest.get(digest) ?? []), row]);
  }
  return new Map(
    [...byDigest.values()].flatMap((same) =>
      same.flatMap(({ id }) =>
        same
          .filter((o) => o.id !== id)
          .slice(0, 1)
          .map((o) => [id, o.name] as const),
      ),
    ),
  );
}

/** What the rows say about an acquisition, in the words of the checks. */
export function factsOf(row: CheckedRow, { twins, land }: { twins: ReadonlyMap<number, string>; land: Land }): AcquisitionFacts {
  const { free, sampleFree, processFree, objects } = row;
  const [date = null, clock = null] = row.startedAt?.toISOString().split("T") ?? [];
  const time = clock?.slice(0, 8) ?? null;
  const { latitude, longitude } = row;
  const sampling = cameras.test(row.instrument) ? "camera" : "net";
  // Names of casts and recordings have parts of their own.
  const fraction = sampling === "camera" ? null : fractionOf(row);
  const edges = numberIn(processFree, "particle_cut_by_edge");
  const dpi = numberIn(processFree, "img_resolution") ?? numberIn(free, "scan_resolution");
  const share = (count: number): number | null => (objects === 0 || row.unclassified === objects ? null : count / objects);
  return {
    acquisition: row.name,
    sample: row.sample,
    instrument: row.instrument,
    sampling,
    pixelSize: row.pixelSize,
    scanResolution: dpi !== null && dpi >= resolutions.from && dpi <= resolutions.to ? dpi : null,
    netVolume: numberIn(sampleFree, "tot_vol"),
    depthMin: row.depthMin ?? numberIn(sampleFree, "zmin"),
    depthMax: row.depthMax ?? numberIn(sampleFree, "zmax"),
    bottomDepth: numberIn(sampleFree, "bottomdepth"),
    ...{ latitude, longitude, onLand: latitude === null || longitude === null ? null : land(latitude, longitude) },
    ship: textIn(sampleFree, "ship"),
    ...{ date, time },
    scanDate: dateOf(textIn(free, "scan_date")),
    dayNightOfName: dayNightOfName(row.sample),
    dayPart: dayPart({ latitude, longitude, date, time }),
    sizeFraction: fraction?.sizeFraction ?? null,
    part: fraction?.part ?? null,
    replicate: fraction?.replicate ?? 1,
    subPart: row.subPart,
    meshMin: numberIn(free, "min_mesh"),
    meshMax: numberIn(free, "max_mesh"),
    comment: textIn(free, "scan_comment"),
    software: textIn(processFree, "software"),
    threshold: numberIn(processFree, "particle_threshold"),
    blackRatio: numberIn(processFree, "particle_bw_ratio", "particle_b/w_ratio"),
    objects,
    multiples: share(row.multiples),
    multiplesOfBiovolume: row.unclassified === objects ? null : row.multiplesOfVolume,
    artefacts: share(row.artefacts),
    touching: edges === null || objects + edges === 0 ? null : edges / (objects + edges),
    unpredicted: objects === 0 ? null : row.unclassified,
    sameFileAs: twins.get(row.id) ?? null,
  };
}
