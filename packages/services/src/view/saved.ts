import { deleteView as deleteViewRow, projectOf, saveView as saveViewRow, viewsFor } from "@nauplius/db";
import { allows, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { verb } from "../verb.ts";

const nobody = () => refuse("unauthenticated", "views are saved for people who are signed in");

export const listViews = verb({
  name: "view.list",
  permission: "view.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    return user === null ? nobody() : ok(await viewsFor(ctx.db, i.projectId, user));
  },
});

/** Keeps filter, sort and display under a name; my view of that name is replaced. */
export const saveView = verb({
  name: "view.save",
  permission: "view.write",
  input: z.strictObject({
    projectId,
    name: z.string().trim().min(1, "a view needs a name").max(100),
    query: z.string().max(200_000),
    shared: z.boolean().default(false),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    return user === null ? nobody() : ok({ id: await saveViewRow(ctx.db, { ...i, userId: user }) });
  },
});

/** One's own views; managers also those that others share. */
export const deleteView = verb({
  name: "view.delete",
  permission: "view.write",
  input: z.strictObject({ viewId: z.coerce.number().int().positive() }),
  project: (ctx, i) => projectOf(ctx.db, "saved_view", i.viewId),
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    const gone = await deleteViewRow(ctx.db, i.viewId, user, allows("project.edit", grant.standing));
    return gone ? ok({ deleted: true }) : refuse("forbidden", "this view belongs to somebody else");
  },
});
