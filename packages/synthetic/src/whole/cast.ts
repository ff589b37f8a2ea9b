import type { Rng } from "@nauplius/domain";
import type { Instrument } from "../render/instruments.ts";
import { drawFrom, type Mix } from "../taxa/mix.ts";
import { joined, type Stamp, stampOf } from "./stamp.ts";

export type Wanted = { readonly taxon: string; readonly lengthMm?: number };

export type Cast = {
  /** How many, or exactly which. */
  readonly objects: number | readonly Wanted[];
  readonly mix: Mix;
  /** So many of the objects are pairs of touching individuals. */
  readonly touching: number;
  /** Only so many different drawings, used again and again: long streams draw faster. */
  readonly variety: number;
  /** Drawings that do not fit into this are drawn anew. */
  readonly largest: { readonly width: number; readonly height: number };
};

const fitting = (instrument: Instrument, cast: Cast, wanted: () => Wanted, rng: Rng): Stamp => {
  for (let tries = 0; tries < 40; tries++) {
    const stamp = stampOf(instrument, wanted(), rng.fork(tries));
    if (stamp.width <= cast.largest.width && stamp.height <= cast.largest.height) return stamp;
  }
  throw new RangeError(`no drawing fits into ${cast.largest.width} x ${cast.largest.height} px`);
};

/** All the stamps of a whole image, each from its own fork: one more changes none of the others. */
export const drawCast = (instrument: Instrument, cast: Cast, rng: Rng): Stamp[] => {
  const count = typeof cast.objects === "number" ? cast.objects : cast.objects.length;
  const drawn: Stamp[] = [];
  for (let i = 0; i < count; i++) {
    if (i >= cast.variety) {
      drawn.push(drawn[i % cast.variety]);
      continue;
    }
    const each = rng.fork(i);
    const named = typeof cast.objects === "number" ? undefined : cast.objects[i];
    const pick = (label: string): Stamp => {
      const source = each.fork(label);
      return fitting(instrument, cast, () => named ?? { taxon: drawFrom(cast.mix, source) }, source);
    };
    const first = pick("first");
    drawn.push(i < cast.touching ? joined(first, pick("second"), instrument) : first);
  }
  return drawn;
};
