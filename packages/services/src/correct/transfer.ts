import {
  applyCounterDeltas,
  arriving,
  type Clash,
  clashes,
  countProjectTrash,
  leaving,
  moveSample,
  noteEdits,
  openTrash,
  samplesOfProject,
  setProjectTrashed,
  shareDictionary,
  siteRolesOf,
  standingIn,
  type Tx,
} from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import { allows, ok, type ProjectId, refuse, type UserId } from "@nauplius/domain";
import type { Outcome } from "../verb.ts";
import { trashUntil } from "./expiry.ts";
import { ownRows } from "./targets.ts";
import { quietStep, type Step, type Work } from "./work.ts";

type Moved = Outcome<{ changed: number }>;
type Asking = { readonly db: Tx; readonly clock: Clock; readonly by: UserId | null };

/** Managers of both projects only: what comes in is seen by other people than before. */
export async function managesToo({ db, clock, by }: Asking, from: ProjectId, to: ProjectId, trashed = false): Promise<Outcome<null>> {
  if (to === from) return refuse("invalid", "from and to are the same project");
  const found = await standingIn(db, to, by, clock.now());
  const siteRoles = by === null ? (["admin"] as const) : await siteRolesOf(db, by);
  const standing = found && { signedIn: true, siteRoles, role: found.role, access: found.access };
  if (found === null || standing === null || !allows("project.read", standing)) return refuse("notFound", `there is no project ${to}`);
  if (found.trashed && !trashed) return refuse("gone", `project ${to} lies in the trash`);
  return allows("correct.run", standing) && found.sampleIds.length === 0
    ? ok(null)
    : refuse("forbidden", "you do not manage the other project, or not all of it");
}

/** What stands in the way, in words. */
export function obstacleOf({ what, names, total }: Clash): string {
  const more = total - names.length;
  const named = more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
  if (what === "taxon")
    return total === 1
      ? `taxon ${named} is this project's own: a taxon editor can take it into the site's tree, or its objects are re-labelled`
      : `${total} taxa are this project's own: ${named}; a taxon editor can take them into the site's tree, or their objects are re-labelled`;
  return total === 1 ? `${what} ${named} is there already` : `${total} ${what}s are there already: ${named}`;
}

async function unhindered(tx: Tx, samples: readonly number[], to: ProjectId): Promise<Outcome<null>> {
  const found = await clashes(tx, samples, to);
  return found.length === 0
    ? ok(null)
    : refuse("conflict", `cannot move: ${found.map(obstacleOf).join("; ")}. Rename, re-label or remove those first`);
}

/** Samples one after the other, each with all below it; refused as a whole when a name stands in the way of any. */
export async function transferSamples(work: Work, ids: readonly number[], way: { from: ProjectId; to: ProjectId }): Promise<Moved> {
  const { from, to } = way;
  const left = ids.filter((id) => id > work.place.at.last);
  const free = await unhindered(work.db, left, to);
  if (!free.ok) return free;
  for (const id of left) {
    const moved = await quietStep(work, [from, to], async (tx, at): Promise<Outcome<Step<null>>> => {
      const here = await ownRows(tx, from, "sample", [id]);
      if (!here.ok) return here;
      const still = await unhindered(tx, [id], to);
      if (!still.ok) return still;
      if (at.changed === 0) await shareDictionary(tx, from, to, work.batch);
      const tallies = await moveSample(tx, work.batch, id, from, to);
      // In the order of the counters' keys, so that nobody waits in a circle.
      for (const p of [from, to].sort((a, b) => a - b)) await applyCounterDeltas(tx, p, p === from ? leaving(tallies) : arriving(tallies));
      return ok({ to: { staged: true, last: id, changed: at.changed + 1 }, value: null });
    });
    if (!moved.ok) return moved;
    work.handle.progress({ step: "moving", done: work.place.at.changed, total: ids.length });
  }
  return ok({ changed: work.place.at.changed });
}

export async function moveSamples(work: Work, ids: readonly number[], to: ProjectId): Promise<Moved> {
  const may = await managesToo(work, work.project, to);
  if (!may.ok) return may;
  const own = work.place.at.staged ? ok([...ids].sort((a, b) => a - b)) : await ownRows(work.db, work.project, "sample", ids);
  return own.ok ? transferSamples(work, own.value, { from: work.project, to }) : own;
}

/** All samples of this project into another; the emptied project goes to the trash. */
export async function mergeInto(work: Work, to: ProjectId): Promise<Moved> {
  const may = await managesToo(work, work.project, to);
  if (!may.ok) return may;
  const moved = await transferSamples(work, await samplesOfProject(work.db, work.project), { from: work.project, to });
  if (!moved.ok) return moved;
  const now = work.clock.now();
  const closed = await quietStep(work, [work.project, to], async (tx, at): Promise<Outcome<Step<null>>> => {
    if (at.made !== null) return ok({ to: {}, value: null });
    if ((await samplesOfProject(tx, work.project)).length > 0)
      return refuse("conflict", "samples came into this project while it was merged; merge it again");
    const id = await openTrash(tx, {
      projectId: work.project,
      level: "project",
      label: "merged",
      by: work.by,
      at: now,
      expiresAt: trashUntil(now),
    });
    await countProjectTrash(tx, id, work.project);
    await setProjectTrashed(tx, work.project, now);
    const place = { project: work.project, batch: work.batch, level: "project", field: "@trash" } as const;
    await noteEdits(tx, place, [{ id: work.project, before: null, after: id }]);
    return ok({ to: { made: id }, value: null });
  });
  return closed.ok ? moved : closed;
}
