import type { Db, Tx } from "@nauplius/db";
import type { Refusal } from "@nauplius/domain";
import type { Outcome } from "./verb.ts";

class Withdrawn extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** One transaction; a refusal takes back what it wrote so far. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await db.transaction(async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Withdrawn(outcome.error);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Withdrawn) return { ok: false, error: error.refusal };
    throw error;
  }
}
