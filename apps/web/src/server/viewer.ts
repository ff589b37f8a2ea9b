import "server-only";
import { context } from "./context.ts";
import { site } from "./site.ts";

/** What the frame shows of the person looking. */
export type Viewer = { readonly name: string; readonly email: string; readonly admin: boolean; readonly taxonEditor: boolean };

export async function viewer(): Promise<Viewer | null> {
  const { actor } = await context();
  if (actor.kind !== "user") return null;
  const user = await site().db.prisma.user.findUnique({ where: { id: actor.userId }, select: { name: true, email: true } });
  return user === null
    ? null
    : { ...user, admin: actor.siteRoles.includes("admin"), taxonEditor: actor.siteRoles.some((r) => r === "taxonEditor" || r === "admin") };
}
