import { temporaryDatabase } from "@nauplius/testing/database";
import { makeUser } from "@nauplius/testing/factories";
import { expect, test } from "vitest";
import { connect, sql } from "../sql/connection.ts";
import { writeSetting } from "./settings.ts";
import { isSettled } from "./settled.ts";

test("an instance is settled when it has an administrator who may come in, and its demo is made or declined", async () => {
  const { url, dispose } = await temporaryDatabase();
  const db = connect(url);
  expect(await isSettled(url)).toBe(false);
  const ada = await makeUser(db, "Ada", ["admin"]);
  expect(await isSettled(url)).toBe(false);
  await writeSetting(db, "demo", { state: "begun" }, new Date());
  expect(await isSettled(url)).toBe(false);
  await writeSetting(db, "demo", { state: "declined" }, new Date());
  expect(await isSettled(url)).toBe(true);
  await db.run(sql`update "user" set blocked = true where id = ${ada}`);
  expect(await isSettled(url)).toBe(false);
  await db.close();
  await dispose();
});
