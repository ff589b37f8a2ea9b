import {
  describeScan,
  type Fields,
  type HeaderTable,
  matchScans,
  readSampleHeaders,
  readScanHeaders,
  readZooscanMeta,
} from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { baseOf } from "../archive/paths.ts";
import { isWholeScan } from "../archive/zooprocess.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import { tagsOfScan } from "./pixel-size.ts";
import { type BatchMatch, type BatchUnit, othersOf } from "./unit.ts";

const sampleTable = /^zooscan_sample_header_table\.csv$/i;
const scanTable = /^zooscan_scan_header_table\.csv$/i;
const meta = /^(.+)_meta\.txt$/i;

/** ZooScan scans beside their header tables, `_meta.txt` files and blank scans. */
export async function scanUnits(archive: Archive, profile: SegmentProfile): Promise<Omit<BatchMatch, "unmatched">> {
  const names = [...archive.entries()].map(({ name }) => name).filter((name) => !isWholeScan(name));
  const problems: string[] = [];
  const tableOf = async (pattern: RegExp, read: typeof readScanHeaders): Promise<HeaderTable | null> => {
    const name = names.find((each) => pattern.test(baseOf(each)));
    if (name === undefined) return null;
    const table = await read(archive.stream(name), baseOf(name));
    problems.push(...table.problems.map(({ message }) => message));
    return table;
  };
  const samples = await tableOf(sampleTable, readSampleHeaders);
  const scans = await tableOf(scanTable, readScanHeaders);
  const metas = await metasOf(archive, names, problems);
  const match = matchScans(
    names.filter((name) => !isHeader(name)),
    { samples, scans, metas },
  );
  const tags = new Map<string, Awaited<ReturnType<typeof tagsOfScan>>>();
  for (const { file } of match.scans) tags.set(file, await tagsOfScan(archive, file, profile));
  return {
    units: match.scans.map(({ file, scan, reason, suggestion, fields, twinOf, blanks }): BatchUnit => {
      const described = describeScan(fields, { scan, file });
      const bad = described.problems.find(({ severity }) => severity === "error");
      return {
        ...{
          name: scan,
          kind: "scan",
          file,
          folder: null,
          blanks,
          particles: [],
          native: null,
          pixelSize: tags.get(file)?.pixelSize ?? null,
          navigation: null,
          startedAt: null,
        },
        ...{ sample: described.sampleId, acquisition: described.acquisitionId, cells: Object.fromEntries(described.cells) },
        reason: reason ?? bad?.message ?? null,
        lacks: tags.get(file)?.lacks ?? null,
        damage: tags.get(file)?.damage ?? null,
        usable: twinOf === null,
        suggestion,
      };
    }),
    withoutFile: match.withoutFile.map(({ id }) => id),
    others: othersOf(match.others),
    problems,
  };
}

const isHeader = (name: string): boolean => [sampleTable, scanTable, meta].some((pattern) => pattern.test(baseOf(name)));

async function metasOf(archive: Archive, names: readonly string[], problems: string[]): Promise<Map<string, Fields>> {
  const metas = new Map<string, Fields>();
  for (const name of names) {
    const [, scan] = meta.exec(baseOf(name)) ?? [];
    if (scan === undefined) continue;
    const read = await readZooscanMeta(archive.stream(name), baseOf(name));
    problems.push(...read.problems.map(({ message }) => message));
    metas.set(scan.toLowerCase(), read.fields);
  }
  return metas;
}
