import type { RunId } from "@nauplius/domain";
import {
  clearIfOver,
  executeRun,
  matchUnits as matchOnes,
  previewUnit as previewOne,
  type SegmentDependencies,
  segmentUnit as segmentOne,
} from "@nauplius/services";
import { segmentPorts } from "../segment/ports.ts";
import type { Dependencies } from "./dependencies.ts";
import { compareNew, importDependencies } from "./import-batch.ts";

const segmentDependencies = (d: Dependencies): SegmentDependencies => ({
  ...importDependencies(d),
  segmentation: segmentPorts({ threads: d.env.WORKER_THREADS }),
});

export const matchUnits = (d: Dependencies, run: RunId): Promise<void> =>
  executeRun(d, run, (handle) => matchOnes(segmentDependencies(d), handle));

export const previewUnit = (d: Dependencies, run: RunId): Promise<void> =>
  executeRun(d, run, (handle) => previewOne(segmentDependencies(d), handle));

/** One scan, recording or folder. What ends unpublished leaves nothing behind, as an import does. */
export async function segmentUnit(d: Dependencies, run: RunId): Promise<void> {
  await executeRun(d, run, (handle) => segmentOne(segmentDependencies(d), handle));
  await clearIfOver(d, run);
  await compareNew(d, run);
}
