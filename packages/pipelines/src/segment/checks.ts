import { type Box, edge, esdOfArea, filledArea } from "@nauplius/imaging";
import type { ScanHeader } from "../readers/source.ts";
import type { Found } from "./find.ts";
import type { SegmentProfile } from "./profile.ts";
import { counted, percent, rounded, type SegmentRefusal, sizeText } from "./refusal.ts";

/** Named file: what the header says of it. */
export type Named = { readonly name: string; readonly header: ScanHeader };

/** The smallest side of an image that can be a scan: the strips that look for the tray's border need that much. */
const leastSide = 64;
/** A blank may be scanned with other pixels, not with another tray. */
const mostOff = 0.03;

export function checkPixelSize(pixelSize: number | null | undefined, profile: SegmentProfile): SegmentRefusal | undefined {
  const [low, high] = profile.pixelSizes;
  const range = `${rounded(low)} to ${rounded(high)} µm`;
  if (pixelSize === null || pixelSize === undefined) {
    return { code: "pixelSize", message: `the pixel size is missing: neither the file nor the settings say it; expected ${range}` };
  }
  if (pixelSize >= low && pixelSize <= high) return undefined;
  const dpi = pixelSize > 0 && profile.input === "scan" ? ` (${rounded(25_400 / pixelSize)} dpi)` : "";
  return { code: "pixelSize", message: `the pixel size is ${rounded(pixelSize)} µm${dpi}, expected ${range} for ${profile.name}` };
}

/** What can be said of a scan and its blanks before a pixel is read. */
export function checkScan(scan: Named, blanks: readonly Named[], { background }: SegmentProfile): SegmentRefusal | undefined {
  const { width, height } = scan.header;
  if (Math.min(width, height) < leastSide) {
    return {
      code: "wrongSize",
      image: scan.name,
      message: `the scan has ${sizeText(scan.header)}, expected at least ${leastSide} x ${leastSide}`,
    };
  }
  if (background.method !== "blank") return undefined;
  if (blanks.length < 1 || blanks.length > 2) {
    const got = blanks.length === 0 ? "no blank scan was given" : `${blanks.length} blank scans were given`;
    return { code: "noBlank", image: scan.name, message: `${got}, expected one or two scans of the empty tray made the same day` };
  }
  const [first] = blanks;
  for (const blank of blanks) {
    const off = Math.abs((blank.header.width * height) / (blank.header.height * width) - 1);
    if (off > mostOff) {
      const message = `the blank scan has ${sizeText(blank.header)}, the scan ${sizeText(scan.header)}: expected the same tray (width to height ${rounded(width / height)}, got ${rounded(blank.header.width / blank.header.height)})`;
      return { code: "wrongSize", image: blank.name, message };
    }
    if (blank.header.width !== first.header.width || blank.header.height !== first.header.height) {
      const message = `the blank scan has ${sizeText(blank.header)}, ${first.name} ${sizeText(first.header)}: expected two blank scans of one size`;
      return { code: "wrongSize", image: blank.name, message };
    }
  }
  return undefined;
}

/** An empty tray shows nothing that the scan does not: beyond this share of it, objects of the blank would be found as objects of the scan. */
const mostCovered = 0.003;

/** What can be said of the blanks once they are read. @param covered - share of the tray */
export function checkBlanks(covered: number, blanks: readonly Named[]): SegmentRefusal | undefined {
  if (covered <= mostCovered) return undefined;
  const [image] = blanks.map(({ name }) => name);
  const message = `the blank scan is darker than the scan on ${percent(covered)} of the tray: expected a scan of the empty tray, got one with something on it`;
  return { code: "darkRegion", ...(image !== undefined && { image }), message };
}

type Judged = { readonly name: string; readonly frame: Box; readonly pixelSize: number; readonly profile: SegmentProfile };

/** What can be said of the components that were found. */
export function checkFound(found: Found, { name, frame, pixelSize, profile }: Judged): SegmentRefusal | undefined {
  if (frame.width < leastSide || frame.height < leastSide) {
    const message = `between the dark borders ${sizeText(frame)} are left, expected the clear part of a tray`;
    return { code: "darkRegion", image: name, message };
  }
  if (found.dark > profile.maxDark) {
    const message = `${percent(found.dark)} of the image is darker than the threshold, expected at most ${percent(profile.maxDark)}: the lid was open, a shadow lies on it, or the blank scan belongs to another scan`;
    return { code: "darkRegion", image: name, message };
  }
  return largePart(found, { name, frame, pixelSize, profile }) ?? nothing(found, { name, frame, pixelSize, profile });
}

function largePart({ largest }: Found, { name, frame, pixelSize, profile }: Judged): SegmentRefusal | undefined {
  if (largest === null) return undefined;
  const share = filledArea(largest) / (frame.width * frame.height);
  const [inside, atEdge] = profile.maxPart;
  if (share <= (largest.edges === 0 ? inside : atEdge)) return undefined;
  const size = `${rounded((largest.width * pixelSize) / 1000)} x ${rounded((largest.height * pixelSize) / 1000)} mm`;
  const sides = Object.entries(edge).flatMap(([side, bit]) => ((largest.edges & bit) !== 0 ? [side] : []));
  const where = `at column ${counted(largest.x)}, row ${counted(largest.y)}${sides.length > 0 ? `, up to the ${sides.join(" and ")} edge` : ""}`;
  const message = `one dark region of ${size} ${where} takes ${percent(share)} of the image: an open lid, a shadow or the edge of the tray, expected animals`;
  return { code: "darkRegion", image: name, message };
}

function nothing({ objects, rejected }: Found, { name, pixelSize, profile }: Judged): SegmentRefusal | undefined {
  if (objects.length > 0) return undefined;
  const words = {
    tooSmall: "too small",
    tooLarge: "too large",
    touchesEdge: "cut off by the edge",
    nested: "inside another",
    line: "lines",
    endless: "endless",
  };
  const why = Object.entries(rejected.counts).flatMap(([reason, n]) =>
    n > 0 ? [`${counted(n)} ${words[reason as keyof typeof words]}`] : [],
  );
  const seen = why.length === 0 ? "nothing is darker than the threshold" : `what was found is no object (${why.join(", ")})`;
  const nearest = rejected.largest[0];
  const most = nearest === undefined ? "" : `; the largest has ${rounded(esdOfArea(nearest.area, pixelSize))} mm`;
  const message = `no object was found: ${seen}${most}; expected objects of ${rounded(profile.minEsd)} to ${rounded(profile.maxEsd)} mm (ESD)`;
  return { code: "noObject", image: name, message };
}
