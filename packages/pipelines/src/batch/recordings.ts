import { matchVideos, type Navigation, readNavigation } from "@nauplius/formats";
import type { Archive } from "../archive/archive.ts";
import { baseOf, folderOf, isImageName } from "../archive/paths.ts";
import { type BatchMatch, type BatchUnit, othersOf } from "./unit.ts";

const tableName = /\.(?:csv|tsv|txt)$/i;
const video = /\.avi$/i;
const none: Navigation = { at: new Float64Array(), latitude: new Float64Array(), longitude: new Float64Array(), depth: new Float64Array() };
const noNavigation = "No navigation table is in the batch; expected a CSV with time (UTC), latitude, longitude and depth.";

/** The table of places of a batch: the one that is called after it, or the only table; null where it cannot be told. */
export async function navigationOf(
  archive: Archive,
): Promise<{ readonly name: string | null; readonly navigation: Navigation; readonly problems: readonly string[] }> {
  const tables = [...archive.entries()].map(({ name }) => name).filter((name) => tableName.test(name));
  const name = tables.find((each) => /nav/i.test(baseOf(each))) ?? (tables.length === 1 ? tables[0] : undefined);
  if (name === undefined) return { name: null, navigation: none, problems: [] };
  const { navigation, problems } = await readNavigation(archive.stream(name), baseOf(name));
  return { name, navigation, problems: problems.map(({ message }) => message) };
}

/** AVIs, and folders of frames, beside a navigation table by the time in their names. One recording is one acquisition of the tow. */
export async function recordingUnits(archive: Archive, tow: string): Promise<Omit<BatchMatch, "unmatched">> {
  const names = [...archive.entries()].map(({ name }) => name);
  const folders = new Set(names.filter(isImageName).map(folderOf));
  const { name: table, navigation, problems } = await navigationOf(archive);
  const isRecording = (file: string): boolean => video.test(file) || folders.has(file);
  const { videos } = matchVideos([...names, ...folders].filter(isRecording), navigation, isRecording);
  const units = videos.map(({ file, startedAt, reason }): BatchUnit => {
    const isFolder = folders.has(file);
    const path = isFolder ? file : file.replace(video, "");
    const sample = baseOf(folderOf(path)) || tow;
    const name = path.replaceAll("/", "_") || tow;
    const acquisition = `${sample}_${baseOf(path) || tow}`;
    return {
      ...{ name, kind: isFolder ? "folder" : "recording", file: isFolder ? null : file, folder: isFolder ? file : null, blanks: [] },
      ...{ particles: [], native: null, pixelSize: null, navigation: table, startedAt, sample, acquisition },
      cells: { sample_id: sample, acq_id: acquisition, acq_instrument: "isiis" },
      ...{ reason: table === null ? noNavigation : reason, lacks: null, damage: null, usable: true, suggestion: null },
    };
  });
  const others = names.filter((each) => !video.test(each) && !isImageName(each) && each !== table);
  return { units, withoutFile: [], others: othersOf(others), problems };
}
