import { type Component, type Runs, sortRuns } from "./component.ts";
import { createRunLists, type RunLists } from "./run-lists.ts";
import { createTable, rootOf, type Table } from "./table.ts";

const objectColumns = [
  "parent",
  "y",
  "startX",
  "left",
  "right",
  "last",
  "closed",
  "pixels",
  "holes",
  "edges",
  "endless",
  "ground",
  "head",
  "tail",
  "next",
] as const;
const groundColumns = ["parent", "y", "startX", "last", "closed", "pixels", "object", "waiting"] as const;

/** Objects and the pieces of ground between them, while rows come in: unions of numbers, each with sums over its pixels so far. Ground 0 is
 *  all that reaches the border.
 *
 *  An object is complete when a row brings nothing more of it. It is handed out as soon as the ground around it is known to be outside; when
 *  that ground closes instead, it is a hole of the object that lies above its first pixel, and what waited in it is nested. */
export type Forest = {
  readonly objects: Table<(typeof objectColumns)[number]>;
  readonly grounds: Table<(typeof groundColumns)[number]>;
  readonly lists: RunLists;
  readonly onObject: (component: Component, runs: () => Runs) => void;
  /** Runs of the object that is being handed out. */
  readonly runs: () => Runs;
  handed: number;
};

export const createForest = (onObject: Forest["onObject"]): Forest => {
  const [objects, grounds, lists] = [createTable(objectColumns, 64), createTable(groundColumns, 64), createRunLists()];
  const outside = grounds.take();
  grounds.columns.waiting[outside] = -1;
  const forest: Forest = {
    ...{ objects, grounds, lists, onObject, handed: -1 },
    runs: () => {
      const { columns: o } = objects;
      const id = forest.handed;
      return o.endless[id] === 1 ? new Int32Array(0) : sortRuns(lists.read(o.head[id]), o.y[id], o.last[id] + 1 - o.y[id]);
    },
  };
  return forest;
};

/** @param ground - around it */
export function newObject({ objects }: Forest, { y, x, ground }: { y: number; x: number; ground: number }): number {
  const id = objects.take();
  const o = objects.columns;
  o.parent[id] = id;
  o.y[id] = y;
  o.startX[id] = x;
  o.left[id] = x;
  o.right[id] = x;
  o.ground[id] = ground;
  o.head[id] = -1;
  for (const column of ["closed", "pixels", "holes", "edges", "endless"] as const) o[column][id] = 0;
  return id;
}

/** @param object - above its first pixel */
export function newGround({ grounds }: Forest, { y, x, object }: { y: number; x: number; object: number }): number {
  const id = grounds.take();
  const g = grounds.columns;
  g.parent[id] = id;
  g.y[id] = y;
  g.startX[id] = x;
  g.closed[id] = 0;
  g.pixels[id] = 0;
  g.object[id] = object;
  g.waiting[id] = -1;
  return id;
}

export function handOut(forest: Forest, id: number, nested: boolean): void {
  const o = forest.objects.columns;
  const [x, y, height] = [o.left[id], o.y[id], o.last[id] + 1 - o.y[id]];
  const counted = { pixels: o.pixels[id], holes: o.holes[id], startX: o.startX[id], edges: o.edges[id] };
  forest.handed = id;
  forest.onObject({ x, y, width: o.right[id] - x, height, ...counted, nested, endless: o.endless[id] === 1 }, forest.runs);
}

/** Takes back the numbers that neither the last row nor a waiting object needs. */
export function sweep({ objects, grounds }: Forest, rowObjects: Int32Array, rowGrounds: Int32Array): void {
  const { columns: o } = objects;
  const { columns: g } = grounds;
  const liveObjects = new Set<number>();
  const liveGrounds = new Set<number>();
  for (const id of rowObjects) liveObjects.add(id);
  for (const id of rowGrounds) if (id > 0) liveGrounds.add(id);
  for (const ground of liveGrounds) for (let id = g.waiting[ground]; id >= 0; id = o.next[id]) liveObjects.add(id);
  for (const id of liveObjects) o.ground[id] = rootOf(g.parent, o.ground[id]);
  for (const id of liveGrounds) g.object[id] = rootOf(o.parent, g.object[id]);
  objects.sweep(0, (id) => liveObjects.has(id));
  grounds.sweep(1, (id) => liveGrounds.has(id));
}
