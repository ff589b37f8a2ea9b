import type { Random } from "../rng.ts";

/** Members that share one rectangle and run through the network together. */
export type Batch<T> = { readonly width: number; readonly height: number; readonly members: readonly T[] };
type Sized = { readonly rectangle: { readonly width: number; readonly height: number } };

/** Groups members by rectangle, in the order given, into batches of about `pixels` pixels (at least four members where
 *  there are so many). What is left in the end makes smaller batches. */
export function batchesByRectangle<T extends Sized>(members: Iterable<T>, pixels: number): Batch<T>[] {
  const open = new Map<string, T[]>();
  const batches: Batch<T>[] = [];
  const close = (group: readonly T[]): void => {
    const rectangle = group[0]?.rectangle;
    if (rectangle) batches.push({ ...rectangle, members: group });
  };
  for (const member of members) {
    const { width, height } = member.rectangle;
    const key = `${width}x${height}`;
    const group = open.get(key) ?? [];
    group.push(member);
    open.set(key, group);
    if (group.length < Math.max(4, Math.round(pixels / (width * height)))) continue;
    close(group);
    open.delete(key);
  }
  for (const group of open.values()) close(group);
  return batches;
}

/** A new array in random order (Fisher-Yates). */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
