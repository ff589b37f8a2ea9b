import { planeThrough } from "./plane.ts";

/** A facet of the hull under construction: `dims` vertices, the facet across each of them, the plane, and the points outside it. */
export type Facet = {
  readonly vertices: number[];
  readonly neighbours: Facet[];
  readonly normal: Float64Array;
  readonly offset: number;
  outside: number[];
  farthest: number;
  alive: boolean;
  seen: number;
};

export type Cloud = { readonly points: Float64Array; readonly dims: number; readonly inner: Float64Array; readonly tolerance: number };

const above = ({ points, dims }: Cloud, facet: Facet, point: number): number => {
  let sum = -facet.offset;
  for (let c = 0; c < dims; c++) sum += facet.normal[c] * points[point * dims + c];
  return sum;
};

function makeFacet(cloud: Cloud, vertices: number[]): Facet {
  const normal = new Float64Array(cloud.dims);
  let offset = planeThrough(cloud.points, cloud.dims, vertices, normal);
  let inside = 0;
  for (let c = 0; c < cloud.dims; c++) inside += normal[c] * cloud.inner[c];
  if (inside > offset) {
    for (let c = 0; c < cloud.dims; c++) normal[c] = -normal[c];
    offset = -offset;
  }
  return { vertices, neighbours: [], normal, offset, outside: [], farthest: -1, alive: true, seen: -1 };
}

/** Gives each point to the first facet that it lies outside of; the others are inside and forgotten. */
function share(cloud: Cloud, points: Iterable<number>, facets: readonly Facet[]): void {
  const heights = new Float64Array(facets.length);
  for (const point of points) {
    for (let f = 0; f < facets.length; f++) {
      const height = above(cloud, facets[f], point);
      if (!(height > cloud.tolerance)) continue;
      facets[f].outside.push(point);
      if (height > heights[f]) {
        heights[f] = height;
        facets[f].farthest = point;
      }
      break;
    }
  }
}

/** A key of the vertices but for two, the same from both sides of a ridge: a number where they fit, else a text. */
function ridgeKey(vertices: readonly number[], without: readonly [number, number], n: number): number | string {
  const rest = vertices.filter((v) => v !== without[0] && v !== without[1]).sort((a, b) => a - b);
  return n ** rest.length < 2 ** 53 ? rest.reduce((key, v) => key * n + v, 0) : rest.join();
}

/** Replaces the facets that see `apex` by a cone from it to their rim; the new facets. */
function addPoint(cloud: Cloud, from: Facet, apex: number): Facet[] {
  const n = cloud.points.length / cloud.dims;
  from.seen = apex;
  const visible = [from];
  const cone: Facet[] = [];
  const open = new Map<number | string, [Facet, number]>();
  for (const facet of visible) {
    facet.alive = false;
    for (const [i, neighbour] of facet.neighbours.entries()) {
      if (neighbour.seen === apex) continue;
      if (neighbour.alive && !(above(cloud, neighbour, apex) > cloud.tolerance)) {
        // The rim: a new facet from the ridge to the apex, which takes the place of the visible one for its neighbour.
        const made = makeFacet(
          cloud,
          facet.vertices.map((v, j) => (j === i ? apex : v)),
        );
        made.neighbours[i] = neighbour;
        neighbour.neighbours[neighbour.neighbours.indexOf(facet)] = made;
        cone.push(made);
      } else {
        neighbour.seen = apex;
        visible.push(neighbour);
      }
    }
  }
  for (const facet of cone) {
    for (const [i, vertex] of facet.vertices.entries()) {
      if (vertex === apex) continue;
      const key = ridgeKey(facet.vertices, [vertex, apex], n);
      const other = open.get(key);
      if (other === undefined) open.set(key, [facet, i]);
      else {
        facet.neighbours[i] = other[0];
        other[0].neighbours[other[1]] = facet;
      }
    }
  }
  for (const facet of visible) {
    share(
      cloud,
      facet.outside.filter((point) => point !== apex),
      cone,
    );
    facet.outside = [];
  }
  return cone;
}

/** Quickhull in any number of dimensions (Barber, Dobkin and Huhdanpaa 1996, ACM TOMS 22:469) from a simplex that spans the space. */
export function growHull(cloud: Cloud, simplex: readonly number[]): Facet[] {
  const first = simplex.map((_, without) =>
    makeFacet(
      cloud,
      simplex.filter((__, i) => i !== without),
    ),
  );
  for (const facet of first) {
    for (const vertex of facet.vertices) facet.neighbours.push(first[simplex.indexOf(vertex)]);
  }
  const all = new Set(simplex);
  const others: number[] = [];
  for (let i = 0; i < cloud.points.length / cloud.dims; i++) if (!all.has(i)) others.push(i);
  share(cloud, others, first);
  const made = [...first];
  for (const facet of made) {
    if (!facet.alive || facet.outside.length === 0) continue;
    for (const added of addPoint(cloud, facet, facet.farthest)) made.push(added);
  }
  return made.filter((facet) => facet.alive);
}
