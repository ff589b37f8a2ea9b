import { modelById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type Dialect, type ModelId, type ObjectId, type ProjectId, type RunId, uuidV7 } from "@nauplius/domain";
import { previewTraining, promoteModel, startPrediction, startTraining } from "@nauplius/services";
import { makeProject } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LearningSite, labelsOf, learningSite, type Seed } from "./learning-site.fixture.ts";

/** Every image shows a disc: only what was measured tells copepods (large) from chaetognaths (small). */
const [copepod, chaetognath] = ["Copepoda", "Chaetognatha"] as const;
const names = ["area", "feret", "mean", "x"] as const;
const random = createRng("features");
let s: LearningSite;
let parent: ModelId;

beforeAll(async () => {
  s = await learningSite();
  parent = await s.model();
  for (let sample = 0; sample < 6; sample++) await addMeasured(s.project, "zooscan");
});
afterAll(() => s.dispose());

const areaOf = (i: number): number => (i % 2 === 0 ? 8000 : 600) * random.uniform(0.8, 1.2);

/** One more sample of 24 objects, measured by a writer; of every eighth nothing was measured. */
async function addMeasured(project: ProjectId, dialect: Dialect, { pixelSize = 10, more = {} as Partial<Seed> } = {}): Promise<ObjectId[]> {
  const seeds = Array.from({ length: 24 }, (_, i): Seed => {
    const taxonId = s.taxa.get(i % 2 === 0 ? copepod : chaetognath) ?? null;
    return { shape: "disc", state: "validated", taxonId, ...more };
  });
  const ids = await s.addSample(seeds, project);
  const values = ids.map((_, i) => [areaOf(i) * (10 / pixelSize) ** 2, random.uniform(20, 30), random.uniform(80, 90), i % 2]);
  await measure(ids, { dialect, pixelSize, values: values.map((row, i) => (i % 8 === 7 ? null : row)) });
  return ids;
}

async function measure(ids: readonly ObjectId[], by: { dialect: Dialect; pixelSize: number; values: (readonly number[] | null)[] }) {
  const list = await s.db.row<{ id: number }>(sql`
    insert into feature_list (names) values (${[...names]}::text[]) on conflict (names) do update set names = excluded.names returning id`);
  for (const [at, row] of by.values.entries())
    if (row !== null)
      await s.db.run(
        sql`update "object" set feature_list_id = ${list?.id ?? 0}, features = ${[...row]}::real[] where id = ${ids[at] ?? 0}`,
      );
  const acquisitions = sql`(select acquisition_id from "object" where id = ${ids[0] ?? 0})`;
  await s.db.run(sql`update acquisition set pixel_size = ${by.pixelSize} where id = ${acquisitions}`);
  await s.db.run(sql`insert into process (project_id, acquisition_id, name, dialect)
    select project_id, acquisition_id, 'measured', ${by.dialect} from "object" where id = ${ids[0] ?? 0}`);
}

type Asked = Parameters<typeof startTraining.call>[1];
async function trained(more: Partial<Asked>): Promise<ModelId> {
  const asked: Asked = {
    set: { projects: [s.project] },
    parentId: parent,
    recipe: "head",
    name: "sizes",
    ...more,
  };
  const started = await startTraining.call(s.as.admin, asked);
  if (!started.ok) throw new Error(started.error.message);
  const run = await s.work(started.value.run);
  expect(run, run.reason).toMatchObject({ state: "done" });
  return run.result?.modelId as ModelId;
}

async function predicted(project: ProjectId, modelId: ModelId): Promise<Map<ObjectId, string | undefined>> {
  const batchId = uuidV7(Date.now(), new Uint8Array(10).fill(modelId));
  const started = await startPrediction.call(s.as.admin, { projectId: project, modelId, batchId });
  const run = await s.work(started.ok ? started.value.run : (0 as RunId));
  expect(run, run.reason).toMatchObject({ state: "done" });
  const taxa = new Map([...s.taxa].map(([name, id]) => [Number(id), name]));
  return new Map((await labelsOf(s.db, project)).map(({ id, taxonId }) => [id, taxa.get(Number(taxonId))]));
}

/** Share of objects that got the taxon of their place. */
const hits = (said: Map<ObjectId, string | undefined>, ids: readonly ObjectId[]): number =>
  ids.filter((id, i) => said.get(id) === (i % 2 === 0 ? copepod : chaetognath)).length / ids.length;

test("the preview names the features that join: none that tells where an object lay, in micrometres where all pixels are known", async () => {
  const preview = await previewTraining.call(s.as.admin, { set: { projects: [s.project] } });
  expect(preview.ok && preview.value).toMatchObject({
    objects: 144,
    features: { names: ["area", "mean", "feret"], dialects: ["zooscan"], isPhysical: true },
    warnings: expect.arrayContaining([{ kind: "unmeasured", text: "18" }]),
  });
  const images = await previewTraining.call(s.as.admin, { set: { projects: [s.project] }, uses: "images" });
  expect(images.ok && images.value.features).toBeNull();
});

test("a head and a forest learn from measured features what images do not show, and are judged beside the same without them", {
  timeout: 240_000,
}, async () => {
  for (const recipe of ["head", "forest"] as const) {
    const model = await modelById(s.db, await trained({ recipe }));
    expect(model?.evaluation?.model.top1, recipe).toBeGreaterThan(0.8);
    expect(model?.manifest.features?.names, recipe).toEqual(["area", "mean", "feret"]);
  }
  // On features alone nothing looks at images, and those 18 of which nothing was measured are left out.
  const alone = await modelById(s.db, await trained({ recipe: "forest", uses: "features" }));
  const { train, validation, test: heldOut } = alone?.manifest.training.split ?? { train: 0, validation: 0, test: 0 };
  expect(train + validation + heldOut).toBe(126);
  expect(alone?.evaluation?.model.top1).toBe(1);
  const blind = await modelById(s.db, await trained({ uses: "images" }));
  expect(blind?.evaluation?.model.top1).toBeLessThan(0.8);
  expect(blind?.manifest.features).toBeUndefined();
});

test("predictions read the features of each object, in another pixel size too, and do without where they mean something else", {
  timeout: 240_000,
}, async () => {
  const model = await trained({ recipe: "head", name: "reads" });
  await promoteModel.call(s.as.admin, { modelId: model });
  const undecided = { state: "unclassified", taxonId: null } as const;
  const project = await makeProject(s.db, "Elsewhere", "private", "ZooScan");
  const ids = await addMeasured(project, "zooscan", { pixelSize: 20, more: undecided });
  const measured = ids.filter((_, i) => i % 8 !== 7);
  const said = await predicted(project, model);
  expect(measured.filter((id) => said.get(id) === (ids.indexOf(id) % 2 === 0 ? copepod : chaetognath)).length).toBeGreaterThan(18);
  // Of those of which nothing was measured something is said all the same.
  expect(ids.every((id) => said.get(id) !== undefined)).toBe(true);
  // Plankline's "area" is that of the box: nobody is predicted by it.
  const other = await makeProject(s.db, "Boxes", "private", "ISIIS");
  const boxes = await addMeasured(other, "plankline", { more: undecided });
  expect(hits(await predicted(other, model), boxes)).toBeLessThan(0.75);
});

test("a forest on features alone trains and predicts where there is no image at all; a head says that there is nothing to learn from", {
  timeout: 240_000,
}, async () => {
  const project = await makeProject(s.db, "Tables", "private", "ZooScan");
  for (let sample = 0; sample < 4; sample++) await addMeasured(project, "zooscan");
  const ids = await addMeasured(project, "zooscan", { more: { state: "unclassified", taxonId: null } });
  await s.db.run(sql`delete from vignette where object_id in (select id from "object" where project_id = ${project})`);
  await s.db.run(sql`update "object" set vignettes = 0 where project_id = ${project}`);
  const asked = { set: { projects: [project] }, parentId: parent, name: "tables" };
  expect(await startTraining.call(s.as.admin, { ...asked, recipe: "head" })).toMatchObject({
    ok: false,
    error: { code: "invalid", message: expect.stringContaining("no class") },
  });
  const refused = await startTraining.call(s.as.admin, { ...asked, recipe: "head", uses: "features" });
  expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining("learns from images") } });
  const model = await trained({ ...asked, recipe: "forest", uses: "features" });
  expect(await modelById(s.db, model)).toMatchObject({
    manifest: { kind: "forest", components: 0 },
    evaluation: { model: { objects: 21 } },
  });
  const said = await predicted(project, model);
  const measured = ids.filter((_, i) => i % 8 !== 7);
  expect(measured.every((id) => said.get(id) === (ids.indexOf(id) % 2 === 0 ? copepod : chaetognath))).toBe(true);
  // Neither image nor features: nothing is said.
  expect(ids.filter((_, i) => i % 8 === 7).map((id) => said.get(id))).toEqual([undefined, undefined, undefined]);
  const bare = await makeProject(s.db, "Only images", "private", "ISIIS");
  const seeds = [copepod, chaetognath].flatMap((name): Seed[] => {
    const one: Seed = { shape: "disc", state: "validated", taxonId: s.taxa.get(name) ?? null };
    return [one, one, one];
  });
  await s.addSample(seeds, bare);
  const none = await startTraining.call(s.as.admin, { ...asked, set: { projects: [bare] }, recipe: "forest", uses: "features" });
  expect(none).toMatchObject({ ok: false, error: { message: expect.stringContaining("uses: nothing was measured") } });
});
