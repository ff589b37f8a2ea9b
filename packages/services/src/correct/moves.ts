import {
  acquisitionPlaces,
  applyCounterDeltas,
  arriving,
  leaving,
  moveAcquisition,
  moveObjects as moveObjectRows,
  samplesAt,
  sumOf,
} from "@nauplius/db";
import { ok, type RowTarget, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { placeRemembered, remember, rememberTargets } from "./derived/places.ts";
import { inChunks, ownRows, stageTargets } from "./targets.ts";
import { quietStep, type Step, type Work } from "./work.ts";

type Moved = Outcome<{ changed: number }>;

/** Objects to another acquisition of the project. */
export async function moveObjects(work: Work, target: RowTarget, to: number): Promise<Moved> {
  const [place] = await acquisitionPlaces(work.db, [to]);
  if (place === undefined || place.projectId !== work.project) return refuse("notFound", `there is no acquisition ${to} in this project`);
  const staged = await stageTargets(work, "object", target, (tx) => rememberTargets(tx, work, [place.sampleId]));
  if (!staged.ok) return staged;
  const changed = await inChunks(work, { name: "moving", level: "object", step: quietly }, async (tx, ids) => {
    const [now] = await acquisitionPlaces(tx, [to]);
    if (now === undefined || now.projectId !== work.project)
      return refuse("conflict", `acquisition ${place.name} was moved away or deleted`);
    const tallies = await moveObjectRows(tx, work.project, work.batch, ids, now);
    await applyCounterDeltas(tx, work.project, [...leaving(tallies), ...arriving(tallies, now.sampleId)]);
    return ok(sumOf(tallies));
  });
  if (!changed.ok) return changed;
  const placed = await followObjects(work);
  return placed.ok ? ok({ changed: changed.value }) : placed;
}

/** Steps of this project alone, with no import beside them. */
export const quietly = <T>(work: Work, change: Parameters<typeof quietStep<T>>[2]): Promise<Outcome<T>> =>
  quietStep(work, [work.project], change);

/** At the end of a run: the samples that were remembered follow their objects. */
export const followObjects = (work: Work): Promise<Outcome<null>> =>
  quietly(work, async (tx): Promise<Outcome<Step<null>>> => {
    await placeRemembered(tx, work);
    return ok({ to: {}, value: null });
  });

/** Acquisitions below another sample of the project, one after the other. */
export async function moveAcquisitions(work: Work, ids: readonly number[], to: number): Promise<Moved> {
  const own = work.place.at.staged ? ok([...ids]) : await ownRows(work.db, work.project, "acquisition", ids);
  if (!own.ok) return own;
  const [target] = await samplesAt(work.db, [to]);
  if (target === undefined || target.projectId !== work.project) return refuse("notFound", `there is no sample ${to} in this project`);
  for (const id of own.value.filter((i) => i > work.place.at.last)) {
    const moved = await quietly(work, async (tx, at): Promise<Outcome<Step<null>>> => {
      const done = await moveOne(tx, work, id, to);
      return ok({ to: { staged: true, last: id, changed: at.changed + done }, value: null });
    });
    if (!moved.ok) return moved;
    work.handle.progress({ step: "moving", done: work.place.at.changed, total: own.value.length });
  }
  const placed = await followObjects(work);
  return placed.ok ? ok({ changed: work.place.at.changed }) : placed;
}

/** One acquisition with its objects and counters; answers 1, or 0 where it hangs there already. */
export async function moveOne(tx: Parameters<typeof moveAcquisition>[0], work: Work, id: number, to: number): Promise<0 | 1> {
  const [place] = await acquisitionPlaces(tx, [id]);
  if (place === undefined) return 0;
  await remember(tx, work, [place.sampleId, to]);
  const done = await moveAcquisition(tx, work.project, work.batch, id, to);
  if (done === null) return 0;
  await applyCounterDeltas(tx, work.project, [...leaving(done.tallies), ...arriving(done.tallies, to)]);
  return 1;
}
