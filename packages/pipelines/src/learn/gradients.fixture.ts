import { createRng } from "@nauplius/domain";
import { createGraph, encodeModel, type Graph, gradients, input, mul, output, reduceSum, toModel, type Value } from "@nauplius/ml";
import { openSession } from "./runtime.ts";

export type Case = {
  readonly name: string;
  /** Shapes of the inputs that are differentiated. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly build: (graph: Graph, of: (input: string) => Value) => Value;
  /** Draws an input's elements; normal deviates by default. */
  readonly draw?: (random: ReturnType<typeof createRng>) => number;
};

/** Builds sum(operator(inputs) * fixed random weights), so that no gradient is the same everywhere, and compares its
 *  gradients with central differences of step h. Gives the largest difference, relative to the largest gradient. */
export async function worstGradient({ name, inputs, build, draw }: Case, h = 1e-2): Promise<number> {
  const random = createRng(name);
  const graph = createGraph();
  const values = Object.fromEntries(Object.entries(inputs).map(([key, dims]) => [key, input(graph, key, dims)]));
  const result = build(graph, (key) => {
    const value = values[key];
    if (!value) throw new Error(`no input "${key}"`);
    return value;
  });
  const weights = input(graph, "weights of the sum", result.dims);
  const axes = result.dims.map((_, axis) => axis);
  const loss = reduceSum(graph, mul(graph, result, weights), axes);
  output(graph, "loss", loss);
  for (const [index, gradient] of gradients(graph, loss, Object.values(values)).entries()) output(graph, `d${index}`, gradient);
  const run = await openSession(encodeModel(toModel(graph, name)), 1);
  const filled = (dims: readonly (number | string)[], value: () => number) => {
    const lengths = dims.map(Number);
    return { data: Float32Array.from({ length: lengths.reduce((a, b) => a * b, 1) }, value), dims: lengths };
  };
  const feeds: Record<string, { data: Float32Array; dims: number[] }> = { [weights.name]: filled(weights.dims, () => random.normal()) };
  for (const [key, dims] of Object.entries(inputs)) feeds[key] = filled(dims, () => (draw ?? ((rng) => rng.normal()))(random));
  const found = await run(feeds);
  let [worst, largest] = [0, 0];
  for (const [index, key] of Object.keys(inputs).entries()) {
    const data = feeds[key]?.data ?? new Float32Array();
    for (let i = 0; i < data.length; i++) {
      const before = data[i] ?? 0;
      const lossAt = async (value: number): Promise<number> => {
        data[i] = value;
        return (await run(feeds)).loss?.[0] ?? Number.NaN;
      };
      const numeric = ((await lossAt(before + h)) - (await lossAt(before - h))) / (2 * h);
      data[i] = before;
      const analytic = found[`d${index}`]?.[i] ?? Number.NaN;
      worst = Math.max(worst, Math.abs(numeric - analytic));
      largest = Math.max(largest, Math.abs(analytic));
    }
  }
  return worst / largest;
}
