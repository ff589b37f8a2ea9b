import type { FoundObject, ObjectBatch } from "./object.tasks.ts";
import type { SegmentedObject } from "./object.ts";
import { batchesOf, type ObjectPool } from "./object-pool.ts";
import type { SegmentOptions } from "./options.ts";

/** Gives found objects to the threads and what they make of them to the caller, in order; so many batches are on their way at most. */
export type Delivery = {
  readonly add: (objects: readonly FoundObject[], plane: ObjectBatch["plane"]) => Promise<void>;
  /** Until no work on rows above `row` is on its way: what they hold may be written again. */
  readonly free: (row: number) => Promise<void>;
  /** Until all that was added is delivered. */
  readonly finish: () => Promise<void>;
  readonly delivered: () => number;
};

export function openDelivery(
  pool: ObjectPool,
  how: Omit<ObjectBatch, "plane" | "objects">,
  { onObjects, signal }: Pick<SegmentOptions, "onObjects" | "signal">,
): Delivery {
  const queue: { readonly top: number; readonly cut: Promise<SegmentedObject[]> }[] = [];
  let delivered = 0;
  const deliverOne = async (): Promise<void> => {
    const objects = await queue[0].cut;
    queue.shift();
    delivered += objects.length;
    await onObjects(objects);
  };
  return {
    delivered: () => delivered,
    add: async (objects, plane) => {
      for (const batch of batchesOf(objects)) {
        const cut = pool.cut({ ...how, plane, objects: batch }, signal);
        // Its failure is met when its turn comes.
        cut.catch(() => undefined);
        queue.push({ top: Math.min(...batch.map(({ y, height }) => y - height)), cut });
        while (queue.length > 2 * pool.threads) await deliverOne();
      }
    },
    free: async (row) => {
      while (queue.some(({ top }) => top < row)) await deliverOne();
    },
    finish: async () => {
      while (queue.length > 0) await deliverOne();
    },
  };
}
