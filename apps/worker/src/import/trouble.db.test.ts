import { once } from "node:events";
import type { Db } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { RunId } from "@nauplius/domain";
import { cancelRun } from "@nauplius/services";
import { asUser } from "@nauplius/testing/factories";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ImportSite, importSite, picture, table, watched } from "./import-site.fixture.ts";

let s: ImportSite;
beforeEach(async () => {
  s = await importSite();
});
afterEach(() => s.dispose());

const clean = { rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 };
const columns = [
  "object_id",
  "img_file_name",
  "img_rank",
  "object_area",
  "object_annotation_status",
  "object_annotation_category",
  "sample_id",
  "acq_id",
];

/** 8 rows of 7 objects: with 3 rows a chunk the two images of o3 lie in two chunks. */
async function batch(): Promise<string> {
  const rows = [1, 2, 3, 4, 5, 6, 3, 7].map((n, i) => [`o${n}`, `i${i}.png`, 0, n, "validated", "Copepoda", `s${n % 2}`, `a${n % 2}`]);
  const images = await Promise.all(rows.map(async (_, i) => [`i${i}.png`, await picture(i)] as const));
  return s.folder({ "ecotaxa_x.tsv": table(columns, rows), ...Object.fromEntries(images) });
}

class Crash extends Error {}

/** Where the load of a run stands, in rows; null: it has not begun. */
const loadedRows = async (run: RunId): Promise<number | null> =>
  (await s.db.row<{ seq: number }>(sql`select (cursor ->> 'seq')::int as seq from run where id = ${run} and cursor ->> 'step' = 'load'`))
    ?.seq ?? null;

/** A database that dies in (or just behind) its nth transaction. */
function dying(db: Db, nth: number, when: "before" | "after"): Db {
  let n = 0;
  return {
    ...db,
    transaction: async (work) => {
      n += 1;
      if (n === nth && when === "before")
        return db.transaction(async (tx) => {
          await work(tx);
          throw new Crash();
        });
      const value = await db.transaction(work);
      if (n === nth) throw new Crash();
      return value;
    },
  };
}

test("an import that crashes at any of its transactions goes on and is there exactly once", async () => {
  const path = await batch();
  expect(await s.import(path)).toMatchObject({ state: "done", result: { objectsAdded: 7, imagesAdded: 8 } });
  const expected = await s.picture();
  let crashes = 0;
  for (const when of ["before", "after"] as const)
    for (let nth = 1; nth < 30; nth++) {
      const project = await s.anotherProject();
      const run = await s.start(path, { project });
      const first = await s.work(run, () => ({ db: dying(s.db, nth, when) }));
      if (first.state !== "done") {
        crashes += 1;
        expect(first.state).toBe("queued");
        expect((await s.work(run)).state).toBe("done");
      }
      expect(await s.picture(project)).toEqual(expected);
      expect(await s.leftovers()).toEqual(clean);
      if (first.state === "done") break;
    }
  expect(crashes).toBeGreaterThan(10);
}, 180_000);

test("while it loads nothing is seen; cancelled it leaves nothing", async () => {
  const before = await s.picture();
  const run = await s.start(await batch());
  let chunks = 0;
  const ended = await s.work(run, ({ signal }) => ({
    db: watched(s.db, async () => {
      if (((await loadedRows(run)) ?? 0) === 0) return;
      chunks += 1;
      expect(await s.db.rows(sql`select 1 from "object"`)).not.toEqual([]);
      expect(await s.db.rows(sql`select 1 from counter`)).toEqual([]);
      const told = once(signal, "abort");
      const asked = await cancelRun.call(s.site.as(asUser(s.manager)), { runId: run });
      expect(asked.ok).toBe(true);
      // The next heartbeat tells the worker.
      await told;
    }),
  }));
  expect(chunks).toBe(1);
  expect(ended).toMatchObject({ state: "cancelled", publishedAt: null });
  expect(await s.picture()).toEqual(before);
  expect(await s.leftovers()).toEqual(clean);
  expect((await s.import(await batch())).result).toMatchObject({ objectsAdded: 7 });
});

test("questions that are never answered are cancelled without a trace", async () => {
  const path = await s.folder({
    "ecotaxa_q.tsv": table(
      ["object_id", "img_file_name", "object_annotation_status", "object_annotation_category"],
      [["q", "q.png", "validated", "Nobody"]],
    ),
    "q.png": await picture(1),
  });
  const asking = await s.import(path);
  expect(asking.state).toBe("asking");
  expect(await s.leftovers()).toMatchObject({ rows: 1, images: 1, packs: 1 });
  await cancelRun.call(s.site.as(asUser(s.manager)), { runId: asking.id });
  const ended = await s.work(asking.id);
  expect(ended.state).toBe("cancelled");
  expect(await s.leftovers()).toEqual(clean);
});

test("two imports at once in one project: the second waits and finds everything there", async () => {
  const path = await batch();
  const [first, second] = [await s.start(path), await s.start(path)];
  const done = await Promise.all([s.work(first), s.work(second)]);
  expect(done.map((r) => r.state)).toEqual(["done", "done"]);
  const added = done.map((r) => (r.result as { objectsAdded: number }).objectsAdded).sort();
  expect(added).toEqual([0, 7]);
  expect(((await s.picture()) as { objects: object[] }).objects).toHaveLength(7);
  expect(await s.leftovers()).toEqual(clean);
});

test("an import behind one that stopped half way is refused with a sentence", async () => {
  const path = await batch();
  const first = await s.start(path);
  const dies = async () => {
    if ((await loadedRows(first)) !== null) throw new Crash();
  };
  const stopped = await s.work(first, () => ({ db: watched(s.db, dies) }));
  expect(stopped).toMatchObject({ state: "queued", cursor: { step: "load" } });
  const second = await s.import(path);
  expect(second).toMatchObject({ state: "refused" });
  expect(second.reason).toContain(`run ${first}`);
  expect((await s.work(first)).result).toMatchObject({ objectsAdded: 7 });
});
