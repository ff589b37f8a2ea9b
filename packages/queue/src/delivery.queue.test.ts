import { setTimeout as sleep } from "node:timers/promises";
import { type TemporaryDatabase, temporaryDatabase } from "@nauplius/testing/database";
import { queueBackends } from "@nauplius/testing/queue-backends";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeQueue, type QueueSettings } from "./backend.ts";
import { type Bench, bench, run, until } from "./bench.fixture.ts";
import { queueKey } from "./producer.ts";

describe.each(queueBackends())("a queue on $name", ({ redisUrl }) => {
  let database: TemporaryDatabase;
  let settings: QueueSettings;
  let b: Bench;
  beforeAll(async () => {
    database = await temporaryDatabase();
    settings = { databaseUrl: database.url, ...(redisUrl === undefined ? {} : { redisUrl }) };
  });
  afterAll(() => database.dispose());
  beforeEach(async () => {
    if (redisUrl !== undefined) {
      const redis = new Redis(redisUrl);
      await redis.flushall();
      await redis.quit();
    }
    b = bench(settings);
  });
  afterEach(() => b.dispose());

  test("delivers every job once", async () => {
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    for (let id = 1; id <= 50; id++) expect(await b.producer.enqueue("importBatch", run(id))).toBe(true);
    await until(() => seen.length >= 50);
    await sleep(200);
    expect(seen.toSorted((a, c) => a - c)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test("the same attempt of a run, asked for many times while it waits, is done once", async () => {
    for (let i = 0; i < 5; i++) await b.producer.enqueue("importBatch", run(1), 0);
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    await until(() => seen.length > 0);
    await sleep(300);
    expect(seen).toEqual([1]);
  });

  test("a run that was done may come again", async () => {
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    await b.producer.enqueue("importBatch", run(1), 0);
    await until(() => seen.length === 1);
    await until(async () => (await b.producer.counts()).io?.active === 0);
    await b.producer.enqueue("importBatch", run(1), 0);
    await until(() => seen.length === 2);
  });

  test("a new attempt gets in although the queue still holds the job of a dead worker", async () => {
    const started: number[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await b.work({
      importBatch: async ({ runId }) => {
        started.push(runId);
        // The first never ends, as in a worker that hangs or was killed: its job stays active.
        if (started.length === 1) await held;
      },
    });
    await b.producer.enqueue("importBatch", run(1), 0);
    await until(() => started.length === 1);
    await b.producer.enqueue("importBatch", run(1), 0);
    await sleep(200);
    expect(started).toHaveLength(1);
    await b.producer.enqueue("importBatch", run(1), 1);
    await until(() => started.length === 2);
    release();
  });

  test("a job that throws does not stop the others, and leaves nothing behind", async () => {
    const seen: number[] = [];
    await b.work(
      {
        importBatch: async ({ runId }) => {
          seen.push(runId);
          if (runId % 2 === 1) throw new Error(`poison ${runId}`);
        },
      },
      1,
    );
    for (let id = 1; id <= 6; id++) await b.producer.enqueue("importBatch", run(id));
    await until(() => seen.length === 6);
    await until(async () => Object.values((await b.producer.counts()).io ?? {}).every((n) => n === 0));
    expect(b.errors.map(String)).toEqual(["Error: poison 1", "Error: poison 3", "Error: poison 5"]);
  });

  test("a job with a payload that is not the catalogue's is dropped with a word", async () => {
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    const raw = await makeQueue(settings, queueKey("io"), {}, () => undefined);
    await raw.add("importBatch", { runId: "no id" });
    await raw.add("importBatch", { runId: 7 });
    await until(() => seen.length === 1);
    expect(seen).toEqual([7]);
    expect(String(b.errors[0])).toContain("expected an id");
    await raw.close();
  });

  test("a job of a newer version is dropped with a word, not tried for ever", async () => {
    const seen: number[] = [];
    await b.work({ importBatch: async ({ runId }) => void seen.push(runId) });
    const raw = await makeQueue(settings, queueKey("io"), { defaultJobOptions: { removeOnComplete: true } }, () => undefined);
    await raw.add("paintTheSea", { runId: 1 }, { attempts: 3 });
    await raw.add("importBatch", { runId: 2 });
    await until(() => seen.length === 1);
    await until(async () => Object.values((await b.producer.counts()).io ?? {}).every((n) => n === 0));
    expect(b.errors.map(String)).toEqual(["Error: unknown job paintTheSea dropped"]);
    await raw.close();
  });

  test("closing waits for the job in hand and takes no other", async () => {
    const ended: number[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const workers = await b.work(
      {
        importBatch: async ({ runId }) => {
          await held;
          ended.push(runId);
        },
      },
      1,
    );
    await b.producer.enqueue("importBatch", run(1));
    await b.producer.enqueue("importBatch", run(2));
    await until(async () => (await b.producer.counts()).io?.active === 1);
    const closed = workers.close();
    await sleep(200);
    expect(ended).toEqual([]);
    release();
    await closed;
    expect(ended).toEqual([1]);
    expect((await b.producer.counts()).io?.waiting).toBe(1);
    await b.work({ importBatch: async ({ runId }) => void ended.push(runId) });
    await until(() => ended.length === 2);
  });

  test("two workers share the jobs and do none twice", async () => {
    const seen: string[] = [];
    const slow =
      (who: string) =>
      async ({ runId }: { runId: number }) => {
        await sleep(10);
        seen.push(`${who}${runId}`);
      };
    await b.work({ importBatch: slow("a") }, 2);
    await b.work({ importBatch: slow("b") }, 2);
    await Promise.all(Array.from({ length: 60 }, (_, id) => b.producer.enqueue("importBatch", run(id + 1))));
    await until(() => seen.length >= 60);
    await sleep(200);
    expect(new Set(seen.map((s) => s.slice(1))).size).toBe(60);
    expect(seen).toHaveLength(60);
    expect(new Set(seen.map((s) => s[0])).size).toBe(2);
  });
});
