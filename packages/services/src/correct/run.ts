import { batchById, closeBatch, type Db, dropEmptyCorrection, importsAtWork, openBatch } from "@nauplius/db";
import { type Clock, type Correction, ok, type ProjectId, refuse } from "@nauplius/domain";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { Outcome } from "../verb.ts";
import { editCells } from "./cells.ts";
import { copy } from "./copy.ts";
import { addColumn, setUnit } from "./dictionary.ts";
import { correctionInput, requestOf } from "./input.ts";
import { moveAcquisitions, moveObjects } from "./moves.ts";
import { restore } from "./restore.ts";
import { setField } from "./set.ts";
import { mergeInto, moveSamples } from "./transfer.ts";
import { trash } from "./trash.ts";
import { undoCorrection, wayOf } from "./undo.ts";
import { chunk, forgetTargets, openPlace, untilMyTurn, type Work } from "./work.ts";

type Done = Outcome<{ changed: number } & Record<string, unknown>>;

/** Values are written beside an import; rows are not moved or deleted under it. */
const besideImports: readonly Correction["do"][] = ["cells", "set", "copy", "addField", "setUnit"];

/** The job of a correction: what was asked, under one batch of the project's history. */
export async function runCorrection(d: { db: Db; clock: Clock; chunk?: number }, handle: RunHandle): Promise<RunOutcome> {
  const input = correctionInput.parse(handle.run.input);
  const { correction } = input;
  const work: Work = {
    ...d,
    handle,
    project: input.projectId,
    batch: input.batchId,
    by: input.by,
    place: openPlace(handle),
    chunk: d.chunk ?? chunk,
  };
  const projects = await projectsOf(d.db, work.project, correction);
  await untilMyTurn(work, projects);
  const began = work.place.at.staged || work.place.at.made !== null;
  if (!began && !besideImports.includes(correction.do) && (await importsAtWork(d.db, projects)) > 0) {
    await dropEmptyCorrection(d.db, work.batch);
    return refuse("busy", "an import into this project is at work; nothing is moved or deleted under it. Try again when it has ended");
  }
  // Opened when it was asked for; a retry of a refused one opens it again.
  const ofBatchId = correction.do === "undo" ? correction.batchId : null;
  const { id: runId } = handle.run;
  const at = handle.run.createdAt;
  await openBatch(d.db, {
    id: work.batch,
    projectId: work.project,
    kind: "correction",
    by: work.by,
    at,
    request: requestOf(correction),
    runId,
    ofBatchId,
  });
  const done = await carryOut(work, correction);
  await forgetTargets(work);
  if (!done.ok) {
    await dropEmptyCorrection(d.db, work.batch);
    return done;
  }
  await closeBatch(d.db, work.batch, done.value);
  return ok({ result: done.value });
}

/** The projects that a correction touches. */
export async function projectsOf(db: Db, project: ProjectId, c: Correction): Promise<ProjectId[]> {
  if (c.do === "moveSamples" || c.do === "mergeInto") return [project, c.to];
  const undone = c.do === "undo" ? await batchById(db, c.batchId) : null;
  const way = undone === null ? null : wayOf(undone);
  return way === null ? [project] : [way.from, way.to];
}

function carryOut(work: Work, c: Correction): Promise<Done> {
  switch (c.do) {
    case "cells":
      return editCells(work, c.level, c.cells, c.alsoObjects);
    case "set":
      return setField(work, c);
    case "moveObjects":
      return moveObjects(work, c.target, c.to);
    case "moveAcquisitions":
      return moveAcquisitions(work, c.ids, c.to);
    case "moveSamples":
      return moveSamples(work, c.ids, c.to);
    case "mergeInto":
      return mergeInto(work, c.to);
    case "copy":
      return copy(work, c);
    case "trash":
      return trash(work, c);
    case "restore":
      return restore(work, c.trashId);
    case "addField":
      return addColumn(work, c.field);
    case "setUnit":
      return setUnit(work, c);
    case "undo":
      return undoCorrection(work, c.batchId);
  }
}
