import { divideObjects, drawPlate } from "@nauplius/pipelines";
import type { JobHandlers } from "@nauplius/queue";
import {
  compactPacks,
  countUsage,
  executeRun,
  keepHouse,
  runCheckModel,
  runComparison,
  runCorrection,
  runCount,
  runDivision,
  runExplanation,
  runLabelByFilter,
  runLoadTaxonomy,
  runMap,
  runPlate,
  runPrediction,
  runRelabelTaxa,
  runTraining,
  runUndoBatch,
  sweepHouse,
  sweepRuns,
} from "@nauplius/services";
import { version } from "../../package.json" with { type: "json" };
import { admit } from "../learning/admit.ts";
import { learningPorts } from "../learning/ports.ts";
import { buildSpace } from "./build-space.ts";
import type { Dependencies } from "./dependencies.ts";
import { describeRegion } from "./describe-region.ts";
import { exportProject } from "./export-project.ts";
import { importBatch } from "./import-batch.ts";
import { placeSamples } from "./place-samples.ts";
import { matchUnits, previewUnit, segmentUnit } from "./segment.ts";
import { sweepSpace } from "./sweep-space.ts";

/** Every job of the catalogue and who does it: forgetting one does not compile. */
export const makeHandlers = (d: Dependencies): JobHandlers => ({
  importBatch: ({ runId }) => importBatch(d, runId),
  matchUnits: ({ runId }) => matchUnits(d, runId),
  previewUnit: ({ runId }) => previewUnit(d, runId),
  segmentUnit: ({ runId }) => segmentUnit(d, runId),
  divideObjects: ({ runId }) =>
    executeRun(d, runId, (handle) => runDivision({ ...d, divisions: { divide: divideObjects, software: `nauplius ${version}` } }, handle)),
  labelByFilter: ({ runId }) => executeRun(d, runId, (handle) => runLabelByFilter(d, handle)),
  undoBatch: ({ runId }) => executeRun(d, runId, (handle) => runUndoBatch(d, handle)),
  correctBatch: ({ runId }) => executeRun(d, runId, (handle) => runCorrection(d, handle)),
  exportProject: ({ runId }) => executeRun(d, runId, (handle) => exportProject(d, handle)),
  drawPlate: ({ runId }) => executeRun(d, runId, (handle) => runPlate({ ...d, ports: { draw: drawPlate } }, handle)),
  loadTaxonomy: ({ runId }) => executeRun(d, runId, (handle) => runLoadTaxonomy(d, handle)),
  relabelTaxa: ({ runId }) => executeRun(d, runId, (handle) => runRelabelTaxa(d, handle)),
  countQuantities: ({ runId }) => executeRun(d, runId, (handle) => runCount(d, handle)),
  buildSpace: ({ runId }) => executeRun(d, runId, (handle) => buildSpace(d, handle)),
  sweepSpace: ({ runId }) => executeRun(d, runId, (handle) => sweepSpace(d, handle)),
  placeSamples: ({ runId }) => executeRun(d, runId, (handle) => placeSamples(d, handle)),
  describeRegion: ({ runId }) => executeRun(d, runId, (handle) => describeRegion(d, handle)),
  countUsage: async () => {
    const day = await countUsage(d);
    if (day !== null) d.log.info({ day }, "usage counted");
  },
  predictObjects: ({ runId }) => executeRun(d, runId, (handle) => runPrediction({ ...d, ports: learningPorts(d) }, handle)),
  compareObjects: ({ runId }) => executeRun(d, runId, (handle) => runComparison({ ...d, ports: learningPorts(d) }, handle)),
  mapObjects: ({ runId }) => executeRun(d, runId, (handle) => runMap({ ...d, ports: learningPorts(d) }, handle)),
  explainObject: ({ runId }) => executeRun(d, runId, (handle) => runExplanation({ ...d, ports: learningPorts(d) }, handle)),
  trainModel: ({ runId }) => executeRun(d, runId, (handle) => runTraining({ ...d, ports: learningPorts(d) }, handle)),
  checkModel: ({ runId }) =>
    executeRun(d, runId, (handle) => runCheckModel({ ...d, admit: (path, signal) => admit(d, path, signal) }, handle)),
  keepHouse: () => keepHouse(d),
  compactPacks: async () => {
    const done = await compactPacks(d);
    d.log.info(done, "packs compacted");
  },
  sweep: async () => {
    await sweepRuns(d);
    await sweepHouse(d);
  },
});
