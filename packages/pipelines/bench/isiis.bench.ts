import { createRng } from "@nauplius/domain";
import { type IsiisStream, isiisFrames, type TruthObject } from "@nauplius/testing/scans";
import type { Frame, FrameSource } from "../src/readers/source.ts";
import type { SegmentedObject } from "../src/segment/object.ts";
import { type ObjectPool, openObjectPool } from "../src/segment/object-pool.ts";
import { segmentProfiles } from "../src/segment/profile.ts";
import { segmentStream } from "../src/segment/stream/segment-stream.ts";

/** An ISIIS stream from decoded frames: 2048 px lines, 28,000 of them a second are real time (57 Mpx/s). Frames are drawn first and given again
 *  and again, so that drawing is not measured. Argument: --quick. */
const quick = process.argv.includes("--quick");
const [drawn, given] = quick ? [4, 24] : [24, 240];

const sourceOf = (stream: IsiisStream, images: readonly Uint8Array[], frames: number): FrameSource => ({
  header: { width: stream.width, height: stream.height, frames, lost: 0, framesPerSecond: null },
  frames: async function* (): AsyncGenerator<Frame> {
    for (let index = 0; index < frames; index++) {
      const data = images[index % images.length];
      if (data !== undefined) yield { index, name: `frame ${index}`, data };
    }
  },
  close: async () => {},
});

/** Threads that do nothing: what is left is light, threshold and components. */
const idle: ObjectPool = { threads: 2, warm: () => {}, cut: async () => [], tiles: async () => [], close: async () => {} };
const key = ({ box: { x, y, width, height }, area }: Pick<TruthObject, "box" | "area">): string => `${x} ${y} ${width} ${height} ${area}`;

async function measure(title: string, stream: IsiisStream, pool: ObjectPool, frames: number): Promise<void> {
  const images = [...stream.images()];
  const expected = new Set(stream.objects.map(key));
  let [found, right] = [0, 0];
  const onObjects = (objects: readonly SegmentedObject[]): void => {
    found += objects.length;
    for (const object of objects) if (expected.has(key(object))) right++;
  };
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await segmentStream(
    { name: title, source: sourceOf(stream, images, frames) },
    { profile: segmentProfiles.isiis, pool, onObjects },
  );
  const seconds = (performance.now() - start) / 1000;
  if (!result.ok) throw new Error(result.error.message);
  // Each frame once: what is found is compared; the threads start meanwhile, so that no rate follows.
  if (found > 0 && frames === images.length) {
    console.log(
      `${title}: recall ${(right / expected.size).toFixed(3)}, precision ${(right / found).toFixed(3)} of ${expected.size} objects`,
    );
    return;
  }
  const { user, system } = process.cpuUsage(before);
  const { pixels, rejected } = result.value;
  const rate = pixels / 1e6 / seconds;
  const small = rejected.counts.tooSmall.toLocaleString("en");
  console.log(
    `${title}: ${Math.round(rate)} Mpx/s (${(rate / 57.3).toFixed(1)} x real time), ${(pixels / 1e6 / ((user + system) / 1e6)).toFixed(0)} Mpx a second of processor`,
  );
  if (found > 0) console.log(`  ${Math.round(found / seconds)} objects/s with vignette, mask and features; ${small} too small`);
}

/** Marine snow: thousands of specks a frame that the threshold passes and the size does not. */
function snowed(stream: IsiisStream, specks: number): IsiisStream {
  const rng = createRng("snow");
  return {
    ...stream,
    images: function* () {
      for (const image of stream.images()) {
        for (let n = 0; n < specks; n++) {
          const [x, y, size] = [rng.int(stream.width - 6), rng.int(stream.height - 6), 1 + rng.int(5)];
          for (let v = 0; v < size; v++) image.fill(100, (y + v) * stream.width + x, (y + v) * stream.width + x + size);
        }
        yield image;
      }
    },
  };
}

const stream = isiisFrames({ seed: 28_000, frames: drawn, objects: 12 * drawn, variety: 200 });
const pool = openObjectPool(2);
await measure("frames to components, 12 objects a frame", stream, idle, given);
await measure("frames to components, and 2,000 specks of snow a frame", snowed(stream, 2000), idle, given);
await measure("each frame once", stream, pool, drawn);
await measure("frames to vignettes and features, 12 objects a frame", stream, pool, given);
await pool.close();
