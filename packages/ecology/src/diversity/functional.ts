import { convexHull, type Hull } from "../geometry/hull.ts";
import { type Community, distanceBetween, distancesTo, richnessOf } from "./community.ts";
import { type Figure, figure, none } from "./figure.ts";

/** The hull of the forms present, or why there is none: it serves richness and divergence, and costs most of both. */
export type CommunityHull = { readonly hull: Hull; readonly reason?: undefined } | { readonly hull: null; readonly reason: string };

export function hullOf(community: Community): CommunityHull {
  const { places, dims, shares } = community;
  if (shares.length <= dims) return { hull: null, reason: `${shares.length} forms on ${dims} axes: more forms than axes are needed` };
  const hull = convexHull(places, dims);
  return hull === null ? { hull, reason: "all forms lie in a flat of fewer dimensions" } : { hull };
}

/**
 * Functional or morphological richness: volume of the convex hull of the forms present (Cornwell et al. 2006; Villeger et al. 2008,
 * Ecology 89:2290), in the unit of the axes, or as a share of `whole`, the volume of all forms (MRic of Beck et al. 2023).
 */
export function hullRichness({ hull, reason }: CommunityHull, whole = 1): Figure {
  if (hull === null) return none(reason);
  return whole > 0 ? figure(hull.volume / whole) : none("the hull of all forms has no volume");
}

/** Functional divergence (FDiv, MDiv): how far the abundance lies from the centre of the hull's corners (Villeger et al. 2008). */
export function divergence(community: Community, { hull, reason }: CommunityHull): Figure {
  if (hull === null) return none(reason);
  const { places, dims, shares } = community;
  const centre = new Float64Array(dims);
  for (const vertex of hull.vertices) for (let c = 0; c < dims; c++) centre[c] += places[vertex * dims + c] / hull.vertices.length;
  const distances = distancesTo(community, centre);
  const mean = distances.reduce((sum, d) => sum + d, 0) / distances.length;
  let [signed, absolute] = [0, 0];
  for (let i = 0; i < distances.length; i++) {
    signed += shares[i] * (distances[i] - mean);
    absolute += shares[i] * Math.abs(distances[i] - mean);
  }
  return figure((signed + mean) / (absolute + mean));
}

/** Functional evenness (FEve, MEve): regularity of abundance along the minimum spanning tree (Villeger et al. 2008). */
export function evenness(community: Community): Figure {
  const { shares } = community;
  const s = richnessOf(community);
  if (s < 3) return none(`${s} forms: at least 3 are needed`);
  const weighted = spanningTree(community).map(([i, j]) => distanceBetween(community, i, j) / (shares[i] + shares[j]));
  const total = weighted.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return none("all forms have the same place");
  const even = 1 / (s - 1);
  const sum = weighted.reduce((all, value) => all + Math.min(value / total, even), 0);
  return figure((sum - even) / (1 - even));
}

/** Prim's algorithm; of equal distances the one to the earlier form wins, so that tied places give one tree. */
function spanningTree(community: Community): [number, number][] {
  const n = richnessOf(community);
  const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(n);
  const inside = new Uint8Array(n);
  const edges: [number, number][] = [];
  for (let added = 0, count = 1; count < n; count++) {
    inside[added] = 1;
    let next = -1;
    for (let j = 0; j < n; j++) {
      if (inside[j] === 1) continue;
      const d = distanceBetween(community, added, j);
      if (d < distance[j]) {
        distance[j] = d;
        from[j] = added;
      }
      if (next < 0 || distance[j] < distance[next]) next = j;
    }
    edges.push([from[next], next]);
    added = next;
  }
  return edges;
}

/** Functional dispersion: mean distance to the weighted centre, on the axes given (Laliberte and Legendre 2010, Ecology 91:299). */
export function dispersion(community: Community): Figure {
  const { places, dims, shares } = community;
  const centre = new Float64Array(dims);
  for (let i = 0; i < shares.length; i++) for (let c = 0; c < dims; c++) centre[c] += shares[i] * places[i * dims + c];
  return figure(distancesTo(community, centre).reduce((sum, d, i) => sum + shares[i] * d, 0));
}

/**
 * Rao's quadratic entropy (1982), three conventions that carry one name. `plain`: sum p_i p_j d_ij (fundiversity); `squared`:
 * 1/2 sum p_i p_j d_ij^2 (ade4::divc, FD::dbFD); `equivalent`: 1/(1 - Q) of the plain form with distances divided by `longest`,
 * the number of equally common forms at that distance.
 */
export function raoQ(community: Community, longest: number): { plain: Figure; squared: Figure; equivalent: Figure } {
  const { shares } = community;
  let [plain, squared] = [0, 0];
  for (let i = 1; i < shares.length; i++) {
    for (let j = 0; j < i; j++) {
      const d = distanceBetween(community, i, j);
      plain += 2 * shares[i] * shares[j] * d;
      squared += shares[i] * shares[j] * d * d;
    }
  }
  const scaled = plain / longest;
  return {
    plain: figure(plain),
    squared: figure(squared),
    equivalent: scaled < 1 ? figure(1 / (1 - scaled)) : none("no distance to scale by"),
  };
}

/** The longest distance between two forms: what `raoQ` scales by. */
export function longestDistance(places: Float64Array, dims: number): number {
  const n = places.length / dims;
  const all: Community = { places, dims, shares: new Float64Array(n) };
  let longest = 0;
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) longest = Math.max(longest, distanceBetween(all, i, j));
  return longest;
}
