import type { MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";

/** One outer ring with its holes, and the box around it: west, south, east, north. */
type Piece = { readonly rings: readonly (readonly Position[])[]; readonly box: readonly [number, number, number, number] };
export type Land = (latitude: number, longitude: number) => boolean;

let loaded: Promise<Land> | undefined;

/** Is a position on land? The outline (Natural Earth 1:50 million, through world-atlas) is drawn some kilometres off along coasts, so that only
 *  what lies on land together with all that is around it counts. Loaded once, when it is first asked for. */
export function landOutline(): Promise<Land> {
  loaded ??= import("world-atlas/land-50m.json", { with: { type: "json" } }).then((module) =>
    landOf(module.default as unknown as Topology),
  );
  return loaded;
}

/** Degrees of latitude: 10 km. */
const margin = 0.09;

function landOf(topology: Topology): Land {
  const { land } = topology.objects;
  if (land === undefined) throw new Error("world-atlas: no object named land");
  const found = feature(topology, land);
  const shapes = found.type === "FeatureCollection" ? found.features.map(({ geometry }) => geometry) : [found.geometry];
  const pieces = shapes.flatMap((shape) => polygonsOf(shape as Polygon | MultiPolygon)).map(pieceOf);
  const isOn = (latitude: number, longitude: number): boolean => pieces.some((piece) => holds(piece, longitude, latitude));
  return (latitude, longitude) => {
    const east = margin / Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
    return [-1, 0, 1].every((y) => [-1, 0, 1].every((x) => isOn(latitude + y * margin, longitude + x * east)));
  };
}

const polygonsOf = (shape: Polygon | MultiPolygon): Position[][][] => (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates);

function pieceOf(rings: readonly (readonly Position[])[]): Piece {
  const outer = rings[0] ?? [];
  const [xs, ys] = [outer.map(([x = 0]) => x), outer.map(([, y = 0]) => y)];
  const range = (values: readonly number[]) =>
    values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)] as const, [Infinity, -Infinity] as const);
  const [[west, east], [south, north]] = [range(xs), range(ys)];
  return { rings, box: [west, south, east, north] };
}

/** Even and odd crossings of a line to the east, over all rings: holes are sea. */
function holds({ rings, box: [west, south, east, north] }: Piece, x: number, y: number): boolean {
  if (x < west || x > east || y < south || y > north) return false;
  let inside = false;
  for (const ring of rings)
    for (let n = 0, before = ring.length - 1; n < ring.length; before = n++) {
      const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [ring[n], ring[before]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}
