import { AsyncLocalStorage } from "node:async_hooks";
import type { Db } from "@nauplius/db";
import { txOver } from "@nauplius/db/sql";

// One for all: Node carries every such storage along with every promise, for ever.
const within = new AsyncLocalStorage<object>();

/** Runs work on one connection and takes everything back: each rehearsal finds the same world. Transactions within are savepoints. */
export async function rehearse<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  const tx = txOver(client);
  let steps = 0;
  const step = async <V>(what: () => Promise<V>): Promise<V> => {
    steps += 1;
    const name = `step_${steps}`;
    await client.query(`savepoint ${name}`);
    try {
      const value = await what();
      await client.query(`release savepoint ${name}`);
      return value;
    } catch (error) {
      await client.query(`rollback to savepoint ${name}`);
      throw error;
    }
  };
  // Statements that a verb sends at the same time go one after another here: savepoints do not cross. What is asked from within
  // a transaction belongs to it, or it would wait for itself.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <V>(what: () => Promise<V>): Promise<V> => {
    if (within.getStore() === client) return what();
    const next = last.then(() => within.run(client, what));
    last = next.catch(() => undefined);
    return next;
  };
  const stage: Db = {
    rows: (statement) => inTurn(() => tx.rows(statement)),
    row: (statement) => inTurn(() => tx.row(statement)),
    run: (statement) => inTurn(() => tx.run(statement)),
    copy: (...args) => inTurn(() => tx.copy(...args)),
    transaction: (work) => inTurn(() => step(() => work(tx))),
    pool: db.pool,
    prisma: db.prisma,
    close: async () => undefined,
  };
  try {
    await client.query("begin");
    return await work(stage);
  } finally {
    await client.query("rollback");
    client.release();
  }
}
