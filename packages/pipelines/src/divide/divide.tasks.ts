import { err, ok, type Result } from "@nauplius/domain";
import {
  cutRegion,
  cutVignette,
  decodeMask,
  encodeMask,
  filledAreaOf,
  type Grey,
  joinRegions,
  type Picture,
  type PictureThreshold,
  type Point,
  pictureOf,
  type Region,
  regionOf,
  runsOfRegion,
  type StoredObject,
  storedObject,
  type VignetteLook,
} from "@nauplius/imaging";
import { enginesFor, featureNamesOf } from "../segment/engines.ts";
import { greyPng } from "../segment/grey-png.ts";
import type { EngineChoice } from "../segment/object.ts";
import { decodeGrey } from "../vignette/decode.ts";

/** A stored object that is to be divided. */
export type DividedObject = {
  readonly name: string;
  /** Its vignette as it is stored, without footer. */
  readonly bytes: Uint8Array;
  readonly mask: Uint8Array | null;
  readonly threshold: PictureThreshold | null;
  /** Column and row of its box in the scan; null: not known. */
  readonly place: { readonly x: number; readonly y: number } | null;
};

export type DivideTask = { readonly engines: EngineChoice } & (
  | {
      readonly kind: "separate";
      readonly object: DividedObject;
      readonly lines: readonly (readonly Point[])[];
      /** Whose pixels the lines count in; the scan's need the object's place. */
      readonly drawnOn: "vignette" | "scan";
    }
  | { readonly kind: "join"; readonly objects: readonly DividedObject[] }
);

/** A child: its picture, its mask in the picture's pixels, and what was measured. */
export type DividedPart = {
  readonly vignette: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
  readonly mask: Uint8Array;
  /** Filled area, px. */
  readonly area: number;
  readonly background: "light" | "dark";
  /** By name; what has no value is left out, and so is a place in the scan that is not known. */
  readonly features: Readonly<Record<string, number>>;
};

/** 20 % of the box on each side, cleared: what is beside is another individual. */
const look = { margin: 0.2, leastMargin: 4, around: "cleared" } as const;
/** Parts of one animal lie close together: what is further apart is no mistake of a knife. */
const mostJoinedPixels = 1 << 26;
const places = new Set(["bx", "by", "xstart", "ystart"]);

type Opened = StoredObject & { readonly grey: Grey };

async function open({ name, bytes, mask, threshold }: DividedObject): Promise<Result<Opened, string>> {
  const grey = await decodeGrey(bytes);
  if (!grey.ok) return err(`the vignette of ${name} cannot be read: ${grey.error.message}`);
  const found = storedObject(grey.value, mask === null ? null : decodeMask(mask), threshold);
  return found === undefined ? err(`no object is to be seen in the vignette of ${name}`) : ok({ ...found, grey: grey.value });
}

/** Children of one object cut by lines, or the one child of several parts: cut out, measured and encoded. A refusal is a sentence. */
export async function divide(task: DivideTask): Promise<Result<DividedPart[], string>> {
  return task.kind === "separate" ? separate(task) : join(task);
}

async function separate({ object, lines, drawnOn, engines }: DivideTask & { kind: "separate" }): Promise<Result<DividedPart[], string>> {
  const opened = await open(object);
  if (!opened.ok) return opened;
  const { grey, region } = opened.value;
  const origin = drawnOn === "scan" ? object.place : region;
  if (origin === null) return err(`where ${object.name} lies in its scan is not known, so that lines drawn there cannot cut it`);
  // The knife cuts in the region's own pixels.
  const inRegion = lines.map((line) => line.map(({ x, y }) => ({ x: x - origin.x, y: y - origin.y })));
  const cut = cutRegion(region, inRegion);
  if (!cut.ok) return err(cut.error.message);
  const shift = object.place === null ? null : { x: object.place.x - region.x, y: object.place.y - region.y };
  return ok(cut.value.map((part) => partOf(part, { ...opened.value, picture: pictureOf(grey.data, grey.width), shift, engines })));
}

async function join({ objects, engines }: DivideTask & { kind: "join" }): Promise<Result<DividedPart[], string>> {
  const parts: Region[] = [];
  let look: Pick<Opened, "sense" | "ground"> | null = null;
  for (const object of objects) {
    const { place } = object;
    if (place === null) return err(`where ${object.name} lies in its scan is not known, so that it cannot be put beside others`);
    const opened = await open(object);
    if (!opened.ok) return opened;
    look ??= opened.value;
    parts.push({ ...opened.value.region, ...place });
  }
  if (look === null) return err("no part was given");
  const width = Math.max(...parts.map((part) => part.x + part.width)) - Math.min(...parts.map((part) => part.x));
  const height = Math.max(...parts.map((part) => part.y + part.height)) - Math.min(...parts.map((part) => part.y));
  if (width * height > mostJoinedPixels)
    return err(`the parts lie ${width} x ${height} pixels apart, expected pieces of one animal close together`);
  const whole = joinRegions(parts, look.ground);
  const picture = pictureOf(whole.grey, whole.width);
  const shift = { x: whole.x, y: whole.y };
  return ok([partOf({ ...whole, x: 0, y: 0 }, { ...look, picture, shift, engines })]);
}

type Cutting = Pick<StoredObject, "sense" | "ground"> & {
  readonly picture: Picture;
  /** From the picture's pixels to the scan's. */
  readonly shift: { readonly x: number; readonly y: number } | null;
  readonly engines: EngineChoice;
};

function partOf(region: Region, { picture, sense, ground, shift, engines }: Cutting): DividedPart {
  const { box, runs } = runsOfRegion(region);
  const cut = cutVignette(box, runs, picture, { ...look, ground } satisfies VignetteLook);
  const measured = regionOf(box, runs, picture, sense);
  const placed = shift === null ? measured : { ...measured, x: box.x + shift.x, y: box.y + shift.y };
  return {
    vignette: { bytes: greyPng(cut.grey, cut.width, cut.height), width: cut.width, height: cut.height },
    mask: encodeMask(cut.mask),
    area: filledAreaOf(region),
    background: sense === "dark" ? "light" : "dark",
    features: featuresOf(placed, engines, shift !== null),
  };
}

function featuresOf(region: Region, engines: EngineChoice, isPlaced: boolean): Record<string, number> {
  const measured = enginesFor(engines).measure(region);
  const names = featureNamesOf(engines);
  const features: Record<string, number> = {};
  // Where both engines have a name, the process' own dialect is meant.
  for (const engine of ["sane", "compat"] as const)
    names[engine].forEach((name, at) => {
      const value = measured[engine]?.[at];
      if (value !== undefined && !Number.isNaN(value) && (isPlaced || !places.has(name))) features[name] = value;
    });
  return features;
}
