import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask, chooseFiles, operator, signIn } from "./api.ts";
import { addMember, addPerson, addProject, person } from "./scene.ts";
import { drawnTray } from "./tray.ts";

const mark = randomUUID().slice(0, 8);
const mina = person("Mina", mark);
const ann = person("Ann", mark);
const tray = drawnTray();
let project = 0;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  await addPerson(mina);
  await addPerson(ann);
  project = await addProject(`Cuts ${mark}`);
  await addMember(project, mina, "manager");
  await addMember(project, ann, "annotator");
});

const noViolations = async (page: Page) => expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
type Found = {
  readonly objects: readonly {
    readonly id: number;
    readonly originalId: string;
    readonly version: number;
    readonly taxonId: number | null;
  }[];
};
const objects = async () =>
  (await ask<Found>(mina, "POST", `projects/${project}/objects/query`, { sort: { by: "size", direction: "descending" }, limit: 50 }))
    .objects;

test("loose scans and their header are dropped at once, and segmented", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/import/segment`);
  const tiff = { mimeType: "image/tiff" };
  await chooseFiles(page, page.getByLabel("Choose a file"), [
    { name: "tow_a_d1_1.tif", ...tiff, buffer: tray.scan },
    { name: "tow_a_d1_1_meta.txt", mimeType: "text/plain", buffer: Buffer.from("SampleId= tow_a\nVol= 50\nFracId= d1\nFracnb= 4\n") },
    { name: "20230614_0800_back_large_raw_1.tif", ...tiff, buffer: tray.blank },
  ]);
  await page.getByRole("button", { name: "Open 3 files.tar" }).click();
  await page.getByRole("button", { name: "Segment 1 unit" }).click();
  await expect(page.getByRole("row").filter({ hasText: "tow_a_d1_1" })).toContainText(`${tray.objects} objects`);
});

test("a manager sees what was found on the scan and what was left out, from the checks", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/checks`);
  await page.getByRole("link", { name: "On the scan: d1_tow_a" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "d1_tow_a: the scan" })).toBeVisible();
  await expect(page.getByRole("img", { name: "Scan d1_tow_a" })).toBeVisible();
  await expect(page.getByLabel(`objects: ${tray.objects}`)).toBeChecked();
  await noViolations(page);
});

test("an annotator draws a line over an object, sees its parts, and separates it", async ({ page }) => {
  const [largest] = await objects();
  if (largest === undefined) throw new Error("no object");
  await signIn(page, ann);
  await page.goto(`/objects/${largest.id}`);
  // The page grows while it loads: a click may fall beside what moved.
  await expect(async () => {
    await page.getByRole("link", { name: "Separate" }).click();
    await expect(page).toHaveURL(/separate$/, { timeout: 4_000 });
  }).toPass({ timeout: 60_000 });
  const picture = page.getByRole("img", { name: `${largest.originalId}, with its parts tinted` });
  // The scan was segmented here: its tiles are, and the object lies in the middle of what is shown of it.
  await expect(page.getByText("You draw on the scan, in full resolution.")).toBeVisible();
  const box = await picture.boundingBox();
  if (box === null) throw new Error("no picture");
  // A stroke that ends inside parts nothing.
  const stroke = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 12 });
    await page.mouse.up();
  };
  await stroke([0.5, 0.02], [0.5, 0.5]);
  await expect(page.getByText(/^Not yet: /)).toBeVisible();
  await page.getByRole("button", { name: "Take the last line back" }).click();
  await stroke([0.5, 0.02], [0.5, 0.98]);
  await expect(page.getByText(`${largest.originalId}_2:`)).toBeVisible();
  await expect(page.getByRole("img", { name: "Where it lies in the scan" })).toBeVisible();
  await noViolations(page);
  await page.getByRole("button", { name: "Separate into 2 objects" }).click();
  await page.getByRole("link", { name: `${largest.originalId}_1`, exact: true }).click();
  await expect(page.getByText("Separated from")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: `${largest.originalId}_1` })).toBeVisible();
  expect((await objects()).map(({ originalId }) => originalId)).not.toContain(largest.originalId);
});

test("the parts are joined from the grid, and the joining is put back", async ({ page }) => {
  const parts = (await objects()).filter(({ originalId }) => /_[12]$/.test(originalId) && originalId.split("_").length > 5);
  expect(parts).toHaveLength(2);
  await signIn(page, ann);
  await page.goto(`/projects/${project}/objects?sort=name`);
  for (const [n, { originalId }] of parts.entries())
    await page.locator(`[role=option][data-name="${originalId}"]`).click({ modifiers: n === 0 ? [] : ["ControlOrMeta"] });
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("dialog", { name: "Join 2 objects" }).getByRole("figure")).toHaveCount(2);
  await page.getByRole("button", { name: "Join them" }).click();
  await page.getByRole("link", { name: /_joined$/ }).click();
  await expect(page.getByText("Joined from")).toBeVisible();
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(page.getByText("This object is retired: it was divided, and counts nowhere.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("This object is retired: it was divided, and counts nowhere.")).toBeVisible();
  await expect(page.getByRole("toolbar", { name: "Label this object" })).toHaveCount(0);
});

test("objects labelled as several in one stand together, with their share of the sample", async ({ page }) => {
  const taxon = await ask<{ taxonId: number }>(operator, "POST", "taxa", {
    name: `multiple ${mark}`,
    kind: "morphological",
    parentId: null,
  });
  const [largest] = await objects();
  await ask(mina, "POST", `projects/${project}/labels`, {
    batchId: randomUUID(),
    target: { by: "ids", objects: [{ id: largest?.id, version: largest?.version }] },
    change: { taxonId: taxon.taxonId, state: "validated" },
  });
  await signIn(page, mina);
  await page.goto(`/projects/${project}/checks`);
  await page.getByRole("link", { name: "Several in one" }).click();
  await page.waitForURL(/multiples/);
  const row = page.getByRole("row").filter({ hasText: "tow_a" });
  // Of what has a taxon; predictions of the parts may still come in.
  await expect(async () => {
    const labelled = (await objects()).filter((o) => o.taxonId !== null).length;
    await page.reload();
    const share = (100 / labelled).toFixed(1).replace(/\.0$/, "");
    await expect(row).toContainText(`${share}%`, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(row).toContainText("above 5 %");
  await expect(page.getByRole("link", { name: largest?.originalId })).toBeVisible();
  await noViolations(page);
});
