import { text } from "node:stream/consumers";
import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId, type RunId, type SpaceId, type UserId } from "@nauplius/domain";
import { addPreparation, executeRun, listSpaces, readSpace, spaceFile, startSpace } from "@nauplius/services";
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
import { buildSpace } from "./build-space.ts";
import type { Dependencies } from "./dependencies.ts";

let site: TestSite;
let project: ProjectId;
let manager: UserId;
let copepods: number;
const as = () => site.as(asUser(manager));
const features = ["area", "mean", "major", "minor", "circ."];

/** Two kinds of form, apart on every feature; detritus is there to be left out. */
beforeAll(async () => {
  site = await makeSite();
  const taxa = await makeTaxa(site.db, ["Copepoda", "detritus"]);
  copepods = Number(taxa.get("Copepoda"));
  await site.db.run(sql`update taxon set living = false where name = 'detritus'`);
  project = await makeProject(site.db, "Forms", "private", "Zooscan");
  manager = await makeMember(site.db, project, "Maren", "manager");
  const list = await site.db.row<{ id: number }>(sql`insert into feature_list (names) values (${features}::text[]) returning id`);
  await site.db.run(sql`insert into project_feature_list (project_id, feature_list_id) values (${project}, ${list?.id})`);
  for (const [at, name] of ["first", "second"].entries()) {
    const sample = await makeSample(site.db, project, name);
    await site.db.run(
      sql`update sample set started_at = ${new Date(Date.UTC(2023, at, 1))}, depth_min = 0, depth_max = ${50 * (at + 1)} where id = ${sample}`,
    );
    const acquisition = await makeAcquisition(site.db, project, sample, `${name}_tot_1`);
    const rng = createRng(name);
    const form = (i: number) => (i % (at + 2) === 0 ? 1 : 3);
    const seeds = Array.from({ length: 120 }, (_, i) => ({
      originalId: `${name} ${i}`,
      taxonId: Number(taxa.get(i % 10 === 9 ? "detritus" : "Copepoda")),
      state: "validated" as const,
      featureListId: list?.id ?? null,
      features: features.map((_, f) => 10 * form(i) * (f + 1) + rng.next()),
    }));
    await makeObjects(site.db, { project, sample, acquisition, rng }, seeds);
  }
});
afterAll(() => site.dispose());

async function run(preparationId: number, more: object = {}): Promise<{ id: RunId; state: string; reason: string }> {
  const started = await startSpace.call(as(), { projectId: project, preparationId, k: 2, ...more });
  if (!started.ok) throw new Error(started.error.message);
  const ctx = site.as({ kind: "system" });
  const d = { ...ctx, worker: "test", stop: new AbortController().signal, env: { WORKER_THREADS: 1 } } as unknown as Dependencies;
  await executeRun(d, started.value.run, (handle) => buildSpace(d, handle));
  const row = await site.db.row<{ id: RunId; state: string; reason: string }>(
    sql`select id, state, reason from run where id = ${started.value.run}`,
  );
  if (row === null) throw new Error("no run");
  return row;
}
const prepare = async (name: string, body: object = {}, before = 0): Promise<number> => {
  const kept = await addPreparation.call(as(), { projectId: project, name, before, ...body });
  if (!kept.ok) throw new Error(kept.error.message);
  return kept.value.id;
};

test("a space is computed by a run, kept with its preparation, and read with tables and series", async () => {
  const ended = await run(await prepare("Living"));
  expect(ended).toMatchObject({ state: "done", reason: "" });
  const listed = await listSpaces.call(as(), { projectId: project });
  expect(listed).toMatchObject({ ok: true, value: [{ preparation: "Living", preparationVersion: 1 }] });
  const id = (listed.ok ? listed.value[0]?.id : undefined) as SpaceId;
  const read = await readSpace.call(as(), { spaceId: id });
  if (!read.ok) throw new Error(read.error.message);
  // Nine in ten are living copepods, 108 a sample.
  expect(read.value.result).toMatchObject({ individuals: 216, features });
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

test("the same name makes a next version; who saw another one is told", async () => {
  await prepare("Named");
  expect(await addPreparation.call(as(), { projectId: project, name: "Named", before: 0 })).toMatchObject({
    ok: false,
    error: { code: "conflict" },
  });
  expect(await addPreparation.call(as(), { projectId: project, name: "Named", before: 1 })).toMatchObject({
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
  await site.db.run(
    sql`insert into quantity_protocol (project_id, version, name, body, confirmed_at) values (${project}, 1, 'Nets', ${body}::jsonb, now())`,
  );
  await site.db.run(sql`update sample set free = '{"tot_vol": "20"}' where name = 'first'`);
  await site.db.run(sql`update acquisition set free = '{"sub_part": "4"}'`);
  await run(await prepare("Weighed"));
  const listed = await listSpaces.call(as(), { projectId: project });
  const read = await readSpace.call(as(), { spaceId: (listed.ok ? listed.value[0]?.id : undefined) as SpaceId });
  if (!read.ok) throw new Error(read.error.message);
  const samples = read.value.result.samples as { name: string; concentration: number }[];
  expect(samples).toHaveLength(1);
  expect(samples[0]?.concentration).toBeCloseTo((108 * 4) / 20, 9);
  expect((read.value.result.warnings as string[]).join()).toContain("sample second: 108 individuals are left out");
});

test("nothing to place is a refusal with a sentence, not a failure", async () => {
  expect(await run(await prepare("None", { states: ["dubious"] }))).toMatchObject({ state: "refused", reason: /expected at least 2/ });
  const only = await run(await prepare("Taxon", { taxa: [copepods] }), { k: 1 });
  expect(only.state).toBe("done");
});
