import { basename } from "node:path";
import { err, ok, type Result } from "@nauplius/domain";
import { checkPixelSize } from "../checks.ts";
import type { SegmentedObject } from "../object.ts";
import { engineChoice, type SegmentOptions, type SegmentSummary } from "../options.ts";
import { counted, type SegmentRefusal } from "../refusal.ts";
import { addRejected, type Rejected } from "../rejected.ts";
import type { Field, ImageResult } from "./image.ts";
import { type ImageFile, type ImagePool, openImagePool } from "./image-pool.ts";

export type ImagesOptions = Omit<SegmentOptions, "pool"> & {
  /** Processes to work in; without, one for each core is opened and closed again. */
  readonly pool?: ImagePool;
};

/** Images on their own, in the order given: a folder of frames (profiles with input "frames": threshold, objects, crops), or of vignettes with one
 *  object each ("vignettes"). An image that gives nothing is among the problems; where all fail, the first reason is the answer.
 *  Throws the signal's reason when aborted. @param paths - image files (PNG, JPEG, BMP, TIFF, GIF, WebP) */
export async function segmentImages(paths: readonly string[], options: ImagesOptions): Promise<Result<SegmentSummary, SegmentRefusal>> {
  const { profile, signal } = options;
  const pixelSize = options.pixelSize ?? profile.pixelSize;
  const refused = checkPixelSize(pixelSize, profile);
  if (refused !== undefined || pixelSize === null) return err(refused ?? { code: "pixelSize", message: "" });
  if (paths.length === 0) return err({ code: "empty", message: "no image was given, expected at least one" });
  const files = paths.map((path) => ({ path, name: basename(path) }));
  const pool = options.pool ?? openImagePool();
  const start = performance.now();
  try {
    const field = await fieldOf(files, options, pool);
    if (!field.ok) return field;
    const read = performance.now();
    const done = await inOrder(files, field.value, { ...options, pixelSize, pool });
    signal?.throwIfAborted();
    const problems = done.problems;
    if (done.images === 0) return err(problems[0] ?? { code: "noObject", message: "no image could be read" });
    if (done.objects === 0 && profile.input === "frames") {
      return err({
        code: "noObject",
        message: `no object was found in ${counted(done.images)} images, expected objects of ${profile.minEsd} to ${profile.maxEsd} mm (ESD)`,
      });
    }
    const seconds = { total: performance.now() - start, reading: read - start, finding: 0, measuring: performance.now() - read };
    return ok({
      ...{ images: done.images, pixels: done.pixels, objects: done.objects, rejected: done.rejected, pixelSize, problems },
      seconds: { total: seconds.total / 1000, reading: seconds.reading / 1000, finding: 0, measuring: seconds.measuring / 1000 },
    });
  } finally {
    if (options.pool === undefined) await pool.close();
  }
}

/** An odd count of images spread over the folder shows the empty field, when there are enough of them. */
export async function fieldOf(
  files: readonly ImageFile[],
  { profile, signal }: Pick<ImagesOptions, "profile" | "signal">,
  pool: ImagePool,
): Promise<Result<Field | null, SegmentRefusal>> {
  const { background } = profile;
  if (background.method !== "field" || files.length < background.atLeast) return ok(null);
  const most = Math.min(background.frames, files.length);
  const count = most % 2 === 1 ? most : most - 1;
  const some = Array.from({ length: count }, (_, k) => files[Math.floor((k * files.length) / count)]);
  return pool.field(some, signal);
}

type Work = ImagesOptions & { readonly pixelSize: number; readonly pool: ImagePool };
type Done = { images: number; pixels: number; objects: number; rejected: Rejected; problems: SegmentRefusal[] };

/** Twice as many images as processes are on their way; results come in the order of the files. */
async function inOrder(files: readonly ImageFile[], field: Field | null, work: Work): Promise<Done> {
  const { profile, pool, signal, onObjects, onProgress = () => {} } = work;
  const engines = engineChoice(work, work.pixelSize);
  const queue: Promise<Result<ImageResult, SegmentRefusal>>[] = [];
  const done: Done = { images: 0, pixels: 0, objects: 0, rejected: addRejected(undefined, undefined), problems: [] };
  let taken = 0;
  const take = async (): Promise<void> => {
    const result = await queue[0];
    queue.shift();
    taken++;
    if (result.ok) await deliver(result.value);
    else done.problems.push(result.error);
    onProgress({ stage: "measuring", share: taken / files.length, images: taken, objects: done.objects });
  };
  const deliver = async ({ width, height, objects, rejected }: ImageResult): Promise<void> => {
    done.images++;
    done.pixels += width * height;
    done.rejected = addRejected(done.rejected, rejected);
    const numbered: SegmentedObject[] = objects.map((object) => ({ ...object, number: ++done.objects }));
    if (numbered.length > 0) await onObjects(numbered);
  };
  for (const { path, name } of files) {
    signal?.throwIfAborted();
    const result = pool.segment({ path, name, field, profile, engines }, signal);
    result.catch(() => undefined);
    queue.push(result);
    while (queue.length > 2 * pool.processes) await take();
  }
  while (queue.length > 0) await take();
  return done;
}
