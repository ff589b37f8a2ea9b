import {
  type LinkRow,
  lockMembers,
  markVerified,
  memberOf,
  personByEmail,
  personById,
  projectById,
  type Tx,
  takeLink,
  upsertMembership,
} from "@nauplius/db";
import { linkSecret, newAccount, ok, type Role, refuse, roleAtLeast, type SampleId, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { transact } from "../../transact.ts";
import { type Outcome, verb } from "../../verb.ts";
import { acceptPassword } from "../passwords.ts";
import { makeAccount, newUserId } from "./account.ts";
import { openLink, usedUp } from "./issue.ts";

/** What a one-time link is for; shown to whoever holds it. */
export const readLink = verb({
  name: "people.readLink",
  permission: "people.link",
  input: z.strictObject({ token: linkSecret }),
  run: async (ctx, i) => {
    const found = await openLink(ctx.db, i.token, ["welcome", "invitation", "registration", "reset"], ctx.clock.now());
    if (!found.ok) return found;
    const link = found.value;
    const project = link.projectId === null ? null : await projectById(ctx.db, link.projectId);
    const inviter = link.createdBy === null ? null : await personById(ctx.db, link.createdBy);
    const address = link.userId === null ? link.email : ((await personById(ctx.db, link.userId))?.email ?? null);
    const person = address === null ? null : await personByEmail(ctx.db, address);
    return ok({
      kind: link.kind,
      email: address,
      role: link.role,
      project: project?.title ?? null,
      invitedBy: link.kind === "invitation" ? (inviter?.name ?? null) : null,
      expiresAt: link.expiresAt,
      hasAccount: person !== null,
      isMine: person !== null && person.id === actingUser(ctx),
    });
  },
});

type Terms = { readonly role: Role; readonly sampleIds: readonly SampleId[]; readonly expiresAt: Date | null };

/** Do these terms hold all that the others do: role, samples, and time? */
function holdsAll(a: Terms, b: Terms): boolean {
  const samples = a.sampleIds.length === 0 || (b.sampleIds.length > 0 && b.sampleIds.every((id) => a.sampleIds.includes(id)));
  const lasts = a.expiresAt === null || (b.expiresAt !== null && a.expiresAt >= b.expiresAt);
  return roleAtLeast(a.role, b.role) && samples && lasts;
}

/** The membership that an invitation gives. It never takes away what a person has, nor adds one's role to the other's samples or days. */
export async function joinProject(tx: Tx, link: LinkRow, user: UserId, now: Date): Promise<Outcome<null>> {
  if (link.projectId === null || link.role === null) return ok(null);
  await lockMembers(tx, link.projectId);
  const held = await memberOf(tx, link.projectId, user);
  const given: Terms = { role: link.role, sampleIds: link.sampleIds, expiresAt: link.membershipExpiresAt };
  if (held !== null && (held.expiresAt === null || held.expiresAt > now)) {
    if (holdsAll(held, given)) return ok(null);
    if (!holdsAll(given, held))
      return refuse(
        "conflict",
        "you are a member already, in a way that this invitation would partly take away; ask its sender to change your membership",
      );
  }
  await upsertMembership(tx, { projectId: link.projectId, userId: user, ...given, addedBy: link.createdBy });
  return ok(null);
}

type Joined = Outcome<{ email: string; projectId: number | null; made: boolean }>;

const joinAs = (ctx: Context, link: LinkRow, user: UserId, now: Date): Promise<Joined> =>
  transact(ctx.db, async (tx) => {
    if (!(await takeLink(tx, link.id, user, now))) return usedUp;
    if (link.vouched) await markVerified(tx, user, now);
    const joined = await joinProject(tx, link, user, now);
    if (!joined.ok) return joined;
    return ok({ email: link.email ?? "", projectId: link.projectId, made: false });
  });

const input = z.strictObject({ token: linkSecret, account: z.strictObject(newAccount).optional() });

async function joinAnew(
  ctx: Context,
  link: LinkRow,
  email: string,
  account: z.output<typeof input>["account"],
  now: Date,
): Promise<Joined> {
  if (account === undefined) return refuse("invalid", "account: a name and a password are needed to make your account");
  const hash = await acceptPassword(account.password, { email, name: account.name });
  if (!hash.ok) return hash;
  return transact(ctx.db, async (tx) => {
    const id = newUserId();
    if (!(await takeLink(tx, link.id, id, now))) return usedUp;
    const { name, organisation } = account;
    const made = await makeAccount(tx, { id, name, organisation, email, emailVerified: link.vouched, passwordHash: hash.value, now });
    if (!made.ok) return made;
    const joined = await joinProject(tx, link, id, now);
    if (!joined.ok) return joined;
    return ok({ email, projectId: link.projectId, made: true });
  });
}

/** Accepts an invitation: makes the account of its e-mail, or adds the membership to that account when its owner is signed in. */
export const acceptInvitation = verb({
  name: "people.acceptInvitation",
  permission: "people.link",
  input,
  run: async (ctx, i) => {
    const now = ctx.clock.now();
    const found = await openLink(ctx.db, i.token, ["invitation", "registration"], now);
    if (!found.ok) return found;
    const link = found.value;
    if (link.email === null) throw new Error("an invitation without an e-mail");
    const person = await personByEmail(ctx.db, link.email);
    const me = actingUser(ctx);
    if (person !== null && person.id === me) return joinAs(ctx, link, person.id, now);
    if (me !== null) return refuse("conflict", `this invitation is for ${link.email}; sign out, then open it again`);
    if (person !== null) return refuse("unauthenticated", `sign in as ${link.email}, then open this link again`);
    return joinAnew(ctx, link, link.email, i.account, now);
  },
});
