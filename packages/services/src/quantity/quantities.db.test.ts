import { text } from "node:stream/consumers";
import { sql } from "@nauplius/db/sql";
import {
  type AcquisitionId,
  createRng,
  type ProjectFormula,
  type ProjectId,
  quantityOptions,
  type RunId,
  type SampleId,
  type TaxonId,
  type UserId,
} from "@nauplius/domain";
import { poissonInterval } from "@nauplius/ecology/quantities";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type ObjectSeed,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { exportFile } from "../export/download.ts";
import type { ExportFile } from "../export/keep.ts";
import { runExport } from "../export/run.ts";
import { startExport } from "../export/start.ts";
import { executeRun } from "../run/execute.ts";
import { askedBy } from "./asked.ts";
import { countedBefore, runCount, startQuantities } from "./run.ts";
import { confirmProtocol, readProtocol, readQuantities, tryProtocol } from "./verbs.ts";

let site: TestSite;
let project: ProjectId;
let manager: UserId;
let taxa: Map<string, TaxonId>;
const samples = new Map<string, SampleId>();
const acquisitions = new Map<string, AcquisitionId>();

const taxon = (name: string): TaxonId => {
  const id = taxa.get(name);
  if (id === undefined) throw new Error(name);
  return id;
};
const as = (): Context => site.as(asUser(manager));

/** Discs of 100 px and ellipses of 20 x 5 px at 10 um: volumes are known by hand. */
const shape = { area: 100, area_exc: 81, major: 20, minor: 5 };
const mm3 = {
  plain: (4 / 3) * Math.PI * (Math.sqrt(100 / Math.PI) * 0.01) ** 3,
  riddled: (4 / 3) * Math.PI * (Math.sqrt(81 / Math.PI) * 0.01) ** 3,
  ellipsoid: (4 / 3) * Math.PI * 10 * 2.5 ** 2 * 0.01 ** 3,
};

async function addSample(name: string, free: object, depths: [number, number] = [0, 75]): Promise<void> {
  const id = await makeSample(site.db, project, name, { latitude: 43.7, longitude: 7.3 });
  await site.db.run(sql`update sample set free = ${JSON.stringify(free)}::jsonb, started_at = '2023-01-17T10:20:30Z',
    depth_min = ${depths[0]}, depth_max = ${depths[1]} where id = ${id}`);
  samples.set(name, id);
}

let made = 0;
async function addScan(
  sample: string,
  scan: string,
  free: object,
  counts: readonly [string | null, number, ObjectSeed["state"]?, Partial<ObjectSeed>?][],
) {
  const sampleId = samples.get(sample) ?? (0 as SampleId);
  const acquisition = await makeAcquisition(site.db, project, sampleId, scan);
  await site.db.run(sql`update acquisition set free = ${JSON.stringify(free)}::jsonb where id = ${acquisition}`);
  acquisitions.set(scan, acquisition);
  const seeds = counts.flatMap(([name, n, state, more]) =>
    Array.from({ length: n }, (): ObjectSeed => {
      made += 1;
      const label = name === null ? {} : { taxonId: taxon(name), state: state ?? ("validated" as const) };
      return { originalId: `o${made}`, free: shape, ...label, ...more };
    }),
  );
  await makeObjects(site.db, { project, sample: sampleId, acquisition, rng: createRng(made) }, seeds);
}

const pixel = { "ssm.pixel_size": "um/px" };
const formulas: ProjectFormula[] = [
  { purpose: "sampledVolume", text: "sam.tot_vol", variables: { "sam.tot_vol": "m3" } },
  { purpose: "subPart" as const, text: "acq.sub_part", variables: { "acq.sub_part": "1" } },
  { purpose: "pixelSize" as const, text: "ssm.pixel_size", variables: pixel },
  {
    purpose: "plainVolume" as const,
    text: "4/3 * math.pi * (math.sqrt(obj.area/math.pi) * ssm.pixel_size)**3",
    variables: { "obj.area": "px2", ...pixel },
  },
  {
    purpose: "riddledVolume" as const,
    text: "4/3 * math.pi * (math.sqrt(obj.area_exc/math.pi) * ssm.pixel_size)**3",
    variables: { "obj.area_exc": "px2", ...pixel },
  },
  {
    purpose: "ellipsoidVolume" as const,
    text: "4/3 * math.pi * (obj.major/2) * (obj.minor/2)**2 * ssm.pixel_size**3",
    variables: { "obj.major": "px", "obj.minor": "px", ...pixel },
  },
];

beforeAll(async () => {
  site = await makeSite();
  taxa = await makeTaxa(site.db, ["Copepoda", "Copepoda/Calanus", "Salpida", "detritus", "leg"]);
  await site.db.run(sql`update taxon set living = false where id = ${taxon("detritus")}`);
  await site.db.run(sql`update taxon set counts_as_individual = false where id = ${taxon("leg")}`);
  await site.db.run(sql`update taxon set aphia_id = 1080 where id = ${taxon("Copepoda")}`);
  project = await makeProject(site.db, "Nets", "private", "Zooscan");
  manager = await makeMember(site.db, project, "Maren", "manager");
  await addSample("complete", { tot_vol: "20" });
  await addScan("complete", "complete_d1_1", { sub_part: "2", min_mesh: "1000" }, [
    ["Copepoda", 10],
    ["leg", 4],
  ]);
  await addScan("complete", "complete_d2_1", { sub_part: "16", min_mesh: "200", max_mesh: "1000" }, [
    ["Copepoda", 30],
    ["detritus", 3],
  ]);
  await addSample("open", { tot_vol: "10" });
  await addScan("open", "open_tot_1", { sub_part: "4" }, [
    ["Copepoda", 5],
    ["Calanus", 5],
    ["Copepoda", 3, "predicted"],
    [null, 7],
  ]);
  await addScan("open", "open_tot_2", { sub_part: "4" }, [["Copepoda", 20]]);
  await addSample("dry", { tot_vol: "9999" });
  await addScan("dry", "dry_tot_1", { sub_part: "4" }, [["Salpida", 2]]);
  await addSample("half", { tot_vol: "10" });
  await addScan("half", "half_d2_1", { sub_part: "4" }, [["Copepoda", 8]]);
  await addSample("cast", { tot_vol: "10" }, [0, 400]);
  await addScan("cast", "cast_tot_1", { sub_part: "1" }, [
    ["Copepoda", 2, "validated", { depthMin: 12, depthMax: 12 }],
    ["Copepoda", 1],
  ]);
});
afterAll(() => site.dispose());

/** A model that calls a fifth of the salps copepods, and that predicted what is predicted here. */
async function addModel(bySample: boolean): Promise<number> {
  const classes = ["Copepoda", "Salpida"].map((name) => ({ name, taxonId: taxon(name) }));
  const confusion = [
    [0, 0, 95],
    [0, 1, 5],
    [1, 0, 20],
    [1, 1, 80],
  ];
  const evaluation = JSON.stringify({ split: { bySample }, classes, confusion });
  const row = await site.db.row<{ id: number }>(sql`
    insert into model (name, version, origin, manifest, card, evaluation) values ('judged', '1.0.0', 'trained', '{}', '', ${evaluation}::jsonb) returning id`);
  for (const [at, { name, taxonId }] of classes.entries())
    await site.db.run(sql`insert into model_class (model_id, ordinal, name, taxon_id) values (${row?.id}, ${at}, ${name}, ${taxonId})`);
  await site.db.run(sql`
    insert into prediction (object_id, model_id, taxon_ids, scores, margin, entropy, unknown)
    select id, ${row?.id}, array[${taxon("Copepoda")}]::bigint[], array[0.9]::real[], 0.8, 0.1, 0 from "object" where state = 'predicted'`);
  return row?.id ?? 0;
}

const confirmed = { name: "WP2 nets", formulas, accepted: [], before: 0, unlikely: [] };
async function figures(quantities: object = {}, what: ("concentrations" | "biovolumes" | "spectra")[] = ["concentrations"]) {
  const got = await readQuantities.call(as(), { projectId: project, what, quantities });
  if (!got.ok) throw new Error(got.error.message);
  const of = (sample: string, name: string, kind: string | null = null) =>
    got.value.figures.find((row) => row.place.sampleId === samples.get(sample) && row.taxonId === taxon(name) && row.kind === kind);
  return { ...got.value, of };
}

describe("formulas of a project", () => {
  test("are asked for before there is any figure, and before any export", async () => {
    const asked = await readQuantities.call(as(), { projectId: project, what: ["concentrations"] });
    const started = await startExport.call(as(), { projectId: project, options: { format: "spectra" } });
    for (const answer of [asked, started])
      expect(answer).toMatchObject({ ok: false, error: { code: "conflict", message: /no formulas are confirmed/ } });
  });

  test("are proposed by the instrument, with the names that there are", async () => {
    const got = await readProtocol.call(as(), { projectId: project });
    if (!got.ok) throw new Error(got.error.message);
    expect(got.value).toMatchObject({ protocol: null, profile: "zooscan", history: [] });
    expect(got.value.proposals.find(({ purpose }) => purpose === "sampledVolume")).toMatchObject({ text: "sam.tot_vol" });
  });

  test("are refused by name where a unit does not come out, or a water volume is of single objects", async () => {
    const wrong = [{ purpose: "subPart" as const, text: "acq.sub_part", variables: { "acq.sub_part": "m3" } }];
    expect(await tryProtocol.call(as(), { projectId: project, formulas: wrong })).toMatchObject({
      ok: false,
      error: {
        code: "invalid",
        message: "subPart: the formula gives m3, expected 1, at character 1",
        faults: [{ path: "formulas.0.text" }],
      },
    });
    const single = [{ purpose: "sampledVolume" as const, text: "obj.area", variables: { "obj.area": "m3" } }];
    expect(await tryProtocol.call(as(), { projectId: project, formulas: single })).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  test("are shown on three objects with what went in", async () => {
    const got = await tryProtocol.call(as(), { projectId: project, formulas });
    if (!got.ok) throw new Error(got.error.message);
    expect(got.value.trials).toHaveLength(3);
    for (const trial of got.value.trials) {
      expect(trial.esd).toBeCloseTo(2 * Math.sqrt(100 / Math.PI) * 10, 9);
      expect(trial.results.find(({ purpose }) => purpose === "ellipsoidVolume")?.result.value).toBeCloseTo(mm3.ellipsoid, 15);
      expect(trial.unlikely).toEqual([]);
    }
  });

  test("that look like another unit wait for a person's word; versions follow each other", async () => {
    const metres = formulas.map((one) => ({
      ...one,
      variables: Object.fromEntries(Object.entries(one.variables).map(([n, u]) => [n, u === "um/px" ? "mm/px" : u])),
    }));
    const asked = { ...confirmed, formulas: metres, projectId: project };
    expect(await confirmProtocol.call(as(), asked)).toMatchObject({
      ok: false,
      error: { code: "conflict", message: /pixelSize is 1(0000|e\+4), expected 0.5 to 500 um/ },
    });
    expect(await confirmProtocol.call(as(), { ...asked, unlikely: ["pixelSize", "twoDiameters"] })).toMatchObject({
      ok: true,
      value: { version: 1 },
    });
    expect(await confirmProtocol.call(as(), { ...confirmed, projectId: project })).toMatchObject({
      ok: false,
      error: { code: "conflict" },
    });
    expect(await confirmProtocol.call(as(), { ...confirmed, projectId: project, before: 1 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
  });
});

describe("concentrations", () => {
  test("add fractions, each individual for sub_part / volume, with Garwood's interval where parts weigh the same", async () => {
    const { of } = await figures();
    const row = of("complete", "Copepoda");
    expect(row?.value).toBeCloseTo((10 * 2 + 30 * 16) / 20, 12);
    expect(row).toMatchObject({ n: 40, volume: 20, fractions: "d1 (1/2), d2 (1/16)", complete: true, shareValidated: 1, flags: [] });
    const detritus = of("complete", "detritus");
    expect(detritus?.value).toBeCloseTo((3 * 16) / 20, 12);
    expect(detritus?.interval?.high).toBeCloseTo((poissonInterval(3).high * 16) / 20, 9);
  });

  test("average replicates, and leave a zero empty where something is not labelled yet", async () => {
    const { of } = await figures();
    expect(of("open", "Copepoda")).toMatchObject({ n: 25, value: (25 * 4) / 10 / 2, flags: ["incomplete"], shareValidated: 30 / 40 });
    expect(of("open", "detritus")).toMatchObject({ n: 0, value: null, interval: null });
    expect(of("complete", "Salpida")).toMatchObject({ n: 0, value: 0 });
  });

  test("are missing without a volume, and without a fraction until a person decides", async () => {
    const { of } = await figures();
    expect(of("dry", "Salpida")).toMatchObject({ n: 2, value: null, volume: null, flags: ["missingVolume"] });
    expect(of("half", "Copepoda")).toMatchObject({ n: 8, value: null, flags: ["missingFraction"] });
    const decided = { ...confirmed, projectId: project, before: 2, accepted: ["missingFraction" as const] };
    expect(await confirmProtocol.call(as(), decided)).toMatchObject({ ok: true });
    expect((await figures()).of("half", "Copepoda")).toMatchObject({ value: (8 * 4) / 10, flags: ["missingFraction"] });
  });

  test("count predicted ones where asked, and say what validated ones alone give", async () => {
    const { of, warnings } = await figures({ states: ["validated", "predicted"] });
    expect(of("open", "Copepoda")).toMatchObject({ n: 28, value: (28 * 4) / 10 / 2, validated: { n: 25, value: 5 } });
    expect(warnings.join()).toContain("not corrected for errors: the predicted objects come from several models, or from files");
    expect(of("open", "Copepoda")?.corrected).toBeNull();
  });

  test("are corrected for the errors of the model that predicted, as its held-out samples show them; as predicted beside", async () => {
    const model = await addModel(true);
    const { of, warnings, correctedBy, means } = await figures({ states: ["validated", "predicted"] });
    expect(correctedBy).toBe("judged 1.0.0");
    expect(warnings.join()).toContain("corrected for the errors that judged 1.0.0 made on held-out samples");
    const [copepods, salps] = [of("open", "Copepoda"), of("open", "Salpida")];
    expect(copepods).toMatchObject({ n: 28, value: (28 * 4) / 10 / 2 });
    // Of 3 called copepods a part are salps by the model's errors: what is counted in all stays.
    expect(copepods?.corrected?.value).toBeLessThanOrEqual((28 * 4) / 10 / 2);
    expect((copepods?.corrected?.value ?? 0) + (salps?.corrected?.value ?? 0)).toBeCloseTo((28 * 4) / 10 / 2, 6);
    expect(copepods?.corrected?.low).toBeLessThan(copepods?.corrected?.value ?? 0);
    expect(of("complete", "Copepoda")?.corrected?.value).toBe(of("complete", "Copepoda")?.value);
    const mean = means.find(({ taxonId, kind, month }) => taxonId === taxon("Copepoda") && kind === null && month === 1);
    expect(mean).toMatchObject({ samples: 4, corrected: { low: expect.any(Number) } });
    expect(mean?.low).toBeLessThan(mean?.mean ?? 0);
    await site.db.run(sql`update model set evaluation = jsonb_set(evaluation, '{split,bySample}', 'false') where id = ${model}`);
    expect((await figures({ states: ["validated", "predicted"] })).warnings.join()).toContain("tested on a random split");
  });

  test("of more objects than a page waits for are counted by a run, and shown as of when", async () => {
    const asked = { projectId: project, what: ["concentrations" as const] };
    const started = await startQuantities.call(as(), asked);
    if (!started.ok) throw new Error(started.error.message);
    const ctx = site.as({ kind: "system" });
    await executeRun({ ...ctx, worker: "test", stop: new AbortController().signal }, started.value.run, (handle) => runCount(ctx, handle));
    const key = askedBy(
      { ...asked, samples: [], quantities: quantityOptions.parse({}) },
      { projectId: project, sampleIds: [], validatedOnly: false },
      3,
    );
    const kept = await countedBefore(ctx, project, key);
    const now = await figures();
    expect(kept).toMatchObject({ objects: now.objects, asOf: expect.stringMatching(/^20/) });
    expect(JSON.parse(JSON.stringify(now.figures))).toEqual(kept?.figures);
    expect(await countedBefore(ctx, project, `${key} `)).toBeNull();
  });

  test("count children under a taxon where asked, and never what is no individual", async () => {
    const { of, warnings } = await figures({
      recast: [
        { from: taxon("Copepoda"), to: taxon("Copepoda") },
        { from: taxon("detritus"), to: null },
      ],
    });
    expect(of("open", "Copepoda")).toMatchObject({ n: 30 });
    expect(of("open", "Calanus")).toBeUndefined();
    expect(of("complete", "detritus")).toBeUndefined();
    expect(of("complete", "leg")).toBeUndefined();
    expect(warnings.join()).toContain("no individuals of their own: leg");
  });

  test("of depth bins take the water of a tow within the bin, and never that of a whole cast", async () => {
    const { figures: rows, warnings } = await figures({ by: "depthBin", binStep: 100 });
    const of = (sample: string) => rows.filter((row) => row.place.sampleId === samples.get(sample) && row.taxonId === taxon("Copepoda"));
    expect(of("complete").map(({ place, value }) => [place.bin, value])).toEqual([[0, 25]]);
    expect(of("cast").map(({ place, n, value, flags }) => [place.bin, n, value, flags])).toEqual([[0, 2, null, ["missingVolume"]]]);
    expect(warnings.join()).toContain("1 objects have no depth");
  });
});

test("biovolumes are the three volumes, in mm3 a m3", async () => {
  const { of } = await figures({}, ["biovolumes"]);
  for (const kind of ["plain", "riddled", "ellipsoid"] as const)
    expect(of("complete", "Copepoda", kind)?.value).toBeCloseTo(25 * mm3[kind], 12);
});

test("completeness is told by count, and by the biovolume that objects stand for", async () => {
  const { completeness } = await figures({}, ["biovolumes"]);
  const of = (sample: string) => completeness.find(({ place }) => place.sampleId === samples.get(sample));
  expect(of("open")?.byCount).toBeCloseTo(30 / 40, 12);
  expect(of("open")?.byBiovolume).toBeCloseTo(30 / 40, 12);
  expect(of("dry")).toMatchObject({ byCount: 1, byBiovolume: null });
});

test("a spectrum divides the biovolume of an octave by its width", async () => {
  const { spectra } = await figures({}, ["spectra"]);
  const row = spectra.find(
    (one) => one.place.sampleId === samples.get("complete") && one.taxonId === taxon("Copepoda") && one.kind === "ellipsoid",
  );
  const low = 2 ** Math.floor(Math.log2(mm3.ellipsoid));
  expect(row?.spectrum.classes).toMatchObject([{ low, high: 2 * low, n: 40 }]);
  expect(row?.spectrum.classes[0]?.normalised).toBeCloseTo((25 * mm3.ellipsoid) / low, 10);
  expect(spectra.find((one) => one.place.sampleId === samples.get("dry"))).toMatchObject({
    spectrum: { classes: [] },
    flags: ["missingVolume"],
  });
});

describe("an export of quantities", () => {
  const run = async (format: "concentrations" | "biovolumes" | "spectra" | "particles", quantities: object = {}) => {
    const started = await startExport.call(as(), { projectId: project, options: { format, quantities } });
    if (!started.ok) throw new Error(started.error.message);
    const ctx = site.as({ kind: "system" });
    const ports = { zip: () => expect.unreachable(), burn: () => expect.unreachable() };
    const executor = { db: site.db, clock: ctx.clock, log: ctx.log, worker: "test", stop: new AbortController().signal };
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
    const found = await exportFile.call(as(), { runId: id, name });
    if (!found.ok) throw new Error(found.error.message);
    return text(await as().storage.stream(found.value.key));
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
    expect(manifest.options.protocol).toMatchObject({ version: 3, name: "WP2 nets" });
    expect(manifest.columns.find((one: { name: string }) => one.name === "concentration")).toEqual({
      name: "concentration",
      type: "double",
      unit: "m-3",
    });
  });

  test("has three biovolumes a taxon, and a line a class of spectra", async () => {
    const made = await run("biovolumes", { by: "acquisition" });
    const lines = (await read(made.id, "Nets_biovolumes.csv")).trim().split("\r\n");
    expect(lines.filter((line) => line.includes("complete_d1_1") && line.includes(",Copepoda,"))).toHaveLength(3);
    const spectra = await read((await run("spectra")).id, "Nets_spectra.csv");
    expect(spectra.split("\r\n")[0]).toContain("normalised_biovolume");
  });

  test("of a cast knows the water of each depth by its images, and its particles by depth and size as EcoPart bins them", async () => {
    const cast = acquisitions.get("cast_tot_1") ?? 0;
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
      await site.db.run(sql`
        insert into particle_image (acquisition_id, ordinal, depth, lit, state, areas, counts, greys)
        values (${cast}, ${at + 1}, ${depth}, ${lit}, ${areas.length === 0 ? "empty" : "measured"}, ${areas}::int[], ${counts}::int[], ${areas}::real[])`);
    await site.db.run(
      sql`update acquisition set free = '{"sub_part": "1", "volimage": "1.13", "aa": "0.0002", "exp": "1.02"}' where id = ${cast}`,
    );
    const more: ProjectFormula[] = [
      { purpose: "imageVolume", text: "acq.volimage", variables: { "acq.volimage": "L" } },
      { purpose: "particleFactor", text: "acq.aa", variables: { "acq.aa": "mm2" } },
      { purpose: "particleExponent", text: "acq.exp", variables: { "acq.exp": "1" } },
    ];
    const accepted = { ...confirmed, formulas: [...formulas, ...more], accepted: ["missingFraction" as const], before: 3 };
    expect(await confirmProtocol.call(as(), { ...accepted, projectId: project })).toMatchObject({ ok: true, value: { version: 4 } });
    const { figures: rows } = await figures({ by: "depthBin", binStep: 5 });
    const at = (bin: number) =>
      rows.find((row) => row.place.sampleId === samples.get("cast") && row.place.bin === bin && row.taxonId === taxon("Copepoda"));
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
    const asked = { projectId: project, options: { format: "concentrations" as const, filter: { states: ["validated" as const] } } };
    expect(await startExport.call(as(), asked)).toMatchObject({
      ok: false,
      error: { code: "invalid", faults: [{ path: "filter.states" }] },
    });
  });
});
