import { z } from "zod";
import { type Permission, permissions } from "./permissions.ts";

/** What a personal token may be for. Scopes narrow the rights of the owner, never widen them. */
export const scopes = ["read", "annotate", "import", "export", "manage"] as const;
export type Scope = (typeof scopes)[number];
export const scope = z.enum(scopes);

const byScope: Record<Scope, readonly Permission[]> = {
  read: [
    "site.read",
    "site.health",
    "project.list",
    "project.read",
    "project.counts",
    "sample.read",
    "object.read",
    "object.history",
    "view.read",
    "taxonomy.read",
    "run.read",
    "run.follow",
    "model.read",
    "people.search",
    "project.team",
    "history.read",
    "statistics.read",
    "check.read",
    "comment.read",
    "opinion.read",
  ],
  annotate: [
    "annotation.propose",
    "annotation.label",
    "annotation.review",
    "annotation.undo",
    "annotation.revert",
    "object.divide",
    "map.make",
    "view.write",
    "comment.write",
    "opinion.give",
    "practice.take",
  ],
  import: ["project.create", "import.run", "import.upload", "run.control", "run.steer"],
  export: ["export.run", "export.backup"],
  manage: [
    "project.edit",
    "project.delete",
    "object.edit",
    "correct.run",
    "check.sign",
    "assignment.manage",
    "opinion.manage",
    "practice.manage",
    "trash.manage",
    "statistics.manage",
    "taxonomy.local",
    "taxonomy.edit",
    "run.control",
    "run.steer",
    "workers.read",
    "predict.run",
    "model.manage",
  ],
};

/** Accounts, tokens, members, invitations and the site's administration are in no scope: a token raises nobody and makes no token. */
export const scopeAllows = (permission: Permission, held: readonly string[]): boolean =>
  permissions[permission] === "anyone" || scopes.some((scope) => held.includes(scope) && byScope[scope].includes(permission));
