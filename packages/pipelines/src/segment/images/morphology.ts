import type { MorphologyStep } from "@nauplius/domain";
import { stepped, type Threshold } from "@nauplius/imaging";

/** Threshold and steps of one image: 255 where the object is, 0 elsewhere. */
export function steppedPlane(
  greys: Uint8Array,
  size: { readonly width: number; readonly height: number },
  { level, sense }: Threshold,
  steps: readonly MorphologyStep[],
): Uint8Array {
  const on = greys.map((v) => (v <= level === (sense === "dark") ? 1 : 0));
  return stepped({ ...size, on }, steps).on.map((v) => (v === 0 ? 0 : 255));
}
