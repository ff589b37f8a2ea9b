import {
  foreignSamples,
  type LinkRow,
  openInvitations,
  personByEmail,
  personById,
  projectById,
  projectOfLink,
  revokeLinks,
  type Tx,
} from "@nauplius/db";
import { linkId, ok, projectId, projectInvitation, refuse, siteInvitation } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { verb } from "../../verb.ts";
import { handOver, type Issued, inDays, issueLink } from "./issue.ts";

type Invited = Pick<LinkRow, "projectId" | "role" | "sampleIds" | "membershipExpiresAt" | "expiresAt"> & { email: string };

/** Admins vouch for the addresses they invite; a manager may be anybody who made a project. */
const vouches = (ctx: Context): boolean =>
  ctx.actor.kind === "system" || (ctx.actor.kind === "user" && ctx.actor.siteRoles.includes("admin"));

/** A new invitation replaces the open one to the same place. */
async function invite(ctx: Context, tx: Tx, i: Invited): Promise<Issued> {
  const now = ctx.clock.now();
  await revokeLinks(tx, { kinds: ["invitation"], email: i.email, projectId: i.projectId }, now);
  return issueLink(tx, { kind: "invitation", ...i, createdBy: actingUser(ctx), vouched: vouches(ctx), now });
}

async function pass(ctx: Context, issued: Issued, to: string, place: string) {
  const user = actingUser(ctx);
  const inviter = user === null ? null : await personById(ctx.db, user);
  const sentence = inviter === null ? `You are invited to ${place}.` : `${inviter.name} (${inviter.email}) invites you to ${place}.`;
  const handed = await handOver(ctx, issued, {
    to,
    subject: `Invitation to ${place}`,
    text: (url) => `${sentence}\n\nOpen this link to accept; it works once:\n\n${url}\n\nIf you do not know what this is about, ignore it.`,
  });
  return { id: issued.id, ...handed };
}

/** Invites an e-mail to a project: with a role, perhaps only some samples, perhaps until a day. */
export const inviteToProject = verb({
  name: "people.inviteToProject",
  permission: "people.invite",
  input: projectInvitation,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const strangers = await foreignSamples(ctx.db, i.projectId, i.sampleIds);
    if (strangers.length > 0)
      return refuse("invalid", `samples ${strangers.slice(0, 10).join(", ")} are not in this project`, {
        faults: [{ path: "sampleIds", message: "not in this project" }],
      });
    const invited = { ...i, membershipExpiresAt: i.expiresAt, expiresAt: inDays(ctx, i.days) };
    const issued = await ctx.db.transaction((tx) => invite(ctx, tx, invited));
    const project = await projectById(ctx.db, i.projectId);
    return ok(await pass(ctx, issued, i.email, `the project "${project?.title ?? ""}" on Nauplius`));
  },
});

/** Invites an e-mail to have an account, without a project. */
export const inviteToSite = verb({
  name: "people.inviteToSite",
  permission: "people.admin",
  input: siteInvitation,
  run: async (ctx, i) => {
    if ((await personByEmail(ctx.db, i.email)) !== null)
      return refuse("conflict", `${i.email} has an account already`, { faults: [{ path: "email", message: "has an account already" }] });
    const invited = {
      email: i.email,
      projectId: null,
      role: null,
      sampleIds: [],
      membershipExpiresAt: null,
      expiresAt: inDays(ctx, i.days),
    };
    return ok(await pass(ctx, await ctx.db.transaction((tx) => invite(ctx, tx, invited)), i.email, "Nauplius"));
  },
});

export const listProjectInvitations = verb({
  name: "people.projectInvitations",
  permission: "people.invite",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await openInvitations(ctx.db, i.projectId, ctx.clock.now())),
});

export const listSiteInvitations = verb({
  name: "people.siteInvitations",
  permission: "people.admin",
  input: z.strictObject({}),
  run: async (ctx) => ok(await openInvitations(ctx.db, null, ctx.clock.now())),
});

/** Takes an invitation back before it is accepted. */
export const revokeInvitation = verb({
  name: "people.revokeInvitation",
  permission: "people.invite",
  input: z.strictObject({ linkId }),
  project: async (ctx, i) => {
    const project = await projectOfLink(ctx.db, i.linkId);
    // No such link: no such thing. A link to the site: a right of the site, which only admins have.
    return project === undefined ? null : (project ?? undefined);
  },
  run: async (ctx, i) => {
    const revoked = await revokeLinks(ctx.db, { id: i.linkId, kinds: ["invitation"] }, ctx.clock.now());
    return revoked === 1 ? ok({}) : refuse("gone", "this invitation was accepted, withdrawn or has run out");
  },
});
