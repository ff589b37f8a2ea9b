import { type Component, createColumnBackground, createStripLabeller, judge, type Runs } from "@nauplius/imaging";
import type { Frame } from "../../readers/source.ts";
import type { Delivery } from "../deliver.ts";
import type { SegmentProfile } from "../profile.ts";
import { percent, type SegmentRefusal } from "../refusal.ts";
import { createRejectedList, type Rejected } from "../rejected.ts";
import { rulesOf } from "../rules.ts";
import { thresholdOf } from "../threshold.ts";
import { createPending } from "./pending.ts";
import { openRing } from "./ring.ts";

export type LineFinder = {
  /** The next frame. Frames that are missing before it part the stream. */
  readonly frame: (frame: Frame) => Promise<void>;
  readonly finish: () => Promise<LinesFound>;
};

export type LinesFound = {
  readonly rejected: Rejected;
  readonly problems: readonly SegmentRefusal[];
  readonly lostLines: number;
  readonly refusal?: SegmentRefusal;
};

export type LineOptions = {
  readonly name: string;
  readonly width: number;
  /** Lines of a frame. */
  readonly height: number;
  readonly profile: SegmentProfile;
  readonly pixelSize: number;
  readonly delivery: Delivery;
};

/** A frame darker than this share of the stream's light shows no water: the lamp was off, or the instrument on deck. */
const leastLight = 0.3;
/** Pixels that a frame's own threshold is measured on: every so many. */
const sampleStep = 37;

/** Finds objects in the lines of frames and gives them on with the lines around them. */
export function createLineFinder({ name, width, height, profile, pixelSize, delivery }: LineOptions): LineFinder {
  const ring = openRing(width, height, profile, pixelSize);
  const { kernels, arena } = ring;
  const rules = rulesOf(profile, pixelSize);
  const rejected = createRejectedList(rules.minArea);
  const { margin, leastMargin } = profile.vignette;
  const pending = createPending(delivery, (o) => Math.max(leastMargin, Math.ceil(o.height * margin)));
  const names = new Map<number, string>();
  const problems: SegmentRefusal[] = [];
  const { background } = profile;
  const light =
    background.method === "columns"
      ? createColumnBackground(kernels, arena, { width, target: background.ground, window: background.window })
      : undefined;
  const staging = arena.take(width * height);
  /** First line of the part that is being labelled, the line after the last one read, numbers given. */
  let [base, next, number, lostLines] = [0, 0, 0, 0];
  const onObject = (component: Component, runs: () => Runs): void => {
    const placed = { ...component, y: component.y + base };
    const why = judge(component, rules);
    if (why !== undefined) {
      rejected.add(placed, why);
      return;
    }
    number++;
    const image = names.get(Math.floor(placed.y / height)) ?? name;
    pending.add({ ...placed, number, image, runs: runs().map((v, i) => (i % 3 === 0 ? v + base : v)) });
  };
  const sense = profile.threshold.sense === "bright" ? "bright" : "dark";
  const level = profile.threshold.method === "fixed" ? profile.threshold.level : 0;
  const labeller = createStripLabeller(kernels, arena, { width, maxRows: ring.maxRows, threshold: { level, sense }, onObject });

  const plane = () => ring.plane(Math.max(base, next - ring.rows), next);
  /** Ends what is open: the lines that follow are not the next ones of the sea. */
  const part = async (to: number): Promise<void> => {
    if (next > base) labeller.finish();
    await pending.give(plane(), true);
    lostLines += to - next;
    base = to;
    next = to;
  };

  const takeFrame = async ({ index, name: frameName, data }: Frame): Promise<void> => {
    const top = index * height;
    if (top !== next) await part(top);
    await delivery.free(top + height - ring.rows);
    const at = ring.addressOf(top);
    kernels.bytes.set(data, light === undefined ? at : staging);
    if (light !== undefined) {
      if (number === 0 && names.size === 0) light.start(data, height);
      const share = light.light(staging, height);
      if (share < leastLight) return tooDark(frameName, share, top);
      light.flatten(at, staging, height);
    }
    names.set(index, frameName);
    names.delete(index - Math.ceil(ring.rows / height) - 1);
    next = top + height;
    labeller.rows(at, height, width, thresholdOf(profile.threshold, kernels.bytes.subarray(at, at + width * height), sampleStep).level);
    await pending.give(plane(), false);
  };

  const tooDark = async (frameName: string, share: number, top: number): Promise<void> => {
    const message = `the frame has ${percent(share)} of the stream's light, expected at least ${percent(leastLight)}: the lamp was off, or the instrument out of the water`;
    problems.push({ code: "darkRegion", image: frameName, message });
    await part(top + height);
  };

  return {
    frame: takeFrame,
    finish: async () => {
      await part(next);
      const result = rejected.result();
      const message = `no object was found in ${next.toLocaleString("en")} lines: expected objects of ${profile.minEsd} to ${profile.maxEsd} mm (ESD) that the threshold parts from the ground`;
      return {
        rejected: result,
        problems,
        lostLines,
        ...(number === 0 && { refusal: { code: "noObject", image: name, message } as const }),
      };
    },
  };
}
