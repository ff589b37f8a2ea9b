import { upsertMembership } from "@nauplius/db";
import {
  type ProjectId,
  type Role,
  roles,
  type SampleId,
  type SiteRole,
  type Standing,
  scopeAllows,
  scopes,
  type UserId,
} from "@nauplius/domain";
import { asUser, makeUser, type TestSite } from "@nauplius/testing/factories";
import type { Actor } from "../context.ts";
import type { House } from "./world.fixture.ts";

export type Person = {
  readonly name: string;
  readonly actor: Actor;
  /** What they are, by project, as the table of permissions sees it. */
  readonly roles: ReadonlyMap<ProjectId, Role>;
  readonly siteRoles: readonly SiteRole[];
  /** Sees the first sample of the own project only. */
  readonly limited: boolean;
};

const end = new Date(Date.UTC(2000, 0, 1));

/** Everybody whom the matrix tries, with their memberships in the world. */
export async function makeActors(site: TestSite, own: House, foreign: House): Promise<Person[]> {
  const people: Person[] = [];
  type More = { role?: Role; samples?: readonly SampleId[]; expiresAt?: Date; in?: House; siteRoles?: readonly SiteRole[] };
  const add = async (name: string, more: More = {}): Promise<UserId> => {
    const siteRoles = more.siteRoles ?? [];
    const id = await makeUser(site.db, name.replaceAll(" ", "-"), siteRoles);
    const projectId = (more.in ?? own).projectId;
    if (more.role !== undefined)
      await upsertMembership(site.db, {
        projectId,
        userId: id,
        role: more.role,
        sampleIds: more.samples ?? [],
        expiresAt: more.expiresAt ?? null,
        addedBy: null,
      });
    const standing = more.role === undefined || more.expiresAt !== undefined ? [] : [[projectId, more.role] as const];
    people.push({ name, actor: asUser(id, siteRoles), roles: new Map(standing), siteRoles, limited: more.samples !== undefined });
    return id;
  };
  people.push({ name: "anonymous", actor: { kind: "anonymous" }, roles: new Map(), siteRoles: [], limited: false });
  await add("stranger");
  await add("member of another project", { role: "manager", in: foreign });
  for (const role of roles) await add(role, { role });
  await add("expired manager", { role: "manager", expiresAt: end });
  await add("limited reviewer", { role: "reviewer", samples: [own.sampleId] });
  await add("taxon editor", { siteRoles: ["taxonEditor"] });
  const admin = await add("admin", { siteRoles: ["admin"] });
  const both = await add("manager of both", { role: "manager" });
  await upsertMembership(site.db, {
    projectId: foreign.projectId,
    userId: both,
    role: "manager",
    sampleIds: [],
    expiresAt: null,
    addedBy: null,
  });
  const held = new Map<ProjectId, Role>([
    [own.projectId, "manager"],
    [foreign.projectId, "manager"],
  ]);
  people.push(...tokens(both, held, own));
  people.push({
    name: "token of an admin with every scope",
    actor: token(admin, ["admin"], scopes, null),
    roles: new Map(),
    siteRoles: ["admin"],
    limited: false,
  });
  return people.filter((p) => p.name !== "manager of both");
}

const token = (
  userId: UserId,
  siteRoles: readonly SiteRole[],
  held: readonly string[],
  projectIds: readonly ProjectId[] | null,
): Actor => ({
  kind: "user",
  userId,
  siteRoles,
  scopes: held,
  projectIds,
});

function tokens(user: UserId, held: ReadonlyMap<ProjectId, Role>, own: House): Person[] {
  const one = (name: string, has: readonly string[], projectIds: readonly ProjectId[] | null): Person => {
    const seen = [...held].filter(([project]) => projectIds === null || projectIds.includes(project));
    return { name, actor: token(user, [], has, projectIds), roles: new Map(seen), siteRoles: [], limited: false };
  };
  return [
    ...scopes.map((scope) => one(`token to ${scope}`, [scope], null)),
    one("token with every scope", scopes, null),
    one("token with every scope, of the own project", scopes, [own.projectId]),
    one("token without scope", [], null),
  ];
}

export const scopesOf = (p: Person): readonly string[] | null => (p.actor.kind === "user" ? p.actor.scopes : null);
export const inScope = (p: Person, permission: Parameters<typeof scopeAllows>[0]): boolean => {
  const held = scopesOf(p);
  return held === null || scopeAllows(permission, held);
};

export const standingOf = (p: Person, project: ProjectId | null, access: Standing["access"]): Standing => ({
  signedIn: p.actor.kind === "user",
  siteRoles: p.siteRoles,
  role: project === null ? null : (p.roles.get(project) ?? null),
  access,
});
