import type { ExportObject } from "@nauplius/db";
import { type FormulaPurpose, type QuantityOptions, type State, type VolumeKind, volumeKinds } from "@nauplius/domain";
import type { Part, Tally } from "@nauplius/ecology/quantities";
import type { ExportFacts } from "../export/facts.ts";
import { type Casts, middleOf } from "./casts.ts";
import { makePlacer, type Place } from "./parts.ts";
import type { Formulas } from "./protocol.ts";
import { evaluate } from "./values.ts";

const purposeOf = { plain: "plainVolume", riddled: "riddledVolume", ellipsoid: "ellipsoidVolume" } as const satisfies Record<
  VolumeKind,
  FormulaPurpose
>;

export type Volume = { sum: number; squares: number; largest: number; missing: number };
/** Objects of one part, taxon and state. */
export type Cell = {
  readonly part: string;
  readonly taxonId: number | null;
  readonly state: State;
  n: number;
  readonly volumes: Record<VolumeKind, Volume>;
  /** Volumes of the single individuals, mm3; only where spectra are asked for. */
  readonly each: Record<VolumeKind, number[]> | null;
};

export type Counted = {
  readonly places: ReadonlyMap<string, Place>;
  readonly parts: readonly Part[];
  readonly cells: readonly Cell[];
  readonly kinds: readonly VolumeKind[];
  readonly objects: number;
  /** Objects that no depth bin holds, since nothing says how deep they were. */
  readonly withoutDepth: number;
};

export type CountingOptions = Pick<QuantityOptions, "by" | "binStep"> & {
  readonly volumes: boolean;
  readonly each: boolean;
  readonly casts: Casts;
};

const fresh = (): Volume => ({ sum: 0, squares: 0, largest: 0, missing: 0 });

/** Kinds of volume that the project has formulas for. */
export const kindsOf = (formulas: Formulas): VolumeKind[] => volumeKinds.filter((kind) => formulas[purposeOf[kind]] !== undefined);

/** Counts a stream of objects, once: raw numbers and individual volumes by part, taxon and state. Memory grows with the table's size only,
 *  unless single volumes are kept for spectra (8 bytes each and kind). */
export async function countObjects(
  facts: ExportFacts,
  formulas: Formulas,
  objects: AsyncIterable<ExportObject>,
  options: CountingOptions,
): Promise<Counted> {
  const placer = makePlacer(facts, formulas, options.casts, options);
  const kinds = options.volumes ? kindsOf(formulas) : [];
  const places = new Map<string, Place>();
  const parts = new Map<string, Part>();
  const cells = new Map<string, Cell>();
  let [seen, withoutDepth] = [0, 0];
  for await (const object of objects) {
    seen += 1;
    const placing = placer(object);
    if (placing === null) {
      withoutDepth += 1;
      continue;
    }
    places.set(placing.place.group, placing.place);
    parts.set(placing.part.id, placing.part);
    const key = `${placing.part.id} ${object.taxonId} ${object.state}`;
    const cell = cells.get(key) ?? makeCell(placing.part.id, object, options.each);
    cells.set(key, cell);
    cell.n += 1;
    for (const kind of kinds) add(cell, kind, evaluate(facts, formulas[purposeOf[kind]], object.acquisitionId, object));
  }
  // A depth that was looked at and showed nothing is a place too: what is not there is known.
  for (const [acquisitionId, cast] of options.casts) {
    for (const metre of cast.keys()) {
      const placing = placer({ acquisitionId, depthMin: middleOf(metre), depthMax: middleOf(metre) });
      if (placing === null || parts.has(placing.part.id)) continue;
      places.set(placing.place.group, placing.place);
      parts.set(placing.part.id, placing.part);
    }
  }
  return { places, parts: [...parts.values()], cells: [...cells.values()], kinds, objects: seen, withoutDepth };
}

const makeCell = (part: string, { taxonId, state }: ExportObject, each: boolean): Cell => ({
  part,
  taxonId,
  state,
  n: 0,
  volumes: { plain: fresh(), riddled: fresh(), ellipsoid: fresh() },
  each: each ? { plain: [], riddled: [], ellipsoid: [] } : null,
});

function add(cell: Cell, kind: VolumeKind, value: number | null): void {
  const volume = cell.volumes[kind];
  if (value === null || !(value > 0)) {
    volume.missing += 1;
    return;
  }
  volume.sum += value;
  volume.squares += value * value;
  volume.largest = Math.max(volume.largest, value);
  cell.each?.[kind].push(value);
}

/** For `quantitiesOf`: with the volumes of one kind, or for concentrations without. */
export const talliesOf = (cells: readonly Cell[], kind: VolumeKind | null): Tally[] =>
  cells.map(({ part, taxonId, state, n, volumes }) => ({
    part,
    taxon: taxonId === null ? null : String(taxonId),
    state,
    n,
    ...(kind === null ? {} : { volume: volumes[kind] }),
  }));
