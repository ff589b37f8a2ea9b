import { readFile } from "node:fs/promises";
import { err, ok, type Result } from "@nauplius/domain";
import { type Arena, createArena, fieldGains, type Grey, type Kernels, medianFrame } from "@nauplius/imaging";
import { decodeGrey } from "../../vignette/decode.ts";
import { checkFound } from "../checks.ts";
import { findObjects } from "../find.ts";
import { openKernels } from "../kernels.ts";
import { cutObjects } from "../object.tasks.ts";
import type { BackgroundMethod } from "../profile.ts";
import { type SegmentRefusal, sizeText } from "../refusal.ts";
import { rulesOf } from "../rules.ts";
import { thresholdOf } from "../threshold.ts";
import type { Field, ImageResult, ImageTask } from "./image.ts";
import { steppedPlane } from "./morphology.ts";

export async function greyOf(path: string, name: string): Promise<Result<Grey, SegmentRefusal>> {
  const grey = await decodeGrey(await readFile(path));
  return grey.ok ? grey : err({ ...grey.error, image: name });
}

/** The median of the images that have the commonest size: null where fewer than three can be read. What cannot be read, or has another size, is
 *  told when its turn comes. */
export async function medianField(files: readonly { path: string; name: string }[]): Promise<Field | null> {
  const bySize = new Map<string, Grey[]>();
  for (const { path, name } of files) {
    const grey = await greyOf(path, name);
    if (!grey.ok) continue;
    const size = sizeText(grey.value);
    bySize.set(size, [...(bySize.get(size) ?? []), grey.value]);
  }
  const [frames = []] = [...bySize.values()].sort((a, b) => b.length - a.length);
  const [first] = frames;
  if (first === undefined || frames.length < 3) return null;
  return { width: first.width, height: first.height, grey: medianFrame(frames.map(({ data }) => data)) };
}

type Lit = Pick<ImageTask, "name" | "field"> & { readonly background: BackgroundMethod };
type EvenFrame = { readonly kernels: Kernels; readonly arena: Arena; readonly at: number };

/** An image divided by the empty field, where there is one, in memory of the kernels with room to find objects. */
export function evenFrame({ width, height, data }: Grey, { name, field, background }: Lit): Result<EvenFrame, SegmentRefusal> {
  if (field !== null && (field.width !== width || field.height !== height)) {
    const message = `the image has ${sizeText({ width, height })}, expected ${sizeText(field)} as the others, which show the empty field`;
    return err({ code: "wrongSize", image: name, message });
  }
  const pixels = width * height;
  const room = 4 * pixels + 400 * width + 100_000;
  const [kernels, arena] = [openKernels(room, false), createArena(room)];
  const at = arena.take(pixels);
  kernels.bytes.set(data, at);
  if (field !== null && background.method === "field") {
    const gains = arena.take(2 * pixels);
    new Uint16Array(kernels.bytes.buffer, gains, pixels).set(fieldGains(field.grey, background.brightest));
    kernels.flatten(at, at, gains, pixels);
  }
  return ok({ kernels, arena, at });
}

/** Decodes one image and finds, cuts and measures what is in it. */
export async function segmentImage({ path, name, field, profile, engines }: ImageTask): Promise<Result<ImageResult, SegmentRefusal>> {
  const decoded = await greyOf(path, name);
  if (!decoded.ok) return decoded;
  const { width, height } = decoded.value;
  const pixels = width * height;
  const even = evenFrame(decoded.value, { name, field, background: profile.background });
  if (!even.ok) return even;
  const { kernels, arena, at } = even.value;
  const own = thresholdOf(profile.threshold, kernels.bytes.subarray(at, at + pixels));
  const rules = rulesOf(profile, engines.pixelSize);
  const frame = { x: 0, y: 0, width, height };
  const { morphology = [] } = profile;
  const stepped = morphology.length > 0 ? arena.take(pixels) : at;
  if (stepped !== at) kernels.bytes.set(steppedPlane(kernels.bytes.subarray(at, at + pixels), frame, own, morphology), stepped);
  const threshold = stepped === at ? own : ({ level: 127, sense: "bright" } as const);
  const found = await findObjects({ kernels, arena, at: stepped, frame }, { image: name, width, threshold, rules });
  const bad = checkFound(found, { name, frame, pixelSize: engines.pixelSize, profile });
  if (bad !== undefined && bad.code !== "noObject") return err(bad);
  const plane = { memory: kernels.bytes.buffer, at, width, rows: height, top: 0, bottom: height };
  const objects = cutObjects({ plane, objects: found.objects, look: profile.vignette, sense: own.sense, engines });
  return ok({ width, height, level: own.level, objects, rejected: found.rejected });
}
