import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, makeTow, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { executeRun } from "../run/execute.ts";
import { exportFile } from "./download.ts";
import type { ExportFile } from "./keep.ts";
import { runExport } from "./run.ts";
import { startExport } from "./start.ts";

const scripts = fileURLToPath(new URL("../../../../docs/figures/", import.meta.url));
const works = (command: string, ...more: readonly string[]): boolean => spawnSync(command, more, { timeout: 60_000 }).status === 0;
/** Where a Python with pyarrow is, if not on the path. */
const python = process.env.PYTHON ?? "python3";
const readsParquet = works("Rscript", "-e", "library(nanoparquet)");
const languages = [
  { name: "Python", command: python, script: "figures.py", isThere: works(python, "-c", "import pyarrow, matplotlib"), format: "parquet" },
  { name: "R", command: "Rscript", script: "figures.R", isThere: works("Rscript", "--version"), format: readsParquet ? "parquet" : "csv" },
] as const;
for (const { name, isThere } of languages)
  if (!isThere) console.warn(`skipped: the figures in ${name}, since it, or its reader of Parquet, is not there`);
if (!readsParquet) console.warn("R has no reader of Parquet here (nanoparquet): its script reads the CSV export");

let site: TestSite;
let folder: string;
beforeAll(async () => {
  site = await makeSite();
  folder = await mkdtemp(join(tmpdir(), "nauplius-figures-"));
  const taxa = await makeTaxa(site.db, ["Copepoda", "Salpida"]);
  const project = await makeProject(site.db, "Figures", "private", "Zooscan");
  for (const [at, name] of ["a", "b"].entries()) {
    const objects = Array.from({ length: 10 }, (_, i) => ({
      ...{ originalId: `${name}${i}`, taxonId: taxa.get(i < 7 ? "Copepoda" : "Salpida") ?? null, date: `2023-0${at + 1}-05` },
      ...{ state: i === 0 ? ("predicted" as const) : ("validated" as const), free: { area: 1000 } },
    }));
    const { acquisition } = await makeTow(site.db, project, { name, free: { tot_vol: 20 }, scanFree: { sub_part: 4 }, objects });
    await site.db.run(sql`
      insert into process (project_id, acquisition_id, name, dialect, free) values (${project}, ${acquisition}, ${`p ${name}`}, 'zooprocess', '{"particle_pixel_size_mm": 0.0106}')`);
  }
  for (const [level, column] of [
    ["object", "area"],
    ["sample", "tot_vol"],
    ["acquisition", "sub_part"],
    ["process", "particle_pixel_size_mm"],
  ])
    await site.db.run(sql`insert into field (project_id, level, name, type) values (${project}, ${level}, ${column}, 'number')`);
  const manager = site.as(asUser(await makeMember(site.db, project, "Maren", "manager")));
  for (const format of ["parquet", "csv"] as const) await exported(manager, project, format);
});
afterAll(async () => {
  await site.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function exported(manager: Context, projectId: ProjectId, format: "parquet" | "csv"): Promise<void> {
  const started = await startExport.call(manager, { projectId, options: { format } });
  if (!started.ok) throw new Error(started.error.message);
  const ctx = site.as({ kind: "system" });
  const ports = { zip: () => Promise.reject(new Error("no archive")), burn: () => Promise.reject(new Error("no image")) };
  await executeRun({ ...ctx, worker: "test", stop: new AbortController().signal }, started.value.run, (handle) =>
    runExport({ ...ctx, ports: ports as never, version: "test" }, handle),
  );
  const file = await exportFile.call(manager, { runId: started.value.run, name: `Figures_${format}.${format}` });
  if (!file.ok) throw new Error(file.error.message);
  await writeFile(join(folder, `objects.${format}`), await buffer(await ctx.storage.stream((file.value as ExportFile).key)));
}

for (const { name, command, script, isThere, format } of languages)
  test.skipIf(!isThere)(`the script in ${name} redraws three figures from our ${format}`, async () => {
    const out = join(folder, name);
    const ran = spawnSync(command, [join(scripts, script), join(folder, `objects.${format}`), out], { encoding: "utf8" });
    expect([ran.status, ran.stderr.replace(/.*warning.*\n?/gi, "")]).toEqual([0, expect.any(String)]);
    const read = async (file: string) => (await readFile(join(out, file), "utf8")).trim().split(/\r?\n/);
    expect(await read("taxa.csv")).toEqual(["taxon,n", "Copepoda,12", "Salpida,6"]);
    // 2 x 0.0106 x sqrt(1000 / pi) = 0.378 mm, above 2^-1.5.
    expect(await read("sizes.csv")).toEqual(["esd_from_mm,n", "0.353553,18"]);
    // Nine individuals x 4 / 20 m3.
    expect(await read("time.csv")).toEqual(["date,sample,individuals_m3", "2023-01-05,a,1.800000", "2023-02-05,b,1.800000"]);
    for (const figure of ["taxa", "sizes", "time"]) expect((await read(`${figure}.svg`)).join("")).toContain("<svg");
  });
