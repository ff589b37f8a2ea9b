import { afterAll, describe, expect, test } from "vitest";
import { openPool, type PoolOptions } from "./pool.ts";

const module = new URL("./tasks.fixture.ts", import.meta.url);
const open = (options: Partial<PoolOptions> = {}) =>
  openPool<typeof import("./tasks.fixture.ts")>({ module, size: 2, isolation: "thread", ...options });

describe.each(["thread", "process"] as const)("a pool of %ss", (isolation) => {
  const pool = open({ isolation, heapMb: 64 });
  afterAll(() => pool.close());

  test("runs the exported functions of a TypeScript module and answers what they return", async () => {
    expect(await pool.run("double", 21)).toEqual({ ok: true, value: 42 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run("sum", new Uint8Array(i).fill(2))));
    expect(answers.map((answer) => answer.ok && answer.value.sum)).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i));
  });

  test("throws what the task threw", async () => {
    await expect(pool.run("fail", "too wide")).rejects.toThrow("too wide");
    expect(await pool.run("double", 1)).toEqual({ ok: true, value: 2 });
  });

  test("stops a task that takes too long, says so, and goes on with the next", async () => {
    const started = performance.now();
    const late = await pool.run("spin", 20_000, { limitMs: 300 });
    expect(late).toMatchObject({ ok: false, error: { reason: "timedOut", message: expect.stringContaining("0.3 s") } });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await pool.run("double", 3)).toEqual({ ok: true, value: 6 });
  });

  test("stops a running task when its signal aborts, and drops one that still waits", async () => {
    const controller = new AbortController();
    const running = [0, 1].map(() => pool.run("spin", 20_000, { signal: controller.signal }));
    const waiting = pool.run("double", 1, { signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    const answers = await Promise.all([...running, waiting]);
    expect(answers.map((answer) => !answer.ok && answer.error.reason)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(pool.load()).toEqual({ running: 0, bytes: 0 });
  });

  test("a thread that runs out of memory fails its own task only, and is replaced", async () => {
    const [died, lived] = await Promise.all([pool.run("swallow", undefined), pool.run("spin", 200)]);
    expect(!died.ok && died.error.reason).toBe(isolation === "thread" ? "outOfMemory" : "crashed");
    expect(lived.ok).toBe(true);
    expect(await pool.run("double", 4)).toEqual({ ok: true, value: 8 });
  });

  test("leaves the event loop of the caller free while all threads compute", async () => {
    const before = performance.eventLoopUtilization();
    await Promise.all(Array.from({ length: 4 }, () => pool.run("spin", 300)));
    // A share of the time that it took, and not milliseconds: the machine that tests has other work too.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });
});

describe("a pool of processes", () => {
  const pool = open({ isolation: "process" });
  afterAll(() => pool.close());

  test("survives a fault in native code: the task fails with its reason, the others are done", async () => {
    const [aborted, left, lived] = await Promise.all([pool.run("abort", undefined), pool.run("leave", undefined), pool.run("double", 5)]);
    expect(aborted).toMatchObject({ ok: false, error: { reason: "crashed" } });
    expect(left).toMatchObject({ ok: false, error: { reason: "crashed" } });
    expect(lived).toEqual({ ok: true, value: 10 });
  });

  test("gives its processes no secret of ours", async () => {
    process.env.NAUPLIUS_TEST_SECRET = "s3cret";
    const answer = await pool.run("secrets", undefined);
    expect(answer).toEqual({ ok: true, value: [undefined, process.env.PATH] });
  });
});

describe("room", () => {
  test("no more bytes are on their way than the pool takes; a task heavier than that goes alone", async () => {
    const pool = open({ size: 4, maxBytes: 1000 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, pool.load().bytes)), 1);
    const answers = await Promise.all(Array.from({ length: 12 }, () => pool.run("spin", 20, { bytes: 400 })));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(most).toBe(800);
    expect(await pool.run("double", 1, { bytes: 5000 })).toEqual({ ok: true, value: 2 });
    clearInterval(watch);
    await pool.close();
  });

  test("hands a buffer over instead of copying it", async () => {
    const pool = open({ size: 1 });
    const bytes = new Uint8Array(1024).fill(1);
    const answer = await pool.run("sum", bytes, { transfer: [bytes.buffer] });
    expect(answer.ok && answer.value.sum).toBe(1024);
    expect(bytes.byteLength).toBe(0);
    await pool.close();
  });
});

describe("a pool whose tasks must not be cut off", () => {
  test("lets a cancelled task end, and drops one that still waits", async () => {
    const pool = open({ size: 1, isWhole: true });
    await pool.run("double", 1);
    const controller = new AbortController();
    const running = pool.run("spin", 600, { signal: controller.signal });
    const waiting = pool.run("double", 1, { signal: controller.signal });
    await expect.poll(() => pool.load().running).toBe(1);
    controller.abort();
    expect(await running).toMatchObject({ ok: true, value: expect.any(Number) });
    expect(await waiting).toMatchObject({ ok: false, error: { reason: "cancelled" } });
    await pool.close();
  });

  test("is closed when what runs has ended", async () => {
    const pool = open({ size: 1, isWhole: true });
    await pool.run("double", 1);
    const running = pool.run("spin", 400);
    // The task is on its way to its thread before the pool is asked to close.
    await expect.poll(() => pool.load().running).toBe(1);
    await pool.close();
    expect(await running).toMatchObject({ ok: true, value: expect.any(Number) });
  });
});
