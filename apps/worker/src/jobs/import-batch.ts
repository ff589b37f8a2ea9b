import { runById } from "@nauplius/db";
import type { RunId } from "@nauplius/domain";
import { discover, imagesOf, openArchive, zooscanDerived } from "@nauplius/pipelines";
import { askComparisons, clearIfOver, executeRun, type ImportDependencies, importBatch as importOne } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";

const gibi = 1024 ** 3;

export const importDependencies = (d: Dependencies): Dependencies & ImportDependencies => ({
  ...d,
  ports: { openArchive, discover, imagesOf, zooscanDerived, derive: d.vignettes.derive },
  importRoot: d.env.IMPORT_ROOT ?? null,
  reserveBytes: d.env.DISK_RESERVE_GB * gibi,
});

/** An import: what it needs of files and images comes from pipelines. An import that ends unpublished leaves nothing behind. */
export async function importBatch(d: Dependencies, run: RunId): Promise<void> {
  await executeRun(d, run, (handle) => importOne(importDependencies(d), handle));
  await clearIfOver(d, run);
  await compareNew(d, run);
}

/** What was published is looked at by the model in service, so that it can be ordered and searched by likeness. */
export async function compareNew(d: Dependencies, run: RunId): Promise<void> {
  const done = await runById(d.db, run);
  if (done?.state === "done" && done.projectId !== null) await askComparisons(d, done.projectId);
}
