import { appendEvents, applyCounterDeltas, type Held, lockObjects, type NewEvent, type Tx } from "@nauplius/db";
import type { BatchId, Change, How, ProjectId, Role, UserId } from "@nauplius/domain";
import { transition } from "@nauplius/domain";

export type Conflict = {
  readonly id: number;
  readonly message: string;
  readonly taxonId: number | null;
  readonly state: string;
  readonly version: number;
};
export type GestureResult = { readonly changed: { readonly id: number; readonly version: number }[]; readonly conflicts: Conflict[] };

type Gesture = {
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly change: Change;
  readonly role: Role;
  readonly user: UserId | null;
  readonly at: Date;
  readonly how: How;
  readonly seen: boolean;
};

const counted = (o: { taxonId: number | null; state: NewEvent["state"] }, sampleId: number, delta: number) => ({
  sampleId,
  taxonId: o.taxonId ?? 0,
  state: o.state,
  delta,
});

/** Appends events for objects already locked, and keeps the counters: part of the caller's transaction. */
export async function writeEvents(
  tx: Tx,
  project: ProjectId,
  batch: BatchId,
  held: readonly Held[],
  events: readonly NewEvent[],
): Promise<void> {
  const before = new Map(held.map((o) => [Number(o.id), o]));
  const deltas = events.flatMap((event) => {
    const old = before.get(event.objectId);
    return old === undefined ? [] : [counted(old, old.sampleId, -1), counted(event, old.sampleId, 1)];
  });
  await appendEvents(tx, project, batch, events);
  await applyCounterDeltas(tx, project, deltas);
}

/** Labels objects by id. `versions`: what the person saw; null where a filter chose them. */
export async function labelIds(
  tx: Tx,
  g: Gesture,
  ids: readonly number[],
  versions: ReadonlyMap<number, number> | null,
): Promise<GestureResult> {
  const held = await lockObjects(tx, ids);
  const changed: { id: number; version: number }[] = [];
  const conflicts: Conflict[] = [];
  const events: NewEvent[] = [];
  for (const o of held) {
    const clash = (message: string) => conflicts.push({ id: o.id, message, taxonId: o.taxonId, state: o.state, version: o.version });
    if (versions !== null && versions.get(o.id) !== o.version) {
      clash("was changed by somebody else since it was shown to you");
      continue;
    }
    const next = transition(o, g.change, g.role);
    if (!next.ok) {
      clash(next.error);
      continue;
    }
    events.push({
      ...next.value,
      objectId: o.id,
      how: g.how,
      seen: g.seen,
      by: g.user,
      at: g.at,
      fromId: o.lastEventId,
      version: o.version + 1,
    });
    changed.push({ id: o.id, version: o.version + 1 });
  }
  await writeEvents(tx, g.project, g.batch, held, events);
  return { changed, conflicts };
}
