import { err, ok, type Result } from "@nauplius/domain";
import { exifOrientation } from "./exif.ts";
import type { ImageHeader, ImageRefusal } from "./types.ts";

/** The header of a JPEG, and whether the small, fast decoder knows its kind: Huffman-coded, 8 bits, grey or YCbCr. */
export type JpegHeader = ImageHeader & { readonly plain: boolean; readonly progressive: boolean };

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const APP1 = 0xe1;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

const cutShort = (at: number): Result<never, ImageRefusal> =>
  err({ code: "truncated", message: `its JPEG header ends after ${at.toLocaleString("en")} bytes, before the size of the image` });

/** Scans of a progressive JPEG; encoders write ten or so, each costs a pass over all pixels. */
const MAX_SCANS = 100;

function scansOf(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marker = Buffer.from([0xff, START_OF_SCAN]);
  let scans = 0;
  for (let at = file.indexOf(marker); at >= 0; at = file.indexOf(marker, at + 2)) scans += 1;
  return scans;
}

/** The header of a JPEG by its segments; a progressive one with more scans than any encoder writes is refused. */
export function readJpegHeader(bytes: Uint8Array): Result<JpegHeader, ImageRefusal> {
  const header = walkSegments(bytes);
  if (!header.ok || !header.value.progressive) return header;
  const scans = scansOf(bytes);
  return scans <= MAX_SCANS ? header : err({ code: "bomb", message: `its JPEG has ${scans} scans, expected at most ${MAX_SCANS}` });
}

/** Walks the segments up to the frame header. */
function walkSegments(bytes: Uint8Array): Result<JpegHeader, ImageRefusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  let orientation = 1;
  while (at + 4 <= bytes.length) {
    if (view.getUint8(at) !== 0xff) return err({ code: "corrupt", message: `its JPEG header holds no marker at byte ${at}` });
    const marker = view.getUint8(at + 1);
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === END_OF_IMAGE || marker === START_OF_SCAN) return err({ code: "corrupt", message: "its JPEG header says no size" });
    const length = view.getUint16(at + 2);
    if (length < 2) return err({ code: "corrupt", message: `its JPEG segment at byte ${at} says a length of ${length}` });
    if (at + 2 + length > bytes.length) return cutShort(bytes.length);
    if (isFrame(marker)) return frameAt(view, at, marker, orientation);
    if (marker === APP1) orientation = exifOrientation(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    at += 2 + length;
  }
  return cutShort(bytes.length);
}

function frameAt(view: DataView, at: number, marker: number, orientation: number): Result<JpegHeader, ImageRefusal> {
  if (view.getUint16(at + 2) < 8) return err({ code: "corrupt", message: "its JPEG frame header is too short" });
  const bitDepth = view.getUint8(at + 4);
  const channels = view.getUint8(at + 9);
  return ok({
    format: "jpeg",
    height: view.getUint16(at + 5),
    width: view.getUint16(at + 7),
    channels,
    bitDepth,
    sample: "uint",
    alpha: false,
    pages: 1,
    orientation,
    space: channels === 4 ? "cmyk" : channels === 1 ? "grey" : "colour",
    progressive: marker === 0xc2,
    plain: marker <= 0xc2 && bitDepth === 8 && (channels === 1 || channels === 3),
  });
}
