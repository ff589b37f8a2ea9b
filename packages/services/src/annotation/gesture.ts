import {
  appendEvents,
  applyCounterDeltas,
  batchById,
  closeBatch,
  dropEmptyBatch,
  type Held,
  lockObjects,
  type NewEvent,
  type Tx,
} from "@nauplius/db";
import {
  type BatchId,
  type Change,
  type How,
  ok,
  type ProjectId,
  type Role,
  refuse,
  type State,
  sameAnnotation,
  transition,
  type UserId,
} from "@nauplius/domain";
import type { Grant } from "../access.ts";
import type { Outcome } from "../verb.ts";

/** An object as a gesture left it. */
export type Changed = {
  readonly id: number;
  readonly version: number;
  readonly taxonId: number | null;
  readonly state: State;
  readonly proposed: boolean;
  readonly accepted: boolean;
  readonly score: number | null;
};
/** An object that a gesture did not touch, as it stands, and why. */
export type Conflict = Changed & { readonly message: string };
export type GestureResult = {
  readonly changed: Changed[];
  readonly conflicts: Conflict[];
  /** Somebody else made them what was wanted since they were shown: nothing is left to do or to decide. */
  readonly stands: Changed[];
  /** Named, but not here: moved, deleted or divided since they were shown, or not open to the person. */
  readonly gone: number[];
};

export type Gesture = {
  readonly project: ProjectId;
  readonly batch: BatchId;
  readonly change: Change;
  readonly role: Role;
  readonly user: UserId | null;
  readonly at: Date;
  readonly how: How;
  readonly seen: boolean;
};

/** Labels are signed by members; an admin who is none may look, not label. */
export const roleForLabels = (grant: Grant): Outcome<Role> =>
  grant.standing.role === null
    ? refuse("forbidden", "labels are signed by members of the project; you are not one")
    : ok(grant.standing.role);

/** The batch that was already made under this id: the same person's answer again, or a refusal. */
export async function earlierBatch(tx: Tx, id: BatchId, project: ProjectId, user: UserId | null) {
  const earlier = await batchById(tx, id);
  if (earlier === null || earlier.by !== user || earlier.projectId !== project)
    return refuse("conflict", "this batch id was used for another gesture");
  return ok(earlier);
}

const counted = (o: { taxonId: number | null; state: State }, sampleId: number, delta: number) => ({
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

type Labelled = Pick<NewEvent, "objectId" | "version" | "taxonId" | "state" | "proposed" | "accepted" | "score">;

export const asChanged = (e: Labelled): Changed => ({
  id: e.objectId,
  version: e.version,
  taxonId: e.taxonId,
  state: e.state,
  proposed: e.proposed,
  accepted: e.accepted,
  score: e.score,
});

/** What the gesture makes of one object, or why not; null where it stands so already. */
function eventFor(o: Held, g: Gesture, seenVersion: number | undefined): NewEvent | string | null {
  const next = transition(o, g.change, g.role);
  const isSame = next.ok && sameAnnotation(o, next.value);
  // Two who say the same do not contradict each other; a taxon that is kept is the one that was seen.
  const isAgreed = isSame && g.change.taxonId !== "keep";
  if (seenVersion !== undefined && seenVersion !== o.version && !isAgreed) return "was changed by somebody else since it was shown to you";
  if (!next.ok) return next.error;
  if (isSame) return null;
  return { ...next.value, objectId: o.id, how: g.how, seen: g.seen, by: g.user, at: g.at, fromId: o.lastEventId, version: o.version + 1 };
}

/** A gesture after which everything stands as before leaves no trace: there is nothing to undo, and nothing to tell. */
export const closeGesture = async (tx: Tx, batch: BatchId, result: GestureResult): Promise<void> => {
  if (result.changed.length + result.conflicts.length + result.gone.length === 0) await dropEmptyBatch(tx, batch);
  else await closeBatch(tx, batch, result);
};

/** Labels those of the objects that are (still) of the project, by id. `versions`: what the person saw; null where a filter chose them. */
export async function labelIds(
  tx: Tx,
  g: Gesture,
  ids: readonly number[],
  versions: ReadonlyMap<number, number> | null,
): Promise<GestureResult> {
  const held = await lockObjects(tx, g.project, ids);
  const conflicts: Conflict[] = [];
  const events: NewEvent[] = [];
  const stands: Changed[] = [];
  for (const o of held) {
    const event = eventFor(o, g, versions?.get(o.id));
    if (event === null) {
      if ((versions?.get(o.id) ?? o.version) !== o.version) stands.push(asChanged({ ...o, objectId: o.id }));
      continue;
    }
    if (typeof event !== "string") events.push(event);
    else conflicts.push({ ...asChanged({ ...o, objectId: o.id }), message: event });
  }
  await writeEvents(tx, g.project, g.batch, held, events);
  const found = new Set<number>(held.map((o) => o.id));
  return { changed: events.map(asChanged), conflicts, stands, gone: ids.filter((id) => !found.has(id)) };
}
