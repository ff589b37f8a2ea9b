import {
  countManagers,
  deleteMembership,
  foreignSamples,
  lockMembers,
  memberOf,
  membersOf,
  personById,
  revokeLinks,
  type Tx,
  upsertMembership,
} from "@nauplius/db";
import { allows, maskedEmail, membership, ok, type ProjectId, projectId, refuse, type UserId, userId } from "@nauplius/domain";
import { z } from "zod";
import type { Grant } from "../../access.ts";
import { actingUser } from "../../context.ts";
import { transact } from "../../transact.ts";
import { verb } from "../../verb.ts";

/** The people of a project. Their addresses are for its managers. */
export const listMembers = verb({
  name: "project.listMembers",
  permission: "project.team",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const manages = allows("project.members", grant.standing);
    const now = ctx.clock.now();
    const members = await membersOf(ctx.db, i.projectId);
    return ok(
      members.map((m) => ({
        ...m,
        email: manages ? m.email : maskedEmail(m.email),
        sampleIds: manages ? m.sampleIds : [],
        isLimited: m.sampleIds.length > 0,
        isOver: m.expiresAt !== null && m.expiresAt <= now,
      })),
    );
  },
});

const lastManager = refuse("lastAdmin", "a project keeps a manager without an end: name another one first, or ask an admin");

/** Would the project be without a manager? Admins may leave it so. */
async function leavesNobody(tx: Tx, grant: Grant, project: ProjectId, leaving: UserId): Promise<boolean> {
  await lockMembers(tx, project);
  if (grant.standing.siteRoles.includes("admin")) return false;
  const held = await memberOf(tx, project, leaving);
  return held?.role === "manager" && (await countManagers(tx, project, leaving)) === 0;
}

/** Makes somebody a member, or changes what a member may. */
export const setMember = verb({
  name: "project.setMember",
  permission: "project.members",
  input: membership,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const person = await personById(ctx.db, i.userId);
    if (person === null || person.blocked) return refuse("notFound", "there is no such person here");
    const now = ctx.clock.now();
    if (i.expiresAt !== null && i.expiresAt <= now)
      return refuse("invalid", "expiresAt: this day is over", { faults: [{ path: "expiresAt", message: "this day is over" }] });
    const strangers = await foreignSamples(ctx.db, i.projectId, i.sampleIds);
    if (strangers.length > 0)
      return refuse("invalid", `samples ${strangers.slice(0, 10).join(", ")} are not in this project`, {
        faults: [{ path: "sampleIds", message: "not in this project" }],
      });
    return transact(ctx.db, async (tx) => {
      const staysManager = i.role === "manager" && i.expiresAt === null;
      if ((await leavesNobody(tx, grant, i.projectId, i.userId)) && !staysManager) return lastManager;
      await upsertMembership(tx, { ...i, addedBy: actingUser(ctx) });
      // Invitations live on the right of whoever made them.
      if (i.role !== "manager") await revokeLinks(tx, { kinds: ["invitation"], projectId: i.projectId, createdBy: i.userId }, now);
      return ok({});
    });
  },
});

export const removeMember = verb({
  name: "project.removeMember",
  permission: "project.members",
  input: z.strictObject({ projectId, userId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) =>
    transact(ctx.db, async (tx) => {
      if (await leavesNobody(tx, grant, i.projectId, i.userId)) return lastManager;
      if ((await deleteMembership(tx, i.projectId, i.userId)) === 0) return refuse("notFound", "this person is not a member");
      await revokeLinks(tx, { kinds: ["invitation"], projectId: i.projectId, createdBy: i.userId }, ctx.clock.now());
      return ok({});
    }),
});
