import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, counterDifferences, ledgerDifferences } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import { createRng, type Sort, uuidV7 } from "@nauplius/domain";
import { openProducer } from "@nauplius/queue";
import { localStorage } from "@nauplius/storage";
import { type Context, labelObjects, listObjects, pageOfVignettes, redo, undo, viewCounts } from "../src/index.ts";
import { loadPlanktonSet } from "./scene.ts";
import { must, time } from "./timing.ts";

// How long the server needs for a page of 200 vignettes and for a label on 200 objects, on the 24,282 objects of PlanktonSet.
const tar = process.argv[2] ?? fileURLToPath(new URL("../../../../shared/data/planktonset.tar", import.meta.url));
const rounds = 100;
const page = 200;

async function measure(ctx: Context, bench: Awaited<ReturnType<typeof loadPlanktonSet>>) {
  const projectId = bench.project;
  const rng = createRng("rounds");
  const window = async (sort: Sort, after?: readonly [number | string | null, number]) =>
    must(await listObjects.call(ctx, { projectId, sort, limit: page, after: after as never } as never));
  const sorts: Record<string, Sort> = {
    "as imported": { by: "id", direction: "ascending" },
    "score, lowest first": { by: "score", direction: "ascending" },
    taxon: { by: "taxon", direction: "ascending" },
  };
  const rows: Record<string, unknown> = {};
  let bytes: number[] = [];
  let imageBytes: number[] = [];
  for (const [name, sort] of Object.entries(sorts)) {
    let after: readonly [number | string | null, number] | undefined;
    bytes = [];
    imageBytes = [];
    let ids: number[] = [];
    const list = await time(rounds, async () => {
      const { objects, taxa } = await window(sort, after);
      after = objects.length < page ? undefined : objects.at(-1)?.position;
      ids = objects.map((o) => o.id);
      bytes.push(JSON.stringify({ objects, taxa }).length);
    });
    after = undefined;
    const pages: number[][] = [];
    for (let i = 0; i < 60; i++) {
      const { objects } = await window(sort, after);
      after = objects.at(-1)?.position;
      pages.push(objects.map((o) => o.id));
    }
    const images = await time(rounds, async (i) => {
      const of = pages[(i + 5) % pages.length] ?? ids;
      imageBytes.push(must(await pageOfVignettes.call(ctx, { objects: of } as never)).reduce((sum, v) => sum + v.bytes.byteLength, 0));
    });
    const mean = (n: readonly number[]) => Math.round(n.reduce((a, b) => a + b, 0) / n.length);
    rows[name] = { rowsMs: list, vignettesMs: images, rowBytes: mean(bytes), vignetteBytes: mean(imageBytes) };
  }

  let batch = 0;
  const newBatch = () =>
    uuidV7(
      Date.UTC(2026, 0, 1) + batch++,
      Uint8Array.from({ length: 10 }, () => rng.int(256)),
    );
  const version = new Map<number, number>(bench.ids.map((id) => [id, 1]));
  const label = await time(rounds, async (round) => {
    const from = rng.int(bench.ids.length - page);
    const objects = bench.ids.slice(from, from + page).map((id) => ({ id, version: version.get(id) ?? 1 }));
    // Never the label that an object has, which would write nothing: another taxon each round.
    const turn = Math.max(0, round + 5);
    const change = { taxonId: bench.taxa[turn % bench.taxa.length], state: turn < bench.taxa.length ? "dubious" : "validated" };
    const done = must(
      await labelObjects.call(ctx, { projectId, batchId: newBatch(), how: "page", target: { by: "ids", objects }, change } as never),
    );
    if (done.changed.length !== page) throw new Error(`labelled ${done.changed.length} of ${page}`);
    for (const c of done.changed) version.set(c.id, c.version);
  });
  const back = await time(20, async () => must(await undo.call(ctx, { projectId, batchId: newBatch() } as never)));
  const again = await time(20, async () => must(await redo.call(ctx, { projectId, batchId: newBatch() } as never)));
  const counts = await time(rounds, async () => must(await viewCounts.call(ctx, { projectId } as never)));
  const filtered = await time(rounds, async () =>
    must(await viewCounts.call(ctx, { projectId, filter: { score: { min: 0.5 } } } as never)),
  );
  return { pages: rows, labelMs: label, undoMs: back, redoMs: again, countsMs: counts, filteredCountsMs: filtered };
}

if (!existsSync(tar)) {
  console.log(JSON.stringify({ skipped: `${tar} is not there; give the path of planktonset.tar` }));
} else {
  const server = await startTemporary();
  const folder = await mkdtemp(join(tmpdir(), "nauplius-bench-"));
  const db = connect(server.url);
  const queue = openProducer({ databaseUrl: server.url, redisUrl: undefined }, () => undefined);
  try {
    await applyMigrations(server.url);
    const storage = localStorage(folder);
    const bench = await loadPlanktonSet(db, storage, tar);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const ctx: Context = {
      db,
      storage,
      queue,
      log,
      clock: { now: () => new Date() },
      actor: { kind: "user", userId: bench.person, siteRoles: [], scopes: null, projectIds: null },
      requestId: "bench",
    };
    const figures = await measure(ctx, bench);
    const wrong = (await counterDifferences(db)).length + (await ledgerDifferences(db)).length;
    console.log(
      JSON.stringify(
        { objects: bench.ids.length, page, cores: cpus().length, requestsAPage: 2, ...figures, wrongAfterwards: wrong },
        null,
        2,
      ),
    );
  } finally {
    await queue.close();
    await db.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
