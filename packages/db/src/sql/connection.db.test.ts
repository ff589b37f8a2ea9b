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
