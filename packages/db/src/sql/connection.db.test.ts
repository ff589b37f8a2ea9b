import { setTimeout as sleep } from "node:timers/promises";
import { temporaryDatabase } from "@nauplius/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Db, sql } from "./connection.ts";

let db: Db;
let dispose: () => Promise<void>;
beforeAll(async () => {
  const temporary = await temporaryDatabase();
  db = connect(temporary.url);
  dispose = async () => {
    await db.close();
    await temporary.dispose();
  };
});
afterAll(() => dispose());

test("ids arrive as numbers, alone and in arrays", async () => {
  const row = await db.row(
    sql`select 9007199254740991::bigint as id, array[1, null, 9007199254740991]::bigint[] as ids, '{}'::bigint[] as none`,
  );
  expect(row).toEqual({ id: Number.MAX_SAFE_INTEGER, ids: [1, null, Number.MAX_SAFE_INTEGER], none: [] });
});

test("a day stays the text that was written, whatever the machine's time zone", async () => {
  expect(await db.row(sql`select date '2014-04-20' as day`)).toEqual({ day: "2014-04-20" });
});

test("a connection that is cut between two statements of a transaction fails that transaction alone", async () => {
  const cut = db.transaction(async (tx) => {
    const me = await tx.row<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await db.row(sql`select pg_terminate_backend(${me?.pid}::int)`);
    await sleep(200);
    await tx.row(sql`select 1`);
  });
  await expect(cut).rejects.toThrow();
  expect(await db.row(sql`select 1 as one`)).toEqual({ one: 1 });
});
