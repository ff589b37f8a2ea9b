import { z } from "zod";

/** Roles in a project, weakest first: each may do all that those before it may. */
export const roles = ["viewer", "trainee", "annotator", "reviewer", "manager"] as const;
export type Role = (typeof roles)[number];
export const role = z.enum(roles);

export const siteRoles = ["taxonEditor", "admin"] as const;
export type SiteRole = (typeof siteRoles)[number];
export const siteRole = z.enum(siteRoles);

export const accesses = ["private", "visible", "open"] as const;
export type Access = (typeof accesses)[number];
export const access = z.enum(accesses);

export const roleAtLeast = (held: Role | null, needed: Role): boolean => held !== null && roles.indexOf(held) >= roles.indexOf(needed);
