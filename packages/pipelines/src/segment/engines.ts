import { compatEngine, compatNames, type FeatureEngine, kernelRoom, type Region, saneEngine, saneNames } from "@nauplius/imaging";
import { openKernels } from "./kernels.ts";
import type { EngineChoice, MeasuredFeatures } from "./object.ts";

/** Room for distance maps: objects of up to 3 Mpx with their margins; larger ones are measured in plain TypeScript. */
const mapBytes = 8 * 1024 * 1024;
const mapAt = 64;

type Engines = { readonly measure: (region: Region) => MeasuredFeatures };

const numbersOf = (engine: FeatureEngine, region: Region): Float64Array | undefined => {
  const values = new Float64Array(engine.names.length);
  return engine.measure(region, values) ? values : undefined;
};

/** Engines keep their buffers from object to object, so each thread has its own. */
function openEngines({ compat, sane, pixelSize }: EngineChoice): Engines {
  const open: { compat?: FeatureEngine; sane?: FeatureEngine } = {};
  if (compat !== undefined) {
    const { chamfer, bytes } = openKernels(mapAt + mapBytes, false);
    open.compat = compatEngine({ dialect: compat, pixelSize, room: kernelRoom(chamfer, bytes.buffer, mapAt, mapBytes) });
  }
  if (sane === true) open.sane = saneEngine();
  return {
    measure: (region) => ({
      ...(open.compat !== undefined && { compat: numbersOf(open.compat, region) }),
      ...(open.sane !== undefined && { sane: numbersOf(open.sane, region) }),
    }),
  };
}

let current: { readonly key: string; readonly engines: Engines } | undefined;

/** The engines of this thread, opened anew when the choice is another one. */
export function enginesFor(choice: EngineChoice): Engines {
  const key = JSON.stringify(choice);
  if (current?.key !== key) current = { key, engines: openEngines(choice) };
  return current.engines;
}

/** Names of the numbers that the engines of a choice give, in their order. */
export const featureNamesOf = ({
  compat,
  sane,
}: EngineChoice): { readonly compat: readonly string[]; readonly sane: readonly string[] } => ({
  compat: compat === undefined ? [] : compatNames(compat),
  sane: sane === true ? saneNames : [],
});
