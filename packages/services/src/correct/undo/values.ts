import {
  type BatchRow,
  currentCells,
  type EditGroup,
  namesRows,
  putBack,
  renameRows,
  samplesOfObjects,
  staleOf,
  type Tx,
  takenByOthers,
  wholeEdits,
  writeStale,
} from "@nauplius/db";
import { type BatchId, type CorrectionValue, type Level, levels, ok, refuse } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { writeAndFollow } from "../derived/follow.ts";
import { placesSamples, remember } from "../derived/places.ts";
import { type Step, step, type Work } from "../work.ts";

/** Puts values of one field back, chunk by chunk; what follows from them follows. */
export async function undoValues(work: Work, of: BatchId, level: Level, field: string): Promise<Outcome<null>> {
  const one = namesRows(level, field) ? backNames : backValues;
  for (;;) {
    const more = await step(work, (tx) => one(tx, work, of, level, field));
    if (!more.ok) return more;
    if (!more.value) return ok(null);
  }
}

type Back = (tx: Tx, work: Work, of: BatchId, level: Level, field: string) => Promise<Outcome<Step<boolean>>>;

const backValues: Back = async (tx, work, of, level, field) => {
  const { last, changed, left } = work.place.at;
  const page = { level, field, after: last, limit: work.chunk };
  const ids = (await wholeEdits(tx, of, page)).map((e) => e.rowId);
  const to = { project: work.project, batch: work.batch };
  const write = () => putBack(tx, { ...to, level, field }, of, { after: last, limit: work.chunk });
  // Samples follow once, at the end; settings of acquisitions at once.
  if (placesSamples(level, field)) await remember(tx, work, await samplesOfObjects(tx, ids));
  const done = placesSamples(level, field) ? await write() : await writeAndFollow(tx, to, { level, field, ids }, write);
  if (done.rows === 0) return ok({ to: {}, value: false });
  return ok({ to: { last: done.last, changed: changed + done.changed, left: left + done.rows - done.changed }, value: true });
};

const backNames: Back = async (tx, work, of, level, field) => {
  const { last, changed, left } = work.place.at;
  const edits = await wholeEdits(tx, of, { level, field, after: last, limit: Number.MAX_SAFE_INTEGER });
  const end = edits.at(-1);
  if (end === undefined) return ok({ to: {}, value: false });
  const rows = await currentCells(
    tx,
    work.project,
    level,
    field,
    edits.map((e) => e.rowId),
  );
  const now = new Map(rows.map((r) => [r.id, r.value]));
  const mine = edits.filter((e) => now.get(e.rowId) === e.after).map((e) => ({ id: e.rowId, value: e.before as CorrectionValue }));
  const [taken] = await takenByOthers(tx, work.project, level, mine);
  if (taken !== undefined) return refuse("conflict", `cannot take back: there is another ${level} called ${taken} by now; rename it first`);
  await renameRows(tx, { project: work.project, batch: work.batch, level, field }, mine);
  return ok({ to: { last: end.rowId, changed: changed + mine.length, left: left + edits.length - mine.length }, value: true });
};

/** Values that followed, and marks, go back where nothing else touched them. */
export async function putBackDerived(tx: Tx, work: Work, batch: BatchRow, groups: readonly EditGroup[]): Promise<void> {
  for (const { level, field } of groups.filter((g) => g.derived)) {
    if (level === "field") continue;
    if (field === "@stale" && (level === "sample" || level === "acquisition")) await backMarks(tx, work, batch.id, level);
    else if ((levels as readonly string[]).includes(level))
      await putBack(tx, { project: work.project, batch: work.batch, level: level as Level, field, derived: true }, batch.id, everything);
  }
}
const everything = { after: 0, limit: 2_147_483_647 };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function backMarks(tx: Tx, work: Work, of: BatchId, level: "sample" | "acquisition"): Promise<void> {
  const edits = await wholeEdits(tx, of, { level, field: "@stale", ...everything });
  const now = new Map(
    (
      await staleOf(
        tx,
        level,
        edits.map((e) => e.rowId),
      )
    ).map((r) => [r.id, r.stale]),
  );
  const back = edits.flatMap((e) => {
    const stale = now.get(e.rowId);
    return stale !== undefined && same(stale, e.after) && !same(e.before, e.after)
      ? [{ id: e.rowId, before: stale, after: e.before as string[] }]
      : [];
  });
  await writeStale(tx, { project: work.project, batch: work.batch, level }, back);
}
