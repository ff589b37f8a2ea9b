import { differentiable, emit, type Graph, integers, type Value } from "./graph.ts";

/** Weighted sum of cross-entropies: logits and targets [n, c], rows of targets sum to 1, weights [n, 1]; result [1, 1].
 *  Targets that are not 0 or 1 are label smoothing or mixtures. */
export function crossEntropy(graph: Graph, logits: Value, { targets, weights }: { targets: Value; weights: Value }): Value {
  const { dims } = logits;
  const [n = 1] = dims;
  const logScores = emit(graph, "LogSoftmax", [logits], { dims, attributes: { axis: 1 } });
  const each = emit(graph, "ReduceSum", [emit(graph, "Mul", [logScores, targets], { dims }), integers(graph, [1])], { dims: [n, 1] });
  const weighted = emit(graph, "Mul", [emit(graph, "Neg", [each], { dims: [n, 1] }), weights], { dims: [n, 1] });
  const loss = emit(graph, "ReduceSum", [weighted, integers(graph, [0])], { dims: [1, 1] });
  return differentiable(graph, [logits], loss, (dy) => {
    const difference = emit(graph, "Sub", [emit(graph, "Exp", [logScores], { dims }), targets], { dims });
    const scale = emit(graph, "Mul", [weights, dy], { dims: [n, 1] });
    return [emit(graph, "Mul", [difference, scale], { dims })];
  });
}
