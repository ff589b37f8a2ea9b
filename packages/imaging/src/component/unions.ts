import { type Forest, handOut } from "./forest.ts";
import { rootOf } from "./table.ts";

const release = ({ objects, lists }: Forest, id: number): void => {
  const o = objects.columns;
  if (o.endless[id] === 0) lists.release(o.head[id], o.tail[id]);
};

/** An object that gets too high keeps its sums, not its runs. */
export function makeEndless(forest: Forest, id: number): void {
  release(forest, id);
  forest.objects.columns.endless[id] = 1;
}

const isBefore = (column: { y: Int32Array; startX: Int32Array }, a: number, b: number): boolean =>
  column.y[a] < column.y[b] || (column.y[a] === column.y[b] && column.startX[a] < column.startX[b]);

/** One object from two; what was seen first stays. */
export function uniteObjects(forest: Forest, a: number, b: number): number {
  if (a === b) return a;
  const o = forest.objects.columns;
  const [into, gone] = isBefore(o, a, b) ? [a, b] : [b, a];
  o.parent[gone] = into;
  o.left[into] = Math.min(o.left[into], o.left[gone]);
  o.right[into] = Math.max(o.right[into], o.right[gone]);
  o.last[into] = Math.max(o.last[into], o.last[gone]);
  o.pixels[into] += o.pixels[gone];
  o.holes[into] += o.holes[gone];
  o.edges[into] |= o.edges[gone];
  joinRuns(forest, into, gone);
  return into;
}

function joinRuns(forest: Forest, into: number, gone: number): void {
  const o = forest.objects.columns;
  if (o.endless[into] === 1) release(forest, gone);
  else if (o.endless[gone] === 1) makeEndless(forest, into);
  else {
    forest.lists.join(o.tail[into], o.head[gone]);
    o.tail[into] = o.tail[gone];
  }
}

/** One ground from two. What waited in a ground that turns out to be outside is free. */
export function uniteGrounds(forest: Forest, a: number, b: number): number {
  if (a === b) return a;
  const g = forest.grounds.columns;
  const [into, gone] = a === 0 || (b !== 0 && isBefore(g, a, b)) ? [a, b] : [b, a];
  g.parent[gone] = into;
  const first = g.waiting[gone];
  if (into !== 0) {
    g.last[into] = Math.max(g.last[into], g.last[gone]);
    g.pixels[into] += g.pixels[gone];
  }
  for (let id = first; id >= 0; ) {
    const following = forest.objects.columns.next[id];
    if (into === 0) free(forest, id);
    else wait(forest, into, id);
    id = following;
  }
  return into;
}

const free = (forest: Forest, object: number): void => {
  handOut(forest, object, false);
  release(forest, object);
};

const wait = (forest: Forest, ground: number, object: number): void => {
  forest.objects.columns.next[object] = forest.grounds.columns.waiting[ground];
  forest.grounds.columns.waiting[ground] = object;
};

/** Called when a row brought nothing more of the object. */
export function closeObject(forest: Forest, id: number): void {
  const o = forest.objects.columns;
  o.closed[id] = 1;
  const around = rootOf(forest.grounds.columns.parent, o.ground[id]);
  if (around === 0) free(forest, id);
  else wait(forest, around, id);
}

/** Called when a row brought nothing more of the ground: it is a hole. */
export function closeGround(forest: Forest, id: number): void {
  const { columns: o } = forest.objects;
  const { columns: g } = forest.grounds;
  g.closed[id] = 1;
  const owner = rootOf(o.parent, g.object[id]);
  o.holes[owner] += g.pixels[id];
  for (let inner = g.waiting[id]; inner >= 0; ) {
    const following = o.next[inner];
    handOut(forest, inner, true);
    o.pixels[owner] += o.pixels[inner];
    o.holes[owner] += o.holes[inner];
    joinRuns(forest, owner, inner);
    inner = following;
  }
}
