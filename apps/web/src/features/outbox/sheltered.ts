import type { Entry, Store } from "./outbox.ts";

export type Durable = Omit<Store, "isDurable">;

/** A store that never fails: what the browser cannot keep (its storage is full, or forbidden in a private window) waits in the tab's memory,
 *  in the same order, and the store says so. */
export function sheltered(durable: Durable): Store {
  const held: Entry[] = [];
  const done = new Set<number>();
  let last = 0;
  let before: Promise<unknown> = Promise.resolve();
  return {
    isDurable: () => held.length === 0,
    add: (userId, gesture) => {
      // One after the other, and once something waits here, what is done after it waits behind it.
      const added = before.then(async () => {
        const seq = held.length > 0 ? null : await durable.add(userId, gesture).catch(() => null);
        if (seq !== null) return seq;
        last -= 1;
        held.push({ seq: last, userId, gesture });
        return last;
      });
      before = added;
      return added;
    },
    async all(userId) {
      const kept = await durable.all(userId).catch(() => []);
      return [...kept.filter(({ seq }) => !done.has(seq)), ...held.filter((entry) => entry.userId === userId)];
    },
    async remove(seq) {
      const at = held.findIndex((entry) => entry.seq === seq);
      if (at >= 0) held.splice(at, 1);
      // What is sent but cannot be taken out is not sent again by this tab; the server knows its id.
      else await durable.remove(seq).catch(() => void done.add(seq));
    },
  };
}
