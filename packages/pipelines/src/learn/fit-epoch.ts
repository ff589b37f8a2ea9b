import type { Rng } from "@nauplius/domain";
import { batchesByRectangle, drawChange, oneCycleRate, shuffled } from "@nauplius/ml";
import { adamFeeds } from "./adam.ts";
import type { FitInput, FitOptions, FitSettings } from "./fit-settings.ts";
import type { EpochRecord, FitState } from "./fit-state.ts";
import type { Member, StepAnswer } from "./messages.ts";
import type { Run } from "./runtime.ts";
import type { Thread } from "./threads.ts";

export type Training = {
  readonly input: FitInput;
  readonly settings: FitSettings;
  readonly options: FitOptions;
  readonly state: FitState;
  readonly random: Rng;
  readonly threads: readonly Thread[];
  /** One for each thread, which writes into it; of the weights that learn. */
  readonly gradients: readonly Float32Array[];
  /** What the threads read. */
  readonly weights: Float32Array;
  readonly update: Run;
  readonly decay: Float32Array;
  /** So many weights at the beginning stay as they are. */
  readonly frozen: number;
};

type Trained = Pick<EpochRecord, "reference" | "trainLoss" | "trainAccuracy" | "seconds" | "imagesPerSecond">;

/** All training objects once, each changed at random: every step is one batch for each thread. */
export async function trainEpoch(training: Training): Promise<Trained> {
  const { settings, options, state, threads } = training;
  const { reference, batches } = plan(training);
  const began = performance.now();
  const sum = { loss: 0, correct: 0, count: 0 };
  for (let at = 0; at < batches.length; at += threads.length) {
    options.signal?.throwIfAborted();
    training.weights.set(state.vectors.weights);
    const work = batches.slice(at, at + threads.length).map(async ({ width, height, members }, thread) => {
      const { smoothing, dropout } = settings;
      const seed = `${settings.seed} ${state.epoch} ${at} ${thread}`;
      return threads[thread]?.step({ kind: "step", seed, width, height, members, smoothing, dropout });
    });
    const answers = (await Promise.all(work)).filter((answer) => answer !== undefined);
    const step = answers.reduce(together);
    if (!Number.isFinite(step.loss)) throw new Error(`the loss became ${step.loss} in epoch ${state.epoch + 1}: lower the learning rate`);
    const done = (state.epoch + at / batches.length) / settings.epochs;
    const rate = oneCycleRate(done, { peak: settings.peakRate, warmUp: settings.warmUp, end: 0.01 });
    await move(training, { seen: step.count, parts: answers.length, rate });
    sum.loss += step.loss;
    sum.correct += step.correct;
    sum.count += step.count;
    const imagesPerSecond = sum.count / ((performance.now() - began) / 1000);
    const { epoch } = state;
    options.onStep?.({ epoch, epochs: settings.epochs, share: at / batches.length, loss: step.loss / step.count, imagesPerSecond });
  }
  const seconds = (performance.now() - began) / 1000;
  const { loss, correct, count } = sum;
  return { reference, trainLoss: loss / count, trainAccuracy: correct / count, seconds, imagesPerSecond: count / seconds };
}

const together = (a: StepAnswer, b: StepAnswer): StepAnswer => ({
  loss: a.loss + b.loss,
  correct: a.correct + b.correct,
  count: a.count + b.count,
});

/** Every change is drawn before the first step, since objects meet by the rectangles that their changes need. */
function plan({ input, settings, state, random: all }: Training) {
  const random = all.fork(`epoch ${state.epoch}`);
  const share = state.epoch / settings.epochs;
  const reference = settings.curriculum.find(({ until }) => share < until)?.reference ?? input.contract.reference;
  const drawing = { settings: settings.augment, contract: { ...input.contract, reference }, random };
  const members = shuffled(input.train, random).map((index): Member & Pick<Member["change"], "rectangle"> => {
    const { widths, heights, longest } = input.set;
    const change = drawChange({ width: widths[index] ?? 1, height: heights[index] ?? 1 }, longest[index] ?? 1, drawing);
    return { index, change, rectangle: change.rectangle };
  });
  const pixels = members.reduce((sum, { rectangle }) => sum + rectangle.width * rectangle.height, 0) / members.length;
  return { reference, batches: shuffled(batchesByRectangle(members, settings.batch * pixels), random) };
}

type Move = { readonly seen: number; readonly parts: number; readonly rate: number };

/** One step of AdamW along the mean of the threads' gradients, and of the running average. */
async function move({ state, gradients, decay, update, settings, frozen }: Training, { seen, parts, rate }: Move): Promise<void> {
  const { average, weights, first, second } = state.vectors;
  const length = weights.length - frozen;
  const [gradient = new Float32Array(length), ...others] = gradients.slice(0, parts).map((part) => part.slice());
  for (const part of others) for (let i = 0; i < length; i++) gradient[i] = (gradient[i] as number) + (part[i] as number);
  for (let i = 0; i < length; i++) gradient[i] = (gradient[i] as number) / seen;
  state.steps += 1;
  const vector = (data: Float32Array) => ({ data, dims: [length] });
  const next = await update({
    weights: vector(weights.subarray(frozen)),
    first: vector(first.subarray(frozen)),
    second: vector(second.subarray(frozen)),
    gradient: vector(gradient),
    decay: vector(decay),
    ...adamFeeds(state.steps, rate),
  });
  weights.set(next.newWeights ?? [], frozen);
  first.set(next.newFirst ?? [], frozen);
  second.set(next.newSecond ?? [], frozen);
  const keep = Math.min(settings.averaging, (1 + state.steps) / (10 + state.steps));
  for (let i = 0; i < weights.length; i++) average[i] = keep * (average[i] as number) + (1 - keep) * (weights[i] as number);
}
