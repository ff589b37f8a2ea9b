import { type FrozenSpace, type PlacedSamples, type PlaceOptions, placeIndividuals } from "./place.ts";
import type { Individuals } from "./read-features.ts";

type PlaceInput = { readonly individuals: Individuals; readonly frozen: FrozenSpace; readonly options: PlaceOptions };

/** What the table lacks is said, not thrown, since an error's class does not leave its thread. */
export function place({ individuals, frozen, options }: PlaceInput): PlacedSamples | { readonly problem: string } {
  try {
    return placeIndividuals(individuals, frozen, options);
  } catch (error) {
    if (error instanceof RangeError) return { problem: error.message };
    throw error;
  }
}
