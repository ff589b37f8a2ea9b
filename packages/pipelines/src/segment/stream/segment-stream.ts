import { setImmediate } from "node:timers/promises";
import { err, ok, type Result } from "@nauplius/domain";
import { type FrameSource, ReaderFault } from "../../readers/source.ts";
import { checkPixelSize } from "../checks.ts";
import { openDelivery } from "../deliver.ts";
import { openObjectPool } from "../object-pool.ts";
import { engineChoice, type SegmentOptions, type SegmentSummary } from "../options.ts";
import type { SegmentRefusal } from "../refusal.ts";
import { createLineFinder } from "./lines.ts";

export type StreamSummary = SegmentSummary & {
  /** Lines that were read, and lines of frames that the camera lost or that were too dark: they part the stream. */
  readonly lines: number;
  readonly lostLines: number;
};

/** Objects of a line-scan camera's stream, stored as frames: one endless image. Light, threshold, objects, vignettes, masks and features; memory
 *  is a ring of some thousand lines. Box y counts lines from the first frame on, lost ones too: divided by the line rate it is time.
 *  Throws the signal's reason when aborted. @param name - of the file or folder, for sentences */
export async function segmentStream(
  { name, source }: { readonly name: string; readonly source: FrameSource },
  options: SegmentOptions,
): Promise<Result<StreamSummary, SegmentRefusal>> {
  const { profile, signal, onProgress = () => {} } = options;
  const pixelSize = options.pixelSize ?? profile.pixelSize;
  const refused = checkPixelSize(pixelSize, profile);
  if (refused !== undefined || pixelSize === null) return err({ image: name, ...(refused ?? { code: "pixelSize", message: "" }) });
  const engines = engineChoice(options, pixelSize);
  const pool = options.pool ?? openObjectPool();
  const start = performance.now();
  let [reading, finding, images] = [0, 0, 0];
  try {
    pool.warm(engines);
    const { width, height, frames } = source.header;
    const sense = profile.threshold.sense === "bright" ? "bright" : "dark";
    const delivery = openDelivery(pool, { look: profile.vignette, sense, engines }, options);
    const finder = createLineFinder({ name, width, height, profile, pixelSize, delivery });
    const iterator = source.frames(signal);
    for (let last = performance.now(); ; ) {
      const { value: frame, done } = await iterator.next();
      reading += performance.now() - last;
      if (done === true) break;
      signal?.throwIfAborted();
      const before = performance.now();
      await finder.frame(frame);
      images++;
      finding += performance.now() - before;
      onProgress({ stage: "measuring", share: (frame.index + 1) / frames, images, objects: delivery.delivered() });
      await setImmediate();
      last = performance.now();
    }
    const found = await finder.finish();
    await delivery.finish();
    const total = (performance.now() - start) / 1000;
    if (found.refusal !== undefined) return err(found.refusal);
    const seconds = { total, reading: reading / 1000, finding: finding / 1000, measuring: total - (reading + finding) / 1000 };
    const { rejected, problems, lostLines } = found;
    return ok({
      ...{ images, pixels: images * width * height, objects: delivery.delivered(), rejected, pixelSize, seconds, problems },
      ...{ lines: images * height, lostLines },
    });
  } catch (error) {
    if (error instanceof ReaderFault) return err({ ...error.refusal, image: name });
    throw error;
  } finally {
    if (options.pool === undefined) await pool.close();
  }
}
