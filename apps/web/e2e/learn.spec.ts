import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { ellipse, tableOf } from "./drawn.ts";
import { models, predict, putIntoService, train } from "./learning.ts";
import { addProject, importFiles } from "./scene.ts";

const mark = randomUUID().slice(0, 6);
const title = `Learning ${mark}`;
const name = `journey-${mark}`;
/** Three forms that anybody tells apart, under names that no other journey uses. */
const forms = { [`Alta${mark}`]: 1.8, [`Media${mark}`]: 1, [`Plana${mark}`]: 0.4 };
const taxa = Object.keys(forms);
const samples = ["tow_1", "tow_2", "tow_3", "tow_4", "tow_5"];
const each = 12;

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  project = await addProject(title);
  const rows: (string | number)[][] = [];
  const files: Record<string, Buffer> = {};
  for (const [s, sample] of samples.entries())
    for (const [f, [taxon, stretch]] of Object.entries(forms).entries())
      for (let n = 0; n < each; n++) {
        const id = `${sample}_${taxon}_${n}`;
        files[`b/${id}.png`] = ellipse(n + each * (s * taxa.length + f), stretch);
        // What a person already decided of the first sample's first object stays, whatever a model says.
        const isDecided = s === 4 && n === 0;
        rows.push([id, `${id}.png`, isDecided ? taxon : "", isDecided ? "validated" : "", sample, `${sample}_a`, 300 + 7 * n]);
      }
  const columns = ["object_id", "img_file_name", "object_annotation_category", "object_annotation_status", "sample_id", "acq_id"];
  // What was measured says nothing of the forms: a head learns from it and from the images.
  const types = [...columns.map(() => "[t]"), "[f]"];
  await importFiles(project, { "b/ecotaxa_b.tsv": tableOf([[...columns, "object_area"], types, ...rows]), ...files }, {});
});

type Objects = { objects: { id: number; version: number; originalId: string; state: string; taxonId: number | null }[] };
const objects = (filter: object = {}) =>
  ask<Objects>(operator, "POST", `projects/${project}/objects/query`, { filter, limit: 1000 }).then((page) => page.objects);

test("the model that ships predicts what nobody decided", async ({ page }) => {
  await signIn(page, operator);
  // The names of its classes are looked for in the tree that the demo brings.
  const mapped = async () => {
    const serving = (await models()).find(({ state }) => state === "service");
    if (serving === undefined) return 0;
    await ask(operator, "POST", `models/${serving.id}/match`, {});
    return (await models()).find(({ id }) => id === serving.id)?.mapped ?? 0;
  };
  await expect.poll(mapped, { timeout: 120_000 }).toBeGreaterThan(0);
  await predict(page, project);
  const found = await objects();
  expect(found).toHaveLength(samples.length * taxa.length * each);
  expect(found.filter(({ state }) => state === "validated")).toHaveLength(taxa.length);
});

test("people validate four samples", async () => {
  const all = await objects();
  const ids = new Map(
    (await ask<{ used: { id: number; displayName: string }[] }>(operator, "GET", `projects/${project}/taxa`)).used.map((t) => [
      t.displayName,
      t.id,
    ]),
  );
  for (const taxon of taxa) {
    const target = all.filter((o) => o.originalId.includes(taxon) && !o.originalId.startsWith("tow_5"));
    await ask(operator, "POST", `projects/${project}/labels`, {
      batchId: randomUUID(),
      how: "page",
      target: { by: "ids", objects: target.map(({ id, version }) => ({ id, version })) },
      change: { taxonId: ids.get(taxon), state: "validated" },
    });
  }
  expect((await objects({ states: ["validated"] })).length).toBe(4 * taxa.length * each + taxa.length);
});

test("measured features join a training where objects have them, and the page names them first", async ({ page }) => {
  await signIn(page, operator);
  await page.goto("/models/train");
  await page.getByRole("combobox", { name: "Projects" }).fill(title);
  await page.getByRole("option", { name: new RegExp(title) }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/Takes 1 measured feature of unknown, in pixels: area/)).toBeVisible();
  await page.getByRole("radio", { name: "Random forest" }).check();
  await page.getByRole("combobox", { name: "Learns from" }).click();
  await page.getByRole("option", { name: "measured features", exact: true }).click();
  await page.getByRole("radio", { name: "New head" }).check();
  await expect(page.getByRole("combobox", { name: "Learns from" })).toHaveValue("images and measured features");
  await page.getByRole("combobox", { name: "Learns from" }).click();
  await page.getByRole("option", { name: "images", exact: true }).click();
  await expect(page.getByText(/Takes 1 measured feature/)).toBeHidden();
});

test("an administrator trains a head, looks at its evaluation, and puts it into service", async ({ page }) => {
  await signIn(page, operator);
  await train(page, { title, name, sees: `${4 * taxa.length * each + taxa.length} objects of 3 classes` });
  await expect(page.getByRole("heading", { level: 1, name: `${name} 1.0.0` })).toBeVisible();
  await expect(page.getByText(/Judged on \d+ objects of \d held-out sample/)).toBeVisible();
  await expect(page.getByText(/labels that it is judged by were given \d+% by/)).toBeVisible();
  const figures = page.getByRole("table", { name: /Figures of the model/ });
  await expect(figures.getByText("Random forest (EcoTaxa's way)")).toBeVisible();
  await page
    .getByRole("link", { name: taxa[0] ?? "" })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /Objects of .* that are called/ })).toBeVisible();

  await putIntoService(page);
});

test("the new model predicts the fifth sample right, and changes nothing that people decided", async ({ page }) => {
  await signIn(page, operator);
  const before = (await objects({ states: ["validated"] })).map(({ id, version }) => [id, version]);
  await predict(page, project, name);
  expect((await objects({ states: ["validated"] })).map(({ id, version }) => [id, version])).toEqual(before);
  const predicted = await objects({ states: ["predicted"] });
  expect(predicted).toHaveLength(taxa.length * (each - 1));
  const names = await ask<{ id: number; displayName: string }[]>(
    operator,
    "GET",
    `taxon-names?ids=${[...new Set(predicted.map((o) => o.taxonId))].join()}`,
  );
  const right = predicted.filter((o) => o.originalId.includes(names.find(({ id }) => id === o.taxonId)?.displayName ?? "?"));
  expect(right.length / predicted.length).toBeGreaterThan(0.8);

  await page.goto(`/projects/${project}/objects?state=predicted&show=taxon&show=guesses`);
  const tile = page.getByRole("option").first();
  await expect(tile).toHaveAttribute("data-state", "predicted");
  await expect(tile.getByText(/%/)).toBeVisible();
});
