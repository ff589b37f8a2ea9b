import { howLabelled, type ModelRow, modelById, modelClasses, modelInService, settingsOfObjects } from "@nauplius/db";
import type { ModelEvaluation } from "@nauplius/domain";
import { bestOf, classThresholds, reportOf, type Scores, scoresByGroup } from "@nauplius/ml";
import type { RunHandle } from "../../run/execute.ts";
import type { Trained, Training } from "../ports.ts";
import { readSeen } from "../predict/seen.ts";
import { bandOf, byPrevalence, figuresOf, type HeldOut, nearErrors, precisions } from "./evaluate.ts";
import { gateOf } from "./gate.ts";
import type { FixedSet, Member, TrainingInput } from "./input.ts";
import { factsOf, taughtBy } from "./members.ts";
import type { TrainDependencies } from "./run.ts";

type Setting = { readonly instrument: string; readonly depth: number | null };
type Judging = {
  readonly asked: TrainingInput;
  readonly base: Omit<Training, "onProgress">;
  readonly fixed: FixedSet;
  readonly trained: Trained;
};
type Other = ModelEvaluation["others"][number] & { readonly scores: Scores };

/** How good a new model is on the objects that were held out, beside a forest, the model in service and class frequencies alone. */
export async function judge(d: TrainDependencies, handle: RunHandle, { asked, base, fixed, trained }: Judging) {
  const nothing = { evaluation: null, rows: [] };
  const { judged, parcel } = trained;
  if (judged === null) return nothing;
  const members = new Map(fixed.members.map((member) => [String(member[0]), member]));
  const tested = judged.names.flatMap((name) => {
    const member = members.get(name);
    return member === undefined ? [] : [member];
  });
  const { taxa: names } = parcel.manifest;
  const taxonOf = new Map(fixed.classes.map(({ name, taxonId }) => [name, taxonId]));
  const taxa = names.map((name) => taxonOf.get(name) ?? 0);
  const facts = await factsOf(d.db, taxa, [...new Set(tested.map(([, sample]) => sample))]);
  const held: HeldOut = { samples: tested.map(([, sample]) => sample), bySample: fixed.bySample, living: taxa.map(facts.isLiving) };
  const counts = names.map((name) => fixed.members.filter(([, , at, part]) => part === "train" && fixed.classes[at]?.name === name).length);
  const context = { asked, base, fixed, tested, names, taxa, held, truth: judged.scores.truth };
  const forest = asked.recipe === "forest" ? null : await judgeForest(d, handle, context);
  const service = await judgeService(d, handle, context);
  const prevalence = byPrevalence(judged.scores.truth, counts);
  const others = [
    ...(service !== null && typeof service !== "string" ? [service] : []),
    ...(forest ? [forest] : []),
    { what: "prevalence" as const, label: "class frequencies alone", figures: figuresOf(prevalence, held), scores: prevalence },
  ];
  const report = reportOf(judged.scores);
  const predicted = bestOf(judged.scores);
  const thresholds = precisions.map((precision) => classThresholds(judged.scores, precision));
  const settings = await settingsOfObjects(
    d.db,
    tested.map(([objectId]) => objectId),
  );
  const grouped = (by: "instrument" | "depth", nameOf: (setting: Setting | undefined) => string) =>
    scoresByGroup({
      ...{ truth: judged.scores.truth, predicted, classes: names.length },
      groups: tested.map(([objectId]) => nameOf(settings.get(objectId))),
    }).map(({ group, objects, top1, brayCurtis }) => ({ by, name: group, objects, top1, brayCurtis }));
  const { train, validation, test } = parcel.manifest.training.split;
  const samplesIn = (part: Member[3]) => new Set(fixed.members.filter((m) => m[3] === part).map(([, sample]) => sample));
  const evaluation: ModelEvaluation = {
    at: d.clock.now().toISOString(),
    seed: asked.set.seed,
    split: {
      bySample: fixed.bySample,
      objects: { train, validation, test },
      samples: { train: samplesIn("train").size, validation: samplesIn("validation").size, test: samplesIn("test").size },
      taught: [...new Set([...samplesIn("train"), ...samplesIn("validation")])],
    },
    classes: names.map((name, at) => {
      const { support = 0, predicted: called = 0, hits = 0, precision = 0, recall = 0, f1 = 0 } = report.perClass[at] ?? {};
      const figures = { support, predicted: called, hits, precision, recall, f1, thresholds: thresholds.map((of) => of[at] ?? null) };
      return { name, taxonId: taxonOf.get(name) ?? null, living: held.living[at] ?? true, train: counts[at] ?? 0, ...figures };
    }),
    confusion: cellsOf(report.confusion),
    reliability: [...report.reliability],
    errors: nearErrors(cellsOf(report.confusion), facts.lineages),
    temperature: parcel.manifest.calibration.temperature,
    samples: fixed.bySample
      ? scoresByGroup({ truth: judged.scores.truth, predicted, groups: held.samples, classes: names.length }).map(
          ({ group, objects, top1, brayCurtis }) => ({ sampleId: group, name: facts.sampleName(group), objects, top1, brayCurtis }),
        )
      : [],
    groups: [...grouped("instrument", (s) => s?.instrument ?? "?"), ...grouped("depth", (s) => bandOf(s?.depth ?? null))],
    model: figuresOf(judged.scores, held),
    others: others.map(({ scores: _, ...other }) => other),
    labels: await howLabelled(
      d.db,
      tested.map(([objectId]) => objectId),
    ),
    gate: gateOf(judged.scores, {
      other: service,
      held,
      names,
      known: knownTo(await taughtBy(d.db, base.parent), tested),
      seed: asked.set.seed,
    }),
    warnings: [...fixed.warnings, ...trained.warnings, ...unjudged(fixed, tested)],
  };
  const scoreOf = (row: number, at: number): number => judged.scores.probabilities[row * names.length + at] ?? 0;
  const rows = tested.map(([objectId], row) => {
    const called = predicted[row] ?? 0;
    return { objectId, truth: judged.scores.truth[row] ?? 0, predicted: called, score: scoreOf(row, called) };
  });
  return { evaluation, rows };
}

function cellsOf({ classes, counts }: { classes: number; counts: Float64Array }): [number, number, number][] {
  return [...counts].flatMap((n, cell): [number, number, number][] => (n === 0 ? [] : [[Math.floor(cell / classes), cell % classes, n]]));
}

/** Held-out objects that no figure counts: of classes that nothing trained, or with images that cannot be read. */
function unjudged({ members }: FixedSet, tested: readonly Member[]): string[] {
  const left = members.filter(([, , , part]) => part === "test").length - tested.length;
  return left === 0
    ? []
    : [`${left} of ${left + tested.length} held-out objects are not judged: nothing trained their class, or their image cannot be read`];
}

/** Held-out objects whose samples a model learned from. */
const knownTo = (taught: ReadonlySet<number>, tested: readonly Member[]): number =>
  tested.filter(([, sample]) => taught.has(sample)).length;

type Context = Omit<Judging, "trained"> & {
  readonly tested: readonly Member[];
  readonly names: readonly string[];
  readonly taxa: readonly number[];
  readonly held: HeldOut;
  readonly truth: Int32Array;
};

/** The baseline's own training beside a training. */
export const forestOf = (key: string): string => `${key}-forest`;

/** EcoTaxa's way on the same objects: the baseline that is never kept. */
async function judgeForest(d: TrainDependencies, handle: RunHandle, { base, held, tested }: Context): Promise<Other | null> {
  const onProgress = ({ share }: { share: number }) => handle.progress({ step: "baseline", done: Math.round(1000 * share), total: 1000 });
  const grown = await d.ports.train({ ...base, key: forestOf(base.key), recipe: "forest", onProgress });
  if (!grown.ok || grown.value.judged === null || grown.value.judged.names.length !== tested.length) {
    await handle.note(`the random forest could not be judged beside it${grown.ok ? "" : `: ${grown.error}`}`, "warning");
    return null;
  }
  const { scores } = grown.value.judged;
  return { what: "forest", label: "random forest on the same objects", figures: figuresOf(scores, held), scores };
}

/** The model that serves, on the same objects: its taxa count along the training's mapping. */
async function judgeService(d: TrainDependencies, handle: RunHandle, context: Context): Promise<Other | string | null> {
  const { asked, base, tested, taxa, held, truth } = context;
  const serving =
    (await modelInService(d.db, asked.name)) ?? (base.parent.state === "service" ? await modelById(d.db, base.parent.id) : null);
  if (serving === null) return null;
  const columns = await columnsOf(d, serving, context);
  if (columns.every((at) => at === -1)) return null;
  const running = await d.ports.open(serving);
  if (!running.ok) {
    const why = `${serving.name} ${serving.version}, in service, could not be judged beside it, so that nobody knows what may be lost`;
    await handle.note(`${why}: ${running.error}`, "warning");
    return why;
  }
  const rowOf = new Map(tested.map(([id], row) => [id, row]));
  const probabilities = new Float32Array(tested.length * taxa.length);
  const seen = seenInPages(
    d,
    serving,
    tested.map(([id]) => id),
  );
  try {
    let done = 0;
    for await (const { input, result } of running.value.predict(seen, handle.signal)) {
      const row = rowOf.get(input.objectId) ?? 0;
      if (result.ok)
        for (const [c, at] of columns.entries()) {
          const cell = row * taxa.length + at;
          if (at >= 0) probabilities[cell] = (probabilities[cell] ?? 0) + (result.value.scores[c] ?? 0);
        }
      done += 1;
      handle.progress({ step: "comparing", done, total: tested.length });
    }
  } finally {
    await running.value.close();
  }
  const scores = { probabilities, truth, classes: taxa.length };
  const known = knownTo(await taughtBy(d.db, serving), tested);
  const label = `${serving.name} ${serving.version}, in service${known === 0 ? "" : ` (which learned from the samples of ${known} of these objects)`}`;
  return { what: "service", label, figures: figuresOf(scores, held), scores };
}

const readAtOnce = 500;
async function* seenInPages(d: TrainDependencies, model: ModelRow, ids: readonly number[]) {
  for (let at = 0; at < ids.length; at += readAtOnce) yield* readSeen(d, model, ids.slice(at, at + readAtOnce));
}

/** Class of the new model for each class of the one in service; -1: the new one has none. */
async function columnsOf(d: TrainDependencies, serving: ModelRow, { asked, taxa }: Context): Promise<number[]> {
  const mapping = new Map(asked.set.mapping.map(({ from, to }) => [Number(from), to]));
  return (await modelClasses(d.db, serving.id)).map(({ taxonId }) => {
    if (taxonId === null) return -1;
    const target = mapping.has(taxonId) ? mapping.get(taxonId) : taxonId;
    return target == null ? -1 : taxa.indexOf(Number(target));
  });
}
