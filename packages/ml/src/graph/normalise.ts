import { add, div, mul } from "./elementwise.ts";
import { differentiable, emit, type Graph, integers, scalar, type Value } from "./graph.ts";
import { elementsAlong, reduceSum } from "./reduce.ts";

/** Batch normalisation by the batch's own mean and variance over n, h, w (Ioffe and Szegedy 2015): x [n, c, h, w],
 *  scale and shift [1, c, 1, 1]. Also gives mean and variance, to keep running ones. */
export function batchNorm(graph: Graph, x: Value, { scale, shift }: { scale: Value; shift: Value }) {
  const axes = [0, 2, 3];
  const one = { dims: scale.dims };
  const full = { dims: x.dims };
  const sumOver = (value: Value) => emit(graph, "ReduceMean", [value], { ...one, attributes: { axes, keepdims: 1 } });
  const mean = sumOver(x);
  const centred = emit(graph, "Sub", [x, mean], full);
  const variance = sumOver(emit(graph, "Mul", [centred, centred], full));
  const deviation = emit(graph, "Sqrt", [emit(graph, "Add", [variance, scalar(graph, epsilon)], one)], one);
  const unit = emit(graph, "Div", [centred, deviation], full);
  const result = emit(graph, "Add", [emit(graph, "Mul", [unit, scale], full), shift], full);
  const normalised = differentiable(graph, [x, scale, shift], result, (dy) => {
    const meanOfDy = sumOver(dy);
    const meanOfProduct = sumOver(emit(graph, "Mul", [dy, unit], full));
    const along = emit(graph, "Mul", [unit, meanOfProduct], full);
    const rest = emit(graph, "Sub", [emit(graph, "Sub", [dy, meanOfDy], full), along], full);
    const count = elementsAlong(graph, x, axes);
    return [
      emit(graph, "Mul", [rest, emit(graph, "Div", [scale, deviation], one)], full),
      emit(graph, "Mul", [meanOfProduct, count], one),
      emit(graph, "Mul", [meanOfDy, count], one),
    ];
  });
  return { normalised, mean, variance };
}

const epsilon = 1e-5;

/** Scaled weight standardisation (Brock et al. 2021, arXiv 2101.08692): each output channel's weights get mean 0 and
 *  variance 1 / fan-in, times its gain [o, 1, 1, 1]. Does for activations what batch normalisation does, without
 *  statistics of the batch: batches may be small, of any image size, and the result does not depend on company. */
export function standardise(graph: Graph, weights: Value, gain: Value): Value {
  const axes = [1, 2, 3];
  const fanIn = weights.dims.slice(1).reduce<number>((product, dim) => product * Number(dim), 1);
  const full = { dims: weights.dims };
  const one = { dims: gain.dims };
  const mean = (value: Value) => emit(graph, "ReduceMean", [value], { ...one, attributes: { axes, keepdims: 1 } });
  const sum = (value: Value) => emit(graph, "ReduceSum", [value, integers(graph, axes)], { ...one, attributes: { keepdims: 1 } });
  const centred = emit(graph, "Sub", [weights, mean(weights)], full);
  const energy = emit(graph, "ReduceSumSquare", [centred], { ...one, attributes: { axes, keepdims: 1 } });
  const norm = emit(graph, "Sqrt", [emit(graph, "Add", [energy, scalar(graph, smallest / fanIn)], one)], one);
  const unit = emit(graph, "Div", [centred, norm], full);
  const result = emit(graph, "Mul", [unit, gain], full);
  return differentiable(graph, [weights, gain], result, (dy) => {
    const along = sum(emit(graph, "Mul", [dy, unit], full));
    const across = emit(graph, "Sub", [emit(graph, "Sub", [dy, mean(dy)], full), emit(graph, "Mul", [unit, along], full)], full);
    return [emit(graph, "Mul", [across, emit(graph, "Div", [gain, norm], one)], full), along];
  });
}

const smallest = 1e-4;

/** Mean over the pixels that a mask [n, 1, h, w] weights: [n, c, h, w] -> [n, c, 1, 1]. */
export function maskedMean(graph: Graph, x: Value, mask: Value): Value {
  const weight = add(graph, reduceSum(graph, mask, [2, 3]), scalar(graph, 1e-6));
  return div(graph, reduceSum(graph, mul(graph, x, mask), [2, 3]), weight);
}
