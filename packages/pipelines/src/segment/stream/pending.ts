import type { Delivery } from "../deliver.ts";
import type { FoundObject, SharedPlane } from "../object.tasks.ts";

/** Objects that ended, until the lines of their margin below are there. */
export type Pending = {
  readonly add: (object: FoundObject) => void;
  /** Gives on all objects whose margin is complete when lines up to `bottom` are there, or all. */
  readonly give: (plane: SharedPlane, all: boolean) => Promise<void>;
};

export function createPending(delivery: Delivery, marginOf: (object: FoundObject) => number): Pending {
  let waiting: FoundObject[] = [];
  return {
    add: (object) => {
      waiting.push(object);
    },
    give: async (plane, all) => {
      const isReady = (o: FoundObject): boolean => all || o.y + o.height + marginOf(o) <= plane.bottom;
      const ready = waiting.filter(isReady);
      waiting = waiting.filter((object) => !isReady(object));
      await delivery.add(ready, plane);
    },
  };
}
