import { text } from "node:stream/consumers";
import { sql } from "@nauplius/db/sql";
import type { ProjectFormula, RunId } from "@nauplius/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportFile } from "../export/download.ts";
import type { ExportFile } from "../export/keep.ts";
import { runExport } from "../export/run.ts";
import { startExport } from "../export/start.ts";
import { executeRun } from "../run/execute.ts";
import { formulas, mm3, type NetSite, netSite } from "./nets.fixture.ts";

let s: NetSite;
beforeAll(async () => {
  s = await netSite();
  await s.confirm();
});
afterAll(() => s.site.dispose());

describe("an export of quantities", () => {
  const run = async (format: "concentrations" | "biovolumes" | "spectra" | "particles", quantities: object = {}) => {
    const started = await startExport.call(s.as(), { projectId: s.project, options: { format, quantities } });
    if (!started.ok) throw new Error(started.error.message);
    const ctx = s.site.as({ kind: "system" });
    const ports = { zip: () => expect.unreachable(), burn: () => expect.unreachable() };
    const executor = { db: s.site.db, clock: ctx.clock, log: ctx.log, worker: "test", stop: new AbortController().signal };
    let ended: unknown;
    await executeRun(executor, started.value.run, async (handle) => {
      const outcome = await runExport({ ...ctx, ports, version: "test" }, handle);
      if (!outcome.ok) throw new Error(outcome.error.message);
      ended = outcome.value.result;
      return outcome;
    });
    return { id: started.value.run, ...(ended as { files: ExportFile[]; warnings: string[] }) };
  };
  const read = async (id: RunId, name: string): Promise<string> => {
    const found = await exportFile.call(s.as(), { runId: id, name });
    if (!found.ok) throw new Error(found.error.message);
    return text(await s.as().storage.stream(found.value.key));
  };

  test("is one tidy table with place, water, taxon, states and interval, and a manifest with units and formulas", async () => {
    const made = await run("concentrations");
    const table = (await read(made.id, "Nets_concentrations.csv"))
      .trim()
      .split("\r\n")
      .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    const [head = [], ...rows] = table;
    const row = rows.find((cells) => cells[1] === "complete" && cells[head.indexOf("taxon")] === "Copepoda") ?? [];
    const cell = (name: string) => row[head.indexOf(name)];
    expect(head.slice(0, 10)).toEqual(
      "project sample acquisition depth_bin_min depth_bin_max datetime latitude longitude depth_min depth_max".split(" "),
    );
    expect([cell("project"), cell("datetime"), cell("latitude"), cell("depth_max")]).toEqual([
      "Nets",
      "2023-01-17T10:20:30Z",
      "43.7",
      "75",
    ]);
    expect([cell("sampled_volume"), cell("aphia_id"), cell("n"), cell("concentration"), cell("states")]).toEqual([
      "20",
      "1080",
      "40",
      "25",
      "validated",
    ]);
    const manifest = JSON.parse(await read(made.id, "Nets_concentrations.manifest.json"));
    expect(manifest.counts.rows).toBe(rows.length);
    expect(manifest.options.protocol).toMatchObject({ version: 1, name: "WP2 nets" });
    expect(manifest.columns.find((one: { name: string }) => one.name === "concentration")).toEqual({
      name: "concentration",
      type: "double",
      unit: "m-3",
    });
  });

  test("has the means over samples beside the figures of samples, with intervals, and says how many samples have none", async () => {
    const made = await run("biovolumes");
    const table = (await read(made.id, "Nets_biovolumes_means.csv"))
      .trim()
      .split("\r\n")
      .map((line) => line.split(","));
    const [head = [], ...rows] = table;
    const cell = (row: string[] | undefined, name: string) => row?.[head.indexOf(name)] ?? "";
    const plain = rows.filter((row) => cell(row, "taxon") === "Copepoda" && cell(row, "volume_kind") === "plain");
    // Of all samples, and of January, when all of them were taken.
    expect(plain.map((row) => cell(row, "month"))).toEqual(["", "1"]);
    const [all] = plain;
    // 25 in a m3 of the complete tow, 5 of the open one, 0.3 of the cast; dry and half have no figure.
    expect([cell(all, "samples"), cell(all, "samples_missing")]).toEqual(["3", "2"]);
    expect(Number(cell(all, "mean"))).toBeCloseTo(((25 + 5 + 0.3) / 3) * mm3.plain, 12);
    expect(Number(cell(all, "interval_low"))).toBeLessThan(Number(cell(all, "mean")));
    expect(Number(cell(all, "interval_high"))).toBeGreaterThan(Number(cell(all, "mean")));
    const manifest = JSON.parse(await read(made.id, "Nets_biovolumes.manifest.json"));
    expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual(["Nets_biovolumes.csv", "Nets_biovolumes_means.csv"]);
    expect(manifest.files[1].columns).toContainEqual({ name: "mean", type: "double", unit: "mm3 m-3" });
    expect((await run("biovolumes", { by: "acquisition" })).files).toHaveLength(2);
  });

  test("has three biovolumes a taxon, and a line a class of spectra", async () => {
    const made = await run("biovolumes", { by: "acquisition" });
    const lines = (await read(made.id, "Nets_biovolumes.csv")).trim().split("\r\n");
    expect(lines.filter((line) => line.includes("complete_d1_1") && line.includes(",Copepoda,"))).toHaveLength(3);
    const spectra = await read((await run("spectra")).id, "Nets_spectra.csv");
    expect(spectra.split("\r\n")[0]).toContain("normalised_biovolume");
  });

  test("of a cast knows the water of each depth by its images, and its particles by depth and size as EcoPart bins them", async () => {
    const cast = s.acquisitions.get("cast_tot_1") ?? 0;
    const images: [number, boolean, number[], number[]][] = [
      [11.2, true, [20], [3]],
      [12.4, true, [20, 900], [1, 1]],
      [13.9, true, [], []],
      // On the way up again, and without light: the same water, and no water.
      [9.5, true, [20], [9]],
      [14.1, false, [20], [9]],
      [30.3, true, [], []],
    ];
    for (const [at, [depth, lit, areas, counts]] of images.entries())
      await s.site.db.run(sql`
        insert into particle_image (acquisition_id, ordinal, depth, lit, state, areas, counts, greys)
        values (${cast}, ${at + 1}, ${depth}, ${lit}, ${areas.length === 0 ? "empty" : "measured"}, ${areas}::int[], ${counts}::int[], ${areas}::real[])`);
    await s.site.db.run(
      sql`update acquisition set free = '{"sub_part": "1", "volimage": "1.13", "aa": "0.0002", "exp": "1.02"}' where id = ${cast}`,
    );
    const more: ProjectFormula[] = [
      { purpose: "imageVolume", text: "acq.volimage", variables: { "acq.volimage": "L" } },
      { purpose: "particleFactor", text: "acq.aa", variables: { "acq.aa": "mm2" } },
      { purpose: "particleExponent", text: "acq.exp", variables: { "acq.exp": "1" } },
    ];
    await s.confirm({ formulas: [...formulas, ...more], accepted: ["missingFraction"] });
    const { figures: rows } = await s.figures({ by: "depthBin", binStep: 5 });
    const at = (bin: number) =>
      rows.find((row) => row.place.sampleId === s.samples.get("cast") && row.place.bin === bin && row.taxonId === s.taxon("Copepoda"));
    expect(at(2)?.value).toBeCloseTo(2 / (3 * 1.13e-3), 6);
    // Looked at, and nothing there: a zero. Never looked at: no line.
    expect(at(6)).toMatchObject({ n: 0, value: 0 });
    expect(at(3)).toBeUndefined();
    const table = (await read((await run("particles", { binStep: 5 })).id, "Nets_particles.csv")).trim().split("\r\n");
    const names = table[0]?.split(",") ?? [];
    const cells = table.slice(1).map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
    expect(cells).toHaveLength(2 * 45);
    const small = cells.filter((row) => row.depth_bin_min === "10" && Number(row.n) > 0);
    expect(small.map((row) => [row.class_low, row.n, Number(row.images)])).toEqual([
      ["0.064", "4", 3],
      ["0.512", "1", 3],
    ]);
    expect(Number(small[0]?.concentration)).toBeCloseTo(4 / (3 * 1.13e-3), 6);
  });

  test("of some objects only would not know what is absent, and is refused", async () => {
    const asked = { projectId: s.project, options: { format: "concentrations" as const, filter: { states: ["validated" as const] } } };
    expect(await startExport.call(s.as(), asked)).toMatchObject({
      ok: false,
      error: { code: "invalid", faults: [{ path: "filter.states" }] },
    });
  });
});
