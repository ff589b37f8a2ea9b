import type { Db } from "@nauplius/db";
import type { Clock, ProjectId, SiteRole, UserId } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import type { Storage } from "@nauplius/storage";

/** Who asks: the same verb serves page, API, command line and worker. */
export type Actor =
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "user";
      readonly userId: UserId;
      readonly siteRoles: readonly SiteRole[];
      /** A token may do less than its owner: null means everything the owner may. */
      readonly scopes: readonly string[] | null;
      /** Projects that a token is limited to; null: all of its owner's. */
      readonly projectIds: readonly ProjectId[] | null;
      /** The browser's session, where there is one: it survives a change of password, the others do not. */
      readonly sessionId?: string;
    }
  /** The operator at the machine, or a worker finishing what a person began. */
  | { readonly kind: "system" };

export type Log = {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
};

export type Mail = { readonly send: (message: { to: string; subject: string; text: string }) => Promise<void> };

/** What the operator chose for the site, as far as verbs must know. */
export type SiteSettings = {
  /** What permanent and one-time addresses begin with. */
  readonly baseUrl: string;
  readonly registration: boolean;
  /** Null: links are shown to whoever may pass them on. */
  readonly mail: Mail | null;
  /** Allowed root of imports from a path of the server; left out: there are none. */
  readonly importRoot?: string | null;
};

export type Context = {
  readonly db: Db;
  readonly storage: Storage;
  readonly queue: Producer;
  readonly clock: Clock;
  readonly log: Log;
  readonly actor: Actor;
  readonly requestId: string;
  readonly settings?: SiteSettings;
  /** The network address that asks, for limits of tries. */
  readonly address?: string;
};

export const actingUser = (ctx: Context): UserId | null => (ctx.actor.kind === "user" ? ctx.actor.userId : null);
