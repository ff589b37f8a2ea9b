import { type IsiisStream, isiisFrames } from "@nauplius/testing/scans";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FrameSource } from "../../readers/source.ts";
import type { SegmentedObject } from "../object.ts";
import { type ObjectPool, openObjectPool } from "../object-pool.ts";
import type { SegmentOptions } from "../options.ts";
import { segmentProfiles } from "../profile.ts";
import { segmentStream } from "./segment-stream.ts";

let pool: ObjectPool;
beforeAll(() => {
  pool = openObjectPool(2);
});
afterAll(() => pool.close());

/** Frames of a synthetic stream, some of them lost or changed. */
const sourceOf = (
  stream: IsiisStream,
  change: (index: number, frame: Uint8Array) => Uint8Array | null = (_, frame) => frame,
): FrameSource => ({
  header: { width: stream.width, height: stream.height, frames: stream.frames, lost: 0, framesPerSecond: null },
  frames: async function* () {
    let index = 0;
    for (const image of stream.images()) {
      const data = change(index, image);
      if (data !== null) yield { index, name: `frame ${index}`, data };
      index++;
    }
  },
  close: async () => {},
});
const run = async (source: FrameSource, change: Partial<SegmentOptions> = {}) => {
  const objects: SegmentedObject[] = [];
  const options = {
    profile: segmentProfiles.isiis,
    pool,
    onObjects: (some: readonly SegmentedObject[]) => void objects.push(...some),
    ...change,
  };
  return { result: await segmentStream({ name: "stream", source }, options), objects };
};
const boxes = (objects: readonly { box: SegmentedObject["box"]; area: number; holes: number }[]) =>
  objects.map(({ box, area, holes }) => ({ ...box, area, holes })).sort((a, b) => a.y - b.y || a.x - b.x);

describe("a line stream in frames", () => {
  const stream = isiisFrames({ seed: 3, frames: 6, width: 900, height: 700, objects: 60 });

  test("gives back its objects, those across frames too, whatever light falls on the columns", async () => {
    const { objects, result } = await run(sourceOf(stream));
    expect(result).toMatchObject({ ok: true, value: { images: 6, lines: 4200, lostLines: 0, problems: [] } });
    expect(boxes(objects)).toEqual(boxes(stream.objects));
  });
});
