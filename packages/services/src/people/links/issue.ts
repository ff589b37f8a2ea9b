import { insertLink, type LinkRow, linkByHash, type NewLink, type Tx, vouchForLink } from "@nauplius/db";
import { type LinkKind, ok, refuse } from "@nauplius/domain";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../verb.ts";
import { hashOf, newSecret } from "../secrets.ts";

/** The page of each kind of link. */
const pages = {
  welcome: "welcome",
  invitation: "invitation",
  registration: "invitation",
  reset: "reset",
} as const satisfies Record<LinkKind, string>;

export type Issued = { readonly id: number; readonly path: string };

/** Makes a one-time link; its secret is only in the answer, the database keeps the hash. */
export async function issueLink(tx: Tx, link: Omit<NewLink, "hash">): Promise<Issued> {
  const secret = newSecret();
  const id = await insertLink(tx, { ...link, hash: hashOf(secret) });
  return { id, path: `/${pages[link.kind]}?token=${secret}` };
}

/** The link of a secret, if it can still be used for one of these. */
export async function openLink(db: Tx, secret: string, kinds: readonly LinkKind[], now: Date): Promise<Outcome<LinkRow>> {
  const link = await linkByHash(db, hashOf(secret));
  if (link === null || !kinds.includes(link.kind))
    return refuse("notFound", "this link is not one of ours; copy all of it, or ask for a new one");
  if (link.usedAt !== null) return usedUp;
  if (link.revokedAt !== null) return refuse("gone", "this link was withdrawn; ask whoever sent it for a new one");
  if (link.expiresAt <= now) return refuse("gone", "this link is too old; ask for a new one");
  return ok(link);
}

export const usedUp = refuse("gone", "this link has been used; it works once");

export const inDays = (ctx: Context, days: number): Date => new Date(ctx.clock.now().getTime() + days * 86_400_000);

export type Handed = { readonly sent: true } | { readonly sent: false; readonly url: string };
type Letter = { readonly to: string; readonly subject: string; readonly text: (url: string) => string };

/** Sends a link by mail where the site has mail; else whoever made it passes it on. A mail server that refuses is no reason to lose the link. */
export async function handOver(ctx: Context, link: Issued, letter: Letter): Promise<Handed> {
  const url = `${ctx.settings?.baseUrl ?? ""}${link.path}`;
  const mail = ctx.settings?.mail ?? null;
  if (mail === null) return { sent: false, url };
  try {
    await mail.send({ to: letter.to, subject: letter.subject, text: letter.text(url) });
    await vouchForLink(ctx.db, link.id);
    return { sent: true };
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.message : String(error) }, "a mail could not be sent; its link is shown instead");
    return { sent: false, url };
  }
}

/** Goes on after the answer: how long a mail takes would tell a stranger that there is such an account. */
export function later(ctx: Context, work: () => Promise<unknown>): void {
  work().catch((error: unknown) =>
    ctx.log.error({ reason: error instanceof Error ? error.message : String(error) }, "a mail was not made"),
  );
}
