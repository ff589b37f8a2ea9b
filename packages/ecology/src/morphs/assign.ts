import { type Clusters, handOver } from "./clusters.ts";
import { updateNeighbours } from "./neighbours.ts";
import { squaredBeyond4 } from "./rows.ts";

/**
 * Gives every individual to its nearest centre. Bounds follow the centres' moves (Hamerly 2010), and only where they touch are
 * distances computed: to the centres around the own one, nearest first (Newling and Fleuret 2016, "exponion"), until none can be
 * nearer than the second best. Exact but for ties. Moves are summed a centre, so that an individual whose bounds hold is only read.
 * The first four coordinates are spelled out: most spaces have no more, and the loop over candidates runs twice as fast.
 */
export function assign(clusters: Clusters): void {
  const { rows, k, centres, labels, upper, lower, gone, approached, neighbours } = clusters;
  const { points, stride } = rows;
  const { order, distance } = neighbours;
  const width = k - 1;
  updateNeighbours(neighbours, centres, stride, k);
  const half = Float64Array.from({ length: k }, (_, j) => (width > 0 ? distance[j * width] / 2 : Number.POSITIVE_INFINITY));
  for (let i = 0, at = 0; i < labels.length; i++, at += stride) {
    const own = labels[i];
    const loose = upper[i] + gone[own];
    const l = lower[i] - approached[own];
    if (loose <= l || loose <= half[own]) continue;
    const x0 = points[at];
    const x1 = points[at + 1];
    const x2 = points[at + 2];
    const x3 = points[at + 3];
    let to = own * stride;
    let d0 = x0 - centres[to];
    let d1 = x1 - centres[to + 1];
    let d2 = x2 - centres[to + 2];
    let d3 = x3 - centres[to + 3];
    let best = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    if (stride > 4) best += squaredBeyond4(points, at, centres, to, stride);
    const u = Math.sqrt(best);
    upper[i] = u - gone[own];
    if (u <= l || u <= half[own]) continue;
    // A centre at distance d of the own one is at least d - u away.
    let reach = 2 * (u + half[own]);
    let second = Number.POSITIVE_INFINITY;
    let label = own;
    const end = (own + 1) * width;
    for (let r = own * width; r < end && distance[r] <= reach; r++) {
      to = order[r] * stride;
      d0 = x0 - centres[to];
      d1 = x1 - centres[to + 1];
      d2 = x2 - centres[to + 2];
      d3 = x3 - centres[to + 3];
      let d = d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
      if (stride > 4) d += squaredBeyond4(points, at, centres, to, stride);
      if (d >= second) continue;
      if (d < best) {
        second = best;
        best = d;
        label = order[r];
      } else second = d;
      reach = Math.min(reach, u + Math.sqrt(second));
    }
    lower[i] = Math.sqrt(second) + approached[label];
    if (label === own) continue;
    upper[i] = Math.sqrt(best) - gone[label];
    labels[i] = label;
    handOver(clusters, i, own, label);
  }
}
