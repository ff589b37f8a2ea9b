import { compatEngine, compatNames, type FeatureEngine, kernelRoom, type Region } from "@nauplius/imaging";
import { openKernels } from "./kernels.ts";
import type { EngineChoice, MeasuredFeatures } from "./object.ts";

/** Room for distance maps: objects of up to 3 Mpx with their margins; larger ones are measured in plain TypeScript. */
const mapBytes = 8 * 1024 * 1024;

export type Engines = { readonly measure: (region: Region) => MeasuredFeatures };

/** Opens the engines of a choice; they keep their buffers, so each thread has its own. */
export function openEngines({ compat, pixelSize }: EngineChoice): Engines {
  const kernels = compat === undefined ? undefined : openKernels(mapBytes + 64, false);
  const room = kernels && kernelRoom(kernels.chamfer, kernels.bytes.buffer, 64, mapBytes);
  const engines: { compat?: FeatureEngine } = {};
  if (compat !== undefined) engines.compat = compatEngine({ dialect: compat, pixelSize, room });
  const run = (engine: FeatureEngine | undefined, region: Region): Float64Array | undefined => {
    if (engine === undefined) return undefined;
    const values = new Float64Array(engine.names.length);
    return engine.measure(region, values) ? values : undefined;
  };
  return { measure: (region) => ({ compat: run(engines.compat, region) }) };
}

/** Names of the numbers that an engine of the choice gives, in their order. */
export const featureNamesOf = ({ compat }: EngineChoice): { readonly compat: readonly string[] } => ({
  compat: compat === undefined ? [] : compatNames(compat),
});
