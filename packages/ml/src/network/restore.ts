import { floatsOf, readModel } from "../onnx/read.ts";
import type { Calibration } from "./inference.ts";
import { countOf, layersOf, parametersOf, partOf } from "./parameters.ts";
import type { NetworkShape } from "./shape.ts";
import { reluGain } from "./training.ts";

export type Restored = { readonly weights: Float32Array<ArrayBuffer>; readonly calibration: Calibration };

/** The trainable weights behind a model that `inferenceGraph` made: folded kernels become kernels of norm 1 and gains,
 *  which standardise to the same network. Throws where a tensor is missing or has another size. */
export function restoreNetwork(shape: NetworkShape, model: Uint8Array): Restored {
  const { tensors, metadata } = readModel(model);
  const read = (name: string, length: number): Float32Array => {
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (!tensor) throw new Error(`the model has no tensor "${name}"`);
    const data = floatsOf(tensor);
    if (data.length !== length) throw new Error(`tensor "${name}" has ${data.length} elements, expected ${length}`);
    return data;
  };
  const parameters = parametersOf(shape);
  const weights = new Float32Array(countOf(parameters));
  const folded = new Set(layersOf(shape).flatMap(({ name }) => [`${name}.weight`, `${name}.gain`]));
  for (const { name } of parameters) {
    const part = partOf(weights, parameters, name);
    if (!folded.has(name)) part.set(read(name, part.length));
  }
  for (const { name } of layersOf(shape)) {
    const kernels = partOf(weights, parameters, `${name}.weight`);
    kernels.set(read(`${name}.weight`, kernels.length));
    unfold(kernels, partOf(weights, parameters, `${name}.gain`));
  }
  const numbers = (name: string): number[] => Array.from(read(name, shape.numbers));
  const calibration = {
    temperature: Number(metadata.temperature ?? 1),
    mean: numbers("numbers.mean"),
    deviation: numbers("numbers.deviation"),
  };
  return { weights, calibration };
}

function unfold(kernels: Float32Array, gains: Float32Array): void {
  const fanIn = kernels.length / gains.length;
  for (let o = 0; o < gains.length; o++) {
    const row = kernels.subarray(o * fanIn, (o + 1) * fanIn);
    const norm = Math.max(1e-12, Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)));
    for (let i = 0; i < fanIn; i++) row[i] = (row[i] ?? 0) / norm;
    gains[o] = (norm / reluGain) * Math.sqrt(1 + 1e-4 / fanIn);
  }
}

/** Weights of the same network behind which another head stands: everything before it is taken over, the head and what joins
 *  before it are as in `fresh`. */
export function withNewHead(
  from: NetworkShape,
  restored: Float32Array,
  { fresh, to }: { fresh: Float32Array<ArrayBuffer>; to: NetworkShape },
) {
  const [old, parameters] = [parametersOf(from), parametersOf(to)];
  const result = fresh.slice();
  const isOfHead = ({ name }: { name: string }): boolean => name.startsWith("head.") || name.startsWith("numbers.");
  for (const parameter of parameters.filter((one) => !isOfHead(one)))
    partOf(result, parameters, parameter.name).set(partOf(restored, old, parameter.name));
  return result;
}
