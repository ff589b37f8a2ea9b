import { allows, type ProjectId, type RefusalCode, type Standing } from "@nauplius/domain";
import { beyondProjects } from "../access.ts";
import type { Verb } from "../verb.ts";
import { inScope, type Person, standingOf } from "./actors.fixture.ts";

/** Where the right is asked for: in a project that is so open, or in the site. */
export type Place = { readonly projectId: ProjectId; readonly access: Standing["access"] } | null;

/** What the one table of permissions says to this person here; null: they may. */
export function refusalFor(p: Person, verb: Pick<Verb, "permission">, place: Place): RefusalCode | null {
  if (!inScope(p, verb.permission)) return "forbidden";
  const only = p.actor.kind === "user" ? p.actor.projectIds : null;
  const signedIn = p.actor.kind === "user";
  if (place === null) {
    if (only !== null && !beyondProjects.includes(verb.permission)) return "forbidden";
    if (allows(verb.permission, standingOf(p, null, null))) return null;
    return signedIn ? "forbidden" : "unauthenticated";
  }
  if (only !== null && !only.includes(place.projectId)) return "notFound";
  const standing = standingOf(p, place.projectId, place.access);
  if (!allows("project.read", standing)) return "notFound";
  if (allows(verb.permission, standing)) return null;
  return signedIn ? "forbidden" : "unauthenticated";
}

/** May this person know at all what is in the project? Metadata alone are not enough. */
export const mayKnow = (p: Person, place: NonNullable<Place>): boolean => {
  const only = p.actor.kind === "user" ? p.actor.projectIds : null;
  return (only === null || only.includes(place.projectId)) && allows("object.read", standingOf(p, place.projectId, place.access));
};
