import { batchById, closeBatch, type Db, importsAtWork, openBatch } from "@nauplius/db";
import { type BatchId, type Clock, type Correction, ok, refuse } from "@nauplius/domain";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import { copy } from "./copy.ts";
import { editCells, setField } from "./edit.ts";
import { correctionInput } from "./input.ts";
import { mergeInto, moveAcquisitions, moveObjects, moveSamples } from "./move.ts";
import { targetIds } from "./targets.ts";
import { restore, trash } from "./trash.ts";
import { undoCorrection } from "./undo.ts";
import type { Work } from "./work.ts";

type Done = Outcome<{ changed: number } & Record<string, unknown>>;

/** The job of a correction: what was asked, under one batch of the project's history. */
export async function runCorrection(d: { db: Db; clock: Clock }, handle: RunHandle): Promise<RunOutcome> {
  const input = correctionInput.parse(handle.run.input);
  const { correction } = input;
  const work: Work = { ...d, handle, project: input.projectId, batch: input.batchId, by: input.by };
  if ((await importsAtWork(d.db, work.project)) > 0 && correction.do !== "cells" && correction.do !== "set" && correction.do !== "copy")
    return refuse("busy", "an import into this project is at work; nothing is moved or deleted under it. Try again when it has ended");
  if (correction.do !== "copy") {
    const request = {
      do: correction.do,
      ...("level" in correction ? { level: correction.level } : {}),
      ...("field" in correction ? { field: correction.field } : {}),
    };
    const at = d.clock.now();
    await openBatch(d.db, {
      id: work.batch,
      projectId: work.project,
      kind: "correction",
      by: work.by,
      at,
      request,
      runId: handle.run.id,
      ofBatchId: correction.do === "undo" ? (correction.batchId as BatchId) : null,
    });
  }
  const done = await carryOut(work, correction);
  if (!done.ok) return done;
  if ((await batchById(d.db, work.batch)) !== null) await closeBatch(d.db, work.batch, done.value);
  return ok({ result: done.value });
}

async function carryOut(work: Work, c: Correction): Promise<Done> {
  const sight = { projectId: work.project, sampleIds: [], validatedOnly: false };
  switch (c.do) {
    case "cells":
      return editCells(work, c.level, c.cells);
    case "set": {
      const ids = await targetIds(work.db, sight, c.level, c.target);
      return ids.ok ? setField(work, c.level, ids.value, c.field, c.value) : ids;
    }
    case "moveObjects": {
      const ids = await targetIds(work.db, sight, "object", c.target);
      return ids.ok ? moveObjects(work, ids.value, c.to) : ids;
    }
    case "moveAcquisitions":
      return moveAcquisitions(work, c.ids, c.to);
    case "moveSamples":
      return moveSamples(work, c.ids, c.to);
    case "mergeInto":
      return mergeInto(work, c.to);
    case "copy":
      return copy(work, { title: c.title, take: c.take, filter: c.filter });
    case "trash": {
      const ids = await targetIds(work.db, sight, c.level, c.target);
      return ids.ok ? trash(work, c.level, ids.value, c.label) : ids;
    }
    case "restore":
      return restore(work, c.trashId);
    case "undo":
      return undoCorrection(work, c.batchId as BatchId);
  }
}
