import { emit, type Graph, integers, scalar, type Value } from "./graph.ts";

export type AdamState = { readonly weights: Value; readonly first: Value; readonly second: Value };
/** Scalars that change with the step: learning rate, 1 / (1 - beta1^t), 1 / (1 - beta2^t); `decay` is 0 or 1 for each weight. */
export type AdamRates = { readonly rate: Value; readonly correct1: Value; readonly correct2: Value; readonly decay: Value };
export type AdamSettings = { readonly beta1: number; readonly beta2: number; readonly weightDecay: number; readonly clip: number };

export const adamDefaults: AdamSettings = { beta1: 0.9, beta2: 0.99, weightDecay: 0.02, clip: 1 };

/** AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) over one vector of weights, its gradient first shortened to the
 *  norm `clip`. Weight decay is decoupled and scaled by the learning rate. */
export function adamw(graph: Graph, state: AdamState, gradient: Value, rates: AdamRates, settings = adamDefaults) {
  const { dims } = state.weights;
  const binary = (op: string, a: Value, b: Value): Value => emit(graph, op, [a, b], { dims });
  const times = (value: Value, factor: number): Value => binary("Mul", value, scalar(graph, factor));
  const { clipped, norm } = clip(graph, gradient, settings.clip);
  const first = binary("Add", times(state.first, settings.beta1), times(clipped, 1 - settings.beta1));
  const square = binary("Mul", clipped, clipped);
  const second = binary("Add", times(state.second, settings.beta2), times(square, 1 - settings.beta2));
  const root = emit(graph, "Sqrt", [binary("Mul", second, rates.correct2)], { dims });
  const step = binary("Div", binary("Mul", first, rates.correct1), binary("Add", root, scalar(graph, 1e-7)));
  const shrink = binary("Mul", times(rates.decay, settings.weightDecay), state.weights);
  const move = binary("Mul", binary("Add", step, shrink), rates.rate);
  return { weights: binary("Sub", state.weights, move), first, second, norm };
}

function clip(graph: Graph, gradient: Value, limit: number) {
  const square = emit(graph, "Mul", [gradient, gradient], { dims: gradient.dims });
  const energy = emit(graph, "ReduceSum", [square, integers(graph, [0])], { dims: [1] });
  const norm = emit(graph, "Sqrt", [emit(graph, "Add", [energy, scalar(graph, 1e-12)], { dims: [1] })], { dims: [1] });
  const ratio = emit(graph, "Div", [scalar(graph, limit), norm], { dims: [1] });
  const factor = emit(graph, "Min", [ratio, scalar(graph, 1)], { dims: [1] });
  return { clipped: emit(graph, "Mul", [gradient, factor], { dims: gradient.dims }), norm };
}
