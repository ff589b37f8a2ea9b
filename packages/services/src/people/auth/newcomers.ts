import { invitationsFor, takeLink } from "@nauplius/db";
import { userId } from "@nauplius/domain";
import { joinProject } from "../links/accept.ts";
import type { AuthSettings } from "./auth.ts";

type Claimed = { readonly email?: string | null; readonly emailVerified?: boolean };

/** May whom the sign-in service names come in? A new account needs a verified e-mail and an invitation to it, or a site open for registration. */
export async function admitted(
  s: Pick<AuthSettings, "db" | "clock" | "registration">,
  user: Claimed,
  action: "create-user" | "link-account" | "sign-in",
): Promise<{ error: string; errorDescription: string } | undefined> {
  if (action === "sign-in") return undefined;
  if (user.emailVerified !== true || !user.email)
    return { error: "email_not_verified", errorDescription: "the service does not vouch for this e-mail" };
  if (action === "link-account" || s.registration) return undefined;
  const invitations = await invitationsFor(s.db, user.email.toLowerCase(), s.clock.now());
  return invitations.length > 0 ? undefined : { error: "not_invited", errorDescription: "nobody invited this e-mail" };
}

/** A newcomer through the service gets what their e-mail was invited to. */
export async function claimInvitations(s: Pick<AuthSettings, "db" | "clock">, user: { id: string; email: string }): Promise<void> {
  const now = s.clock.now();
  const id = userId.parse(user.id);
  for (const link of await invitationsFor(s.db, user.email, now))
    await s.db.transaction(async (tx) => {
      if (await takeLink(tx, link.id, id, now)) await joinProject(tx, link, id, now);
    });
}
