import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { startRedis } from "@nauplius/testing/redis";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ChaosSite, chaosSite } from "./chaos-site.fixture.ts";

/** More than one transaction of the load (2,000 rows each), and enough images to be caught in the middle. */
const objects = 2400;
/** For workers that nobody kills: a busy machine must not make them look dead. */
const patient = { RUN_STALE_SECONDS: "30" };
let s: ChaosSite;
/** What the undisturbed import shows: every disturbed one must show the same. */
let undisturbed: object;

beforeAll(async () => {
  s = await chaosSite(objects);
  const worker = await s.worker();
  const { project, run } = await s.startImport();
  const ended = await s.untilDone(run);
  expect(ended).toMatchObject({ state: "done", result: { objectsAdded: objects, imagesAdded: objects } });
  undisturbed = await s.picture(project);
  expect(await s.troubles()).toEqual([]);
  expect(await worker.stop()).toBe(0);
});
afterEach(() => s.killAll());
afterAll(() => s.dispose());

const loadsAfter = (run: Parameters<ChaosSite["run"]>[0], seq: number) => async () => {
  const { cursor } = await s.run(run);
  return cursor.step === "load" && Number(cursor.seq) >= seq;
};

test("a worker killed while it reads images, and the next one while it loads: the third brings the same result, once", async () => {
  const { project, run } = await s.startImport();
  const first = await s.worker();
  await s.until(async () => (await s.staged(run)).images > 0);
  await first.kill();
  expect((await s.staged(run)).images).toBeGreaterThan(0);
  expect((await s.staged(run)).images).toBeLessThan(objects);

  const second = await s.worker();
  await s.until(loadsAfter(run, 1));
  await second.kill();
  expect((await s.run(run)).publishedAt).toBeNull();

  await s.worker();
  expect(await s.untilDone(run)).toMatchObject({ state: "done", attempts: 3, result: { objectsAdded: objects, imagesAdded: objects } });
  expect(await s.picture(project)).toEqual(undisturbed);
  expect(await s.troubles()).toEqual([]);
});

test("PostgreSQL restarted while images are read and while rows are loaded: the same result, once", async () => {
  const worker = await s.worker();
  const { project, run } = await s.startImport();
  await s.until(async () => (await s.staged(run)).images > 0);
  await s.postgres.stop();
  await sleep(1_500);
  await s.postgres.start();
  await s.until(loadsAfter(run, 1));
  await s.postgres.stop();
  await s.postgres.start();
  expect(await s.untilDone(run)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
  expect(await s.picture(project)).toEqual(undisturbed);
  expect(await s.troubles()).toEqual([]);
  expect(await worker.stop()).toBe(0);
});

test("a worker that freezes longer than it may is replaced, and after it wakes it changes nothing", async () => {
  const { project, run } = await s.startImport();
  const frozen = await s.worker();
  await s.until(async () => (await s.staged(run)).images > 0);
  frozen.signal("SIGSTOP");
  const other = await s.worker();
  await s.until(async () => (await s.run(run)).attempts === 2);
  await s.until(async () => (await s.staged(run)).images > 0);
  frozen.signal("SIGCONT");
  expect(await s.untilDone(run)).toMatchObject({ state: "done", attempts: 2, result: { objectsAdded: objects } });
  expect(await s.picture(project)).toEqual(undisturbed);
  await sleep(2_500);
  expect(await s.troubles()).toEqual([]);
  await frozen.stop();
  await other.stop();
});

test("an event loop blocked for longer than a worker may be silent stalls nothing: the same result, and the queue goes on", async () => {
  // The default is 30 s of silence, met by 40 s of blocking; here both are a sixth of that.
  const worker = await s.worker({ RUN_STALE_SECONDS: "5", BLOCK_SECONDS: "7" });
  const { project, run } = await s.startImport();
  await s.until(async () => (await s.staged(run)).images > 0);
  worker.signal("SIGUSR2");
  const next = await s.startImport();
  expect(await s.untilDone(run)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
  expect(await s.untilDone(next.run)).toMatchObject({ state: "done" });
  expect(await s.picture(project)).toEqual(undisturbed);
  expect(await s.picture(next.project)).toEqual(undisturbed);
  expect(await s.troubles()).toEqual([]);
  await worker.stop();
});

test("the same run delivered many times to two workers is done once", async () => {
  const { project, run } = await s.startImport();
  const workers = [await s.worker(patient), await s.worker(patient)];
  for (let attempt = 0; attempt < 20; attempt++) await s.queue.enqueue("importBatch", { runId: run }, attempt);
  await s.until(async () => (await s.staged(run)).images > 0);
  for (let attempt = 20; attempt < 40; attempt++) await s.queue.enqueue("importBatch", { runId: run }, attempt);
  expect(await s.untilDone(run)).toMatchObject({ state: "done", attempts: 1, result: { objectsAdded: objects } });
  for (let attempt = 40; attempt < 50; attempt++) await s.queue.enqueue("importBatch", { runId: run }, attempt);
  await sleep(1_000);
  expect(await s.run(run)).toMatchObject({ state: "done", attempts: 1 });
  expect(await s.picture(project)).toEqual(undisturbed);
  expect(await s.troubles()).toEqual([]);
  for (const worker of workers) expect(await worker.stop()).toBe(0);
});

test("a worker asked to stop in the middle gives the run back, and the next one ends it", async () => {
  const { project, run } = await s.startImport();
  const first = await s.worker(patient);
  await s.until(async () => (await s.staged(run)).images > 0);
  expect(await first.stop()).toBe(0);
  expect((await s.run(run)).state).toBe("queued");
  const second = await s.worker();
  expect(await s.untilDone(run)).toMatchObject({ state: "done", setbacks: 0 });
  expect(await s.picture(project)).toEqual(undisturbed);
  expect(await s.troubles()).toEqual([]);
  await second.stop();
});

const hasRedis = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;

test.skipIf(!hasRedis)(
  "Redis emptied while one import runs and the next waits, then gone for a while, then the worker killed: both are done, once",
  async () => {
    let redis = await startRedis();
    const onRedis = await chaosSite(objects, { redisUrl: redis.url });
    try {
      const one = { WORKER_CONCURRENCY: "1", RUN_STALE_SECONDS: "10" };
      const first = await onRedis.worker(one);
      const running = await onRedis.startImport();
      await onRedis.until(async () => (await onRedis.staged(running.run)).images > 0);
      const waiting = await onRedis.startImport();
      await redis.flush();
      expect(await onRedis.untilDone(running.run)).toMatchObject({ state: "done", attempts: 1, result: { objectsAdded: objects } });
      await onRedis.until(async () => (await onRedis.staged(waiting.run)).images > 0);

      await redis.stop();
      redis = await startRedis(redis.port);
      await first.kill();
      await onRedis.worker(one);
      expect(await onRedis.untilDone(waiting.run)).toMatchObject({ state: "done", attempts: 2, result: { objectsAdded: objects } });
      for (const { project } of [running, waiting]) expect(await onRedis.picture(project)).toEqual(undisturbed);
      expect(await onRedis.troubles()).toEqual([]);
    } finally {
      await onRedis.dispose();
      await redis.stop();
    }
  },
);
