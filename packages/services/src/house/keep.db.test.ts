import { sql } from "@nauplius/db/sql";
import type { JobName } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import { makeProject, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepHouse, sweepHouse } from "./keep.ts";

let site: TestSite;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());

const at = (hours: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000) });

test("of many workers that sweep, one enqueues each regular job when it is due", async () => {
  const asked: JobName[] = [];
  const queue = { enqueue: async (name: JobName) => asked.push(name) > 0 } as unknown as Producer;
  const sweep = (hours: number) => Promise.all([1, 2, 3, 4].map(() => sweepHouse({ db: site.db, queue, clock: at(hours) })));
  await sweep(0);
  expect(asked.sort()).toEqual(["compactPacks", "countUsage", "keepHouse"]);
  await sweep(0.5);
  expect(asked).toHaveLength(3);
  await sweep(1.1);
  expect(asked.sort()).toEqual(["compactPacks", "countUsage", "countUsage", "keepHouse", "keepHouse"]);
  await sweep(25);
  expect(asked.filter((name) => name === "compactPacks")).toHaveLength(2);
});

test("files of exports go after thirty days, their runs stay and say so; a second round removes nothing", async () => {
  const { storage, log, queue } = site.as({ kind: "system" });
  const project = await makeProject(site.db, "exported");
  const made = async (days: number, state = "done") => {
    const row = await site.db.row<{ id: number }>(sql`
      insert into run (kind, state, project_id, finished_at, result) values ('exportProject', ${state}, ${project}, ${at(-24 * days).now()}, '{"objects": 3}') returning id`);
    const id = row?.id ?? 0;
    for (const name of ["a.zip", "a.manifest.json", "objects.bin"]) await storage.write(`exports/run-${id}/${name}`, new Uint8Array(10));
    return id;
  };
  const [old, failed, young, running] = [await made(31), await made(40, "failed"), await made(29), await made(31, "running")];
  await keepHouse({ db: site.db, storage, clock: at(0), log, queue });
  const sizes = await Promise.all([old, failed, young, running].map((id) => storage.size(`exports/run-${id}/a.zip`)));
  expect(sizes).toEqual([null, null, 10, 10]);
  expect(await site.db.row(sql`select result from run where id = ${old}`)).toEqual({
    result: { objects: 3, removedAt: at(0).now().toISOString() },
  });
  let listed = 0;
  const list: typeof storage.list = (folder) => {
    listed += 1;
    return storage.list(folder);
  };
  const watched = { ...storage, list };
  await keepHouse({ db: site.db, storage: watched, clock: at(1), log, queue });
  expect(listed).toBe(0);
});

test("leavings of corrections that ended a day ago go", async () => {
  const { storage, log, queue } = site.as({ kind: "system" });
  for (const hours of [-30, -2])
    await site.db.run(sql`
      with r as (insert into run (kind, state, finished_at) values ('correctBatch', 'cancelled', ${at(hours).now()}) returning id)
      insert into run_target (run_id, level, row_id) select id, 'object', 1 from r`);
  await keepHouse({ db: site.db, storage, clock: at(0), log, queue });
  expect(await site.db.rows(sql`select r.finished_at from run_target t join run r on r.id = t.run_id`)).toEqual([
    { finished_at: at(-2).now() },
  ]);
});
