import type { Tx } from "@nauplius/db";
import type { Context } from "./context.ts";
import type { Outcome } from "./verb.ts";

class Refused extends Error {
  readonly outcome: Outcome<never>;
  constructor(outcome: Outcome<never>) {
    super("refused");
    this.outcome = outcome;
  }
}

/** A transaction that a refusal rolls back: what was refused half way leaves nothing. */
export async function atomically<T>(ctx: Pick<Context, "db">, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await ctx.db.transaction(async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    throw error;
  }
}
