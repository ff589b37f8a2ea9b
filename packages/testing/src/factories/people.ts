import { type Db, upsertMembership } from "@nauplius/db";
import { type ProjectId, type Role, type SampleId, type SiteRole, type UserId, userId } from "@nauplius/domain";
import type { Actor } from "@nauplius/services";

/** An account without a password: for verbs, not for signing in. */
export async function makeUser(db: Db, name: string, siteRoles: readonly SiteRole[] = []): Promise<UserId> {
  const id = userId.parse(`user-${name}`);
  await db.prisma.user.create({
    data: { id, name, email: `${name.toLowerCase()}@example.org`, siteRoles: { create: siteRoles.map((role) => ({ role })) } },
  });
  return id;
}

export async function makeMember(db: Db, project: ProjectId, name: string, role: Role, samples: readonly SampleId[] = []): Promise<UserId> {
  const user = await makeUser(db, name);
  await upsertMembership(db, { projectId: project, userId: user, role, sampleIds: samples, expiresAt: null, addedBy: null });
  return user;
}

/** Somebody signed in, asking through the page. */
export const asUser = (id: UserId, siteRoles: readonly SiteRole[] = []): Actor => ({
  kind: "user",
  userId: id,
  siteRoles,
  scopes: null,
  projectIds: null,
});
export const anonymous: Actor = { kind: "anonymous" };
