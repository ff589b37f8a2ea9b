import { freeFields, namesRows, type Tx, takenByOthers, writeCells } from "@nauplius/db";
import { type CorrectionValue, type Level, ok, type RowTarget, refuse } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { writeWithObjects } from "./carriers.ts";
import { writeField } from "./cells.ts";
import { isSamplePlace, placeRemembered, placesSamples, rememberTargets } from "./derived/places.ts";
import { storedValue } from "./rules.ts";
import { inChunks, stageTargets } from "./targets.ts";
import { step, type Work } from "./work.ts";

type Asked = {
  readonly level: Level;
  readonly target: RowTarget;
  readonly field: string;
  readonly value: CorrectionValue;
  readonly alsoObjects?: boolean | undefined;
};

/** One value for many rows. */
export async function setField(
  work: Work,
  { level, target, field, value: given, alsoObjects = false }: Asked,
): Promise<Outcome<{ changed: number }>> {
  const value = storedValue(level, field, given, await freeFields(work.db, work.project));
  if (!value.ok) return value;
  const placing = placesSamples(level, field);
  const staged = await stageTargets(work, level, target, async (tx) => {
    if (placing) await rememberTargets(tx, work);
  });
  if (!staged.ok) return staged;
  if (namesRows(level, field) && work.place.at.total > 1)
    return refuse("conflict", `${work.place.at.total} rows cannot all be called ${String(value.value)}; names are unique in a project`);
  const changed = await inChunks(work, { name: "editing", level }, (tx, ids) =>
    setSome(tx, work, { level, field, alsoObjects }, ids, value.value),
  );
  if (!changed.ok) return changed;
  // Samples follow their objects once, at the end: not for every chunk.
  if (placing)
    await step(work, async (tx) => {
      await placeRemembered(tx, work);
      return ok({ to: {}, value: null });
    });
  return ok({ changed: changed.value });
}

async function setSome(
  tx: Tx,
  work: Work,
  { level, field, alsoObjects }: { level: Level; field: string; alsoObjects: boolean },
  ids: readonly number[],
  value: CorrectionValue,
): Promise<Outcome<number>> {
  const edits = ids.map((id) => ({ id, value }));
  if (namesRows(level, field)) {
    const [taken] = await takenByOthers(tx, work.project, level, edits);
    if (taken !== undefined) return refuse("conflict", `there is a ${level} called ${taken} already; names are unique in a project`);
  }
  if (placesSamples(level, field)) return ok(await writeCells(tx, { project: work.project, batch: work.batch, level, field }, edits));
  const write = () => writeField(tx, work, level, field, edits);
  return ok(
    alsoObjects && level === "sample" && isSamplePlace(field) ? await writeWithObjects(tx, work, field, edits, write) : await write(),
  );
}
