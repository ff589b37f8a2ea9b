import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sql } from "@nauplius/db/sql";
import { createRng } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { executeRun } from "../run/execute.ts";
import { exportFile } from "./download.ts";
import { type ExportFile, runExport } from "./run.ts";
import { startExport } from "./start.ts";

const scripts = fileURLToPath(new URL("../../../../docs/figures/", import.meta.url));
const works = (command: string, ...more: readonly string[]): boolean => spawnSync(command, more, { timeout: 60_000 }).status === 0;
/** Where a Python with pyarrow is, if not on the path. */
const python = process.env.PYTHON ?? "python3";
const languages = [
  {
    name: "Python",
    command: python,
    script: "figures.py",
    isThere: works(python, "-c", "import pyarrow, matplotlib"),
    needs: "pyarrow and matplotlib",
  },
  { name: "R", command: "Rscript", script: "figures.R", isThere: works("Rscript", "-e", "library(nanoparquet)"), needs: "nanoparquet" },
];
for (const { name, isThere, needs } of languages)
  if (!isThere) console.warn(`skipped: the figures in ${name}, since ${needs} are not there`);

let site: TestSite;
let folder: string;
beforeAll(async () => {
  site = await makeSite();
  folder = await mkdtemp(join(tmpdir(), "nauplius-figures-"));
  const taxa = await makeTaxa(site.db, ["Copepoda", "Salpida"]);
  const project = await makeProject(site.db, "Figures", "private", "Zooscan");
  for (const [at, name] of ["a", "b"].entries()) {
    const sample = await makeSample(site.db, project, name);
    await site.db.run(sql`update sample set free = '{"tot_vol": 20}' where id = ${sample}`);
    const acquisition = await makeAcquisition(site.db, project, sample, `${name}_tot_1`);
    await site.db.run(sql`update acquisition set free = '{"sub_part": 4}' where id = ${acquisition}`);
    await site.db.run(sql`
      insert into process (project_id, acquisition_id, name, dialect, free) values (${project}, ${acquisition}, ${`p ${name}`}, 'zooprocess', '{"particle_pixel_size_mm": 0.0106}')`);
    const seeds = Array.from({ length: 10 }, (_, i) => ({
      ...{ originalId: `${name}${i}`, taxonId: taxa.get(i < 7 ? "Copepoda" : "Salpida") ?? null, date: `2023-0${at + 1}-05` },
      ...{ state: i === 0 ? ("predicted" as const) : ("validated" as const), free: { area: 1000 } },
    }));
    await makeObjects(site.db, { project, sample, acquisition, rng: createRng(name) }, seeds);
  }
  for (const [level, column] of [
    ["object", "area"],
    ["sample", "tot_vol"],
    ["acquisition", "sub_part"],
    ["process", "particle_pixel_size_mm"],
  ])
    await site.db.run(sql`insert into field (project_id, level, name, type) values (${project}, ${level}, ${column}, 'number')`);
  const manager = site.as(asUser(await makeMember(site.db, project, "Maren", "manager")));
  const started = await startExport.call(manager, { projectId: project, options: { format: "parquet" } });
  if (!started.ok) throw new Error(started.error.message);
  const ctx = site.as({ kind: "system" });
  const ports = { zip: () => Promise.reject(new Error("no archive")), burn: () => Promise.reject(new Error("no image")) };
  await executeRun({ ...ctx, worker: "test", stop: new AbortController().signal }, started.value.run, (handle) =>
    runExport({ ...ctx, ports: ports as never, version: "test" }, handle),
  );
  const file = await exportFile.call(manager, { runId: started.value.run, name: "Figures_parquet.parquet" });
  if (!file.ok) throw new Error(file.error.message);
  await writeFile(join(folder, "objects.parquet"), await buffer(await ctx.storage.stream((file.value as ExportFile).key)));
});
afterAll(async () => {
  await site.dispose();
  await rm(folder, { recursive: true, force: true });
});

for (const { name, command, script, isThere } of languages)
  test.skipIf(!isThere)(`the script in ${name} redraws three figures from our Parquet`, { timeout: 120_000 }, async () => {
    const out = join(folder, name);
    const ran = spawnSync(command, [join(scripts, script), join(folder, "objects.parquet"), out], { encoding: "utf8" });
    expect([ran.status, ran.stderr.replace(/.*warning.*\n?/gi, "")]).toEqual([0, expect.any(String)]);
    const read = async (file: string) => (await readFile(join(out, file), "utf8")).trim().split(/\r?\n/);
    expect(await read("taxa.csv")).toEqual(["taxon,n", "Copepoda,12", "Salpida,6"]);
    // 2 x 0.0106 x sqrt(1000 / pi) = 0.378 mm, above 2^-1.5.
    expect(await read("sizes.csv")).toEqual(["esd_from_mm,n", "0.353553,18"]);
    // Nine individuals x 4 / 20 m3.
    expect(await read("time.csv")).toEqual(["date,sample,individuals_m3", "2023-01-05,a,1.800000", "2023-02-05,b,1.800000"]);
    for (const figure of ["taxa", "sizes", "time"]) expect((await read(`${figure}.svg`)).join("")).toContain("<svg");
  });
