import { clearStage, type Db, deleteHiddenObjects, deleteHiddenParents, holdOver, runById, setCursor, type Tx } from "@nauplius/db";
import type { RunId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { removePacks } from "./check/packs.ts";
import { importCursor } from "./cursor.ts";

/** Objects deleted in one transaction. */
const chunk = 2000;

/** Takes away, piece by piece, what an unpublished import left. `may`: asked in each transaction whether to go on. */
export async function clearImport(d: { db: Db; storage: Storage }, run: RunId, may: (tx: Tx) => Promise<boolean>): Promise<boolean> {
  const row = await runById(d.db, run);
  if (row === null || row.publishedAt !== null) return false;
  const cursor = importCursor.parse(row.cursor);
  const madeTaxa = cursor.step === "load" ? cursor.plan.madeTaxa : cursor.step === "clearing" ? cursor.madeTaxa : [];
  const began = await d.db.transaction(async (tx) => (await may(tx)) && (await setCursor(tx, run, { step: "clearing", madeTaxa })) === 1);
  if (!began) return false;
  for (let deleted = 1; deleted > 0; ) {
    const left = await d.db.transaction(async (tx) => ((await may(tx)) ? deleteHiddenObjects(tx, run, chunk) : null));
    if (left === null) return false;
    deleted = left;
  }
  return d.db.transaction(async (tx) => {
    // The run's row stays locked: a retry waits until the last byte is gone.
    if (!(await may(tx))) return false;
    await clearStage(tx, run);
    await removePacks({ db: tx, storage: d.storage }, run);
    await deleteHiddenParents(tx, run, madeTaxa);
    await setCursor(tx, run, {});
    return true;
  });
}

/** After a refusal, a cancel or the last failure: leaves nothing behind. */
export const clearIfOver = (d: { db: Db; storage: Storage }, run: RunId): Promise<boolean> =>
  clearImport(d, run, (tx) => holdOver(tx, run));
