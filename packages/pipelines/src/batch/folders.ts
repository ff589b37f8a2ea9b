import { type CastFiles, castFilesIn, inNaturalOrder, nameOfCast } from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { baseOf, folderOf, isImageName } from "../archive/paths.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import { describeFolders, isFolderMetadata } from "./casts.ts";
import { nativeTable } from "./native.ts";
import { pixelSizeLack } from "./pixel-size.ts";
import { type BatchMatch, type BatchUnit, othersOf } from "./unit.ts";

/** The images of a folder, without those in folders below it, in natural order. */
export const imagesIn = (archive: Archive, folder: string): string[] =>
  [...archive.entries()].flatMap(({ name }) => (isImageName(name) && folderOf(name) === folder ? [name] : [])).sort(inNaturalOrder);

/** Folders of images: each with images in it is one sample (a cast, or what one slide or bottle gave). */
export async function folderUnits(archive: Archive, profile: SegmentProfile, batch: string): Promise<Omit<BatchMatch, "unmatched">> {
  const folders = new Set<string>();
  const others: string[] = [];
  for (const { name } of archive.entries()) {
    if (isImageName(name)) folders.add(folderOf(name));
    else others.push(name);
  }
  const tables = castsBy([...folders], castFilesIn(others));
  const bases = [...folders].map(baseOf);
  /** Its own name; that of its path where another folder of the batch is called the same: two samples are not one. */
  const sampleOf = (folder: string): string => {
    const base = baseOf(folder);
    return bases.indexOf(base) === bases.lastIndexOf(base) ? base : folder.replaceAll("/", "_");
  };
  const described = await describeFolders(archive, [...folders]);
  const units = [...folders].sort(inNaturalOrder).map((folder): BatchUnit => {
    const facts = described.facts.get(folder);
    const sample = facts?.sample ?? (sampleOf(folder) || batch);
    const name = folder.replaceAll("/", "_") || batch;
    const acquisition = facts?.acquisition ?? name;
    const native = others.find((other) => folderOf(other) === folder && nativeTable.test(baseOf(other))) ?? null;
    return {
      ...{ name, kind: "folder", file: null, folder, blanks: [], navigation: null, startedAt: null, sample, acquisition },
      ...{ particles: tables.get(folder) ?? [], native, pixelSize: facts?.pixelSize ?? null },
      cells: { acq_instrument: profile.name, ...facts?.cells, sample_id: sample, acq_id: acquisition },
      ...{ reason: facts?.reason ?? null, usable: true, suggestion: facts?.suggestion ?? null },
      lacks: pixelSizeLack(facts?.pixelSize ?? profile.pixelSize, profile),
      damage: null,
    };
  });
  const taken = new Set([...tables.values(), units.flatMap(({ native }) => native ?? [])].flat());
  return {
    units,
    withoutFile: described.withoutFolder,
    others: othersOf(others.filter((name) => !taken.has(name) && !isFolderMetadata(name))),
    problems: described.problems,
  };
}

/** Which cast's particle tables belong to which folder of vignettes: the folder that holds the table or lies below it; of several the one that is
 *  called after the cast. */
function castsBy(folders: readonly string[], casts: readonly CastFiles[]): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const cast of casts) {
    const files = cast.kind === "uvp6" ? [cast.file] : [cast.images, cast.particles];
    const above = folderOf(files[0] ?? "");
    const near = folders.filter((folder) => above === "" || folder === above || folder.startsWith(`${above}/`));
    const among = near.length > 0 ? near : folders;
    const name = nameOfCast(cast, among.map(baseOf));
    const folder = among.length === 1 ? among[0] : among.find((each) => baseOf(each) === name);
    if (folder !== undefined && !tables.has(folder)) tables.set(folder, files);
  }
  return tables;
}
