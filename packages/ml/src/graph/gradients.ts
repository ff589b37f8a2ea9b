import { emit, type Graph, scalar, type Value } from "./graph.ts";

/** Reverse-mode differentiation: gradients of a scalar with respect to `of`, as further nodes of the graph.
 *  Only what leads from them to the scalar is differentiated. Throws where one has no influence. */
export function gradients(graph: Graph, loss: Value, of: readonly Value[]): Value[] {
  const needed = reachable(graph, of);
  const parts = new Map<string, Value[]>([[loss.name, [scalar(graph, 1)]]]);
  graph.recording = false;
  for (const { inputs, output, backward } of [...graph.tape].reverse()) {
    const dy = total(graph, parts, output);
    if (!dy || !needed.has(output.name)) continue;
    const wanted = inputs.map(({ name }) => needed.has(name));
    backward(dy, wanted).forEach((gradient, index) => {
      const to = inputs[index];
      if (!to || !gradient || !wanted[index]) return;
      parts.set(to.name, [...(parts.get(to.name) ?? []), gradient]);
    });
  }
  const results = of.map((value) => {
    const gradient = total(graph, parts, value);
    if (!gradient) throw new Error(`"${value.name}" has no influence on the loss`);
    return gradient;
  });
  graph.recording = true;
  return results;
}

function reachable(graph: Graph, of: readonly Value[]): ReadonlySet<string> {
  const names = new Set(of.map(({ name }) => name));
  for (const { inputs, output } of graph.tape) if (inputs.some(({ name }) => names.has(name))) names.add(output.name);
  return names;
}

/** The sum of what all uses of a value sent back. */
function total(graph: Graph, parts: Map<string, Value[]>, value: Value): Value | null {
  const found = parts.get(value.name);
  const [first, ...rest] = found ?? [];
  if (!first) return null;
  if (rest.length === 0) return first;
  const sum = emit(graph, rest.length === 1 ? "Add" : "Sum", [first, ...rest], { dims: value.dims });
  parts.set(value.name, [sum]);
  return sum;
}
