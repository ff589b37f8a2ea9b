import type { RunId } from "@nauplius/domain";
import { discover, imagesOf, openArchive, zooscanDerived } from "@nauplius/pipelines";
import { clearIfOver, executeRun, type ImportDependencies, importBatch as importOne } from "@nauplius/services";
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
}
