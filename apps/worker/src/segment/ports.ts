import { err, ok, type Result } from "@nauplius/domain";
import {
  type Archive,
  type BatchFiles,
  matchBatch,
  navigationOf,
  openArchive,
  openBatchFiles,
  openImagePool,
  openObjectPool,
  previewOfUnit,
  profileWith,
  type ScanSummary,
  type SegmentRefusal,
  type SegmentSummary,
  segmentProfiles,
  segmentUnit,
  standIn,
} from "@nauplius/pipelines";
import type { Segmented, SegmentPorts } from "@nauplius/services";
import { version } from "../../package.json" with { type: "json" };

const sentence = ({ image, message }: SegmentRefusal): string => (image === undefined ? message : `${image}: ${message}`);

/** The picture of a whole scan, and what was left out of it. */
function overviewIn(summary: SegmentSummary | ScanSummary): Segmented["overview"] {
  if (!("overview" in summary)) return null;
  const { overview, frame, rejected } = summary;
  const { width, height, picture } = overview;
  return {
    picture,
    facts: {
      ...{ width, height, wholeWidth: summary.width, wholeHeight: summary.height, frame },
      rejected: rejected.largest.map(({ why, box, area }) => ({ why, area, ...box })),
      counts: rejected.counts,
    },
  };
}

const tilesIn = (summary: SegmentSummary | ScanSummary): Segmented["scan"] => ("tiles" in summary ? summary.tiles : null);

/** Opens the batch for as long as the work takes. */
async function withBatch<T>(
  path: string,
  signal: AbortSignal,
  work: (archive: Archive, files: BatchFiles) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  const opened = await openArchive(path, { signal });
  if (!opened.ok) return err(opened.error.message);
  const archive = opened.value;
  const files = openBatchFiles(archive, archive.kind === "folder" ? path : null, signal);
  try {
    return await work(archive, files);
  } finally {
    await files.close();
    await archive.close();
  }
}

type Replaced = {
  readonly files: BatchFiles;
  readonly unit: { readonly file: string | null };
  readonly instead: string | null;
  readonly signal: AbortSignal;
};

/** The files of a unit, with the one that a person gave in place of its own. */
async function withUnit<T>(
  { files, unit, instead, signal }: Replaced,
  work: (files: BatchFiles) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  if (instead === null || unit.file === null) return work(files);
  const replaced = await standIn(files, unit.file, { path: instead, signal });
  if (!replaced.ok) return replaced;
  try {
    return await work(replaced.value);
  } finally {
    await replaced.value.close();
  }
}

/** What services need of segmentation. Threads are opened for one unit and closed with it: units are minutes of work apart. @param threads - 0: all cores */
export const segmentPorts = ({ threads }: { readonly threads: number }): SegmentPorts => ({
  match: (path, { profile, name, signal }) =>
    withBatch(path, signal, async (archive) => {
      const { units, ...facts } = await matchBatch(archive, segmentProfiles[profile], name);
      return ok({ units, facts });
    }),
  preview: (path, unit, { profile, settings, instead, signal }) =>
    withBatch(path, signal, (_archive, own) =>
      withUnit({ files: own, unit, instead, signal }, async (files) => {
        const { pixelSize } = settings;
        const tuned = profileWith(profile, settings);
        if (!tuned.ok) return tuned;
        const work = { unit, files, profile: tuned.value, signal, ...(pixelSize !== undefined && { pixelSize }) };
        const made = await previewOfUnit(work);
        return made.ok ? made : err(sentence(made.error));
      }),
    ),
  segment: (path, unit, { profile: name, settings, instead, signal, out, keep, onProgress }) =>
    withBatch(path, signal, (archive, own) =>
      withUnit({ files: own, unit, instead, signal }, async (files) => {
        const tuned = profileWith(name, settings);
        if (!tuned.ok) return tuned;
        const profile = tuned.value;
        const { pixelSize } = settings;
        const navigation = unit.navigation === null ? null : (await navigationOf(archive)).navigation;
        const size = threads === 0 ? undefined : threads;
        const inImages = profile.input === "frames" || profile.input === "vignettes";
        const pools = inImages ? { imagePool: openImagePool(size) } : { objectPool: openObjectPool(size) };
        try {
          const done = await segmentUnit({
            ...{ unit, files, profile, navigation, out, keep, signal, ...pools },
            ...(pixelSize !== undefined && { pixelSize }),
            ...{ engine: "compat", decimals: "exact", software: `nauplius ${version}` },
            onProgress: ({ share, objects }) => onProgress(share, objects),
          });
          if (!done.ok) return err(sentence(done.error));
          const { images, objects, pixelSize: um, rejected, problems, seconds } = done.value.summary;
          const facts = {
            images,
            objects,
            pixelSize: um,
            rejected: rejected.counts,
            problems: problems.map(sentence),
            seconds: seconds.total,
          };
          return ok({ ...facts, overview: overviewIn(done.value.summary), scan: tilesIn(done.value.summary) });
        } finally {
          await pools.imagePool?.close();
          await pools.objectPool?.close();
        }
      }),
    ),
});
