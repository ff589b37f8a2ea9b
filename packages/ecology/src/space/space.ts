import { convexHull, heightAbove } from "../geometry/hull.ts";
import { kaiserAxes, type Pca, project, weightedPca } from "./pca.ts";
import type { Preparation } from "./preparation.ts";
import { type FrozenPreparation, fitPreparation, type Prepared, prepare } from "./prepare.ts";
import type { FeatureTable } from "./table.ts";

/** A frozen morphological space: plain JSON that places new individuals without refitting. */
export type Space = {
  /** Of this form of data, raised when its meaning changes. */
  readonly version: 1;
  readonly preparation: FrozenPreparation;
  readonly pca: Pca;
  /** Axes kept. */
  readonly axes: number;
  /** Individuals it was fitted on. */
  readonly individuals: number;
  /** Planes of the convex hull of those individuals on the axes kept (see `convexHull`); null where they lie in a flat. */
  readonly hull: readonly number[] | null;
};

export type Placed = {
  /** Row-major, `axes` numbers an individual. */
  readonly coordinates: Float64Array;
  /** Row of the table that each individual came from; rows with too many missing features have no place. */
  readonly rows: Int32Array;
};

/** Axes kept when nobody chose: those above 1, at most the four that Beck et al. 2023 could name. */
export const USUAL_AXES = 4;

/** Fits a space. `weights` has one number a row of the table: what an individual stands for (sub_part / volume, times n/N of equal effort). */
export function fitSpace(
  table: FeatureTable,
  weights: ArrayLike<number>,
  how: { readonly preparation: Preparation; readonly axes?: number },
): { readonly space: Space; readonly placed: Placed; readonly prepared: Pick<Prepared, "beyond" | "missing"> } {
  const { frozen, prepared } = fitPreparation(table, how.preparation);
  const features = frozen.rules.map((rule) => rule.feature);
  if (features.length === 0) throw new RangeError(`no feature of the preparation "${frozen.name}" varies in this table`);
  if (prepared.rows.length < 2) throw new RangeError(`got ${prepared.rows.length} individuals with enough features, expected at least 2`);
  const kept = Float64Array.from(prepared.rows, (row) => weights[row]);
  const pca = weightedPca(features, prepared.columns, kept);
  const axes = Math.min(how.axes ?? kaiserAxes(pca, USUAL_AXES), features.length);
  const coordinates = project(pca, prepared.columns, axes);
  const hull = convexHull(coordinates, axes);
  const space: Space = {
    version: 1,
    preparation: frozen,
    pca,
    axes,
    individuals: prepared.rows.length,
    hull: hull === null ? null : [...hull.planes],
  };
  return { space, placed: { coordinates, rows: prepared.rows }, prepared };
}

/** How far new individuals leave what the space was fitted on: shares from 0 to 1. */
export type Drift = {
  /** Rows with too many missing features to be placed. */
  readonly unplaced: number;
  /** Placed individuals outside the hull of those that the space was fitted on; null without a hull. */
  readonly outside: number | null;
  /** Values beyond a feature's limits, a share a feature; about the trimmed share where nothing drifts. */
  readonly beyond: Readonly<Record<string, number>>;
};

/** Places new individuals in a frozen space, and says how much they drift. */
export function placeInSpace(space: Space, table: FeatureTable): { readonly placed: Placed; readonly drift: Drift } {
  const prepared = prepare(space.preparation, table);
  const coordinates = project(space.pca, prepared.columns, space.axes);
  const n = prepared.rows.length;
  let outside = 0;
  if (space.hull !== null) {
    const planes = Float64Array.from(space.hull);
    for (let i = 0; i < n; i++) if (heightAbove(planes, coordinates, i * space.axes, space.axes) > 1e-9) outside++;
  }
  const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  const drift: Drift = {
    unplaced: share(table.rows - n, table.rows),
    outside: space.hull === null ? null : share(outside, n),
    beyond: Object.fromEntries(space.preparation.rules.map((rule, i) => [rule.feature, share(prepared.beyond[i], table.rows)])),
  };
  return { placed: { coordinates, rows: prepared.rows }, drift };
}
