import {
  applyCounterDeltas,
  arriving,
  closeTrash,
  countTrash,
  holdTrash,
  lockTrash,
  missingParents,
  restoreObjects,
  restoreParents,
  samplesInTrash,
  sumOf,
  type TrashRow,
  type Tx,
  takenNames,
} from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { remember } from "./derived/places.ts";
import { aDayFrom } from "./expiry.ts";
import { followObjects, quietly } from "./moves.ts";
import type { Step, Work } from "./work.ts";

type Restored = Outcome<{ changed: number; objects: number }>;

/** Why a trash cannot be restored now, in words. */
export async function restoreObstacles(tx: Tx, id: number): Promise<string[]> {
  const [taken, missing] = [await takenNames(tx, id), await missingParents(tx, id)];
  return [
    ...taken.map((t) => `${t.what} ${t.name} came in anew meanwhile: delete or rename that first`),
    ...missing.map((m) => `${m.what} ${m.name}, where it belongs, lies in the trash too: restore that first`),
  ];
}

/** The trash of this project that can still be restored, held. */
export async function restorable(tx: Tx, work: Pick<Work, "project">, id: number): Promise<Outcome<TrashRow>> {
  const found = await lockTrash(tx, id);
  if (found === null || found.projectId !== work.project || found.level === "project" || found.level === "retired")
    return refuse("notFound", "there is no such thing in this project's trash");
  if (found.purgedAt !== null) return refuse("gone", "this was deleted for good; it was in the trash for over thirty days");
  if (found.restoredAt !== null) return refuse("conflict", "this was restored already");
  return ok(found);
}

/** Back out of the trash, unless names were taken meanwhile or what it hangs on is in the trash itself. */
export async function restore(work: Work, id: number): Promise<Restored> {
  const begun = await quietly(work, async (tx, at): Promise<Outcome<Step<TrashRow["level"] | null>>> => {
    const found = await restorable(tx, work, id);
    if (!found.ok) return at.made === id ? ok({ to: {}, value: null }) : found;
    if (at.made === id) return ok({ to: {}, value: found.value.level });
    const obstacles = await restoreObstacles(tx, id);
    if (obstacles.length > 0) return refuse("conflict", `cannot restore: ${obstacles.join("; ")}`);
    await holdTrash(tx, id, aDayFrom(work.clock.now()));
    await remember(tx, work, await samplesInTrash(tx, id));
    const named = await restoreParents(tx, work.project, work.batch, id, found.value.level);
    return ok({ to: { made: id, changed: at.changed + named, total: found.value.objects, part: 0 }, value: found.value.level });
  });
  if (!begun.ok) return begun;
  const level = begun.value;
  for (let more = level !== null; more; ) {
    const back = await quietly(work, async (tx, at): Promise<Outcome<Step<number>>> => {
      const to = { project: work.project, batch: work.batch, noted: level === "object" };
      const tallies = await restoreObjects(tx, to, id, work.chunk);
      await applyCounterDeltas(tx, work.project, arriving(tallies));
      const n = sumOf(tallies);
      if (n === 0) await closeTrash(tx, id, work.clock.now());
      else await countTrash(tx, id);
      return ok({ to: { part: at.part + n, changed: at.changed + (level === "object" ? n : 0) }, value: n });
    });
    if (!back.ok) return back;
    work.handle.progress({ step: "restoring", done: work.place.at.part, total: work.place.at.total });
    more = back.value > 0;
  }
  const placed = await followObjects(work);
  return placed.ok ? ok({ changed: work.place.at.changed, objects: work.place.at.part }) : placed;
}
