import type { Access, Role, SiteRole } from "./roles.ts";
import { roleAtLeast } from "./roles.ts";

/** Who may do a thing. `anyone`: also without an account; `signedIn`: any account; `visible`: whoever may see the project's metadata
 *  (members; everybody when it is visible or open); `objects`: whoever may see objects (members; everybody, validated only, when open);
 *  a role: members with at least that role; a site role: its holders. Admins may do everything but label (labels are signed by members). */
export type Need = "anyone" | "signedIn" | "visible" | "objects" | Role | SiteRole;

/** The one table of permissions: what can be done -> who may. */
export const permissions = {
  "site.read": "anyone",
  "site.health": "anyone",
  "site.admin": "admin",
  "people.link": "anyone",
  "people.self": "signedIn",
  "people.search": "signedIn",
  "people.invite": "manager",
  "people.admin": "admin",
  "project.list": "anyone",
  "project.create": "signedIn",
  "project.read": "visible",
  "project.edit": "manager",
  "project.team": "viewer",
  "project.members": "manager",
  "project.delete": "manager",
  "project.counts": "visible",
  "sample.read": "visible",
  "object.read": "objects",
  "object.history": "objects",
  "object.edit": "manager",
  "object.divide": "annotator",
  "map.make": "annotator",
  "annotation.propose": "trainee",
  "annotation.label": "annotator",
  "annotation.review": "reviewer",
  "annotation.undo": "trainee",
  "annotation.revert": "manager",
  "view.read": "viewer",
  "view.write": "viewer",
  "assignment.manage": "manager",
  "comment.read": "viewer",
  "comment.write": "viewer",
  "opinion.give": "annotator",
  "opinion.read": "viewer",
  "opinion.manage": "manager",
  "practice.take": "viewer",
  "practice.manage": "manager",
  "check.read": "viewer",
  "check.sign": "manager",
  "import.run": "manager",
  "import.upload": "signedIn",
  "statistics.read": "viewer",
  "statistics.manage": "manager",
  "export.run": "viewer",
  "export.backup": "manager",
  "correct.run": "manager",
  "trash.manage": "manager",
  "history.read": "viewer",
  "taxonomy.read": "anyone",
  "taxonomy.edit": "taxonEditor",
  "taxonomy.local": "manager",
  "run.read": "viewer",
  /** Runs of no project that one started: to look at, and to stop, answer and try again. */
  "run.follow": "signedIn",
  "run.steer": "signedIn",
  "run.control": "manager",
  "workers.read": "admin",
  "predict.run": "manager",
  "model.read": "signedIn",
  "model.manage": "admin",
} as const satisfies Record<string, Need>;

export type Permission = keyof typeof permissions;

/** What is known of the person asking, with respect to one project (or none). */
export type Standing = {
  readonly signedIn: boolean;
  readonly siteRoles: readonly SiteRole[];
  /** Role in the project; null when not a member or when the membership has expired. */
  readonly role: Role | null;
  /** How open the project is; null for things of the site. */
  readonly access: Access | null;
};

/** Labels are signed by members: being admin of the site is no opinion on plankton. */
const membersOnly: readonly Permission[] = ["annotation.propose", "annotation.label", "annotation.review", "annotation.undo"];

const isMember = (s: Standing): boolean => s.role !== null || s.siteRoles.includes("admin");

/** The one decision. */
export function allows(permission: Permission, s: Standing): boolean {
  const need: Need = permissions[permission];
  switch (need) {
    case "anyone":
      return true;
    case "signedIn":
      return s.signedIn;
    case "visible":
      return isMember(s) || s.access === "visible" || s.access === "open";
    case "objects":
      return isMember(s) || s.access === "open";
    case "taxonEditor":
      return s.siteRoles.includes("taxonEditor") || s.siteRoles.includes("admin");
    case "admin":
      return s.siteRoles.includes("admin");
    default:
      return roleAtLeast(s.role, need) || (s.siteRoles.includes("admin") && !membersOnly.includes(permission));
  }
}

/** Without membership, an open project shows validated objects only. */
export const seesValidatedOnly = (s: Standing): boolean => !isMember(s);
