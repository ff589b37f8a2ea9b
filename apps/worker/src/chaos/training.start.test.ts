import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listModels, modelById, runLog } from "@nauplius/db";
import type { ModelId, ProjectId, RunId } from "@nauplius/domain";
import { cancelRun, retryRun, startTraining } from "@nauplius/services";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ChaosSite, chaosSite } from "./chaos-site.fixture.ts";

const epochs = 4;
let s: ChaosSite;
let project: ProjectId;
let parent: ModelId;
const machines: string[] = [];

beforeAll(async () => {
  s = await chaosSite(60);
  const worker = await machine();
  const batch = await s.startImport();
  project = batch.project;
  expect(await s.untilDone(batch.run)).toMatchObject({ state: "done" });
  parent = (await listModels(s.db))[0]?.id ?? (0 as ModelId);
  await worker.stop();
});
afterEach(() => s.killAll());
afterAll(async () => {
  await s.dispose();
  for (const folder of machines) rmSync(folder, { recursive: true, force: true });
});

/** A worker with a disk of its own, as another machine has. */
function machine() {
  const folder = mkdtempSync(join(tmpdir(), "nauplius-machine-"));
  machines.push(folder);
  return s.worker({ WORK_DIR: folder });
}

async function train(name: string): Promise<RunId> {
  const started = await startTraining.call(s.ctx, { set: { projects: [project] }, parentId: parent, recipe: "fine-tune", name, epochs });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.run;
}

/** Until so many epochs of the network are in the store. */
const stored = (run: RunId, count: number) =>
  s.until(async () => (await epochsOf(run)) >= count && (await s.storage.size(`trainings/run-${run}.bin`)) !== null, 120);
async function epochsOf(run: RunId): Promise<number> {
  return (await runLog(s.db, run, 0)).filter(({ message }) => /^epoch \d+/.test(message)).length;
}

async function weightsOf(run: RunId): Promise<string> {
  const { result } = await s.run(run);
  const model = await modelById(s.db, Number(result?.modelId) as ModelId);
  return model?.manifest.files["model.onnx"]?.sha256 ?? "";
}

test("a training whose machine is lost goes on on another one, and ends as the undisturbed one, bit for bit", async () => {
  const first = await machine();
  const undisturbed = await train("calm");
  expect(await s.untilDone(undisturbed, 180)).toMatchObject({ state: "done" });
  const run = await train("lost");
  await stored(run, 2);
  await first.kill();
  const before = await epochsOf(run);
  expect(before).toBeLessThan(epochs);
  await machine();
  expect(await s.untilDone(run, 180)).toMatchObject({ state: "done", attempts: 2 });
  // Only the epoch that was under way was computed again.
  expect(await epochsOf(run)).toBeLessThanOrEqual(epochs + 1);
  expect(await weightsOf(run)).toBe(await weightsOf(undisturbed));
  expect(await s.storage.size(`trainings/run-${run}.bin`)).toBeNull();
}, 400_000);

test("a training that a person cancels leaves no model, and goes on where it stood when it is tried again", async () => {
  const worker = await machine();
  const models = (await listModels(s.db)).length;
  const run = await train("paused");
  await stored(run, 1);
  // It wakes with its heartbeat overdue and hears of it before the epochs that are left are over, however fast they are.
  worker.signal("SIGSTOP");
  const asked = cancelRun.call(s.ctx, { runId: run });
  // Put to sleep in the middle of a write it holds the run's row: then it is asked once it goes on.
  await Promise.race([asked, sleep(2_000)]);
  worker.signal("SIGCONT");
  await asked;
  expect(await s.untilDone(run)).toMatchObject({ state: "cancelled" });
  expect(await listModels(s.db)).toHaveLength(models);
  await retryRun.call(s.ctx, { runId: run });
  expect(await s.untilDone(run, 180)).toMatchObject({ state: "done" });
  expect(await epochsOf(run)).toBeLessThanOrEqual(epochs + 1);
}, 300_000);
