import { type ProjectStanding, type Sight, standingIn } from "@nauplius/db";
import {
  allows,
  ok,
  type Permission,
  type ProjectId,
  refuse,
  type SampleId,
  type Standing,
  scopeAllows,
  seesValidatedOnly,
} from "@nauplius/domain";
import { actingUser, type Context } from "./context.ts";
import type { Outcome } from "./verb.ts";

/** What a check of rights found: passed on to the verb, so that nothing is asked twice. */
export type Grant = {
  readonly project: ProjectId | null;
  readonly standing: Standing;
  /** Samples that a membership is limited to; empty: all. */
  readonly sampleIds: readonly SampleId[];
};

/** What a token that is limited to projects may still do outside them. */
export const beyondProjects: readonly Permission[] = [
  "site.read",
  "site.health",
  "project.list",
  "taxonomy.read",
  "people.search",
  "people.link",
  "import.upload",
  "model.read",
];

/** What can be done with a project in the trash: see that it is there, and bring it back. */
const inTrash: readonly Permission[] = ["project.read", "project.delete", "run.read"];

const operator: Standing = { signedIn: true, siteRoles: ["admin"], role: "manager", access: null };

function standingOf(ctx: Context, inProject: ProjectStanding | null): Standing {
  if (ctx.actor.kind === "system") return { ...operator, access: inProject?.access ?? null };
  const signedIn = ctx.actor.kind === "user";
  return {
    signedIn,
    siteRoles: ctx.actor.kind === "user" ? ctx.actor.siteRoles : [],
    role: inProject?.role ?? null,
    access: inProject?.access ?? null,
  };
}

/** The one check of rights. What a person may not even see does not exist for them (404), what they see but may not do is forbidden (403). */
export async function grantFor(ctx: Context, permission: Permission, project: ProjectId | null | undefined): Promise<Outcome<Grant>> {
  const actor = ctx.actor;
  if (actor.kind === "user" && actor.scopes !== null && !scopeAllows(permission, actor.scopes))
    return refuse("forbidden", `this token's scopes (${actor.scopes.join(", ") || "none"}) do not include ${permission}`);

  if (project === undefined) {
    const limited = actor.kind === "user" && actor.projectIds !== null;
    if (limited && !beyondProjects.includes(permission))
      return refuse("forbidden", "this token is limited to some projects; this is a right of the site");
    const standing = standingOf(ctx, null);
    if (allows(permission, standing)) return ok({ project: null, standing, sampleIds: [] });
    return standing.signedIn
      ? refuse("forbidden", "your account does not have the right to do this")
      : refuse("unauthenticated", "sign in to do this");
  }

  const found = project === null ? null : await standingIn(ctx.db, project, actingUser(ctx), ctx.clock.now());
  const nothing = refuse("notFound", "there is no such thing here, or it is not open to you");
  if (project === null || found === null) return nothing;
  if (actor.kind === "user" && actor.projectIds !== null && !actor.projectIds.includes(project)) return nothing;
  const standing = standingOf(ctx, found);
  if (!allows("project.read", standing)) return nothing;
  if (found.trashed && !allows("project.delete", standing)) return nothing;
  if (found.trashed && !inTrash.includes(permission)) return refuse("gone", "this project lies in the trash; restore it first");
  if (!allows(permission, standing))
    return standing.signedIn
      ? refuse("forbidden", "your role in this project does not allow this")
      : refuse("unauthenticated", "sign in to do this");
  return ok({ project, standing, sampleIds: found.sampleIds });
}

/** What of the project's objects the grant lets one see. */
export function sightOf(grant: Grant): Sight {
  if (grant.project === null) throw new Error("sightOf: the grant is not for a project");
  return { projectId: grant.project, sampleIds: grant.sampleIds, validatedOnly: seesValidatedOnly(grant.standing) };
}
