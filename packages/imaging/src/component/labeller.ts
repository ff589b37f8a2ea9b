import { type Component, edge, type Runs } from "./component.ts";
import { createForest, newGround, newObject, sweep } from "./forest.ts";
import { rootOf } from "./table.ts";
import { closeGround, closeObject, makeEndless, uniteGrounds, uniteObjects } from "./unions.ts";

export type LabellerOptions = {
  /** Columns of the labelled area. */
  readonly width: number;
  /** Objects that get higher than this are handed out without runs, and an enclosure that does counts as open: with it, memory stays bounded on
   *  an endless stream. Default: no limit. */
  readonly maxRows?: number;
  /** Called once for each object, as soon as it cannot change any more. `runs` may be called only inside. */
  readonly onObject: (component: Component, runs: () => Runs) => void;
};

export type Labeller = {
  /** The next row: columns where it turns from ground to object and back, in pairs, `count` of them from `at` on. */
  readonly row: (turns: ArrayLike<number>, at: number, count: number) => void;
  /** The area ends: what touches its last row is complete. */
  readonly finish: () => void;
  /** Objects, pieces of ground and runs that memory is held for. */
  readonly held: () => number;
};

/** What a row leaves for the next one: its runs, and the gaps of ground between them. Gap n lies before run n; the first and the last may be
 *  empty. */
type Row = { count: number; from: Int32Array; to: Int32Array; object: Int32Array; ground: Int32Array };

const emptyRow = (width: number): Row => {
  const plane = (): Int32Array => new Int32Array((width >> 1) + 3);
  return { count: 0, from: plane(), to: plane(), object: plane(), ground: plane() };
};

/** Joins the runs of rows to 8-connected objects with their holes (4-connected), in one pass: time and memory follow the runs, not the pixels,
 *  and how the rows are grouped into strips is never seen. Objects come out in the order in which they end. */
export function createLabeller({ width, maxRows = Number.POSITIVE_INFINITY, onObject }: LabellerOptions): Labeller {
  const forest = createForest(onObject);
  const { objects, grounds } = forest;
  let above = emptyRow(width);
  let here = emptyRow(width);
  let y = 0;

  const addRun = (n: number, near: number): void => {
    const [from, to] = [here.from[n], here.to[n]];
    const o = objects.columns;
    let id = -1;
    for (let m = near; m < above.count && above.from[m] <= to; m++) {
      const touched = rootOf(o.parent, above.object[m]);
      id = id < 0 ? touched : uniteObjects(forest, id, touched);
    }
    // Where no run touches, the gap before the next one covers it all.
    if (id < 0) id = newObject(forest, { y, x: from, ground: above.ground[near] });
    o.left[id] = Math.min(o.left[id], from);
    o.right[id] = Math.max(o.right[id], to);
    o.last[id] = y;
    o.pixels[id] += to - from;
    o.edges[id] |= (from === 0 ? edge.left : 0) | (to === width ? edge.right : 0) | (y === 0 ? edge.top : 0);
    if (o.endless[id] === 0 && y - o.y[id] >= maxRows) makeEndless(forest, id);
    if (o.endless[id] === 0) addToRuns(id, from, to);
    here.object[n] = id;
  };

  const addToRuns = (id: number, from: number, to: number): void => {
    const o = objects.columns;
    if (o.head[id] >= 0) o.tail[id] = forest.lists.append(o.tail[id], y, from, to);
    else {
      o.head[id] = forest.lists.start(y, from, to);
      o.tail[id] = o.head[id];
    }
  };

  const addGap = (n: number, from: number, to: number, near: number): void => {
    const g = grounds.columns;
    let id = from === 0 || to === width ? 0 : -1;
    for (let m = near; m <= above.count && (m === 0 ? 0 : above.to[m - 1]) < to; m++) {
      const touched = rootOf(g.parent, above.ground[m]);
      id = id < 0 ? touched : uniteGrounds(forest, id, touched);
    }
    // Where no gap touches, one run covers it all.
    if (id < 0) id = newGround(forest, { y, x: from, object: above.object[near - 1] });
    if (id !== 0 && y - g.y[id] >= maxRows) id = uniteGrounds(forest, 0, id);
    g.last[id] = y;
    if (id !== 0) g.pixels[id] += to - from;
    here.ground[n] = id;
  };

  const makeRoom = (): void => {
    const needed = here.count + 1;
    if (objects.free() >= needed && grounds.free() >= needed) return;
    sweep(forest, above.object.subarray(0, above.count), above.ground.subarray(0, above.count + 1));
    for (const table of [objects, grounds]) table.reserve(Math.max(needed, table.capacity() / 2));
  };

  const close = (): void => {
    const { columns: o } = objects;
    const { columns: g } = grounds;
    for (let n = 0; n < here.count; n++) here.object[n] = rootOf(o.parent, here.object[n]);
    for (let n = 0; n <= here.count; n++) here.ground[n] = rootOf(g.parent, here.ground[n]);
    for (let m = 0; m < above.count; m++) {
      const id = rootOf(o.parent, above.object[m]);
      if (o.last[id] < y && o.closed[id] === 0) closeObject(forest, id);
    }
    for (let m = 1; m < above.count; m++) {
      const id = rootOf(g.parent, above.ground[m]);
      if (id !== 0 && g.last[id] < y && g.closed[id] === 0) closeGround(forest, id);
    }
  };

  const row: Labeller["row"] = (turns, at, count) => {
    here.count = count >> 1;
    if (here.count === 0 && above.count === 0) {
      y++;
      return;
    }
    for (let n = 0; n < here.count; n++) {
      here.from[n] = turns[at + 2 * n];
      here.to[n] = turns[at + 2 * n + 1];
    }
    makeRoom();
    for (let n = 0, near = 0; n < here.count; n++) {
      while (near < above.count && above.to[near] < here.from[n]) near++;
      addRun(n, near);
    }
    for (let n = 0, near = 0; n <= here.count; n++) {
      const [from, to] = [n === 0 ? 0 : here.to[n - 1], n === here.count ? width : here.from[n]];
      here.ground[n] = 0;
      if (from === to) continue;
      while (near < above.count && above.from[near] <= from) near++;
      addGap(n, from, to, near);
    }
    close();
    [above, here] = [here, above];
    y++;
  };

  const finish = (): void => {
    for (let m = 0; m <= above.count; m++) uniteGrounds(forest, 0, rootOf(grounds.columns.parent, above.ground[m]));
    for (let m = 0; m < above.count; m++) objects.columns.edges[above.object[m]] |= edge.bottom;
    here.count = 0;
    here.ground[0] = 0;
    close();
    above.count = 0;
    above.ground[0] = 0;
  };

  return { row, finish, held: () => objects.capacity() + grounds.capacity() + forest.lists.capacity() };
}
