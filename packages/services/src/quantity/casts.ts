import { castsOf, type Db } from "@nauplius/db";
import type { ProjectId } from "@nauplius/domain";
import type { ProfileRow } from "@nauplius/formats";
import { castProfile } from "../sample/particles.ts";
import type { Formulas } from "./protocol.ts";

/** Images of a cast by metre of depth, as far as its descent went: what its water is counted by. */
export type Cast = ReadonlyMap<number, number>;
export type Casts = ReadonlyMap<number, Cast>;

const none: Casts = new Map();
/** Where each object of a metre lies: in its middle. */
export const middleOf = (metre: number): number => metre + 0.5;

export function imagesOf(rows: readonly ProfileRow[]): Cast {
  return new Map(rows.map(({ depth, images }) => [depth, images]));
}

/** The casts whose water is known image by image; none where no formula says what an image holds. */
export async function castsFor(db: Db, project: ProjectId, formulas: Formulas, samples: readonly number[] = []): Promise<Casts> {
  if (formulas.imageVolume === undefined) return none;
  const casts = new Map<number, Cast>();
  for (const id of await castsOf(db, project, samples)) casts.set(id, imagesOf((await castProfile(db, id, { descentFilter: true })).rows));
  return casts;
}

/** Images between two depths, or in the whole cast. */
export function imagesWithin(cast: Cast, range: readonly [number, number] | null): number {
  let images = 0;
  for (const [metre, own] of cast) if (range === null || (middleOf(metre) >= range[0] && middleOf(metre) < range[1])) images += own;
  return images;
}
