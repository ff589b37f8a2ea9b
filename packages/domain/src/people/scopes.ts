import { type Permission, permissions } from "./permissions.ts";

/** What a personal token may be for. Scopes narrow the rights of the owner, never widen them. */
export const scopes = ["read", "annotate", "import", "export", "manage"] as const;
export type Scope = (typeof scopes)[number];

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
    "model.read",
    "people.search",
  ],
  annotate: ["annotation.propose", "annotation.label", "annotation.review", "annotation.undo", "annotation.revert", "view.write"],
  import: ["project.create", "import.run", "import.upload", "run.control"],
  export: ["export.run", "export.backup"],
  manage: [
    "project.edit",
    "project.members",
    "project.delete",
    "people.invite",
    "object.edit",
    "correct.run",
    "trash.manage",
    "taxonomy.local",
    "taxonomy.edit",
    "run.control",
    "workers.read",
    "model.manage",
    "site.admin",
  ],
};

/** Account things (own password, tokens, other people's accounts) are in no scope: a token never raises or makes tokens. */
export const scopeAllows = (permission: Permission, held: readonly string[]): boolean =>
  permissions[permission] === "anyone" || scopes.some((scope) => held.includes(scope) && byScope[scope].includes(permission));
