import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId, RunId } from "@nauplius/domain";
import { openVignettePool, type VignettePool } from "@nauplius/pipelines";
import { type Context, type ExportFile, listObjects, pageOfVignettes, startExport, startImport } from "@nauplius/services";
import { openStorage, type Storage } from "@nauplius/storage";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, type TestSite } from "@nauplius/testing/factories";
import { startS3, type TestS3 } from "@nauplius/testing/s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnv } from "../env.ts";
import { contents, picture, table } from "../import/import-site.fixture.ts";
import { makeHandlers } from "./handlers.ts";

// A real store can be tried too: set S3_ENDPOINT and what belongs to it.
const real = process.env.S3_ENDPOINT !== undefined;
const objects = 30;
let s3: TestS3;
let storage: Storage;
let site: TestSite;
let vignettes: VignettePool;
let folder: string;
let batch: string;
let ctx: Context;
let work: ReturnType<typeof makeHandlers>;
let first: ProjectId;

beforeAll(async () => {
  s3 = await startS3();
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = s3.settings;
  const S3 = { S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId };
  storage = openStorage(real ? process.env : { ...S3, S3_SECRET_ACCESS_KEY: secretAccessKey });
  site = await makeSite(storage);
  folder = await mkdtemp(join(tmpdir(), "nauplius-object-store-"));
  vignettes = openVignettePool({ processes: 1 });
  await makeTaxa(site.db, ["Copepoda"]);
  first = await makeProject(site.db, "first");
  ctx = site.as(asUser(await makeMember(site.db, first, "manager", "manager")));
  const env = readEnv({ DATABASE_URL: "postgres://unused", DISK_RESERVE_GB: "0" });
  work = makeHandlers({ ...ctx, env, vignettes, worker: "test", stop: new AbortController().signal });
  batch = join(folder, "batch.tsv");
  const columns = ["object_id", "img_file_name", "object_lat", "object_area", "object_annotation_category", "object_annotation_status"];
  const rows = Array.from({ length: objects }, (_, i) => [`o${i}`, `i${i}.png`, 43 + i / 100, i + 1, "Copepoda", "validated"]);
  await writeFile(
    join(folder, "ecotaxa_batch.tsv"),
    table(
      [...columns, "sample_id", "acq_id"],
      rows.map((r) => [...r, "s1", "a1"]),
    ),
  );
  for (let i = 0; i < objects; i++) await writeFile(join(folder, `i${i}.png`), await picture(i));
  batch = folder;
});
afterAll(async () => {
  await vignettes.close();
  await site.dispose();
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(path: string, project: ProjectId): Promise<RunId> {
  const options = { answers: { users: { "*": "name" as const }, taxa: {}, load: true } };
  const started = await startImport.call(site.as({ kind: "system" }), { projectId: project, source: { from: "path", path }, options });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.run;
}

async function take(project: ProjectId): Promise<string> {
  const options = { format: "tsv", images: "all" } as const;
  const started = await startExport.call(ctx, { projectId: project, options });
  if (!started.ok) throw new Error(started.error.message);
  await work.exportProject({ runId: started.value.run });
  const run = await runById(site.db, started.value.run);
  expect(run).toMatchObject({ state: "done" });
  const [file] = (run?.result?.files ?? []) as ExportFile[];
  const path = join(folder, "..", `${started.value.run}-taken.zip`);
  await writeFile(path, await buffer(await storage.stream(file?.key ?? "")));
  return path;
}

/** Blobs below packs/ that no row points at, and rows whose blob is not there. */
async function astray(): Promise<string[]> {
  const rows = new Set((await site.db.rows<{ key: string }>(sql`select key from pack`)).map((p) => p.key));
  const blobs = new Set<string>();
  for await (const { key } of storage.list("packs")) blobs.add(key);
  return [...rows].filter((key) => !blobs.has(key)).concat([...blobs].filter((key) => !rows.has(key)));
}

test("a batch comes into an object store that says now and then that it is busy, and is shown from there", async () => {
  s3.fail("PUT", 1);
  const run = await start(batch, first);
  await work.importBatch({ runId: run });
  expect(await runById(site.db, run)).toMatchObject({ state: "done", result: { objectsAdded: objects, imagesAdded: objects } });
  if (!real) expect(await astray()).toEqual([]);

  const page = await listObjects.call(ctx, { projectId: first, limit: objects });
  if (!page.ok) throw new Error(page.error.message);
  s3.fail("GET", 1);
  const shown = await pageOfVignettes.call(ctx, { objects: page.value.objects.map((o) => o.id) });
  if (!shown.ok) throw new Error(shown.error.message);
  expect(shown.value).toHaveLength(objects);
  const names = new Map<number, string>(page.value.objects.map((o) => [o.id, o.originalId]));
  for (const { objectId, bytes } of shown.value)
    expect(Buffer.from(bytes).equals(await picture(Number(names.get(objectId)?.slice(1))))).toBe(true);
});

test("goes out to it and comes in again the same", async () => {
  const path = await take(first);
  const second = await makeProject(site.db, "second");
  const run = await start(path, second);
  await work.importBatch({ runId: run });
  await rm(path);
  expect(await runById(site.db, run)).toMatchObject({ state: "done", result: { objectsAdded: objects, imagesAdded: objects } });
  const [a, b] = (await Promise.all([contents(site.db, first), contents(site.db, second)])) as { objects: unknown[] }[];
  expect(b?.objects).toHaveLength(objects);
  const bare = (all: unknown[] | undefined) =>
    JSON.stringify(all, (key, value) => (key === "images" ? value?.map((v: unknown[]) => v.at(-1)) : value));
  expect(bare(b?.objects)).toBe(bare(a?.objects));
});

test.skipIf(real)("while it refuses everything the run waits with its reason, and afterwards the batch is there once", async () => {
  const third = await makeProject(site.db, "third");
  const run = await start(batch, third);
  s3.fail("PUT", 1_000);
  await work.importBatch({ runId: run });
  const waiting = await runById(site.db, run);
  expect(waiting).toMatchObject({ state: "queued", setbacks: 1, reason: expect.stringContaining("SlowDown") });
  expect(JSON.stringify(waiting)).not.toContain(s3.settings.secretAccessKey);
  s3.fail("PUT", 0);
  await work.importBatch({ runId: run });
  expect(await runById(site.db, run)).toMatchObject({ state: "done", result: { objectsAdded: objects } });
  expect(await astray()).toEqual([]);
});
