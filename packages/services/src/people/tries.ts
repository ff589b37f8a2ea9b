import { countTry, pruneTries, type Tries } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { Context } from "../context.ts";
import type { Outcome } from "../verb.ts";

export const hour = 3600;

/** Lets a thing be tried so many times in so many seconds. */
export async function within(ctx: Pick<Context, "db" | "clock">, key: string, rule: Tries): Promise<Outcome<null>> {
  const now = ctx.clock.now();
  const { allowed, waitSeconds } = await countTry(ctx.db, key, rule, now);
  if (!allowed) return refuse("rateLimited", `too many tries; wait ${inWords(waitSeconds)} and try again`, { details: { waitSeconds } });
  if (waitSeconds === 0) await pruneTries(ctx.db, now);
  return ok(null);
}

const inWords = (seconds: number): string => (seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);
