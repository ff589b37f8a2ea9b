import { commentsOf, deleteComment, inSight, insertComment, projectOf, recentComments } from "@nauplius/db";
import { allows, commentId, mostCommentLetters, type ObjectId, objectId, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { verb } from "../verb.ts";

const nothing = () => refuse("notFound", "there is no such object, or it is not open to you");
const isVisible = async (ctx: Context, grant: Grant, object: ObjectId): Promise<boolean> =>
  (await inSight(ctx.db, sightOf(grant), [object])).length === 1;

/** What members said about an object. */
export const listComments = verb({
  name: "comment.list",
  permission: "comment.read",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    if (!(await isVisible(ctx, grant, i.objectId))) return nothing();
    const user = actingUser(ctx);
    const anybodys = allows("project.edit", grant.standing);
    return ok((await commentsOf(ctx.db, i.objectId)).map((c) => ({ ...c, removable: anybodys || (c.by !== null && c.by === user) })));
  },
});

/** What was last said in a project. */
export const listRecentComments = verb({
  name: "comment.recent",
  permission: "comment.read",
  input: z.strictObject({ projectId, limit: z.coerce.number().int().min(1).max(200).default(30) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok(await recentComments(ctx.db, sightOf(grant), i.limit)),
});

export const addComment = verb({
  name: "comment.add",
  permission: "comment.write",
  input: z.strictObject({ objectId, text: z.string().trim().min(1, "a comment needs words").max(mostCommentLetters) }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (grant.project === null || !(await isVisible(ctx, grant, i.objectId))) return nothing();
    return ok({ id: await insertComment(ctx.db, { ...i, projectId: grant.project, by: user, at: ctx.clock.now() }) });
  },
});

/** One's own; managers anybody's. */
export const removeComment = verb({
  name: "comment.remove",
  permission: "comment.write",
  input: z.strictObject({ commentId }),
  project: (ctx, i) => projectOf(ctx.db, "object_comment", i.commentId),
  run: async (ctx, i, grant) => {
    const gone = await deleteComment(ctx.db, i.commentId, actingUser(ctx), allows("project.edit", grant.standing));
    return gone ? ok({ removed: true }) : refuse("forbidden", "this comment is somebody else's");
  },
});
