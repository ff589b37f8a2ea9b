import { insertRun, moveRun, runById, runLog } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { ok, type RunId, refuse } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import { makeMember, makeProject, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Executor, executeRun, type RunHandle } from "./execute.ts";
import { type Sweeper, sweepRuns } from "./sweep.ts";
import { cancelRun, listRuns, readRun, retryRun } from "./verbs.ts";

let site: TestSite;
let id: RunId;
let delivered: { run: RunId; attempt: number | undefined }[] = [];
const clock = { now: () => new Date() };

beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());
beforeEach(async () => {
  await site.db.run(sql`delete from run`);
  delivered = [];
  id = await insertRun(site.db, { kind: "labelByFilter", projectId: null, createdBy: null, input: {}, now: new Date() });
});

const executor = (worker: string, stop = new AbortController().signal): Executor => {
  const { log } = site.as({ kind: "system" });
  return { db: site.db, clock, log, worker, stop, staleMs: 5_000 };
};
/** What the queue would be given. */
const noted = { enqueue: async (_name: string, p: { runId: RunId }, attempt?: number) => delivered.push({ run: p.runId, attempt }) > 0 };
const sweep = (more: Partial<Sweeper> = {}) =>
  sweepRuns({ db: site.db, clock, queue: noted as unknown as Producer, staleMs: 5_000, ...more });
const fallSilent = () => site.db.run(sql`update run set heartbeat_at = now() - interval '10 seconds' where id = ${id}`);
const state = async () => (await runById(site.db, id))?.state;
const dies = (worker: string) => executeRun({ ...executor(worker), db: cutOff() }, id, async () => ok({}));

/** A database that is gone once the run was claimed: as if the process had been killed there. */
function cutOff(): Executor["db"] {
  let claimed = false;
  const row: typeof site.db.row = (statement) => {
    if (claimed) return Promise.reject(new Error("killed"));
    claimed = true;
    return site.db.row(statement);
  };
  return { ...site.db, row, run: () => Promise.reject(new Error("killed")) };
}

describe("a run", () => {
  test("is done once, by whoever claims it first", async () => {
    let times = 0;
    const work = async () => {
      times += 1;
      return ok({ result: { times } });
    };
    await Promise.all(["a", "b", "c"].map((worker) => executeRun(executor(worker), id, work)));
    expect(times).toBe(1);
    expect(await state()).toBe("done");
    await executeRun(executor("d"), id, work);
    expect(times).toBe(1);
  });

  test("whose worker falls silent is taken up by another, and the first can write nothing more", async () => {
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let saved: unknown = "nothing was tried";
    const zombie = executeRun(executor("zombie"), id, async (handle) => {
      await asleep;
      saved = await site.db.transaction((tx) => handle.save(tx, { by: "zombie" })).catch((error: Error) => error.message);
      return ok({ result: { by: "zombie" } });
    });
    await expect.poll(state).toBe("running");
    await fallSilent();
    expect(await sweep()).toBe(1);
    expect(delivered).toEqual([{ run: id, attempt: 1 }]);
    await executeRun(executor("second"), id, async () => ok({ result: { by: "second" } }));
    wake();
    await zombie;
    expect(saved).toMatch(/no longer held/);
    expect((await runById(site.db, id))?.result).toEqual({ by: "second" });
  });

  test("that a worker lost and took up again itself is not written by the earlier of its two claims", async () => {
    const handles: RunHandle[] = [];
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const work = async (handle: RunHandle) => {
      handles.push(handle);
      if (handles.length === 1) await asleep;
      return ok({ result: { claim: handles.length } });
    };
    const first = executeRun(executor("same"), id, work);
    await expect.poll(state).toBe("running");
    await fallSilent();
    await sweep();
    await executeRun(executor("same"), id, async (handle) => {
      handles.push(handle);
      await expect(site.db.transaction((tx) => handles[0]?.hold(tx) ?? Promise.resolve())).rejects.toThrow(/no longer held/);
      await site.db.transaction((tx) => handle.hold(tx));
      return ok({ result: { claim: "second" } });
    });
    wake();
    await first;
    expect((await runById(site.db, id))?.result).toEqual({ claim: "second" });
  });

  test("that this very process is at work on is not taken from it by its own sweep", async () => {
    await executeRun({ ...executor("busy"), held: new Set() }, id, async () => {
      await fallSilent();
      expect(await sweep({ held: new Set([id]) })).toBe(0);
      return ok({});
    });
    expect(await state()).toBe("done");
  });

  test("that kills every worker ends as failed and says how often", async () => {
    for (let death = 1; death <= 5; death++) {
      await dies(`worker-${death}`);
      await fallSilent();
      await sweep();
    }
    expect(await runById(site.db, id)).toMatchObject({ state: "failed", reason: expect.stringContaining("died 5 times") });
    expect((await runLog(site.db, id, 0)).at(-1)?.message).toBe("the worker fell silent; the run is failed");
    delivered = [];
    await sweep();
    expect(delivered).toEqual([]);
  });

  test("that gets on between deaths goes on for ever", async () => {
    for (let death = 1; death <= 7; death++) {
      await executeRun(executor(`worker-${death}`), id, async (handle) => {
        await site.db.transaction((tx) => handle.save(tx, { death }));
        throw new Error("the net tore");
      });
      expect(await state()).toBe("queued");
    }
    await executeRun(executor("last"), id, async (handle) => ok({ result: handle.run.cursor }));
    expect(await runById(site.db, id)).toMatchObject({ state: "done", result: { death: 7 } });
  });

  test("that finds a disk full is failed at once, and says where and what to do", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const wrapped = new Error("the checkpoint was not written", { cause: full });
    await executeRun(executor("worker"), id, async () => Promise.reject(wrapped));
    expect(await runById(site.db, id)).toMatchObject({
      state: "failed",
      reason: expect.stringMatching(/a disk is full .*worker worker: free space, then try this run again/),
    });
    await retryRun.call(site.as({ kind: "system" }), { runId: id });
    // Why it ended before is no longer said of it.
    expect(await runById(site.db, id)).toMatchObject({ state: "queued", reason: "" });
    await executeRun(executor("worker"), id, async () => ok({}));
    expect(await state()).toBe("done");
  });

  test("that fails five times in a row is failed, and retried by a person begins afresh", async () => {
    const fail = (n: number) => executeRun(executor(`worker-${n}`), id, async () => Promise.reject(new Error("no such luck")));
    for (let n = 1; n <= 4; n++) await fail(n);
    expect(await state()).toBe("queued");
    await fail(5);
    expect(await runById(site.db, id)).toMatchObject({ state: "failed", reason: "no such luck" });
    await retryRun.call(site.as({ kind: "system" }), { runId: id });
    await fail(6);
    expect(await state()).toBe("queued");
  });

  test("cancelled while its worker is dead ends, instead of waiting for ever", async () => {
    await dies("dead");
    const asked = await cancelRun.call(site.as({ kind: "system" }), { runId: id });
    expect(asked).toMatchObject({ ok: true, value: { cancelled: false } });
    await fallSilent();
    await sweep();
    expect(await runById(site.db, id)).toMatchObject({ state: "cancelled", reason: "cancelled by a person" });
    expect(delivered).toEqual([]);
  });

  test("lost and then cancelled ends at once", async () => {
    await dies("dead");
    await fallSilent();
    await sweep();
    expect(await cancelRun.call(site.as({ kind: "system" }), { runId: id })).toMatchObject({ ok: true, value: { cancelled: true } });
    expect(await state()).toBe("cancelled");
  });

  test("cancelled while it works stops at its next safe point", async () => {
    const ended = executeRun(executor("worker"), id, async (handle) => {
      await cancelRun.call(site.as({ kind: "system" }), { runId: id });
      await expect.poll(() => handle.signal.aborted, { timeout: 10_000 }).toBe(true);
      handle.signal.throwIfAborted();
      return ok({});
    });
    await ended;
    expect(await runById(site.db, id)).toMatchObject({ state: "cancelled" });
  });

  test("stopped with its worker goes back to the queue and is no setback", async () => {
    const stop = new AbortController();
    await executeRun(executor("worker", stop.signal), id, async (handle) => {
      stop.abort();
      handle.signal.throwIfAborted();
      return ok({});
    });
    expect(await runById(site.db, id)).toMatchObject({ state: "queued", setbacks: 0, workerId: null });
  });

  test("refused is not tried again", async () => {
    await executeRun(executor("worker"), id, async () => refuse("invalid", "there is nothing to do"));
    await sweep();
    expect(await runById(site.db, id)).toMatchObject({ state: "refused", reason: "there is nothing to do" });
    expect(delivered).toEqual([]);
  });

  test("a sweep delivers what the queue forgot, without writing to the rows", async () => {
    await moveRun(site.db, id, ["queued"], "queued");
    const before = await site.db.row<{ xmin: string }>(sql`select xmin::text from run where id = ${id}`);
    await sweep();
    await sweep();
    expect(delivered).toEqual([
      { run: id, attempt: 0 },
      { run: id, attempt: 0 },
    ]);
    expect(await site.db.row(sql`select xmin::text from run where id = ${id}`)).toEqual(before);
  });
});

test("a project's runs are not everybody's: another person can neither read, cancel nor retry them", async () => {
  const project = await makeProject(site.db, "Bay");
  const member = await makeMember(site.db, project, "Ada", "annotator");
  const own = await insertRun(site.db, { kind: "labelByFilter", projectId: project, createdBy: member, input: {}, now: new Date() });
  const stranger = await makeMember(site.db, await makeProject(site.db, "Elsewhere"), "Eve", "manager");
  const eve = site.as({ kind: "user", userId: stranger, siteRoles: [], scopes: null, projectIds: null });
  for (const verb of [cancelRun, retryRun])
    expect(await verb.call(eve, { runId: own })).toMatchObject({ ok: false, error: { code: "notFound" } });
});

test("whoever started a run of a project stops it, though no manager; trying it again, and the runs of others, stay with managers", async () => {
  const project = await makeProject(site.db, "Fjord");
  const starter = await makeMember(site.db, project, "Stina", "annotator");
  const other = await makeMember(site.db, project, "Otto", "annotator");
  const id = await insertRun(site.db, { kind: "labelByFilter", projectId: project, createdBy: starter, input: {}, now: new Date() });
  const as = (userId: typeof other, scopes: readonly "read"[] | null = null) =>
    site.as({ kind: "user", userId, siteRoles: [], scopes, projectIds: null });
  const forbidden = { ok: false, error: { code: "forbidden" } };
  expect(await cancelRun.call(as(other), { runId: id })).toMatchObject(forbidden);
  expect(await cancelRun.call(as(starter, ["read"]), { runId: id })).toMatchObject(forbidden);
  expect(await cancelRun.call(as(starter), { runId: id })).toMatchObject({ ok: true, value: { cancelled: true } });
  expect(await retryRun.call(as(starter), { runId: id })).toMatchObject(forbidden);
});

test("another member sees that a run runs and how it ended, not what its starter asked and answered", async () => {
  const project = await makeProject(site.db, "Shelf");
  const starter = await makeMember(site.db, project, "Grace", "manager");
  const viewer = await makeMember(site.db, project, "Vera", "viewer");
  const own = await insertRun(site.db, {
    kind: "importBatch",
    projectId: project,
    createdBy: starter,
    input: { path: "/srv/private" },
    now: new Date(),
  });
  await site.db.run(sql`
    update run set state = 'asking', questions = '{"users": [{"email": "grace@example.org"}]}', answers = '{"users": {}}', cursor = '{"step": "checked"}',
      result = '{"rows": 3, "questions": {"users": ["grace@example.org"]}}' where id = ${own}`);
  const as = (userId: typeof viewer) => site.as({ kind: "user", userId, siteRoles: [], scopes: null, projectIds: null });
  const seen = [await readRun.call(as(viewer), { runId: own }), await listRuns.call(as(viewer), { projectId: project })];
  expect(JSON.stringify(seen)).toContain('"rows":3');
  expect(JSON.stringify(seen)).not.toMatch(/grace@example|private|"checked"/);
  expect(JSON.stringify(await readRun.call(as(starter), { runId: own }))).toMatch(/grace@example.*private|private.*grace@example/);
});
