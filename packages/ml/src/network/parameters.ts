import type { Random } from "../rng.ts";
import type { NetworkShape } from "./shape.ts";

/** One tensor of weights. `decay` says whether weight decay applies. */
export type Parameter = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly decay: boolean;
  readonly start: (random: Random) => number;
};

export type Layer = { readonly name: string; readonly out: number; readonly inn: number; readonly kernel: number; readonly gain: number };

/** Blocks begin close to the identity: their last layer starts with this gain (Brock et al. 2021 start at 0). */
const branchGain = 0.2;

/** What keeps the variance behind a max pooling near 1: the largest of four rectified unit normals varies 1.3 times as much as one. */
const pooledGain = 0.85;

/** The convolutions from the image to the embedding, in order. */
export function layersOf(shape: NetworkShape): Layer[] {
  const layers: Layer[] = [{ name: "stem", out: shape.stem, inn: shape.channels * 4, kernel: 3, gain: 1 }];
  let width = shape.stem;
  shape.stages.forEach((stage, s) => {
    const down = shape.pooling === "fractional" ? { inn: width, gain: pooledGain } : { inn: width * 4, gain: 1 };
    layers.push({ name: `down${s}`, out: stage.width, kernel: 1, ...down });
    width = stage.width;
    for (let b = 0; b < stage.blocks; b++) {
      const name = `stage${s}.block${b}`;
      layers.push({ name: `${name}.in`, out: stage.inner, inn: width, kernel: 1, gain: 1 });
      layers.push({ name: `${name}.mid`, out: stage.inner, inn: stage.inner, kernel: 3, gain: 1 });
      layers.push({ name: `${name}.out`, out: width, inn: stage.inner, kernel: 1, gain: branchGain });
    }
  });
  layers.push({ name: "embed", out: shape.embedding, inn: width, kernel: 1, gain: 1 });
  return layers;
}

export function parametersOf(shape: NetworkShape): Parameter[] {
  const { numbers, numberUnits, embedding, classes } = shape;
  return [
    ...layersOf(shape).flatMap(({ name, out, inn, kernel, gain }) => [
      weights(`${name}.weight`, [out, inn, kernel, kernel], 1 / Math.sqrt(inn * kernel * kernel)),
      fixed(`${name}.gain`, [out, 1, 1, 1], gain),
      fixed(`${name}.bias`, [out], 0),
    ]),
    weights("numbers.weight", [numbers, numberUnits], Math.sqrt(2 / numbers)),
    fixed("numbers.bias", [1, numberUnits], 0),
    weights("head.weight", [embedding + numberUnits, classes], 0.5 / Math.sqrt(embedding + numberUnits)),
    fixed("head.bias", [1, classes], 0),
  ];
}

export const sizeOf = ({ dims }: { readonly dims: readonly number[] }): number => dims.reduce((a, b) => a * b, 1);

export const countOf = (parameters: readonly Parameter[]): number => parameters.reduce((sum, parameter) => sum + sizeOf(parameter), 0);

/** All weights as one vector, as training keeps them. */
export function startingWeights(parameters: readonly Parameter[], random: Random): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(countOf(parameters));
  let at = 0;
  for (const parameter of parameters) for (let i = sizeOf(parameter); i > 0; i--) vector[at++] = parameter.start(random);
  return vector;
}

export function decayMask(parameters: readonly Parameter[]): Float32Array<ArrayBuffer> {
  const mask = new Float32Array(countOf(parameters));
  let at = 0;
  for (const parameter of parameters) {
    mask.fill(parameter.decay ? 1 : 0, at, at + sizeOf(parameter));
    at += sizeOf(parameter);
  }
  return mask;
}

/** The piece of the vector that holds one parameter. */
export function partOf(vector: Float32Array, parameters: readonly Parameter[], name: string): Float32Array {
  let at = 0;
  for (const parameter of parameters) {
    if (parameter.name === name) return vector.subarray(at, at + sizeOf(parameter));
    at += sizeOf(parameter);
  }
  throw new Error(`no parameter "${name}"`);
}

const weights = (name: string, dims: readonly number[], sd: number): Parameter => ({
  name,
  dims,
  decay: true,
  start: (random) => random.normal(0, sd),
});
const fixed = (name: string, dims: readonly number[], value: number): Parameter => ({ name, dims, decay: false, start: () => value });
