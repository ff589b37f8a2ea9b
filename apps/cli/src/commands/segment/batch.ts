import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import {
  type BatchFiles,
  type BatchMatch,
  type BatchUnit,
  matchBatch,
  navigationOf,
  openArchive,
  openBatchFiles,
  type SegmentProfile,
} from "@nauplius/pipelines";
import { UsageProblem } from "../../env.ts";

export type Batch = {
  readonly units: readonly BatchUnit[];
  readonly files: BatchFiles;
  readonly navigation: Awaited<ReturnType<typeof navigationOf>>["navigation"] | null;
  readonly problems: readonly string[];
  /** Why there may be no unit. */
  readonly nothing: string;
  readonly close: () => Promise<void>;
};

type Asked = { readonly profile: SegmentProfile; readonly blanks: readonly string[]; readonly signal: AbortSignal };
const isArchive = /\.(?:zip|tar|tgz|tar\.gz)$/i;
const batchName = (path: string): string =>
  basename(path)
    .replace(/\.(?:zip|tar|tgz|gz)$/i, "")
    .replace(/\.tar$/i, "");
const expected = {
  scan: "TIFF scans",
  stream: "AVIs or folders of frames",
  frames: "images (PNG, JPEG, BMP, TIFF, GIF, WebP)",
  vignettes: "vignettes (PNG, JPEG, BMP, TIFF, GIF, WebP)",
} as const;

/** Opens what is to be segmented: a folder or archive, or one file with what lies beside it. */
export async function batchOf(path: string, { profile, blanks, signal }: Asked): Promise<Batch> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new UsageProblem(`there is no file or folder ${path}`);
  for (const blank of blanks)
    if (!(await stat(blank).catch(() => null))?.isFile()) throw new UsageProblem(`--blank: there is no file ${blank}`);
  const single = found.isFile() && !isArchive.test(path) ? basename(path) : null;
  const place = single === null ? path : dirname(path);
  const opened = await openArchive(place, { signal });
  if (!opened.ok) throw new UsageProblem(opened.error.message);
  const archive = opened.value;
  const root = archive.kind === "folder" ? place : null;
  const match = await matchBatch(archive, profile, batchName(place));
  const own = openBatchFiles(archive, root, signal);
  const files: BatchFiles = { ...own, file: async (name) => (isAbsolute(name) ? name : own.file(name)) };
  const navigation = profile.input === "stream" ? (await navigationOf(archive)).navigation : null;
  return {
    ...{ units: unitsOf(match, { root, single, blanks }), files, navigation, problems: match.problems },
    nothing: `there is nothing to segment in ${path}; expected ${expected[profile.input]}`,
    close: async () => {
      await own.close();
      await archive.close();
    },
  };
}

type Wanted = { readonly root: string | null; readonly single: string | null; readonly blanks: readonly string[] };

/** The units that were asked for; blanks that were named go before those that were found. */
function unitsOf({ units }: BatchMatch, { root, single, blanks }: Wanted): BatchUnit[] {
  const isBlank = (file: string | null): boolean => root !== null && file !== null && blanks.includes(resolve(root, file));
  return units
    .filter(({ file }) => !isBlank(file) && (single === null || file === single))
    .map((unit) => (blanks.length === 0 ? unit : { ...unit, blanks, usable: true }));
}
