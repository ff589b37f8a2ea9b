import { sql } from "@nauplius/db/sql";
import { quantityOptions } from "@nauplius/domain";
import { poissonInterval } from "@nauplius/ecology/quantities";
import { makeProject, makeTaxa } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startExport } from "../export/start.ts";
import { executeRun } from "../run/execute.ts";
import { askedBy } from "./asked.ts";
import { type NetSite, netSite } from "./nets.fixture.ts";
import { countedBefore, runCount, startQuantities } from "./run.ts";
import { readQuantities } from "./verbs.ts";

let s: NetSite;
beforeAll(async () => {
  s = await netSite();
  await s.confirm();
});
afterAll(() => s.site.dispose());

/** A model that calls a fifth of the salps copepods, and that predicted what is predicted here. */
async function addModel(bySample: boolean): Promise<number> {
  const classes = ["Copepoda", "Salpida"].map((name) => ({ name, taxonId: s.taxon(name) }));
  const confusion = [
    [0, 0, 95],
    [0, 1, 5],
    [1, 0, 20],
    [1, 1, 80],
  ];
  const evaluation = JSON.stringify({ split: { bySample }, classes, confusion });
  const row = await s.site.db.row<{ id: number }>(sql`
    insert into model (name, version, origin, manifest, card, evaluation) values ('judged', '1.0.0', 'trained', '{}', '', ${evaluation}::jsonb) returning id`);
  for (const [at, { name, taxonId }] of classes.entries())
    await s.site.db.run(sql`insert into model_class (model_id, ordinal, name, taxon_id) values (${row?.id}, ${at}, ${name}, ${taxonId})`);
  await s.site.db.run(sql`
    insert into prediction (object_id, model_id, taxon_ids, scores, margin, entropy, unknown)
    select id, ${row?.id}, array[${s.taxon("Copepoda")}]::bigint[], array[0.9]::real[], 0.8, 0.1, 0 from "object" where state = 'predicted'`);
  return row?.id ?? 0;
}

describe("concentrations", () => {
  test("add fractions, each individual for sub_part / volume, with Garwood's interval where parts weigh the same", async () => {
    const { of } = await s.figures();
    const row = of("complete", "Copepoda");
    expect(row?.value).toBeCloseTo((10 * 2 + 30 * 16) / 20, 12);
    expect(row).toMatchObject({ n: 40, volume: 20, fractions: "d1 (1/2), d2 (1/16)", complete: true, shareValidated: 1, flags: [] });
    const detritus = of("complete", "detritus");
    expect(detritus?.value).toBeCloseTo((3 * 16) / 20, 12);
    expect(detritus?.interval?.high).toBeCloseTo((poissonInterval(3).high * 16) / 20, 9);
  });

  test("average replicates, and leave a zero empty where something is not labelled yet", async () => {
    const { of } = await s.figures();
    expect(of("open", "Copepoda")).toMatchObject({ n: 25, value: (25 * 4) / 10 / 2, flags: ["incomplete"], shareValidated: 30 / 40 });
    expect(of("open", "detritus")).toMatchObject({ n: 0, value: null, interval: null });
    expect(of("complete", "Salpida")).toMatchObject({ n: 0, value: 0 });
  });

  test("are missing without a volume, and without a fraction until a person decides", async () => {
    const { of } = await s.figures();
    expect(of("dry", "Salpida")).toMatchObject({ n: 2, value: null, volume: null, flags: ["missingVolume"] });
    expect(of("half", "Copepoda")).toMatchObject({ n: 8, value: null, flags: ["missingFraction"] });
    expect(await s.confirm({ accepted: ["missingFraction"] })).toBe(2);
    expect((await s.figures()).of("half", "Copepoda")).toMatchObject({ value: (8 * 4) / 10, flags: ["missingFraction"] });
  });

  test("count predicted ones where asked, and say what validated ones alone give", async () => {
    const { of, warnings } = await s.figures({ states: ["validated", "predicted"] });
    expect(of("open", "Copepoda")).toMatchObject({ n: 28, value: (28 * 4) / 10 / 2, validated: { n: 25, value: 5 } });
    expect(warnings.join()).toContain("not corrected for errors: the predicted objects come from several models, or from files");
    expect(of("open", "Copepoda")?.corrected).toBeNull();
  });

  test("are corrected for the errors of the model that predicted, as its held-out samples show them; as predicted beside", async () => {
    const model = await addModel(true);
    const { of, warnings, correctedBy, means } = await s.figures({ states: ["validated", "predicted"] });
    expect(correctedBy).toBe("judged 1.0.0");
    expect(warnings.join()).toContain("corrected for the errors that judged 1.0.0 made on held-out samples");
    const [copepods, salps] = [of("open", "Copepoda"), of("open", "Salpida")];
    expect(copepods).toMatchObject({ n: 28, value: (28 * 4) / 10 / 2 });
    // Of 3 called copepods a part are salps by the model's errors: what is counted in all stays.
    expect(copepods?.corrected?.value).toBeLessThanOrEqual((28 * 4) / 10 / 2);
    expect((copepods?.corrected?.value ?? 0) + (salps?.corrected?.value ?? 0)).toBeCloseTo((28 * 4) / 10 / 2, 6);
    expect(copepods?.corrected?.low).toBeLessThan(copepods?.corrected?.value ?? 0);
    expect(of("complete", "Copepoda")?.corrected?.value).toBe(of("complete", "Copepoda")?.value);
    const mean = means.find(({ taxonId, kind, month }) => taxonId === s.taxon("Copepoda") && kind === null && month === 1);
    expect(mean).toMatchObject({ samples: 4, corrected: { low: expect.any(Number) } });
    expect(mean?.low).toBeLessThan(mean?.mean ?? 0);
    await s.site.db.run(sql`update model set evaluation = jsonb_set(evaluation, '{split,bySample}', 'false') where id = ${model}`);
    expect((await s.figures({ states: ["validated", "predicted"] })).warnings.join()).toContain("tested on a random split");
  });

  test("of more objects than a page waits for are counted by a run, and shown as of when", async () => {
    const asked = { projectId: s.project, what: ["concentrations" as const] };
    const started = await startQuantities.call(s.as(), asked);
    if (!started.ok) throw new Error(started.error.message);
    const ctx = s.site.as({ kind: "system" });
    await executeRun({ ...ctx, worker: "test", stop: new AbortController().signal }, started.value.run, (handle) => runCount(ctx, handle));
    const key = askedBy(
      { ...asked, samples: [], quantities: quantityOptions.parse({}) },
      { projectId: s.project, sampleIds: [], validatedOnly: false },
      2,
    );
    const kept = await countedBefore(ctx, s.project, key);
    const now = await s.figures();
    expect(kept).toMatchObject({ objects: now.objects, asOf: expect.stringMatching(/^20/) });
    expect(JSON.parse(JSON.stringify(now.figures))).toEqual(kept?.figures);
    expect(await countedBefore(ctx, s.project, `${key} `)).toBeNull();
  });

  test("count children under a taxon where asked, and never what is no individual", async () => {
    const { of, warnings } = await s.figures({
      recast: [
        { from: s.taxon("Copepoda"), to: s.taxon("Copepoda") },
        { from: s.taxon("detritus"), to: null },
      ],
    });
    expect(of("open", "Copepoda")).toMatchObject({ n: 30 });
    expect(of("open", "Calanus")).toBeUndefined();
    expect(of("complete", "detritus")).toBeUndefined();
    expect(of("complete", "leg")).toBeUndefined();
    expect(warnings.join()).toContain("no individuals of their own: leg");
  });

  test("are refused by name where a taxon is recast that does not exist here: another project's taxon is not told", async () => {
    const other = await makeProject(s.site.db, "Elsewhere", "private");
    const secret = (await makeTaxa(s.site.db, ["Secret morph"])).get("Secret morph");
    await s.site.db.run(sql`update taxon set project_id = ${other} where id = ${secret ?? null}`);
    const from = s.taxon("Salpida");
    for (const to of [Number(secret), 999_999]) {
      const quantities = { recast: [{ from, to }] };
      const asked = { projectId: s.project, what: ["concentrations" as const], quantities };
      const answers = [
        await readQuantities.call(s.as(), asked),
        await startQuantities.call(s.as(), asked),
        await startExport.call(s.as(), { projectId: s.project, options: { format: "concentrations", quantities } }),
      ];
      for (const answer of answers)
        expect(answer).toMatchObject({
          ok: false,
          error: { code: "notFound", message: `there is no taxon ${to} here`, faults: [{ path: "quantities.recast" }] },
        });
    }
  });

  test("of depth bins take the water of a tow within the bin, and never that of a whole cast", async () => {
    const { figures: rows, warnings } = await s.figures({ by: "depthBin", binStep: 100 });
    const of = (sample: string) =>
      rows.filter((row) => row.place.sampleId === s.samples.get(sample) && row.taxonId === s.taxon("Copepoda"));
    expect(of("complete").map(({ place, value }) => [place.bin, value])).toEqual([[0, 25]]);
    expect(of("cast").map(({ place, n, value, flags }) => [place.bin, n, value, flags])).toEqual([[0, 2, null, ["missingVolume"]]]);
    expect(warnings.join()).toContain("1 objects have no depth");
  });
});
