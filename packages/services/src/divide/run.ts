import { randomUUID } from "node:crypto";
import {
  type Db,
  type DivisibleRow,
  divisibleObjects,
  giveBatchToRun,
  insertPack,
  insertRun,
  listModels,
  openBatch,
  recordPack,
  type Tx,
} from "@nauplius/db";
import { type BatchId, type Clock, ok, type Payload, type RunId, type RunKind, refuse } from "@nauplius/domain";
import type { Producer } from "@nauplius/queue";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { transact } from "../transact.ts";
import type { Outcome } from "../verb.ts";
import { putChildren, type StoredPart } from "./children.ts";
import { type DivisionInput, divisionInput } from "./input.ts";
import type { DividePorts, Division, Part } from "./ports.ts";
import { enginesOf, objectToDivide } from "./work.ts";

export type DivideDependencies = {
  readonly db: Db;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly queue: Producer;
  readonly divisions: DividePorts;
};

/** Written in the transaction of the division: a worker that dies after it finds that all is done. */
const done = z.object({
  children: z.array(z.object({ id: z.int(), name: z.string() })),
  parents: z.array(z.int()),
  prediction: z.int().nullable(),
});

/** Cuts or joins pictures, stores the children's, and puts them in their parents' place: one transaction, or nothing. */
export async function runDivision(d: DivideDependencies, handle: RunHandle): Promise<RunOutcome> {
  const asked = divisionInput.parse(handle.run.input);
  const before = done.safeParse(handle.run.cursor);
  if (before.success) return finish(d, before.data);
  const rows = await divisibleObjects(d.db, asked.projectId, asked.objects);
  if (rows.length !== asked.objects.length) return refuse("conflict", "an object was divided or deleted meanwhile; nothing was changed");
  handle.progress({ step: "cutting", done: 0, total: 1 });
  const division = await divisionOf(d, asked, rows);
  if (!division.ok) return division;
  const parts = await d.divisions.divide(division.value, handle.signal);
  if (!parts.ok) return refuse("invalid", parts.error);
  const stored = await storeParts(d, handle, parts.value);
  const model = await modelFor(d.db, rows);
  const outcome = await transact<z.output<typeof done>>(d.db, async (tx) => {
    await handle.hold(tx);
    const made = await putChildren(tx, {
      asked,
      rows,
      parts: stored.parts,
      by: handle.run.createdBy,
      at: d.clock.now(),
      software: d.divisions.software,
    });
    if (!made.ok) return made;
    await recordPack(tx, stored.pack, stored.bytes, true);
    const ids = made.value.map(({ id }) => id);
    const prediction = model === null ? null : await predictionFor(tx, d, handle, asked, model, ids);
    const result = { children: made.value, parents: [...asked.objects], prediction };
    await handle.save(tx, result);
    return ok(result);
  });
  return outcome.ok ? finish(d, outcome.value) : outcome;
}

async function finish(d: DivideDependencies, result: z.output<typeof done>): Promise<RunOutcome> {
  if (result.prediction !== null) {
    const payload = { runId: result.prediction } as Payload<RunKind>;
    await d.queue.enqueue("predictObjects", payload);
  }
  return ok({ result });
}

async function divisionOf(d: DivideDependencies, asked: DivisionInput, rows: readonly DivisibleRow[]): Promise<Outcome<Division>> {
  const objects = [];
  for (const row of rows) {
    const { vignette } = row;
    if (vignette === null) return refuse("invalid", `${row.originalId} has no image on which it could be divided`);
    objects.push(objectToDivide(row, await d.storage.read(vignette.packKey, vignette.offset, vignette.length)));
  }
  const [row, object] = [rows[0], objects[0]];
  if (row === undefined || object === undefined) return refuse("invalid", "no object was given");
  const engines = enginesOf(row);
  if (asked.kind === "join") return ok({ kind: "join", objects, engines });
  return ok({
    kind: "separate",
    object,
    engines,
    drawnOn: asked.drawnOn,
    lines: asked.lines.map((line) => line.map(([x, y]) => ({ x, y }))),
  });
}

/** Pictures of the children, durable before their rows are: a pack of this attempt's own, which is taken up again where it died. */
async function storeParts(
  d: DivideDependencies,
  handle: RunHandle,
  parts: readonly Part[],
): Promise<{ pack: number; bytes: number; parts: StoredPart[] }> {
  const { id: run, attempts } = handle.run;
  const key = `packs/division-${run}-${attempts}`;
  await d.storage.remove(key);
  const pack = await d.db.transaction(async (tx) => {
    await handle.hold(tx);
    return insertPack(tx, key, `run-${run}`);
  });
  const writer = await d.storage.appendTo(key);
  const stored = parts.map((part) => {
    const { bytes } = part.vignette;
    return { part, place: { packId: pack, offset: writer.append(bytes), length: bytes.byteLength, mime: "image/png" } };
  });
  const { bytes } = await writer.commit();
  await writer.close();
  return { pack, bytes, parts: stored };
}

/** Who says what the children are: the model that spoke of a parent, else any that is in service and knows taxa of the site. */
async function modelFor(db: Db, rows: readonly DivisibleRow[]) {
  const usable = (await listModels(db)).filter(({ state, mapped }) => state === "service" && mapped > 0);
  return usable.find(({ id }) => rows.some(({ modelId }) => modelId === id)) ?? usable[0] ?? null;
}

async function predictionFor(
  tx: Tx,
  d: DivideDependencies,
  { run }: RunHandle,
  asked: DivisionInput,
  model: NonNullable<Awaited<ReturnType<typeof modelFor>>>,
  children: readonly number[],
): Promise<RunId> {
  const [batch, now] = [randomUUID() as BatchId, d.clock.now()];
  const name = `${model.name} ${model.version}`;
  const facts = { modelId: model.id, filter: { objects: [...children] }, thresholds: { least: 0, taxa: [] } };
  await openBatch(tx, {
    id: batch,
    projectId: asked.projectId,
    kind: "predict",
    by: run.createdBy,
    at: now,
    request: { ...facts, model: name },
  });
  const input = { ...facts, projectId: asked.projectId, batchId: batch, name, sampleIds: [] };
  const made = await insertRun(tx, { kind: "predictObjects", projectId: asked.projectId, createdBy: run.createdBy, input, now });
  await giveBatchToRun(tx, batch, made);
  return made;
}
