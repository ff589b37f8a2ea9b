/** Round lengths: 1, 2 or 5 times a power of ten. */
export function roundLength(atMost: number): number {
  if (!(atMost > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(atMost));
  const step = [5, 2, 1].find((s) => s * power <= atMost * (1 + 1e-9)) ?? 1;
  return step * power;
}

/** A length in micrometres as people write it. */
export function lengthLabel(um: number): string {
  if (um >= 10_000) return `${trim(um / 10_000)} cm`;
  if (um >= 1_000) return `${trim(um / 1_000)} mm`;
  return `${trim(um)} µm`;
}
const trim = (n: number): string => String(Number(n.toPrecision(3)));

export type Bar = { readonly px: number; readonly label: string };

/** The longest round bar that fits into `maxPx` at a scale of `umPerPx` micrometres a screen pixel. */
export function barFor(umPerPx: number, maxPx: number): Bar | null {
  const um = roundLength(umPerPx * maxPx);
  return um === 0 ? null : { px: um / umPerPx, label: lengthLabel(um) };
}

/** Smallest side on screen at which a form can still be told; smaller vignettes are enlarged and say so. */
export const minPx = 24;
/** A fitted vignette is enlarged this much at most: beyond, one sees pixels, not plankton. */
const maxEnlarged = 4;

export type Sized = {
  readonly width: number;
  readonly height: number;
  /** How many times the common scale it is drawn; 1 for most. Null: not at the common scale at all. */
  readonly factor: number | null;
  /** Micrometres a screen pixel of this tile; null without pixel size. */
  readonly umPerPx: number | null;
};

type Image = { readonly width: number; readonly height: number; readonly pixelSize: number | null };

/** The size of a vignette in a tile of `box` px: at the common scale where it fits, else as near as it gets. Without a pixel size, fitted. */
export function sizeIn(image: Image, box: number, umPerPx: number | null): Sized {
  const longest = Math.max(image.width, image.height, 1);
  const fit = Math.min(box / longest, maxEnlarged);
  const drawn = (zoom: number, factor: number | null): Sized => ({
    width: Math.max(1, Math.round(image.width * zoom)),
    height: Math.max(1, Math.round(image.height * zoom)),
    factor,
    umPerPx: image.pixelSize === null ? null : image.pixelSize / zoom,
  });
  if (umPerPx === null || image.pixelSize === null) return drawn(fit, null);
  const common = image.pixelSize / umPerPx;
  const smallest = Math.min(minPx, box) / longest;
  const zoom = Math.min(Math.max(common, smallest), box / longest);
  return drawn(zoom, zoom / common);
}

/** Share of the vignettes that the common scale fits into their tiles: more would make most of them small for the sake of a few. */
const fitShare = 0.8;

/** A common scale at which most of the vignettes fit into the tile, rounded up to one of ten steps a decade. */
export function commonScale(images: readonly Image[], box: number): number | null {
  const lengths = images.flatMap((i) => (i.pixelSize === null ? [] : [Math.max(i.width, i.height) * i.pixelSize])).sort((a, b) => a - b);
  const long = lengths[Math.floor((lengths.length - 1) * fitShare)];
  if (long === undefined) return null;
  const step = Math.ceil(Math.log10(long / box) * 10 - 1e-9) / 10;
  return Number((10 ** step).toPrecision(3));
}

/** Equivalent spherical diameter in millimetres, from the area in px² and the pixel's edge in µm. */
export const esdMm = (area: number | null, pixelSize: number | null): number | null =>
  area === null || pixelSize === null ? null : (2 * Math.sqrt(area / Math.PI) * pixelSize) / 1000;
