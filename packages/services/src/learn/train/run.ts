import { type Db, keepJudgements, lockModels, type ModelRow, modelById, modelByVersion, newestVersion, projectById } from "@nauplius/db";
import { type Clock, type ModelEvaluation, type ModelId, ok, type RunId, refuse, type TaxonId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import type { EpochFigures, LearningPorts, Trained, Training, TrainingProgress } from "../ports.ts";
import { registerModel } from "../registry/register.ts";
import { aboutProjects } from "./about.ts";
import { type FixedSet, type TrainingInput, trainingInput } from "./input.ts";
import { forestOf, judge } from "./judge.ts";
import { taughtBy } from "./members.ts";
import { chooseSet, sourceOf } from "./set.ts";

export type TrainDependencies = { readonly db: Db; readonly storage: Storage; readonly clock: Clock; readonly ports: LearningPorts };

/** Where a run's fixed set of objects lies: an interruption changes nothing of it. */
const setKey = (run: RunId): string => `training/run-${run}.json`;
const page = 5_000;
const keyOf = (run: RunId): string => `run-${run}`;

/** A training from wherever it stands: objects are fixed once, the model is trained from its checkpoint, judged beside others on the same
 *  held-out objects, and becomes a candidate. */
export async function runTraining(d: TrainDependencies, handle: RunHandle): Promise<RunOutcome> {
  const { run } = handle;
  const asked = trainingInput.parse(run.input);
  const parent = await modelById(d.db, asked.parentId);
  if (parent === null) return refuse("gone", "the model to begin with is no longer there");
  handle.progress({ step: "choosing" });
  const fixed = await settle(d, handle, { asked, parent });
  for (const warning of fixed.warnings) await handle.note(warning, "warning");
  const history: EpochFigures[] = [...((run.cursor.history as EpochFigures[] | undefined) ?? [])];
  const { version, made } = await versionOf(d, handle, { name: asked.name, history });
  if (made !== null) return finished(d, handle, made);
  const base = await trainingOf(d, { handle, asked, parent, fixed, version });
  const { onProgress, settled } = follow(d, handle, { version, history });
  const trained = await d.ports.train({ ...base, onProgress });
  await settled();
  if (!trained.ok) return refuse("invalid", trained.error);
  for (const { name, why } of trained.value.refused) await handle.note(`object ${name}: ${why}`, "warning");
  const judged = await judge(d, handle, { asked, base, fixed, trained: trained.value });
  return store(d, handle, { trained: trained.value, parent, fixed, ...judged });
}

/** The version that a run makes: its own since it began, unless another model took it meanwhile. Trainings of one name at a time get one each. */
async function versionOf(d: TrainDependencies, { run, save }: RunHandle, { name, history }: { name: string; history: EpochFigures[] }) {
  return d.db.transaction(async (tx) => {
    await lockModels(tx);
    const own = run.cursor.version === undefined ? null : String(run.cursor.version);
    const there = own === null ? null : await modelByVersion(tx, name, own);
    if (there?.runId === run.id) return { version: there.version, made: there.id };
    const [major = 1, minor = -1] = ((await newestVersion(tx, name)) ?? "1.-1.0").split(".").map(Number);
    const version = own !== null && there === null ? own : `${major}.${minor + 1}.0`;
    await save(tx, { version, history });
    return { version, made: null };
  });
}

/** The set as it was when the run began. */
async function settle(d: TrainDependencies, { run }: RunHandle, { asked, parent }: Pick<Parts, "asked" | "parent">): Promise<FixedSet> {
  const key = setKey(run.id);
  const bytes = await d.storage.size(key);
  if (bytes !== null) return JSON.parse(Buffer.from(await d.storage.read(key, 0, bytes)).toString("utf8")) as FixedSet;
  const fixed = await chooseSet(d.db, { ...asked, taught: await taughtBy(d.db, parent) });
  await d.storage.write(key, Buffer.from(JSON.stringify(fixed)));
  return fixed;
}

type Parts = { handle: RunHandle; asked: TrainingInput; parent: ModelRow; fixed: FixedSet; version: string };

async function trainingOf(d: TrainDependencies, { handle, asked, parent, fixed, version }: Parts): Promise<Omit<Training, "onProgress">> {
  const projects = await Promise.all(asked.set.projects.map((id) => projectById(d.db, id)));
  const { citations, ...data } = aboutProjects(projects.filter((project) => project !== null));
  return {
    key: keyOf(handle.run.id),
    parent,
    ...{
      recipe: asked.recipe,
      uses: asked.uses,
      seed: asked.set.seed,
      epochs: asked.epochs,
      layers: asked.layers,
      balance: asked.balance,
      turns: asked.turns,
    },
    about: {
      name: asked.name,
      version,
      created: handle.run.createdAt.toISOString(),
      licence: parent.manifest.licence,
      citation: [parent.manifest.citation, ...citations].filter((text) => text !== "").join(" "),
      note: asked.note,
      data,
    },
    source: sourceOf(d, fixed, asked.set.seed),
    signal: handle.signal,
  };
}

/** Keeps curves and progress where the page reads them. */
function follow(d: TrainDependencies, handle: RunHandle, cursor: { version: string; history: EpochFigures[] }) {
  // One line after the other: they come faster than they are written.
  let noted: Promise<unknown> = Promise.resolve();
  const onProgress = ({ phase, share, message, record }: TrainingProgress): void => {
    if (share > 0) handle.progress({ step: phase, done: Math.round(1000 * share), total: 1000 });
    if (message !== undefined) noted = noted.then(() => handle.note(message)).catch(() => undefined);
    if (record === undefined) return;
    // A second stage, or a training that goes on before its last record, begins its curve anew.
    while ((cursor.history.at(-1)?.epoch ?? 0) >= record.epoch) cursor.history.pop();
    cursor.history.push(record);
    // A run that was taken away ends by its signal; a database that is away for a moment loses one point of a curve.
    noted = noted.then(() => d.db.transaction((tx) => handle.save(tx, cursor))).catch(() => undefined);
  };
  return { onProgress, settled: () => noted };
}

type Stored = {
  readonly trained: Trained;
  readonly parent: ModelRow;
  readonly fixed: FixedSet;
  readonly evaluation: ModelEvaluation | null;
  readonly rows: readonly { objectId: number; truth: number; predicted: number; score: number }[];
};

async function store(d: TrainDependencies, handle: RunHandle, { trained, parent, fixed, evaluation, rows }: Stored): Promise<RunOutcome> {
  const taxa = new Map(fixed.classes.map(({ name, taxonId }) => [name, taxonId as TaxonId]));
  const { run } = handle;
  const how = { origin: "trained" as const, by: run.createdBy, parentId: parent.id, runId: run.id, evaluation, taxa };
  const registered = await registerModel(d, trained.parcel, how);
  if (!registered.ok) return registered;
  const { modelId } = registered.value;
  for (let at = 0; at < rows.length; at += page) await keepJudgements(d.db, modelId, rows.slice(at, at + page));
  return finished(d, handle, modelId);
}

async function finished(d: TrainDependencies, handle: RunHandle, modelId: ModelId): Promise<RunOutcome> {
  await d.storage.remove(setKey(handle.run.id));
  for (const key of [keyOf(handle.run.id), forestOf(keyOf(handle.run.id))]) await d.ports.forget(key);
  const model = await modelById(d.db, modelId);
  const figures = model?.evaluation?.model ?? null;
  return ok({
    result: {
      modelId,
      model: model === null ? "" : `${model.name} ${model.version}`,
      classes: model?.manifest.taxa.length ?? 0,
      ...(figures && { top1: figures.top1, balancedAccuracy: figures.balancedAccuracy, logLoss: figures.logLoss }),
    },
  });
}
