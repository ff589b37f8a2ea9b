import { matchCasts, parsePlanktoscopeMetadata, printNumber, readUvpHeader, type UvpHeaderRow, uvpPixelSize } from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { baseOf, folderOf, joinPath } from "../archive/paths.ts";

/** What is known of a folder of images from files that lie beside it. */
export type FolderFacts = {
  readonly sample: string | null;
  readonly acquisition: string | null;
  /** um */
  readonly pixelSize: number | null;
  /** EcoTaxa's columns. */
  readonly cells: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly suggestion: string | null;
};

const nothing: FolderFacts = { sample: null, acquisition: null, pixelSize: null, cells: {}, reason: null, suggestion: null };
const headerTable = /^uvp[56].*header.*\.(?:txt|csv|tsv)$/i;
const metadataFile = "metadata.json";

/** Files that say something of folders, so that they are no strangers to the batch. */
export const isFolderMetadata = (name: string): boolean => headerTable.test(baseOf(name)) || baseOf(name).toLowerCase() === metadataFile;

/** Describes folders of images by the header table of a UVP project, by name, or by the `metadata.json` of a PlanktoScope in the folder. */
export async function describeFolders(
  archive: Archive,
  folders: readonly string[],
): Promise<{
  readonly facts: ReadonlyMap<string, FolderFacts>;
  readonly withoutFolder: readonly string[];
  readonly problems: readonly string[];
}> {
  const facts = new Map<string, FolderFacts>();
  const problems: string[] = [];
  const names = [...archive.entries()].map(({ name }) => name);
  for (const folder of folders) {
    const file = names.find((name) => folderOf(name) === folder && baseOf(name).toLowerCase() === metadataFile);
    if (file === undefined) continue;
    const read = await archive.read(file);
    if (!read.ok) continue;
    const parsed = parsePlanktoscopeMetadata(new TextDecoder().decode(read.value), joinPath(folder, metadataFile));
    problems.push(...parsed.problems.map(({ message }) => message));
    const { sampleId, acquisitionId, pixelSize, cells } = parsed.metadata;
    facts.set(folder, { ...nothing, sample: sampleId, acquisition: acquisitionId, pixelSize, cells: withoutOwn(cells) });
  }
  const table = names.find((name) => headerTable.test(baseOf(name)));
  if (table === undefined) return { facts, withoutFolder: [], problems };
  const { rows, problems: found } = await readUvpHeader(archive.stream(table), baseOf(table));
  problems.push(...found.map(({ message }) => message));
  const { casts, withoutFolder } = matchCasts(folders, rows);
  for (const { folder, header, reason, suggestion } of casts)
    facts.set(folder, header === null ? { ...nothing, reason, suggestion } : { ...ofHeader(header), reason, suggestion });
  return { facts, withoutFolder: withoutFolder.flatMap(({ values }) => values.profile ?? []), problems };
}

/** What this software writes itself; what the instrument's own wrote of its process goes beside it. */
function withoutOwn(cells: ReadonlyMap<string, string>): Record<string, string> {
  const kept = [...cells].flatMap(([name, value]) => {
    if (name === "process_id" || name === "object_id") return [];
    return [[name.replace(/^process_/, "process_native_"), value] as const];
  });
  return Object.fromEntries(kept);
}

/** Names as the instrument's own software gives them to EcoTaxa. */
function ofHeader({ values }: UvpHeaderRow): FolderFacts {
  const pixelSize = uvpPixelSize(values.pixelSize);
  const numbers = {
    object_lat: values.latitude,
    object_lon: values.longitude,
    acq_aa: values.aa,
    acq_exp: values.exp,
    acq_volimage: values.imageVolume,
    acq_pixel: values.pixelSize,
    sample_bottomdepth: values.bottomDepth,
  };
  const texts = {
    sample_cruise: values.cruise,
    sample_ship: values.ship,
    sample_stationid: values.station,
    sample_comment: values.comment,
    object_date: values.startedAt?.date.replaceAll("-", "") ?? null,
    object_time: values.startedAt?.time.replaceAll(":", "") ?? null,
  };
  const cells: Record<string, string> = {};
  for (const [name, value] of Object.entries(numbers)) if (value !== null) cells[name] = printNumber(value);
  for (const [name, value] of Object.entries(texts)) if (value !== null && value !== "") cells[name] = value;
  return { ...nothing, sample: values.profile, pixelSize, cells };
}
