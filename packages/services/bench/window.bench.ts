import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { compileView, connect, counterDifferences, ledgerDifferences } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import { sql } from "@nauplius/db/sql";
import { createRng, defaultSort, type Filter, type Rng, type Sort, uuidV7 } from "@nauplius/domain";
import { openProducer } from "@nauplius/queue";
import { localStorage } from "@nauplius/storage";
import { type Context, countObjects, labelObjects, listObjects, objectsOfOrder, orderObjects } from "../src/index.ts";
import { type Large, makeLarge } from "./large.ts";
import { must, quantiles, time } from "./timing.ts";

// How long the server needs for places of large views and for labels, beside the usual OFFSET + COUNT. Sizes: arguments (default 10,000 and 1,000,000).
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 1_000_000];
const page = 200;
const byFeature: Sort = { by: { level: "object", name: "skew" }, direction: "ascending" };
const byFree: Sort = { by: { level: "object", name: "salt" }, direction: "descending" };
const byScore: Sort = { by: "score", direction: "descending" };

type Scene = { readonly ctx: Context; readonly large: Large; readonly rng: Rng };

const list = ({ ctx, large }: Scene, view: { filter?: Filter; sort?: Sort }) =>
  listObjects.call(ctx, { projectId: large.project, ...view, limit: page } as never).then(must);
const orderOf = ({ ctx, large }: Scene, view: { filter?: Filter; sort?: Sort }) =>
  orderObjects.call(ctx, { projectId: large.project, ...view, fresh: true } as never).then(must);
const places = ({ ctx, large }: Scene, order: number, from: number, limit = page) =>
  objectsOfOrder.call(ctx, { projectId: large.project, order, from, limit } as never).then(must);

async function reading(s: Scene) {
  const { large, rng, ctx } = s;
  const filters: Filter[] = Array.from({ length: 30 }, (_, i) =>
    i % 3 === 0
      ? { taxa: [(1 + rng.int(50)) as never], score: { min: 0.3 } }
      : i % 3 === 1
        ? { depth: { min: 20, max: 20 + rng.int(200), how: "overlaps" } }
        : { fields: [{ field: byFeature.by as never, min: rng.int(900) }] },
  );
  // What nobody asked for before: the first two, whose plan nobody has made either, are not of the thirty times.
  const feature = await time(10, () => list(s, { sort: byFeature }), 2);
  const free = await time(10, () => list(s, { sort: byFree }), 2);
  const jumps = async (sort: Sort) => {
    const orderMs = await time(3, () => orderOf(s, { sort }), 1);
    const { order } = await orderOf(s, { sort });
    const jumpMs = await time(60, () => places(s, order, rng.int(Math.max(1, large.objects - page))));
    return { orderMs: orderMs.max, jumpMs: jumpMs.p95 };
  };
  const orders: [string, number][] = [];
  for (const [name, sort] of Object.entries({
    "as imported": defaultSort,
    score: byScore,
    "a feature": byFeature,
    "a free column": byFree,
  })) {
    const { orderMs, jumpMs } = await jumps(sort);
    orders.push([`order by ${name}, made once (longest)`, orderMs], [`order by ${name}, any jump`, jumpMs]);
  }
  const firstPage = await time(40, () => list(s, {}));
  const filterChange = await time(30, (i) => list(s, { filter: filters[Math.abs(i) % filters.length] }));
  const count = await time(10, () => countObjects.call(ctx, { projectId: large.project } as never).then(must));
  const score = await time(30, () => list(s, { sort: byScore }));
  const featureAgain = await time(30, () => list(s, { sort: byFeature }));
  const freeAgain = await time(30, () => list(s, { sort: byFree }));
  return {
    "first page": firstPage.p95,
    "filter change, first page": filterChange.p95,
    "count (stops at 100,000)": count.p95,
    "sort by score, first page": score.p95,
    "sort by a feature, first page, nobody asked before": feature.p95,
    "sort by a feature, first page, its order stands": featureAgain.p95,
    "sort by a free column, first page, nobody asked before": free.p95,
    "sort by a free column, first page, its order stands": freeAgain.p95,
    ...Object.fromEntries(orders),
  };
}

/** The usual way: LIMIT and OFFSET, and a COUNT of all for the bar. */
async function byOffset({ ctx, large, rng }: Scene, sort: Sort) {
  const sight = { projectId: large.project, sampleIds: [], validatedOnly: false };
  const times = await time(
    6,
    async () => {
      const view = await compileView(ctx.db, sight, {}, sort);
      const direction = view.descending ? sql`desc` : sql`asc`;
      const tests = sql`o.project_id = ${large.project} and o.trash_id is null`;
      await ctx.db.rows(sql`select o.*, ${view.key} as key from "object" o ${view.join} where ${tests} order by key ${direction}, o.id ${direction}
        limit ${page} offset ${rng.int(Math.max(1, large.objects - page))}`);
      await ctx.db.row(sql`select count(*) from "object" o where ${tests}`);
    },
    1,
  );
  return times.p95;
}

async function labelling(s: Scene) {
  const { ctx, large, rng } = s;
  let batch = 0;
  const newBatch = () =>
    uuidV7(
      Date.UTC(2026, 0, 2) + batch++,
      Uint8Array.from({ length: 10 }, () => rng.int(256)),
    );
  const version = new Map<number, number>();
  const label = async (from: number, n: number, turn: number) => {
    const objects = Array.from({ length: n }, (_, i) => ({
      id: large.first + from + i,
      version: version.get(large.first + from + i) ?? 1,
    }));
    const change = { taxonId: 1 + (turn % 60), state: turn % 2 === 0 ? "validated" : "dubious" };
    const target = { by: "ids", objects };
    const done = must(
      await labelObjects.call(ctx, { projectId: large.project, batchId: newBatch(), how: "page", target, change } as never),
    );
    for (const c of done.changed) version.set(c.id, c.version);
    if (done.conflicts.length > 0) throw new Error(`${done.conflicts.length} of ${n} labels were refused`);
  };
  const twoHundred = await time(60, (i) => label(rng.int(large.objects - page), page, i + 5));
  const tenThousand = large.objects < 20_000 ? null : await time(3, (i) => label(rng.int(large.objects - 10_000), 10_000, 70 + i), 1);
  // Each of fifty people has a stretch of the project and labels 50 objects at a time, ten times, all at once.
  const stretch = Math.floor(large.objects / 50);
  const people = async (turn: number, everyMs: number) => {
    const ms: number[] = [];
    const pause = (until: number) => new Promise((done) => setTimeout(done, Math.max(0, until - performance.now())));
    const begin = performance.now();
    await Promise.all(
      Array.from({ length: 50 }, async (_, who) => {
        for (let i = 0; i < 10; i++) {
          await pause(begin + (i + who / 50) * everyMs);
          const start = performance.now();
          await label(who * stretch + ((i * 50) % Math.max(1, stretch - 50)), 50, turn + i * 3);
          ms.push(performance.now() - start);
        }
      }),
    );
    return { p95: quantiles(ms).p95, aSecond: Math.round(ms.length / ((performance.now() - begin) / 1000)) };
  };
  // A page of 50 every two seconds is 90,000 labels an hour for each of the fifty; then without any pause, which measures the machine.
  const paced = await people(101, 2_000);
  const flatOut = await people(102, 0);
  return {
    "200 labels in one gesture": twoHundred.p95,
    ...(tenThousand === null ? {} : { "10,000 labels by selection": tenThousand.max }),
    "50 annotators, 50 labels each every 2 s": paced.p95,
    "50 annotators, 50 labels each without a pause": flatOut.p95,
    "the same, batches a second": flatOut.aSecond,
  };
}

const server = await startTemporary();
const folder = await mkdtemp(join(tmpdir(), "nauplius-bench-"));
const db = connect(server.url);
const queue = openProducer({ databaseUrl: server.url, redisUrl: undefined }, () => undefined);
try {
  await applyMigrations(server.url);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const tables: Record<string, Record<string, number>> = {};
  for (const size of sizes) {
    const start = performance.now();
    const large = await makeLarge(db, size);
    const made = Math.round(performance.now() - start);
    const ctx: Context = {
      db,
      queue,
      log,
      storage: localStorage(folder),
      clock: { now: () => new Date() },
      actor: { kind: "user", userId: large.person, siteRoles: [], scopes: null, projectIds: null },
      requestId: "bench",
    };
    const scene: Scene = { ctx, large, rng: createRng(`window ${size}`) };
    tables[size.toLocaleString("en")] = {
      "(making the project)": made,
      ...(await reading(scene)),
      "OFFSET + COUNT, as imported, any jump": await byOffset(scene, defaultSort),
      "OFFSET + COUNT, a feature, any jump": await byOffset(scene, byFeature),
      ...(await labelling(scene)),
    };
  }
  const names = [...new Set(Object.values(tables).flatMap((t) => Object.keys(t)))];
  console.log(`p95 in ms (where nothing else is said) on ${cpus().length} cores, a page of ${page}`);
  console.table(
    Object.fromEntries(names.map((n) => [n, Object.fromEntries(Object.entries(tables).map(([size, t]) => [size, t[n] ?? "-"]))])),
  );
  const wrong = (await counterDifferences(db)).length + (await ledgerDifferences(db)).length;
  console.log(`counters and ledger differ afterwards in ${wrong} places`);
} finally {
  await queue.close();
  await db.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
