import { inNaturalOrder } from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { baseOf, folderOf, isImageName } from "../archive/paths.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import { type BatchMatch, type BatchUnit, othersOf } from "./unit.ts";

/** The images of a folder, without those in folders below it, in natural order. */
export const imagesIn = (archive: Archive, folder: string): string[] =>
  [...archive.entries()].flatMap(({ name }) => (isImageName(name) && folderOf(name) === folder ? [name] : [])).sort(inNaturalOrder);

/** Folders of images: each with images in it is one sample (a cast, or what one slide or bottle gave). */
export async function folderUnits(
  archive: Archive,
  { name: instrument }: SegmentProfile,
  batch: string,
): Promise<Omit<BatchMatch, "unmatched">> {
  const folders = new Set<string>();
  const others: string[] = [];
  for (const { name } of archive.entries()) {
    if (isImageName(name)) folders.add(folderOf(name));
    else others.push(name);
  }
  const units = [...folders].sort(inNaturalOrder).map((folder): BatchUnit => {
    const sample = baseOf(folder) || batch;
    const name = folder.replaceAll("/", "_") || batch;
    return {
      ...{ name, kind: "folder", file: null, folder, blanks: [], navigation: null, startedAt: null, sample, acquisition: name },
      cells: { sample_id: sample, acq_id: name, acq_instrument: instrument },
      ...{ reason: null, usable: true, suggestion: null },
    };
  });
  return { units, withoutFile: [], others: othersOf(others), problems: [] };
}
