import {
  acquisitionPlace,
  clashes,
  moveAcquisition,
  moveObjects as moveObjectRows,
  moveSamples as moveSampleRows,
  openTrash,
  recountSamples,
  samplePlace,
  samplesOfProject,
  setProjectTrashed,
  standingIn,
  type Tx,
} from "@nauplius/db";
import { ok, type ProjectId, refuse, roleAtLeast, trashDays } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { placeAgain } from "./derived.ts";
import { inChunks, type Work } from "./work.ts";

type Moved = Outcome<{ changed: number }>;

/** Objects to another acquisition of the project. */
export async function moveObjects(work: Work, ids: readonly number[], to: number): Promise<Moved> {
  const target = await acquisitionPlace(work.db, to);
  if (target === null || target.projectId !== work.project) return refuse("notFound", `there is no acquisition ${to} in this project`);
  const changed = await inChunks(work, "moving", ids, async (tx, part) => {
    const moved = await moveObjectRows(tx, work.project, work.batch, part, target);
    // Which taxa and states moved follows from a recount of the samples touched.
    const samples = [...new Set([...moved.map((m) => m.sampleId), target.sampleId])];
    await recountSamples(tx, samples);
    await placeAgain(tx, { project: work.project, batch: work.batch }, samples);
    return moved.reduce((sum, m) => sum + m.objects, 0);
  });
  return ok({ changed });
}

export async function moveAcquisitions(work: Work, ids: readonly number[], to: number): Promise<Moved> {
  const target = await samplePlace(work.db, to);
  if (target === null || target.projectId !== work.project) return refuse("notFound", `there is no sample ${to} in this project`);
  return ok({
    changed: await work.db.transaction(async (tx) => {
      const left: number[] = [];
      for (const id of ids) {
        const from = await moveAcquisition(tx, work.project, work.batch, id, to);
        if (from !== null) left.push(from);
      }
      const samples = [...new Set([...left, to])];
      await recountSamples(tx, samples);
      await placeAgain(tx, { project: work.project, batch: work.batch }, samples);
      return left.length;
    }),
  });
}

/** Managers of both projects only: what comes in is seen by other people than before. */
async function managesBoth(work: Work, to: ProjectId): Promise<Outcome<null>> {
  if (to === work.project) return refuse("invalid", "from and to are the same project");
  const standing = await standingIn(work.db, to, work.by, work.clock.now());
  if (standing === null || standing.trashed) return refuse("notFound", `there is no project ${to}`);
  const may = work.by === null || (roleAtLeast(standing.role, "manager") && standing.sampleIds.length === 0);
  return may ? ok(null) : refuse("forbidden", "you do not manage the project that you move to");
}

async function transfer(tx: Tx, work: Work, samples: readonly number[], to: ProjectId): Promise<Outcome<null>> {
  const found = await clashes(tx, samples, to);
  if (found.length > 0) {
    const names = found.map((c) => `${c.what} ${c.name}`).join(", ");
    return refuse(
      "conflict",
      `cannot move: ${names} ${found.some((c) => c.what === "taxon") ? "are local to this project, or" : ""} already stand in the other project; rename, re-label or remove them first`,
    );
  }
  await moveSampleRows(tx, work.project, work.batch, samples, to);
  return ok(null);
}

export async function moveSamples(work: Work, ids: readonly number[], to: ProjectId): Promise<Moved> {
  const may = await managesBoth(work, to);
  if (!may.ok) return may;
  return work.db.transaction(async (tx) => {
    const moved = await transfer(tx, work, ids, to);
    return moved.ok ? ok({ changed: ids.length }) : moved;
  });
}

/** All samples of this project into another; the emptied project goes to the trash. */
export async function mergeInto(work: Work, to: ProjectId): Promise<Moved> {
  const may = await managesBoth(work, to);
  if (!may.ok) return may;
  const now = work.clock.now();
  return work.db.transaction(async (tx) => {
    const samples = await samplesOfProject(tx, work.project);
    const moved = await transfer(tx, work, samples, to);
    if (!moved.ok) return moved;
    await openTrash(tx, {
      projectId: work.project,
      level: "project",
      label: "merged",
      by: work.by,
      at: now,
      expiresAt: new Date(now.getTime() + trashDays * 86_400_000),
    });
    await setProjectTrashed(tx, work.project, now);
    return ok({ changed: samples.length });
  });
}
