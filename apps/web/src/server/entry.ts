import "server-only";
import { readLink } from "@nauplius/services";
import { context } from "./context.ts";

/** What a page of a one-time link needs: the link, or why it is not one. */
export async function linkOfPage(search: Promise<Record<string, string | string[] | undefined>>) {
  const { token } = await search;
  const ctx = await context();
  const secret = typeof token === "string" ? token : "";
  const outcome = await readLink.call(ctx, { token: secret });
  const signedIn = ctx.actor.kind === "user";
  return outcome.ok
    ? { token: secret, signedIn, link: outcome.value, problem: null }
    : { token: secret, signedIn, link: null, problem: outcome.error.message.replace(/^token: /, "") };
}
