import type { VolumeKind } from "@nauplius/domain";
import { weightsOf } from "@nauplius/ecology/quantities";
import type { Counted } from "./count.ts";
import { partsByGroup } from "./figures.ts";
import type { Place } from "./parts.ts";

export type Completeness = {
  readonly place: Place;
  /** Shares validated, 0 to 1: of the objects, and of what they stand for in biovolume (null where that is not known). */
  readonly byCount: number | null;
  readonly byBiovolume: number | null;
};

/** How far each place is: few large animals may be most of its biovolume. All objects count, whatever their taxon. */
export function completenessOf(counted: Counted, kind: VolumeKind | undefined): Completeness[] {
  const rows: Completeness[] = [];
  for (const [group, parts] of partsByGroup(counted)) {
    const place = counted.places.get(group);
    if (place === undefined) continue;
    const weights = weightsOf(parts);
    const ids = new Set(parts.map(({ id }) => id));
    const sums = { objects: 0, validated: 0, mass: 0, validatedMass: 0 };
    for (const cell of counted.cells) {
      if (!ids.has(cell.part)) continue;
      const mass = kind === undefined ? 0 : cell.volumes[kind].sum * (weights.get(cell.part) ?? 0);
      sums.objects += cell.n;
      sums.mass += mass;
      if (cell.state !== "validated") continue;
      sums.validated += cell.n;
      sums.validatedMass += mass;
    }
    const share = (part: number, of: number): number | null => (of > 0 ? part / of : null);
    rows.push({ place, byCount: share(sums.validated, sums.objects), byBiovolume: share(sums.validatedMass, sums.mass) });
  }
  return rows;
}
