import { text } from "node:stream/consumers";
import { sql } from "@nauplius/db/sql";
import type { SpaceId } from "@nauplius/domain";
import {
  addPreparation,
  keepHouse,
  listSpaces,
  nameGroups,
  placeSamples,
  readRegion,
  readSpace,
  removeSpace,
  spaceFile,
  startRegion,
  sweepSpace,
} from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FormSite, formFeatures, formSite } from "./forms.fixture.ts";

let f: FormSite;
const as = () => f.as();

/** Two kinds of form, apart on every feature. */
beforeAll(async () => {
  f = await formSite();
  for (const [month, name] of ["first", "second"].entries())
    await f.addTow({ name, month, objects: 120, form: (i) => (i % (month + 2) === 0 ? 1 : 3) });
});
afterAll(() => f.site.dispose());

test("a space is computed by a run, kept with its preparation, and read with tables and series", async () => {
  const ended = await f.build(await f.prepare("Living"));
  expect(ended).toMatchObject({ state: "done", reason: "" });
  const listed = await listSpaces.call(as(), { projectId: f.project });
  expect(listed).toMatchObject({ ok: true, value: [{ preparation: "Living", preparationVersion: 1 }] });
  const id = (listed.ok ? listed.value[0]?.id : undefined) as SpaceId;
  const read = await readSpace.call(as(), { spaceId: id });
  if (!read.ok) throw new Error(read.error.message);
  // Nine in ten are living copepods, 108 a sample.
  expect(read.value.result).toMatchObject({ individuals: 216, features: formFeatures });
  const samples = read.value.result.samples as {
    name: string;
    individuals: number;
    depth: number;
    indices: Record<string, { value: number | null }>;
  }[];
  expect(samples.map(({ name, individuals, depth }) => [name, individuals, depth])).toEqual([
    ["first", 108, 25],
    ["second", 108, 50],
  ]);
  // Half of the first sample's forms are of each kind; a third of the second's.
  expect(samples[0]?.indices.shannon?.value).toBeGreaterThan(samples[1]?.indices.shannon?.value ?? 0);
  expect((read.value.result.warnings as string[]).join()).toContain("each individual weighs 1");
  const file = await spaceFile.call(as(), { spaceId: id, name: "morphs.csv" });
  if (!file.ok) throw new Error(file.error.message);
  expect((await text(await as().storage.stream(file.value.key))).split("\n")[0]).toMatch(/^morph,individuals,mass,share,group/);
});

test("indices have intervals and figures at equal effort, and their taxonomic twins; settings that change are told", async () => {
  const { samples, standards, changes } = (await f.resultOf(await f.spaceOf("Living"))) as {
    samples: {
      indices: Record<string, { value: number | null; reason?: string }>;
      intervals: Record<string, { low: number; high: number }>;
    }[];
    standards: { individuals: number };
    changes: { what: string; from: string; to: string }[];
  };
  expect(standards.individuals).toBe(108);
  expect(samples[0]?.intervals.shannon?.low).toBeLessThan(samples[0]?.indices.shannon?.value ?? 0);
  expect(samples[0]?.indices.rarefiedRichness?.value).toBe(2);
  // One taxon only: its evenness does not exist, and says why.
  expect(samples[0]?.indices.taxa_richness?.value).toBe(1);
  expect(samples[0]?.indices.taxa_pielou).toEqual({ value: null, reason: "one form only" });
  expect(changes).toEqual([]);
});

test("a region counts its own individuals only: their objects, indices and series; the same region is looked at once", async () => {
  const spaceId = await f.spaceOf("Living");
  const whole = (await f.resultOf(spaceId)) as {
    points: number[][];
    samples: { name: string; concentration: number; indices: Record<string, { value: number | null }> }[];
  };
  // The second kind of form lies on one side of the first axis.
  const firstOf = (point: number[]) => point[3] ?? 0;
  const middle = whole.points.reduce((sum, point) => sum + firstOf(point), 0) / whole.points.length;
  const asked = { spaceId, region: [{ axis: 0, from: middle, to: 1e9 }] };
  const started = await startRegion.call(as(), asked);
  if (!started.ok) throw new Error(started.error.message);
  const read = async () => readRegion.call(as(), { spaceId, runId: started.value.run });
  expect(await read()).toMatchObject({ ok: true, value: { state: "queued", found: null } });
  expect(await f.work(started)).toMatchObject({ state: "done" });
  const answer = await read();
  const found = (answer.ok ? answer.value.found : null) as {
    individuals: number;
    of: number;
    objects: number[];
    samples: ((typeof whole.samples)[number] & { of: number; individuals: number; objects: number[] })[];
    series: { variable: string }[];
  } | null;
  // Of nine in ten living: half of the first sample's and a third of the second's are of the one kind, the others of the other.
  const inside = whole.points.filter((point) => firstOf(point) >= middle);
  expect(found).toMatchObject({ individuals: inside.length, of: 216 });
  expect(found?.objects.toSorted((a, b) => a - b)).toEqual(inside.map(([object]) => object).toSorted((a = 0, b = 0) => a - b));
  expect(found?.samples.map(({ name, of, individuals, objects }) => [name, of, individuals === objects.length])).toEqual([
    ["first", 108, true],
    ["second", 108, true],
  ]);
  // One kind of form is left: nothing differs any more, and each individual weighs 1.
  expect(found?.samples[0]).toMatchObject({
    concentration: found?.samples[0]?.individuals,
    indices: { richness: { value: 1 }, FDis: { value: 0 } },
  });
  expect(whole.samples[0]?.indices.richness?.value).toBe(2);
  expect(found?.series.map(({ variable }) => variable)).toEqual(
    expect.arrayContaining(["concentration", "FDis", "taxa_richness", "axis1_mean"]),
  );
  expect(await startRegion.call(as(), asked)).toEqual(started);
  expect(await startRegion.call(as(), { spaceId, region: [{ axis: 9, from: 0, to: 1 }] })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: /got axis 9, expected one of the \d+ that this space keeps/ },
  });
  const draw = (to: number) => startRegion.call(as(), { spaceId, region: [{ axis: 0, from: 0, to }] });
  for (let to = 1; to <= 10; to++) expect(await draw(to)).toMatchObject({ ok: true });
  expect(await draw(11)).toMatchObject({ ok: false, error: { code: "busy", message: /^10 regions of this space wait/ } });
  // The one that waits already is found again.
  expect(await draw(1)).toMatchObject({ ok: true });
});

test("a manager names the morphotypes; more names than there are morphotypes are refused", async () => {
  const spaceId = await f.spaceOf("Living");
  expect(await nameGroups.call(as(), { spaceId, names: ["small", "large"] })).toMatchObject({ ok: true });
  expect((await f.resultOf(spaceId)).groupNames).toEqual(["small", "large"]);
  // Two people at once, each with one of them.
  await Promise.all(
    [
      ["tiny", null],
      [null, "huge"],
    ].map((names) => nameGroups.call(as(), { spaceId, names })),
  );
  expect((await f.resultOf(spaceId)).groupNames).toEqual(["tiny", "huge"]);
  expect(await nameGroups.call(as(), { spaceId, names: ["a", "b", "c"] })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: "got 3 names, expected at most 2: so many morphotypes there are", faults: [{ path: "names" }] },
  });
});

test("a sweep tells at which k a conclusion holds; a sample that came later is placed with its drift; a space that is removed takes its files along", async () => {
  const spaceId = await f.spaceOf("Living");
  const swept = await sweepSpace.call(as(), { spaceId, ks: [5, 2] });
  expect(await f.work(swept)).toMatchObject({ state: "done" });
  const { sweep } = (await f.resultOf(spaceId)) as { sweep: { steps: { k: number; stability: { mean: number }; within: number }[] } };
  expect(sweep.steps.map(({ k }) => k)).toEqual([2, 5]);
  // Two kinds of form: cut in two the cut is the same whichever half is asked, in five it is not.
  expect(sweep.steps[0]?.stability.mean).toBeCloseTo(1, 9);
  expect(sweep.steps[1]?.stability.mean).toBeLessThan(1);
  expect(await f.work(await placeSamples.call(as(), { spaceId }))).toMatchObject({ state: "refused", reason: /in the space already/ });
  await f.addTow({ name: "third", month: 5, objects: 120, form: () => 9 });
  expect(await f.work(await placeSamples.call(as(), { spaceId }))).toMatchObject({ state: "done" });
  const { placed } = (await f.resultOf(spaceId)) as { placed: { samples: { name: string; drift: { outside: number } }[] } };
  expect(placed.samples).toMatchObject([{ name: "third", drift: { outside: 1 } }]);
  await f.site.db.run(sql`update "object" set trash_id = 0 where sample_id in (select id from sample where name = 'third')`);
  expect(await removeSpace.call(as(), { spaceId })).toMatchObject({ ok: true, value: { removed: true } });
  const files = async () => {
    let n = 0;
    for await (const _ of as().storage.list("spaces")) n += 1;
    return n;
  };
  const before = await files();
  await f.site.db.run(sql`update run set finished_at = now() - interval '1000 days' where kind = 'buildSpace'`);
  await keepHouse({ ...f.site.as({ kind: "system" }), clock: { now: () => new Date() } });
  expect(await files()).toBeLessThan(before);
});

test("the same name makes a next version; who saw another one is told", async () => {
  await f.prepare("Named");
  expect(await addPreparation.call(as(), { projectId: f.project, name: "Named", before: 0 })).toMatchObject({
    ok: false,
    error: { code: "conflict" },
  });
  expect(await addPreparation.call(as(), { projectId: f.project, name: "Named", before: 1 })).toMatchObject({
    ok: true,
    value: { version: 2 },
  });
});

test("individuals are weighed by sub_part / volume where formulas are confirmed; a sample without volume is named and left out", async () => {
  const formulas = [
    { purpose: "sampledVolume", text: "sam.tot_vol", variables: { "sam.tot_vol": "m3" } },
    { purpose: "subPart", text: "acq.sub_part", variables: { "acq.sub_part": "1" } },
  ];
  const body = JSON.stringify({ formulas, accepted: [], unlikely: [] });
  await f.site.db.run(
    sql`insert into quantity_protocol (project_id, version, name, body, confirmed_at) values (${f.project}, 1, 'Nets', ${body}::jsonb, now())`,
  );
  await f.site.db.run(sql`update sample set free = '{"tot_vol": "20"}' where name = 'first'`);
  await f.site.db.run(sql`update acquisition set free = '{"sub_part": "4"}'`);
  await f.build(await f.prepare("Weighed"));
  const listed = await listSpaces.call(as(), { projectId: f.project });
  const read = await readSpace.call(as(), { spaceId: (listed.ok ? listed.value[0]?.id : undefined) as SpaceId });
  if (!read.ok) throw new Error(read.error.message);
  const samples = read.value.result.samples as { name: string; concentration: number }[];
  expect(samples).toHaveLength(1);
  expect(samples[0]?.concentration).toBeCloseTo((108 * 4) / 20, 9);
  expect((read.value.result.warnings as string[]).join()).toContain("sample second: 108 individuals are left out");
});

test("nothing to place is a refusal with a sentence, not a failure", async () => {
  expect(await f.build(await f.prepare("None", { states: ["dubious"] }))).toMatchObject({
    state: "refused",
    reason: /expected at least 2/,
  });
  const only = await f.build(await f.prepare("Taxon", { taxa: [f.copepods] }), { k: 1 });
  expect(only.state).toBe("done");
});
