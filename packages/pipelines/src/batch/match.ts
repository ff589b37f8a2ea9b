import type { Archive } from "../archive/archive.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import { folderUnits } from "./folders.ts";
import { recordingUnits } from "./recordings.ts";
import { scanUnits } from "./scans.ts";
import type { BatchMatch, BatchUnit } from "./unit.ts";

/** Finds what is to be segmented in a batch, and puts it beside the metadata that lies with it, by name. Nothing is guessed: what has no line
 *  waits with a reason. @param name - of the batch: what images without a folder are called after */
export async function matchBatch(archive: Archive, profile: SegmentProfile, name: string): Promise<BatchMatch> {
  const match = await find(archive, profile, name);
  const waits = ({ reason, lacks, damage }: BatchUnit): boolean => reason !== null || lacks !== null || damage !== null;
  const [waiting, others] = [match.units.filter(waits), match.units.filter((unit) => !waits(unit))];
  return {
    ...match,
    units: unlike([...waiting, ...others]),
    unmatched: waiting.length,
    problems: [...archive.problems.map(({ message }) => message), ...match.problems],
  };
}

/** Names that no other unit has: a file that another stands for is called by its path, a folder whose name was taken gets a number. */
function unlike(units: readonly BatchUnit[]): BatchUnit[] {
  const names = new Map<BatchUnit, string>();
  const taken = new Set<string>();
  for (const unit of units.toSorted((a, b) => Number(b.usable) - Number(a.usable))) {
    const wanted = unit.usable ? unit.name : (unit.file ?? unit.name);
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
    taken.add(name);
    names.set(unit, name);
  }
  return units.map((unit) => ({ ...unit, name: names.get(unit) ?? unit.name }));
}

type Found = Omit<BatchMatch, "unmatched">;

async function find(archive: Archive, profile: SegmentProfile, name: string): Promise<Found> {
  if (profile.input === "scan") return scanUnits(archive, profile);
  if (profile.input === "stream") return recordingUnits(archive, name);
  return folderUnits(archive, profile, name);
}
