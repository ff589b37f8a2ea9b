/** x0, y0, x1, y1, ... */
export type Path = readonly number[];

/** How a body weakens light. Densities are optical depths where the body is thickest and add up where bodies overlap (Beer-Lambert). */
export type Material = {
  readonly density: number;
  /** Extra depth along the edge: cuticle, refraction of transparent tissue. */
  readonly rim?: number;
  /** Thickness across the body: a solid of revolution, a sheet, or a hollow wall. */
  readonly profile?: "round" | "flat" | "shell";
  /** Relative strength of the tissue's mottling, 0..1. */
  readonly grain?: number;
};

/** A body swept along a path with a radius at each point. */
export type Tube = Material & { readonly kind: "tube"; readonly path: Path; readonly radii: readonly number[] };
export type Ellipse = Material & {
  readonly kind: "ellipse";
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
};
/** A closed outline of constant thickness. */
export type Region = Material & { readonly kind: "region"; readonly path: Path };
/** Hair, spines, antennae: full widths at both ends, finer than a pixel allowed. Crossing lines of one shape do not add up. */
export type Strokes = { readonly kind: "strokes"; readonly density: number; readonly lines: readonly Line[] };
export type Line = { readonly path: Path; readonly from: number; readonly to: number };
export type Shape = Tube | Ellipse | Region | Strokes;

type Extras = Omit<Material, "density">;
export const tube = (path: Path, radii: readonly number[], density: number, extras: Extras = {}): Tube => ({
  kind: "tube",
  path,
  radii,
  density,
  ...extras,
});
export const ellipse = (
  at: readonly [x: number, y: number, rx: number, ry: number, angle?: number],
  density: number,
  extras: Extras = {},
): Ellipse => ({
  kind: "ellipse",
  x: at[0],
  y: at[1],
  rx: at[2],
  ry: at[3],
  angle: at[4] ?? 0,
  density,
  ...extras,
});
export const region = (path: Path, density: number, extras: Extras = {}): Region => ({ kind: "region", path, density, ...extras });
export const strokes = (density: number, lines: readonly Line[]): Strokes => ({ kind: "strokes", density, lines });
export const line = (path: Path, from: number, to = from): Line => ({ path, from, to });
