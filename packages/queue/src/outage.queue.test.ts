import { temporaryDatabase } from "@nauplius/testing/database";
import { restartablePostgres } from "@nauplius/testing/postgres";
import { queueBackends } from "@nauplius/testing/queue-backends";
import { startRedis } from "@nauplius/testing/redis";
import { expect, test } from "vitest";
import { bench, run, until } from "./bench.fixture.ts";

const hasRedis = queueBackends().some((backend) => backend.name === "redis");

test.skipIf(!hasRedis)(
  "while Redis is away the producer says so instead of waiting for it, and the worker goes on when it is back",
  async () => {
    const database = await temporaryDatabase();
    const first = await startRedis();
    const b = bench({ databaseUrl: database.url, redisUrl: first.url });
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    await b.producer.enqueue("importBatch", run(1));
    await until(() => seen.length === 1);

    await first.stop();
    expect(await b.producer.enqueue("importBatch", run(2))).toBe(false);

    // Empty, as after a flush: whatever was in it is delivered again by the sweep.
    const second = await startRedis(first.port);
    await until(() => b.producer.enqueue("importBatch", run(2)));
    await until(() => seen.length === 2);
    expect(seen).toEqual([1, 2]);
    await b.dispose();
    await second.stop();
    await database.dispose();
  },
);

test.skipIf(!hasRedis)("a producer that starts before Redis is there does not hang", async () => {
  const gone = await startRedis();
  await gone.stop();
  const b = bench({ databaseUrl: "postgresql://nobody@127.0.0.1:1/none", redisUrl: gone.url });
  expect(await b.producer.enqueue("importBatch", run(1))).toBe(false);
  await b.dispose();
});

test("while PostgreSQL is away the producer says so instead of waiting for it, and the worker goes on when it is back", async () => {
  const postgres = await restartablePostgres();
  const b = bench({ databaseUrl: postgres.url });
  const seen: number[] = [];
  await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
  await b.producer.enqueue("importBatch", run(1));
  await until(() => seen.length === 1);

  await postgres.stop();
  expect(await b.producer.enqueue("importBatch", run(2))).toBe(false);

  await postgres.start();
  await until(() => b.producer.enqueue("importBatch", run(2)));
  await until(() => seen.length === 2);
  await b.dispose();
  await postgres.dispose();
});

test("a producer first used while PostgreSQL is away delivers when it is back", async () => {
  const postgres = await restartablePostgres();
  await postgres.stop();
  const b = bench({ databaseUrl: postgres.url });
  expect(await b.producer.enqueue("importBatch", run(1))).toBe(false);
  await postgres.start();
  expect(await b.producer.enqueue("importBatch", run(1))).toBe(true);
  const seen: number[] = [];
  await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
  await until(() => seen.length === 1);
  await b.dispose();
  await postgres.dispose();
});
