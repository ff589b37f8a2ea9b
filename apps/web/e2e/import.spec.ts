import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./api.ts";
import { ellipse, tableOf } from "./drawn.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";
import { tarOf } from "./tar.ts";

const mark = randomUUID().slice(0, 8);
const title = `Import ${mark}`;
const mina = person("Mina", mark);
const known = `Known${mark}`;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  await addPerson(mina);
  const project = await addProject(title);
  await importDrawn(project, { [known]: 2 });
  await addMember(project, mina, "manager");
});

const openImport = async (page: Page) => {
  await signIn(page, mina);
  await page.goto("/");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Import" })).toBeVisible();
};
const upload = async (page: Page, name: string, files: Readonly<Record<string, Buffer>>) => {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/x-tar", buffer: tarOf(files) });
  await page.getByRole("button", { name: `Check ${name}` }).click();
};

test("a manager uploads a batch, answers what is asked, and finds the objects", async ({ page }) => {
  await openImport(page);
  await upload(page, "batch.tar", {
    "batch/ecotaxa_batch.tsv": tableOf([
      [
        "object_id",
        "img_file_name",
        "object_lat",
        "object_lon",
        "object_annotation_status",
        "object_annotation_category",
        "object_annotation_person_name",
      ],
      ["a1", "a1.png", "43.68", "7.31", "validated", known, "Nobody Here"],
      ["a2", "a2.png", "43.68", "7.31", "predicted", `Unheard${mark}`, ""],
    ]),
    "batch/a1.png": ellipse(1, 0.5),
    "batch/a2.png": ellipse(2, 1.5),
  });
  await expect(page.getByText("Taxa that are not known here")).toBeVisible();
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  const load = page.getByRole("button", { name: "Load 2 objects" });
  await expect(load).toBeDisabled();
  await page.getByRole("button", { name: "Leave unclassified" }).click();
  await page.getByRole("button", { name: "Keep the name, without account" }).click();
  await page.reload();
  await expect(load).toBeEnabled();
  await load.click();
  await expect(page.getByRole("heading", { name: "2 objects were added" })).toBeVisible();
  await page.getByRole("link", { name: "See the objects" }).click();
  await expect(page).toHaveURL(/\/objects/);
  await expect(page.getByText("4 objects")).toBeVisible();
});

test("a faulty table is refused with file, line and column, as a table and as CSV", async ({ page }) => {
  await openImport(page);
  await upload(page, "faulty.tar", {
    "ecotaxa_faulty.tsv": tableOf([
      ["object_id", "img_file_name", "object_lat"],
      ["b1", "b1.png", "143"],
      ["b2", "nowhere.png", "43"],
    ]),
    "b1.png": ellipse(3, 1),
  });
  await expect(page.getByText("Nothing was changed")).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: "object_lat" });
  await expect(row).toContainText("ecotaxa_faulty.tsv");
  await expect(row.getByRole("cell", { name: "2", exact: true })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "All as CSV" }).click()]);
  const stream = await download.createReadStream();
  let csv = "";
  for await (const part of stream) csv += String(part);
  expect(csv).toContain("error,invalidValue,ecotaxa_faulty.tsv,2,object_lat,143,");
});

const pid = `PID
[Sample]
SampleId= tow_${mark}
Date= 20230614-2251
Latitude= 43.4110
Longitude= 7.1890
Zmax= 75
Zmin= 0
Vol= 50

[Fraction]
FracId= tot

[Subsample]
SubPart= 2

[Particules_Process]
PixSize= 0.0106

[Data]
!Item;Label;Area;Mean
1;tow_${mark}_tot_1;700;240.5
2;tow_${mark}_tot_1;800;230.25
`;

test("a ZooProcess work folder comes in by the same steps, its positions read as the lab writes them", async ({ page }) => {
  await openImport(page);
  await page.getByRole("radiogroup", { name: "What is it?" }).getByText("Tables").click();
  await page.getByText("East is positive").click();
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  const scan = `tow_${mark}_tot_1`;
  await upload(page, "work.tar", {
    [`_work/${scan}/${scan}_dat1.pid`]: Buffer.from(pid),
    [`_work/${scan}/${scan}_1.png`]: ellipse(11, 0.7),
    [`_work/${scan}/${scan}_2.png`]: ellipse(12, 1.1),
  });
  await page.getByRole("button", { name: "Load 2 objects" }).click();
  await expect(page.getByRole("heading", { name: "2 objects were added" })).toBeVisible();
  await page.getByRole("link", { name: "See the objects" }).click();
  await expect(page).toHaveURL(/\/objects/);
});

test("the upload is only its owner's", async ({ page, browser }) => {
  await openImport(page);
  await expect(page.getByText("faulty.tar", { exact: true })).toBeVisible();
  const uploads = (await (await page.request.get("/api/v1/uploads")).json()) as { id: string }[];
  const other = await browser.newContext();
  const stranger = person("Stranger", mark);
  await addPerson(stranger);
  const theirs = await other.newPage();
  await signIn(theirs, stranger);
  const status = await theirs.request.head(`/api/uploads/${uploads[0]?.id}`, { headers: { "tus-resumable": "1.0.0" } });
  expect(status.status()).toBe(404);
  expect(await (await theirs.request.get("/api/v1/uploads")).json()).toEqual([]);
  await other.close();
});
