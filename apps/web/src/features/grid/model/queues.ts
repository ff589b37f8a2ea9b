import type { Filter, View } from "@nauplius/domain";

/** Named ways to go through a project: an order, and what belongs to it. `like`: needs chosen objects. */
export const queues = [
  { id: "asClassified", filter: {}, sort: { by: "taxon", direction: "ascending" } },
  { id: "leastCertain", filter: { states: ["predicted"] }, sort: { by: "margin", direction: "ascending" } },
  { id: "mostCertain", filter: { states: ["predicted"] }, sort: { by: "score", direction: "descending" } },
  { id: "outliers", filter: {}, sort: { by: "distance", direction: "descending" } },
  { id: "suspects", filter: { suspect: true }, sort: { by: "suspicion", direction: "descending" } },
  { id: "clusters", filter: {}, sort: { by: "cluster", direction: "ascending" } },
  { id: "similar", like: true, filter: {}, sort: { by: "likeness", direction: "descending" } },
  { id: "randomCheck", filter: { states: ["validated"] }, sort: { by: "random", direction: "ascending" } },
] as const satisfies readonly { readonly id: string; readonly like?: boolean; readonly filter: Filter; readonly sort: View["sort"] }[];
export type Queue = (typeof queues)[number];

/** At most so many objects may be compared with at once. */
const mostAlike = 200;

/** The view of a queue: what else is filtered stays, what other queues filtered goes. Null: it needs objects that are not chosen. */
export function viewOfQueue(queue: Queue, view: View, chosen: readonly number[]): View | null {
  const { suspect: _s, like: _l, states, ...kept } = view.filter;
  if (!("like" in queue))
    return { filter: { ...kept, ...(queue.id === "asClassified" ? { states } : {}), ...queue.filter } as Filter, sort: queue.sort };
  return chosen.length === 0 ? null : { filter: { ...kept, states, like: chosen.slice(0, mostAlike) } as Filter, sort: queue.sort };
}
