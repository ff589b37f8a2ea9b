import { basename } from "node:path";
import { err, ok, type PreviewFacts, type Result } from "@nauplius/domain";
import type { Box, Grey } from "@nauplius/imaging";
import { ReaderFault, type ScanSource } from "../readers/source.ts";
import { openTiff } from "../readers/tiff/open.ts";
import { checkBlanks, checkPixelSize, checkScan } from "../segment/checks.ts";
import { greyPng } from "../segment/grey-png.ts";
import { evenFrame, greyOf } from "../segment/images/frame.ts";
import { openImagePool } from "../segment/images/image-pool.ts";
import { fieldOf } from "../segment/images/segment-images.ts";
import type { SegmentProfile } from "../segment/profile.ts";
import type { SegmentRefusal } from "../segment/refusal.ts";
import { evenScan } from "../segment/scan/even.ts";
import { thresholdOf } from "../segment/threshold.ts";
import { openStream, pixelSizeOf, type UnitWork } from "./segment-unit.ts";

/** Longest side of the picture: what a browser labels anew while a threshold moves. */
const mostSide = 2048;

export type Preview = { readonly picture: Uint8Array; readonly facts: PreviewFacts };
type Even = { readonly grey: Grey; readonly frame: Box; readonly image: string; readonly pixelSize: number };
type Work = Pick<UnitWork, "unit" | "files" | "profile" | "pixelSize" | "signal">;

/** A grey PNG of the middle of a unit (of a folder or recording: of its middle image, or first frame) on even ground in full resolution, and what
 *  a browser needs to find the same objects in it. */
export async function previewOfUnit(work: Work): Promise<Result<Preview, SegmentRefusal>> {
  try {
    const even = await evenOf(work);
    return even.ok ? ok(pictureOf(even.value, work.profile)) : even;
  } catch (error) {
    if (error instanceof ReaderFault) return err({ ...error.refusal, image: work.unit.name });
    throw error;
  }
}

function pictureOf({ grey, frame, image, pixelSize }: Even, profile: SegmentProfile): Preview {
  const [width, height] = [Math.min(mostSide, frame.width), Math.min(mostSide, frame.height)];
  const [x, y] = [frame.x + ((frame.width - width) >> 1), frame.y + ((frame.height - height) >> 1)];
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * grey.width + x;
    data.set(grey.data.subarray(from, from + width), row * width);
  }
  // Of the whole image, as the run takes it: a part of it has other greys.
  const { level, sense } = thresholdOf(profile.threshold, grey.data);
  const { minEsd, maxEsd, edges, maxAspect, morphology = [] } = profile;
  return {
    picture: greyPng(data, width, height),
    facts: {
      image,
      width,
      height,
      x,
      y,
      wholeWidth: grey.width,
      wholeHeight: grey.height,
      pixelSize,
      threshold: level,
      sense,
      minEsd,
      maxEsd,
      edges,
      maxAspect,
      steps: morphology,
      isOneEach: profile.input === "vignettes",
    },
  };
}

async function evenOf(work: Work): Promise<Result<Even, SegmentRefusal>> {
  if (work.profile.input === "scan") return evenOfScan(work);
  const { profile } = work;
  const pixelSize = pixelSizeOf(work).pixelSize ?? profile.pixelSize;
  const refused = checkPixelSize(pixelSize, profile);
  if (refused !== undefined || pixelSize === null) return err(refused ?? { code: "pixelSize", message: "" });
  const found = profile.input === "stream" ? await firstFrame(work) : await middleImage(work);
  if (!found.ok) return found;
  const { grey, image } = found.value;
  return ok({ grey, image, pixelSize, frame: { x: 0, y: 0, width: grey.width, height: grey.height } });
}

async function evenOfScan({ unit, files, profile, pixelSize: given, signal }: Work): Promise<Result<Even, SegmentRefusal>> {
  const opened: { readonly name: string; readonly source: ScanSource }[] = [];
  try {
    for (const name of [unit.file ?? "", ...unit.blanks]) {
      const source = await openTiff(await files.file(name));
      if (!source.ok) return err({ ...source.error, image: basename(name) });
      opened.push({ name: basename(name), source: source.value });
    }
    const named = opened.map(({ name, source }) => ({ name, header: source.header }));
    const [scan, ...blanks] = named;
    const pixelSize = given ?? scan.header.pixelSize ?? profile.pixelSize;
    const refused = checkPixelSize(pixelSize, profile) ?? checkScan(scan, blanks, profile);
    if (refused !== undefined || pixelSize === null) return err(refused ?? { code: "pixelSize", message: "" });
    const even = await evenScan(opened[0].source, {
      blanks: opened.slice(1).map(({ source }) => source),
      pixelSize,
      ...(signal !== undefined && { signal }),
    });
    const covered = checkBlanks(even.covered, blanks);
    if (covered !== undefined) return err(covered);
    const { width, height } = scan.header;
    const data = even.kernels.bytes.subarray(even.at, even.at + width * height);
    return ok({ grey: { data, width, height, channels: 1 }, frame: even.frame, image: scan.name, pixelSize });
  } finally {
    for (const { source } of opened) await source.close();
  }
}

type Found = { readonly grey: Grey; readonly image: string };

/** The middle image of a folder, divided by the empty field as the run will be. */
async function middleImage({ files, unit, profile, signal }: Work): Promise<Result<Found, SegmentRefusal>> {
  const paths = (await files.images(unit.folder ?? "")).paths.map((path) => ({ path, name: basename(path) }));
  const middle = paths[paths.length >> 1];
  if (middle === undefined) return err({ code: "empty", message: "no image was given, expected at least one" });
  const { path, name } = middle;
  const pool = openImagePool(1);
  try {
    const [field, grey] = [await fieldOf(paths, { profile, ...(signal !== undefined && { signal }) }, pool), await greyOf(path, name)];
    if (!field.ok) return field;
    if (!grey.ok) return grey;
    const even = evenFrame(grey.value, { name, field: field.value, background: profile.background });
    if (!even.ok) return even;
    const { kernels, at } = even.value;
    const { width, height } = grey.value;
    return ok({ grey: { width, height, channels: 1, data: kernels.bytes.slice(at, at + width * height) }, image: name });
  } finally {
    await pool.close();
  }
}

/** A frame divided by the means of its own columns: the light of the stream before it is not known here. */
async function firstFrame(work: Work): Promise<Result<Found, SegmentRefusal>> {
  const { background } = work.profile;
  const source = await openStream(work);
  if (!source.ok) return err({ ...source.error, image: work.unit.name });
  try {
    const { width, height } = source.value.header;
    const { value: frame } = await source.value.frames(work.signal).next();
    if (frame === undefined) return err({ code: "empty", image: work.unit.name, message: "the recording holds no frame" });
    const data = Uint8Array.from(frame.data);
    if (background.method === "columns") flatten(data, width, height, background.ground);
    return ok({ grey: { data, width, height, channels: 1 }, image: frame.name });
  } finally {
    await source.value.close();
  }
}

function flatten(data: Uint8Array, width: number, height: number, ground: number): void {
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let at = x; at < data.length; at += width) sum += data[at];
    const gain = sum > 0 ? (ground * height) / sum : 1;
    for (let at = x; at < data.length; at += width) data[at] = Math.min(255, data[at] * gain + 0.5);
  }
}
