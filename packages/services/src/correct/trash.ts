import {
  acquisitionPlaces,
  applyCounterDeltas,
  countTrash,
  leaving,
  openTrash,
  sumOf,
  type Tx,
  trashBelow,
  trashObjects,
  trashParents,
} from "@nauplius/db";
import { ok, type RowTarget } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { remember, rememberTargets } from "./derived/places.ts";
import { trashUntil } from "./expiry.ts";
import { followObjects, quietly } from "./moves.ts";
import { inChunks, parentRows, stageTargets } from "./targets.ts";
import type { Step, Work } from "./work.ts";

type Trashed = Outcome<{ changed: number; trash: number | null; objects: number }>;
type Asked = { readonly level: "sample" | "acquisition" | "object"; readonly target: RowTarget; readonly label: string };

/** Opens the trash of this run at its first step. */
async function trashOf(tx: Tx, work: Work, { level, label }: Asked, made: number | null): Promise<number> {
  if (made !== null) return made;
  const at = work.clock.now();
  return openTrash(tx, { projectId: work.project, level, label, by: work.by, at, expiresAt: trashUntil(at) });
}

/** Into the trash, with all that hangs below; restorable for thirty days. */
export const trash = (work: Work, asked: Asked): Promise<Trashed> =>
  asked.level === "object" ? trashSome(work, asked) : trashAbove(work, asked, asked.level);

async function trashSome(work: Work, asked: Asked): Promise<Trashed> {
  const staged = await stageTargets(work, "object", asked.target, (tx) => rememberTargets(tx, work));
  if (!staged.ok) return staged;
  const opened = await quietly(work, async (tx, at): Promise<Outcome<Step<number>>> => {
    const made = await trashOf(tx, work, asked, at.made);
    return ok({ to: { made }, value: made });
  });
  if (!opened.ok) return opened;
  const changed = await inChunks(work, { name: "deleting", level: "object", step: quietly }, async (tx, ids) => {
    const tallies = await trashObjects(tx, work.project, work.batch, opened.value, ids);
    await applyCounterDeltas(tx, work.project, leaving(tallies));
    await countTrash(tx, opened.value);
    return ok(sumOf(tallies));
  });
  if (!changed.ok) return changed;
  const placed = await followObjects(work);
  return placed.ok ? ok({ changed: changed.value, trash: opened.value, objects: changed.value }) : placed;
}

async function trashAbove(work: Work, asked: Asked, level: "sample" | "acquisition"): Promise<Trashed> {
  const ids = work.place.at.staged ? ok<number[]>([]) : await parentRows(work.db, work.project, level, asked.target);
  if (!ids.ok) return ids;
  // The rows that people see go first, all at once; their objects follow in chunks.
  const opened = await quietly(work, async (tx, at): Promise<Outcome<Step<number>>> => {
    if (at.staged && at.made !== null) return ok({ to: {}, value: at.made });
    const made = await trashOf(tx, work, asked, at.made);
    if (level === "acquisition") await rememberAbove(tx, work, ids.value);
    const changed = await trashParents(tx, work.project, work.batch, made, level, ids.value);
    return ok({ to: { staged: true, made, changed }, value: made });
  });
  if (!opened.ok) return opened;
  for (;;) {
    const gone = await quietly(work, async (tx, at): Promise<Outcome<Step<number>>> => {
      const tallies = await trashBelow(tx, opened.value, work.chunk);
      await applyCounterDeltas(tx, work.project, leaving(tallies));
      await countTrash(tx, opened.value);
      return ok({ to: { part: at.part + sumOf(tallies) }, value: sumOf(tallies) });
    });
    if (!gone.ok) return gone;
    work.handle.progress({ step: "deleting", done: work.place.at.part });
    if (gone.value === 0) break;
  }
  const placed = await followObjects(work);
  return placed.ok ? ok({ changed: work.place.at.changed, trash: opened.value, objects: work.place.at.part }) : placed;
}

async function rememberAbove(tx: Tx, work: Work, acquisitions: readonly number[]): Promise<void> {
  const places = await acquisitionPlaces(tx, acquisitions);
  await remember(
    tx,
    work,
    places.map((p) => p.sampleId),
  );
}
