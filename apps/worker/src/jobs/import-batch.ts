import type { RunId } from "@nauplius/domain";
import { discover, imagesOf, openArchive, zooscanDerived } from "@nauplius/pipelines";
import { clearIfOver, executeRun, importBatch as importOne } from "@nauplius/services";
import type { Dependencies } from "./dependencies.ts";

const gibi = 1024 ** 3;

/** An import: what it needs of files and images comes from pipelines. An import that ends unpublished leaves nothing behind. */
export async function importBatch(d: Dependencies, run: RunId): Promise<void> {
  const ports = { openArchive, discover, imagesOf, zooscanDerived, derive: d.vignettes.derive };
  const { IMPORT_ROOT, DISK_RESERVE_GB } = d.env;
  await executeRun(d, run, (handle) =>
    importOne({ ...d, ports, importRoot: IMPORT_ROOT ?? null, reserveBytes: DISK_RESERVE_GB * gibi }, handle),
  );
  await clearIfOver(d, run);
}
