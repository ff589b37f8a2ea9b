import type { Feature } from "./feature.ts";

/** What a feature's number is multiplied with to be in micrometres, and the unit it is in then. Positions in the frame, greys and ratios
 *  stay as they are: null. @param pixelSize - edge of a pixel, um */
export function physicalUnit({ unit, basis }: Feature, pixelSize: number): { readonly factor: number; readonly unit: "µm" | "µm²" } | null {
  if (basis === "position" || basis === "dead") return null;
  if (unit === "px") return { factor: pixelSize, unit: "µm" };
  if (unit === "px²") return { factor: pixelSize * pixelSize, unit: "µm²" };
  return null;
}

/** Numbers in micrometres beside those in pixels: `<name>_um` and `<name>_um2` for each length and area.
 *  @throws RangeError where the pixel size is not above 0 */
export function inMicrometres(
  features: readonly Feature[],
  values: ArrayLike<number>,
  pixelSize: number,
): { readonly name: string; readonly value: number }[] {
  if (!(pixelSize > 0)) throw new RangeError(`pixel size: expected um above 0, got ${pixelSize}`);
  return features.flatMap((feature, at) => {
    const physical = physicalUnit(feature, pixelSize);
    if (physical === null) return [];
    return [{ name: `${feature.name}_${physical.unit === "µm" ? "um" : "um2"}`, value: (values[at] ?? Number.NaN) * physical.factor }];
  });
}
