import type { Rng } from "@nauplius/domain";
import type { Box } from "../draw/pose.ts";

const cell = 256;

/** Places rectangles at random so that none comes nearer than `gap` to another, the largest first.
 *  @returns top left corners in the order of the sizes   @throws RangeError when they do not fit */
export const place = (
  sizes: readonly { width: number; height: number }[],
  room: Box,
  gap: number,
  rng: Rng,
): { x: number; y: number }[] => {
  const columns = Math.ceil(room.width / cell) + 1;
  const cells = new Map<number, Box[]>();
  const near = (box: Box): number[] => {
    const keys: number[] = [];
    for (let v = Math.floor((box.y - room.y) / cell); v <= Math.floor((box.y + box.height - room.y) / cell); v++) {
      for (let u = Math.floor((box.x - room.x) / cell); u <= Math.floor((box.x + box.width - room.x) / cell); u++)
        keys.push(v * columns + u);
    }
    return keys;
  };
  const isFree = (box: Box): boolean => near(box).every((key) => (cells.get(key) ?? []).every((other) => !overlap(box, other)));
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b].width * sizes[b].height - sizes[a].width * sizes[a].height || a - b);
  const places = new Array<{ x: number; y: number }>(sizes.length);
  for (const i of order) {
    const { width, height } = sizes[i];
    const found = tryPlaces({ width, height }, room, gap, rng.fork(i), isFree);
    if (found === undefined) {
      throw new RangeError(
        `${sizes.length} objects do not fit in ${room.width} x ${room.height} px without touching; the one of ${width} x ${height} px found no place`,
      );
    }
    for (const key of near(found)) cells.set(key, [...(cells.get(key) ?? []), found]);
    places[i] = { x: found.x + gap, y: found.y + gap };
  }
  return places;
};

const tryPlaces = (
  size: { width: number; height: number },
  room: Box,
  gap: number,
  rng: Rng,
  isFree: (box: Box) => boolean,
): Box | undefined => {
  const [width, height] = [size.width + 2 * gap, size.height + 2 * gap];
  if (width > room.width || height > room.height) return undefined;
  for (let tries = 0; tries < 2000; tries++) {
    const box = { x: room.x + rng.int(room.width - width + 1), y: room.y + rng.int(room.height - height + 1), width, height };
    if (isFree(box)) return box;
  }
  return undefined;
};

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
