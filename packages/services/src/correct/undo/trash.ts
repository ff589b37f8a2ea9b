import { type EditGroup, trashById, wholeEdits } from "@nauplius/db";
import { type BatchId, ok } from "@nauplius/domain";
import type { Outcome } from "../../verb.ts";
import { restore } from "../restore.ts";
import { trash } from "../trash.ts";
import type { Work } from "../work.ts";

const everything = { after: 0, limit: 2_147_483_647 };

/** Takes a deletion back by restoring it, a restoration by deleting the same rows again. */
export async function undoTrash(work: Work, of: BatchId, { level }: EditGroup): Promise<Outcome<null>> {
  if (level !== "sample" && level !== "acquisition" && level !== "object") return ok(null);
  const edits = await wholeEdits(work.db, of, { level, field: "@trash", ...everything });
  const ids = edits.filter((e) => e.after === null).map((e) => e.rowId);
  if (ids.length > 0) {
    const gone = await trash(work, { level, target: { by: "ids", ids }, label: "" });
    return gone.ok ? ok(null) : gone;
  }
  for (const id of new Set(edits.map((e) => Number(e.after)))) {
    const found = await trashById(work.db, id);
    const restored = found?.restoredAt !== null && work.place.at.made !== id;
    // Somebody restored it already: nothing is left to take back.
    if (restored) work.place.at = { ...work.place.at, left: work.place.at.left + edits.length };
    else {
      const back = await restore(work, id);
      if (!back.ok) return back;
    }
  }
  return ok(null);
}
