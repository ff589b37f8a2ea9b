import { type BatchRow, eventsOfBatch, inSight, type NewEvent, type Sight, type Tx, type Undoable } from "@nauplius/db";
import type { BatchId } from "@nauplius/domain";
import { asChanged, type Changed, writeEvents } from "./gesture.ts";

export type Left = { readonly id: number; readonly message: string };
export type TakenBack = { readonly changed: Changed[]; readonly left: Left[]; readonly last: number | null };
export type As = { readonly id: BatchId; readonly how: "undo" | "redo" | "revert"; readonly at: Date };

const nothing = { taxonId: null, state: "unclassified", proposed: false, accepted: false, by: null, at: null, score: null } as const;

/** The event that gives an object back what stood before the batch. Who decided and when stay those of the restored label;
 *  that it was restored stands in the batch. */
function backTo(o: Undoable, as: As): NewEvent {
  const was = o.before ?? nothing;
  return {
    objectId: o.id,
    taxonId: was.taxonId,
    state: was.state,
    proposed: was.proposed,
    accepted: was.accepted,
    how: as.how,
    seen: false,
    by: was.by,
    at: was.at === null ? as.at : new Date(was.at),
    score: was.score,
    fromId: o.lastEventId,
    restoresId: o.restoresId,
    version: o.version + 1,
  };
}

/** Takes the next `size` objects of a batch back by adding events; those that others changed since are left and named. */
export async function takeBackSome(tx: Tx, of: BatchRow, sight: Sight, as: As, after: number, size: number): Promise<TakenBack> {
  const touched = await eventsOfBatch(tx, of.id, after, size);
  const open = new Set<number>(
    await inSight(
      tx,
      sight,
      touched.map((o) => o.id),
    ),
  );
  const mine = touched.filter((o) => o.current && open.has(o.id));
  const left = touched
    .filter((o) => !o.current || !open.has(o.id))
    .map((o) => ({ id: o.id, message: o.current ? "is not open to you any more; left as it is" : "was changed since; left as it is" }));
  const events = mine.map((o) => backTo(o, as));
  await writeEvents(tx, of.projectId, as.id, mine, events);
  return { changed: events.map(asChanged), left, last: touched.at(-1)?.id ?? null };
}
