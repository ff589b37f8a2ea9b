import { interpolateNavigation, type Navigation } from "../isiis/navigation.ts";
import { startOfName } from "../isiis/start-time.ts";
import { inNaturalOrder } from "../text/natural-order.ts";
import type { UvpHeaderRow } from "../uvp/header.ts";
import { isVideoName } from "./file-kinds.ts";
import { nearName } from "./near-name.ts";

export type MatchedVideo = {
  readonly file: string;
  /** Milliseconds since 1970, UTC; null where the name does not say. */
  readonly startedAt: number | null;
  readonly reason: string | null;
};
export type VideoMatch = { readonly videos: readonly MatchedVideo[]; readonly unmatched: number; readonly others: readonly string[] };

const utc = (at: number): string => new Date(at).toISOString().replace("T", " ").replace(".000Z", "Z");

/** Puts AVIs (or other recordings whose name is their start) beside a navigation table, by time. Those that wait come first, the others in
 *  the order of time. */
export function matchVideos(
  files: readonly string[],
  navigation: Navigation,
  isRecording: (file: string) => boolean = isVideoName,
): VideoMatch {
  const { at } = navigation;
  const [first, last] = [at[0], at[at.length - 1]];
  const seen = new Map<number, string>();
  const videos = files
    .filter(isRecording)
    .toSorted(inNaturalOrder)
    .map((file): MatchedVideo => {
      const startedAt = startOfName(file);
      if (startedAt === null) return { file, startedAt, reason: "Its name holds no date and time, such as 20150717130241.123." };
      const twin = seen.get(startedAt);
      if (twin !== undefined) return { file, startedAt, reason: `It starts at the same moment as ${twin}.` };
      seen.set(startedAt, file);
      if (first === undefined || last === undefined) return { file, startedAt, reason: "The navigation table is empty." };
      if (startedAt < first || startedAt > last)
        return { file, startedAt, reason: `It starts at ${utc(startedAt)}; the navigation goes from ${utc(first)} to ${utc(last)}.` };
      const fix = interpolateNavigation(navigation, startedAt);
      const lacking = [fix.latitude === null || fix.longitude === null ? "position" : null, fix.depth === null ? "depth" : null].filter(
        (each) => each !== null,
      );
      return {
        file,
        startedAt,
        reason: lacking.length === 0 ? null : `The navigation has a gap at ${utc(startedAt)}: no ${lacking.join(" and no ")}.`,
      };
    });
  const waiting = videos.filter(({ reason }) => reason !== null);
  const matched = videos.filter(({ reason }) => reason === null).toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  return { videos: [...waiting, ...matched], unmatched: waiting.length, others: files.filter((file) => !isRecording(file)) };
}

export type MatchedCast = {
  readonly folder: string;
  readonly header: UvpHeaderRow | null;
  readonly reason: string | null;
  readonly suggestion: string | null;
};

/** Puts the folders of a UVP project (work/<profile>, ecodata/<profile>, raw/HDR<time>) beside the lines of its header table. Those that wait
 *  come first. */
export function matchCasts(
  folders: readonly string[],
  headers: readonly UvpHeaderRow[],
): { casts: readonly MatchedCast[]; unmatched: number; withoutFolder: readonly UvpHeaderRow[] } {
  const byName = new Map<string, UvpHeaderRow>();
  for (const row of headers) {
    for (const name of [row.values.filename, row.values.profile]) if (name !== null) byName.set(name.toLowerCase(), row);
  }
  const names = headers.flatMap(({ values }) => values.profile ?? []);
  const used = new Set<UvpHeaderRow>();
  const casts = folders.toSorted(inNaturalOrder).map((folder): MatchedCast => {
    const name = folder.slice(folder.lastIndexOf("/") + 1).replace(/^HDR/i, "");
    const header = byName.get(name.toLowerCase()) ?? null;
    if (header === null) return { folder, header, reason: `${name} is no profile of the header table.`, suggestion: nearName(name, names) };
    used.add(header);
    return { folder, header, reason: null, suggestion: null };
  });
  const waiting = casts.filter(({ reason }) => reason !== null);
  return {
    casts: [...waiting, ...casts.filter(({ reason }) => reason === null)],
    unmatched: waiting.length,
    withoutFolder: headers.filter((row) => !used.has(row)),
  };
}
