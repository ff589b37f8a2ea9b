import type { Line, Path, Shape } from "./shapes.ts";

export type Pose = {
  /** Pixels per unit of length. */
  readonly scale: number;
  /** Radians, counter-clockwise as seen with y down. */
  readonly angle: number;
  readonly mirrored: boolean;
  /** Foreshortening of the body axis by a tilt out of the image plane, 0..1. */
  readonly foreshorten: number;
};
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

type Map2 = (x: number, y: number, out: number[]) => void;
const mapPath = (path: Path, map: Map2): number[] => {
  const out: number[] = [];
  for (let i = 0; i < path.length; i += 2) map(path[i], path[i + 1], out);
  return out;
};

/** Every point moved by `map`, every width multiplied by `scale`; ellipses keep their form and turn by `turn` at their centre. */
const transformed = (shape: Shape, map: Map2, scale: number, turn: (x: number, angle: number) => number): Shape => {
  switch (shape.kind) {
    case "tube":
      return { ...shape, path: mapPath(shape.path, map), radii: shape.radii.map((r) => r * scale) };
    case "region":
      return { ...shape, path: mapPath(shape.path, map) };
    case "strokes":
      return {
        ...shape,
        lines: shape.lines.map((l: Line) => ({ path: mapPath(l.path, map), from: l.from * scale, to: l.to * scale })),
      };
    case "ellipse": {
      const [x, y] = mapPath([shape.x, shape.y], map);
      return { ...shape, x, y, rx: shape.rx * scale, ry: shape.ry * scale, angle: turn(shape.x, shape.angle) };
    }
  }
};

/** The body axis (x) bent to an arc: `curvature` is the angle in radians turned over one unit of length. */
export const bent = (shapes: readonly Shape[], curvature: number): Shape[] => {
  if (Math.abs(curvature) < 1e-6) return [...shapes];
  const map: Map2 = (x, y, out) => {
    const a = curvature * x;
    out.push(Math.sin(a) / curvature - y * Math.sin(a), (1 - Math.cos(a)) / curvature + y * Math.cos(a));
  };
  return shapes.map((shape) => transformed(shape, map, 1, (x, angle) => angle + curvature * x));
};

export const moved = (shapes: readonly Shape[], dx: number, dy: number): Shape[] =>
  shapes.map((shape) =>
    transformed(
      shape,
      (x, y, out) => out.push(x + dx, y + dy),
      1,
      (_, angle) => angle,
    ),
  );

/** Shapes in pixels, in any frame. */
export const posed = (shapes: readonly Shape[], pose: Pose): Shape[] => {
  const [c, s] = [Math.cos(pose.angle) * pose.scale, Math.sin(pose.angle) * pose.scale];
  const flip = pose.mirrored ? -1 : 1;
  const map: Map2 = (x, y, out) => {
    const [u, v] = [x * pose.foreshorten, y * flip];
    out.push(c * u - s * v, s * u + c * v);
  };
  return shapes.map((shape) => transformed(shape, map, pose.scale, (_, angle) => pose.angle + flip * angle));
};

/** What the shapes cover, in their own units. */
export const boundsOf = (shapes: readonly Shape[]): Box => {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number, r: number): void => {
    x0 = Math.min(x0, x - r);
    y0 = Math.min(y0, y - r);
    x1 = Math.max(x1, x + r);
    y1 = Math.max(y1, y + r);
  };
  const includePath = (path: Path, r: (i: number) => number): void => {
    for (let i = 0; i < path.length; i += 2) include(path[i], path[i + 1], r(i / 2));
  };
  for (const shape of shapes) {
    if (shape.kind === "tube") includePath(shape.path, (i) => shape.radii[i]);
    else if (shape.kind === "region") includePath(shape.path, () => 0);
    else if (shape.kind === "ellipse") include(shape.x, shape.y, Math.max(shape.rx, shape.ry));
    else for (const l of shape.lines) includePath(l.path, () => Math.max(l.from, l.to) / 2);
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
};
