import type { Role } from "@nauplius/domain";
import type { ShownObject } from "@nauplius/services";
import type { OutboxEvent } from "@/features/outbox/outbox.ts";
import { applied, type Gesture, idsOf, type Label, type LabelOf, sameLabel } from "./gestures.ts";
import { topics } from "./topics.ts";

export type Conflict = {
  readonly id: number;
  readonly message: string;
  /** What was wanted, `keep` while nobody knows of which taxon; null where the gesture was an undo. */
  readonly mine: { readonly taxonId: Label["taxonId"] | "keep"; readonly state: Label["state"] } | null;
  /** What stands; null until the object has been read. */
  readonly theirs: Label | null;
};

export type Tile = { readonly row: ShownObject; readonly label: Label; readonly pending: boolean; readonly conflict: Conflict | null };
export type Delta = { readonly before: Label; readonly after: Label };

const labelOf = (row: ShownObject): Label => ({
  taxonId: row.taxonId,
  state: row.state,
  proposed: row.proposed,
  accepted: row.accepted,
  score: row.score,
  version: row.version,
});

/** A conflict over an object as it stands, as far as that is known. */
const conflictOver = (id: number, message: string, { mine, theirs }: { mine: Conflict["mine"]; theirs: Label | null }): Conflict => ({
  ...{ id, message, theirs },
  mine: mine?.taxonId === "keep" && theirs !== null ? { ...mine, taxonId: theirs.taxonId } : mine,
});

/** What waits for a decision after an answer: of a refused label all its objects, on this page or not. */
export function conflictsOf(event: OutboxEvent): Conflict[] {
  const { gesture } = event;
  const mine = gesture.kind === "label" ? gesture.change : null;
  if (event.kind === "done")
    return (event.answer.conflicts ?? []).map(({ id, message, ...theirs }) => conflictOver(id, message, { mine, theirs }));
  return gesture.kind === "label" ? gesture.objects.map(({ id }) => conflictOver(id, event.message, { mine, theirs: null })) : [];
}

/** The objects of a page as they are shown: what the server last said, and over it the gestures that it has not answered yet. */
export function createTiles(role: Role | null, onShown: (delta: Delta) => void) {
  const bases = new Map<number, { row: ShownObject; label: Label }>();
  const tiles = new Map<number, Tile>();
  const waiting = new Map<string, Gesture>();
  const byObject = new Map<number, Set<string>>();
  const conflicts = new Map<number, Conflict>();
  const changes = topics<number | "conflicts">();

  let listed: readonly Conflict[] = [];

  function tellConflicts(ids: readonly number[]): void {
    listed = [...conflicts.values()];
    for (const id of ids) show(id);
    changes.tell("conflicts");
  }

  /** Computes a tile anew and tells whoever shows it. */
  function show(id: number): void {
    const base = bases.get(id);
    if (base === undefined) return;
    const gestures = [...(byObject.get(id) ?? [])].flatMap((batch) => waiting.get(batch) ?? []);
    const label = role === null ? base.label : gestures.reduce((l, g) => applied(g, id, l, role), base.label);
    const before = tiles.get(id);
    tiles.set(id, { row: base.row, label, pending: gestures.length > 0, conflict: conflicts.get(id) ?? null });
    if (before !== undefined && !sameLabel(before.label, label)) onShown({ before: before.label, after: label });
    changes.tell(id);
  }

  /** What the server says of objects; older news than what is known is ignored. */
  function learn(labels: readonly LabelOf[]): void {
    for (const { id, ...label } of labels) {
      const base = bases.get(id);
      if (base !== undefined && label.version >= base.label.version) bases.set(id, { row: base.row, label });
    }
  }

  const forget = (batch: string): number[] => {
    const gesture = waiting.get(batch);
    waiting.delete(batch);
    const ids = gesture === undefined ? [] : idsOf(gesture);
    for (const id of ids) byObject.get(id)?.delete(batch);
    return ids;
  };

  return {
    get: (id: number): Tile | undefined => tiles.get(id),
    subscribe: changes.subscribe,
    put(rows: readonly ShownObject[]): void {
      let isTold = false;
      for (const row of rows) {
        const known = bases.get(row.id);
        const label = known !== undefined && known.label.version > row.version ? known.label : labelOf(row);
        bases.set(row.id, { row, label });
        const conflict = conflicts.get(row.id);
        if (conflict?.theirs === null) {
          conflicts.set(row.id, conflictOver(row.id, conflict.message, { mine: conflict.mine, theirs: label }));
          isTold = true;
        }
        show(row.id);
      }
      if (isTold) tellConflicts([]);
    },
    /** Shows a gesture before the server has it. Answers what stood before, for the undo. */
    begin(gesture: Gesture): LabelOf[] {
      waiting.set(gesture.batchId, gesture);
      const before: LabelOf[] = [];
      for (const id of idsOf(gesture)) {
        const tile = tiles.get(id);
        if (tile !== undefined) before.push({ id, ...tile.label });
        const batches = byObject.get(id) ?? new Set();
        byObject.set(id, batches.add(gesture.batchId));
        show(id);
      }
      return before;
    },
    /** The server has it: what it changed, and what it left as somebody else had made it. */
    settle(batch: string, changed: readonly LabelOf[], refused: readonly (LabelOf & { message: string })[]): void {
      const gesture = waiting.get(batch);
      const mine = gesture?.kind === "label" ? gesture.change : null;
      const ids = new Set([...forget(batch), ...changed.map((c) => c.id), ...refused.map((c) => c.id)]);
      learn(changed);
      // Whoever labels an object anew has decided.
      const decided = changed.filter(({ id }) => conflicts.delete(id));
      for (const { message, ...theirs } of refused) {
        conflicts.set(theirs.id, conflictOver(theirs.id, message, { mine, theirs }));
      }
      learn(refused.map(({ message: _, ...theirs }) => theirs));
      for (const id of ids) show(id);
      if (refused.length + decided.length > 0) tellConflicts([]);
    },
    /** What others did, as it stands. */
    hear(labels: readonly LabelOf[]): void {
      learn(labels);
      for (const { id } of labels) show(id);
    },
    /** The server will never do it: the tiles show again what it holds, and a label that was wanted waits for a decision, since its person may
     *  be elsewhere by now. */
    refuse(gesture: Gesture, message: string): void {
      forget(gesture.batchId);
      const ids = idsOf(gesture);
      for (const id of ids) show(id);
      if (gesture.kind !== "label") return;
      for (const id of ids) conflicts.set(id, conflictOver(id, message, { mine: gesture.change, theirs: bases.get(id)?.label ?? null }));
      tellConflicts(ids);
    },
    conflicts: (): readonly Conflict[] => listed,
    /** Conflicts of earlier days that wait for a decision. */
    recall(earlier: readonly Conflict[]): void {
      for (const { id, message, mine, theirs } of earlier)
        if (!conflicts.has(id)) conflicts.set(id, conflictOver(id, message, { mine, theirs: theirs ?? bases.get(id)?.label ?? null }));
      tellConflicts(earlier.map((c) => c.id));
    },
    resolve(ids: readonly number[]): void {
      for (const id of ids) conflicts.delete(id);
      tellConflicts(ids);
    },
  };
}
