import {
  closeTrash,
  countProjectTrash,
  importsAtWork,
  listTrash,
  listTrashedProjects,
  noteEdits,
  openBatch,
  openTrash,
  openTrashOfProject,
  projectById,
  setProjectTrashed,
} from "@nauplius/db";
import { batchId, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { trashUntil } from "./expiry.ts";
import { ofTheWhole } from "./verbs.ts";

export const readTrash = verb({
  name: "trash.list",
  permission: "trash.manage",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const whole = ofTheWhole(grant);
    return whole.ok ? ok(await listTrash(ctx.db, i.projectId)) : whole;
  },
});

/** Projects in the trash that the person may restore. */
export const trashedProjects = verb({
  name: "project.trashed",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx, _i, grant) => {
    const all = grant.standing.siteRoles.includes("admin");
    const rows = await listTrashedProjects(ctx.db, { user: actingUser(ctx), all, now: ctx.clock.now() });
    const only = ctx.actor.kind === "user" ? ctx.actor.projectIds : null;
    return ok(only === null ? rows : rows.filter((t) => only.includes(t.projectId)));
  },
});

const input = z.strictObject({ projectId, batchId });

/** The whole project into the trash: nobody sees it until a manager restores it, and it goes for good after thirty days. */
export const trashProject = verb({
  name: "project.trash",
  permission: "project.delete",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const whole = ofTheWhole(grant);
    if (!whole.ok) return whole;
    const [by, at] = [actingUser(ctx), ctx.clock.now()];
    return transact<{ expiresAt: Date | null }>(ctx.db, async (tx) => {
      if ((await importsAtWork(tx, [i.projectId])) > 0)
        return refuse("busy", "an import into this project is at work; cancel it, or wait until it has ended");
      const request = { do: "trashProject" };
      const fresh = await openBatch(tx, { id: i.batchId, projectId: i.projectId, kind: "correction", by, at, request });
      if (!fresh || (await projectById(tx, i.projectId))?.trashedAt !== null)
        return refuse("conflict", "this project lies in the trash already");
      const expiresAt = trashUntil(at);
      const id = await openTrash(tx, { projectId: i.projectId, level: "project", label: "", by, at, expiresAt });
      await countProjectTrash(tx, id, i.projectId);
      await setProjectTrashed(tx, i.projectId, at);
      const place = { project: i.projectId, batch: i.batchId, level: "project", field: "@trash" } as const;
      await noteEdits(tx, place, [{ id: i.projectId, before: null, after: id }]);
      return ok({ expiresAt });
    });
  },
});

export const restoreProject = verb({
  name: "project.restore",
  permission: "project.delete",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const whole = ofTheWhole(grant);
    if (!whole.ok) return whole;
    const [by, at] = [actingUser(ctx), ctx.clock.now()];
    return transact(ctx.db, async (tx) => {
      const trash = await openTrashOfProject(tx, i.projectId);
      const fresh = await openBatch(tx, {
        id: i.batchId,
        projectId: i.projectId,
        kind: "correction",
        by,
        at,
        request: { do: "restoreProject" },
      });
      if (trash === null || !fresh) return refuse("conflict", "this project is not in the trash");
      await closeTrash(tx, trash, at);
      await setProjectTrashed(tx, i.projectId, null);
      const place = { project: i.projectId, batch: i.batchId, level: "project", field: "@trash" } as const;
      await noteEdits(tx, place, [{ id: i.projectId, before: trash, after: null }]);
      return ok({ restored: true });
    });
  },
});
