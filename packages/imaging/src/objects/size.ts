/** Diameter of the disc with an object's area, mm. @param area - px, filled   @param pixelSize - edge of a pixel, um */
export const esdOfArea = (area: number, pixelSize: number): number => (2 * Math.sqrt(area / Math.PI) * pixelSize) / 1000;

/** Area in pixels of the disc with a diameter: round(pi / 4 (esd / px)^2), ZooProcess' limits. 0.3 mm at 2400 dpi are 631 px.
 *  @param esd - mm   @param pixelSize - um   @throws RangeError where the pixel size is not a positive number */
export function areaOfEsd(esd: number, pixelSize: number): number {
  if (!(pixelSize > 0)) throw new RangeError(`pixel size: expected um above 0, got ${pixelSize}`);
  return Math.round((Math.PI / 4) * ((esd * 1000) / pixelSize) ** 2);
}

/** um of a pixel scanned at so many dots an inch: 2400 dpi are 10.583 um. */
export const pixelSizeOfDpi = (dpi: number): number => 25_400 / dpi;
