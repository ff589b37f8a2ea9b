import { err, ok, type Result } from "@nauplius/domain";
import {
  detectFooter,
  encodeMask,
  esdOfArea,
  fillHoles,
  GROUND,
  type Grey,
  type Mask,
  OBJECT,
  objectInPicture,
  type Region,
} from "@nauplius/imaging";
import { enginesFor } from "../engines.ts";
import { greyPng } from "../grey-png.ts";
import type { SegmentedObject } from "../object.ts";
import { rounded, type SegmentRefusal } from "../refusal.ts";
import { createRejectedList } from "../rejected.ts";
import { rulesOf } from "../rules.ts";
import { borderThreshold, thresholdOf } from "../threshold.ts";
import { greyOf } from "./frame.ts";
import type { FeatureTask, ImageResult, ImageTask, MeasuredVignette } from "./image.ts";

/** Rows of a footer with a scale bar are no picture. */
function withoutFooter(grey: Grey): Grey {
  const footer = detectFooter(grey);
  if (footer === null) return grey;
  const height = grey.height - footer.rows;
  return { ...grey, height, data: grey.data.subarray(0, grey.width * height) };
}

type Found = { readonly grey: Grey; readonly region: Region; readonly level: number };

/** Decodes one vignette that an instrument cut, and finds the largest object in it. */
async function objectOf({ path, name, profile }: Pick<ImageTask, "path" | "name" | "profile">): Promise<Result<Found, SegmentRefusal>> {
  const decoded = await greyOf(path, name);
  if (!decoded.ok) return decoded;
  const grey = withoutFooter(decoded.value);
  const { threshold: method } = profile;
  const threshold = method.method === "border" ? borderThreshold(grey, method.contrast) : thresholdOf(method, grey.data);
  const region = objectInPicture(grey, { sense: threshold.sense, threshold: threshold.level });
  if (region === undefined) {
    const side = threshold.sense === "bright" ? "brighter" : "darker";
    return err({ code: "noObject", image: name, message: `no object was found: no pixel is ${side} than ${rounded(threshold.level)}` });
  }
  return ok({ grey, region, level: threshold.level });
}

/** The features alone of a batch of vignettes, in their order: no picture and no mask go through the process's pipe. */
export async function measureFeatures({ files, profile, engines }: FeatureTask): Promise<Result<MeasuredVignette, SegmentRefusal>[]> {
  const { measure } = enginesFor(engines);
  const measured: Result<MeasuredVignette, SegmentRefusal>[] = [];
  for (const { path, name } of files) {
    const found = await objectOf({ path, name, profile });
    measured.push(found.ok ? ok({ name, features: measure(found.value.region) }) : found);
  }
  return measured;
}

/** The object of one vignette, with its mask in the vignette's pixels. */
export async function measureVignette(task: ImageTask): Promise<Result<ImageResult, SegmentRefusal>> {
  const found = await objectOf(task);
  if (!found.ok) return found;
  const { name, profile, engines } = task;
  const { grey, region, level } = found.value;
  const { width, height, data } = grey;
  const sizes = sizesOf(region);
  const box = { x: region.x, y: region.y, width: region.width, height: region.height };
  const object: SegmentedObject = {
    ...{ number: 1, image: name, box, startX: region.x + region.mask.indexOf(OBJECT), ...sizes },
    esd: esdOfArea(sizes.area, engines.pixelSize),
    vignette: { bytes: greyPng(data, width, height), width, height, box },
    mask: encodeMask(placed(region, width, height)),
    features: enginesFor(engines).measure(region),
  };
  const list = createRejectedList(rulesOf(profile, engines.pixelSize).minArea);
  return ok({ width, height, level, objects: [object], rejected: list.result() });
}

function sizesOf({ mask, width, height }: Region): { area: number; holes: number } {
  let [area, own] = [0, 0];
  for (const label of fillHoles(mask, width, height)) {
    if (label !== GROUND) area++;
    if (label === OBJECT) own++;
  }
  return { area, holes: area - own };
}

/** The region's mask in the pixels of the whole picture. */
function placed(region: Region, width: number, height: number): Mask {
  const on = new Uint8Array(width * height);
  for (let y = 0; y < region.height; y++) {
    on.set(region.mask.subarray(y * region.width, (y + 1) * region.width), (region.y + y) * width + region.x);
  }
  return { width, height, on };
}
