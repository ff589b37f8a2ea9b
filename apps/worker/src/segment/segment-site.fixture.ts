import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runById } from "@nauplius/db";
import type { ProjectId, SegmentProfileName } from "@nauplius/domain";
import { divideObjects } from "@nauplius/pipelines";
import {
  clearIfOver,
  type DivideDependencies,
  describeUnit,
  executeRun,
  matchUnits,
  previewUnit,
  type RunRow,
  readSegmentation,
  runDivision,
  type SegmentDependencies,
  segmentUnit,
  segmentUnits,
  startSegmentation,
} from "@nauplius/services";
import { asUser } from "@nauplius/testing/factories";
import { writeZooscan } from "@nauplius/testing/scans";
import type { ImportSite } from "../import/import-site.fixture.ts";
import { exportProject } from "../jobs/export-project.ts";
import { segmentPorts } from "./ports.ts";

type Dependencies = SegmentDependencies & DivideDependencies;
type Batch = { readonly folder: string; readonly profile: SegmentProfileName; readonly project?: ProjectId };

/** Files of a small tray: a scan of twelve objects with its header and two scans of the empty tray. */
export async function segmentedTray(): Promise<Record<string, string | Uint8Array>> {
  const drawn = await mkdtemp(join(tmpdir(), "nauplius-scans-"));
  const { scan, blanks } = await writeZooscan(drawn, { width: 1500, height: 1200, bitDepth: 8, dpi: 2400, seed: 5, objects: 12 });
  const files: Record<string, string | Uint8Array> = {
    "tow_a_d1_1_meta.txt": "SampleId= tow_a\nVol= 50\nFracId= d1\nFracnb= 4\n",
    "tow_a_d1_1.tif": await readFile(scan),
  };
  for (const [n, blank] of blanks.entries()) files[`20230614_0800_back_large_raw_${n + 1}.tif`] = await readFile(blank);
  await rm(drawn, { recursive: true });
  return files;
}

/** A site that works on batches as a worker does. */
export function segmentSite(s: ImportSite) {
  const manager = () => s.site.as(asUser(s.manager));
  const executor = () => ({ ...s.site.as({ kind: "system" }), worker: "test-worker", stop: new AbortController().signal });
  const dependencies = (): Dependencies => ({
    ...s.dependencies,
    queue: manager().queue,
    segmentation: segmentPorts({ threads: 2 }),
    divisions: { divide: divideObjects, software: "nauplius test" },
  });
  const kinds = { matchUnits, previewUnit, segmentUnit, divideObjects: runDivision, exportProject };
  /** What a worker does with a run. */
  const work = async (run: number, d: Dependencies = dependencies()): Promise<RunRow> => {
    const row = await runById(s.db, run as never);
    if (row === null) throw new Error("no run");
    await executeRun(executor(), row.id, (handle) => kinds[row.kind as keyof typeof kinds](d, handle));
    if (row.kind === "segmentUnit") await clearIfOver(d, row.id);
    return (await runById(s.db, row.id)) as RunRow;
  };
  /** Opens a batch below the import folder; answers its id and the run that matched it. */
  const open = async ({ folder, profile, project = s.project }: Batch) => {
    const source = { from: "server", path: folder.slice(folder.lastIndexOf("/") + 1) } as const;
    const started = await startSegmentation.call(manager(), { projectId: project, profile, source, name: "June" });
    if (!started.ok) throw new Error(started.error.message);
    return { segmentation: started.value.segmentation, matched: await work(started.value.run) };
  };
  const units = async (segmentation: number) => {
    const read = await readSegmentation.call(manager(), { segmentationId: segmentation });
    if (!read.ok) throw new Error(read.error.message);
    return read.value.units;
  };
  /** Segments every unit of a batch, each as it is. @returns their runs, in the units' order */
  const segmentAll = async (batch: Batch, settings: object = {}): Promise<RunRow[]> => {
    const { segmentation } = await open(batch);
    for (const { id } of await units(segmentation))
      await describeUnit.call(manager(), { unitId: id, settings: { asIs: true, ...settings } });
    await segmentUnits.call(manager(), { segmentationId: segmentation });
    const runs: RunRow[] = [];
    for (const { runId } of await units(segmentation)) if (runId !== null) runs.push(await work(runId));
    return runs;
  };
  return { manager, dependencies, work, open, units, segmentAll };
}
