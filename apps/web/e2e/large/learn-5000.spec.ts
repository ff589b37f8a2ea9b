import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { ask, operator, signIn } from "../api.ts";
import { models, predict, putIntoService, train } from "../learning.ts";
import { nauplius } from "../nauplius.ts";
import { addProject } from "../scene.ts";

// `npm test -- large`: the loop on 5,000 objects of PlanktonSet in twenty made samples; minutes, so not part of every test.
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const set = join(root, "../shared/data/planktonset.tar");
const isHere = existsSync(set);
if (!isHere) console.warn("skipped: the loop on PlanktonSet, since ../shared/data is not there");

const title = "PlanktonSet in twenty made samples";
const name = "twenty";
/** Of the twenty: people validate the others. */
const left = ["made_17", "made_18", "made_19", "made_20"];
const folder = mkdtempSync(join(tmpdir(), "nauplius-large-"));
let truth: Record<string, { taxon: string; sample: string }> = {};
let project = 0;

test.describe.configure({ mode: "serial", timeout: 1_200_000 });
test.skip(!isHere, "../shared/data is not there");
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Found = { id: number; version: number; originalId: string; state: string; taxonId: number | null };
async function objects(sample: string): Promise<Found[]> {
  const samples = await ask<{ id: number; name: string }[]>(operator, "GET", `projects/${project}/samples`);
  const ids = samples.filter((s) => s.name === sample).map((s) => s.id);
  expect(ids, sample).toHaveLength(1);
  const request = { filter: { samples: ids }, limit: 1000 };
  return (await ask<{ objects: Found[] }>(operator, "POST", `projects/${project}/objects/query`, request)).objects;
}

const taxaUsed = async () => (await ask<{ used: { id: number; displayName: string }[] }>(operator, "GET", `projects/${project}/taxa`)).used;

/** Share of the objects left that have the right class now. */
async function rightOfLeft(): Promise<{ right: number; objects: number }> {
  const all = (await Promise.all(left.map(objects))).flat().filter(({ state }) => state === "predicted");
  const ids = [...new Set(all.flatMap(({ taxonId }) => (taxonId === null ? [] : [taxonId])))];
  const named = new Map(
    (await ask<{ id: number; displayName: string }[]>(operator, "GET", `taxon-names?ids=${ids.join()}`)).map((t) => [t.id, t.displayName]),
  );
  const right = all.filter((o) => named.get(o.taxonId ?? 0) === truth[o.originalId]?.taxon).length;
  return { right: right / all.length, objects: all.length };
}

test("the objects come in, each class with one object that a person named", async () => {
  const archive = join(folder, "made.zip");
  const maker = join(root, "packages/pipelines/bench/made-samples.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", maker, set, archive], {
    cwd: join(root, "packages/pipelines"),
  });
  console.log(stdout.trim());
  truth = JSON.parse(readFileSync(`${archive}.truth.json`, "utf8"));
  const taxa = [...new Set(Object.values(truth).map(({ taxon }) => taxon))];
  const answers = join(folder, "answers.json");
  writeFileSync(
    answers,
    JSON.stringify({ taxa: Object.fromEntries(taxa.map((t) => [t, { create: t, under: null, kind: "phylogenetic" }])) }),
  );
  project = await addProject(title);
  const came = await nauplius(["import", archive, "--project", title, "--answers", answers]);
  expect(came.json).toMatchObject({ objectsAdded: Object.keys(truth).length });
});

test("predict, validate sixteen samples, retrain, evaluate, put into service, predict again", async ({ page }) => {
  await signIn(page, operator);
  await expect.poll(async () => (await models()).filter(({ state }) => state === "service").length).toBeGreaterThan(0);
  let began = performance.now();
  const took = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  await predict(page, project, undefined, 600_000);
  const before = await rightOfLeft();
  expect(before.objects).toBeGreaterThan(500);
  console.log(
    `predicted by the model that ships in ${took()}: ${(100 * before.right).toFixed(1)} % of ${before.objects} objects of four samples right`,
  );

  const idOf = new Map((await taxaUsed()).map((t) => [t.displayName, t.id]));
  const samples = [...new Set(Object.values(truth).map(({ sample }) => sample))].filter((sample) => !left.includes(sample));
  for (const sample of samples) {
    const all = await objects(sample);
    const taxonOf = (o: Found) => truth[o.originalId]?.taxon ?? "";
    for (const taxon of new Set(all.map(taxonOf))) {
      const target = all.filter((o) => taxonOf(o) === taxon);
      await ask(operator, "POST", `projects/${project}/labels`, {
        batchId: randomUUID(),
        how: "page",
        target: { by: "ids", objects: target.map(({ id, version }) => ({ id, version })) },
        change: { taxonId: idOf.get(taxon), state: "validated" },
      });
    }
  }

  began = performance.now();
  await train(page, { title, name, sees: /\d objects of \d+ classes/, timeout: 900_000 });
  await expect(page.getByText(/Judged on \d+ objects of \d held-out samples/)).toBeVisible();
  console.log(`a head trained and judged in ${took()}`);
  const figures = page.getByRole("table", { name: /Figures of the model/ });
  for (const row of await figures.getByRole("row").all())
    console.log(
      `  ${(await row.getByRole("cell").or(row.getByRole("rowheader")).or(row.getByRole("columnheader")).allInnerTexts()).join(" | ")}`,
    );
  await putIntoService(page);

  began = performance.now();
  await predict(page, project, name, 600_000);
  const after = await rightOfLeft();
  console.log(
    `predicted by the new head in ${took()}: ${(100 * after.right).toFixed(1)} % of ${after.objects} objects of the same samples right`,
  );
  expect(after.objects).toBe(before.objects);
  expect(after.right).toBeGreaterThan(0.4);
});
