/** Sampled volume of a net, m3: mouth (m2) x distance towed (m) x share of the water that went through. */
export const netVolume = ({ mouth, distance, efficiency = 1 }: { mouth: number; distance: number; efficiency?: number }): number =>
  mouth * distance * efficiency;

/** Sampled volume of a UVP, m3: images kept in the depth bin x litres an image. Never the cast's volume for a bin. */
export const uvpVolume = ({ images, litresPerImage }: { images: number; litresPerImage: number }): number =>
  (images * litresPerImage) / 1000;

/** Sampled volume of a line scanner (ISIIS), m3: lines x pitch of a line (mm along the tow) x window height (mm) x depth of field (mm). */
export const lineScanVolume = (scan: { lines: number; pitch: number; window: number; depthOfField: number }): number =>
  (scan.lines * scan.pitch * scan.window * scan.depthOfField) / 1e9;

/** Images of a descent: 1 where no image before was deeper. On the way up, and while the instrument bobs, the same water is seen again. */
export function descentFilter(depths: ArrayLike<number>): Uint8Array {
  let deepest = Number.NEGATIVE_INFINITY;
  return Uint8Array.from(depths as ArrayLike<number>, (depth) => {
    if (!(depth >= deepest)) return 0;
    deepest = depth;
    return 1;
  });
}

/** Depth bins, m: [0, step), [step, 2 step), ... */
export const depthBin = (depth: number, step: number): number => Math.floor(depth / step);

/** Images in each depth bin. A missing bin was not sampled: it has no figure, not a zero. */
export function imagesByBin(depths: ArrayLike<number>, kept: ArrayLike<number>, step: number): Map<number, number> {
  const images = new Map<number, number>();
  for (let i = 0; i < depths.length; i++) {
    if (kept[i] === 0 || Number.isNaN(depths[i])) continue;
    const bin = depthBin(depths[i] ?? Number.NaN, step);
    images.set(bin, (images.get(bin) ?? 0) + 1);
  }
  return images;
}
