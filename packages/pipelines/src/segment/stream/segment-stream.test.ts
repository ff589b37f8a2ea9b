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
/** Light differs with what a frame shows of it; without, frames must not be seen at all. */
const withoutLight = { profile: { ...segmentProfiles.isiis, background: { method: "none" } as const } };
const boxes = (objects: readonly { box: SegmentedObject["box"]; area: number; holes: number }[]) =>
  objects.map(({ box, area, holes }) => ({ ...box, area, holes })).sort((a, b) => a.y - b.y || a.x - b.x);

describe("a line stream in frames", () => {
  const stream = isiisFrames({ seed: 3, frames: 6, width: 900, height: 700, objects: 60 });

  test("gives back its objects, those across frames too, whatever light falls on the columns", async () => {
    const shares: (number | null)[] = [];
    const { objects, result } = await run(sourceOf(stream), { onProgress: ({ share }) => void shares.push(share) });
    expect(result).toMatchObject({ ok: true, value: { images: 6, lines: 4200, lostLines: 0, problems: [] } });
    expect(boxes(objects)).toEqual(boxes(stream.objects));
    expect(shares).toEqual([1, 2, 3, 4, 5, 6].map((n) => n / 6));
    for (const { image, box } of objects) expect(image).toBe(`frame ${Math.floor(box.y / 700)}`);
  });

  test("is one image however it is cut into frames: the same vignettes and masks", async () => {
    const whole = isiisFrames({ seed: 3, frames: 1, width: 900, height: 4200, objects: 20 });
    const [image] = whole.images();
    const cut: IsiisStream = {
      ...whole,
      height: 420,
      frames: 10,
      images: function* () {
        for (let n = 0; n < 10; n++) yield image.slice(n * 420 * 900, (n + 1) * 420 * 900);
      },
    };
    const [inOne, inTen] = [await run(sourceOf(whole), withoutLight), await run(sourceOf(cut), withoutLight)];
    const content = ({ objects }: typeof inOne) =>
      objects.map(({ box, mask, vignette }) => ({ box, mask: [...mask], png: [...vignette.bytes] }));
    expect(content(inTen)).toEqual(content(inOne));
    expect(inOne.objects.length).toBeGreaterThan(10);
  });

  test("a frame that the camera lost parts the stream: lines are counted, what the gap cuts is dropped, the rest is found", async () => {
    const { objects, result } = await run(sourceOf(stream, (index, frame) => (index === 2 ? null : frame)));
    expect(result).toMatchObject({ ok: true, value: { images: 5, lostLines: 700 } });
    const far = ({ box }: { box: SegmentedObject["box"] }) => box.y + box.height < 1400 || box.y > 2100;
    const [found, whole] = [boxes(objects.filter(far)), boxes(stream.objects.filter(far))];
    expect(found).toEqual(whole);
    expect(objects.length).toBe(found.length);
  });

  test("a frame without light is a problem with its name, and the stream goes on", async () => {
    const { objects, result } = await run(sourceOf(stream, (index, frame) => (index === 3 ? frame.map((v) => v / 12) : frame)));
    expect(result).toMatchObject({
      ok: true,
      value: {
        lostLines: 700,
        problems: [
          { image: "frame 3", code: "darkRegion", message: expect.stringContaining("of the stream's light, expected at least 30 %") },
        ],
      },
    });
    expect(objects.length).toBeGreaterThan(30);
  });

  test("a stripe that stays dark from end to end is no object and hides none", async () => {
    const tall = isiisFrames({ seed: 8, frames: 20, width: 600, height: 500, objects: 40 });
    const stripe = (frame: Uint8Array) => frame.map((v, i) => (i % 600 === 300 ? 40 : v));
    const profile = {
      ...segmentProfiles.isiis,
      background: { method: "none" },
      threshold: { method: "fixed", level: 60, sense: "dark" },
      maxEsd: 5,
    } as const;
    const { result } = await run(
      sourceOf(tall, (_, frame) => stripe(frame)),
      { profile },
    );
    expect(result).toMatchObject({ ok: true, value: { rejected: { counts: { endless: 1 } } } });
  });
});

test("nothing in the stream, or no pixel size: a sentence", async () => {
  const stream = isiisFrames({ seed: 1, frames: 2, width: 300, height: 200, objects: 0 });
  expect((await run(sourceOf(stream))).result).toMatchObject({
    ok: false,
    error: {
      code: "noObject",
      image: "stream",
      message: expect.stringContaining("no object was found in 400 lines: expected objects of 0.5 to 37 mm"),
    },
  });
  expect((await run(sourceOf(stream), { pixelSize: 0 })).result).toMatchObject({ ok: false, error: { code: "pixelSize" } });
});

test("cancelled in the middle, the signal's reason is thrown", async () => {
  const stream = isiisFrames({ seed: 2, frames: 4, width: 300, height: 400, objects: 6 });
  const controller = new AbortController();
  const cancelled = run(sourceOf(stream), {
    signal: controller.signal,
    onProgress: ({ images }) => images === 2 && controller.abort(new Error("stop")),
  });
  await expect(cancelled).rejects.toThrow("stop");
});
