import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask, chooseFile, signIn } from "./api.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, person } from "./scene.ts";
import { tarOf } from "./tar.ts";
import { badScans, drawnTray } from "./tray.ts";

const mark = randomUUID().slice(0, 8);
const title = `Scans ${mark}`;
const mina = person("Mina", mark);
const tray = drawnTray();
let project = 0;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  await addPerson(mina);
  project = await addProject(title);
  await addMember(project, mina, "manager");
});

/** One scan that its header describes, one that no header knows, one that is cut short. */
const files = {
  "june/tow_a_d1_1.tif": tray.scan,
  "june/tow_a_d1_1_meta.txt": Buffer.from("SampleId= tow_a\nVol= 50\nFracId= d1\nFracnb= 4\n"),
  "june/stranger_1.tif": tray.scan,
  "june/tow_b_d1_1.tif": tray.scan.subarray(0, tray.scan.length >> 1),
  "june/tow_b_d1_1_meta.txt": Buffer.from("SampleId= tow_b\nVol= 50\nFracId= d1\nFracnb= 4\n"),
  "june/20230614_0800_back_large_raw_1.tif": tray.blank,
};
/** Opens the batch from the list; again where the list of uploads came meanwhile and moved the line away from under the pointer. */
const openJune = (page: Page) =>
  expect(async () => {
    await page.getByRole("link", { name: "june.tar" }).click({ timeout: 2_000 });
    await expect(page).toHaveURL(/batch=/, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("a manager opens a batch of scans, sees what waits, looks at one while the threshold moves, and segments it", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/import`);
  await page.getByRole("link", { name: "Segment them here" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Segment" })).toBeVisible();
  await chooseFile(page, page.getByLabel("Choose a file"), { name: "june.tar", mimeType: "application/x-tar", buffer: tarOf(files) });
  await page.getByRole("button", { name: "Open june.tar" }).click();
  await expect(page.getByText("2 wait for you")).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toContainText("stranger_1: there is no scan header table");
  // Known before anything is started, and waved through by nobody.
  await expect(rowOf(page, "tow_b_d1_1")).toContainText("The file was cut short: the file ends after");
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);

  await page.getByRole("button", { name: "Preview of tow_a_d1_1" }).click();
  await expect(page.getByText(`${tray.objects} objects`, { exact: true })).toBeVisible();
  await expect(page.getByText("Objects by diameter (ESD), mm")).toBeVisible();
  const slider = page.getByRole("slider", { name: /Threshold/ });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("No object", { exact: true })).toBeVisible();
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Segment 1 unit" }).click();
  await expect(rowOf(page, "tow_a_d1_1")).toContainText(`${tray.objects} objects`);
  await expect(rowOf(page, "tow_b_d1_1")).toContainText("cut short");
});

test("what no header knows is described and comes in alone", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/import/segment`);
  await openJune(page);
  await page.getByRole("button", { name: "Describe stranger_1" }).click();
  await page.getByRole("textbox", { name: "Sample" }).fill("tow_c");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Segment 1 unit" }).click();
  await expect(rowOf(page, "stranger_1")).toContainText(`${tray.objects} objects`);
  await page.goto(`/projects/${project}/objects`);
  await expect(page.getByText(`${2 * tray.objects} objects`)).toBeVisible();
});

test("frames without a pixel size wait, and all of them start once the batch has one; a level moved in the preview is kept", async ({
  page,
}) => {
  const other = await addProject(`Frames ${mark}`);
  await addMember(other, mina, "manager");
  await signIn(page, mina);
  await page.goto(`/projects/${other}/import/segment`);
  await expect(page.getByRole("radio", { name: "Import june.tar" })).toBeVisible();
  await page.getByRole("combobox", { name: "Instrument" }).click();
  await page.getByRole("option", { name: "Folders of images" }).click();
  const frames = { "frames/slide_1/a.tif": tray.scan, "frames/slide_2/a.tif": tray.scan };
  await chooseFile(page, page.getByLabel("Choose a file"), { name: "frames.tar", mimeType: "application/x-tar", buffer: tarOf(frames) });
  await page.getByRole("button", { name: "Open frames.tar" }).click();
  await expect(page.getByText("2 wait for you")).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toContainText("The pixel size is missing");
  await expect(page.getByRole("button", { name: "Nothing to start" })).toBeDisabled();
  await page.getByRole("button", { name: "Settings of the batch" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Threshold by" }).click();
  await page.getByRole("option", { name: "a fixed grey" }).click();
  await dialog.getByLabel("Threshold, grey").fill("180");
  await dialog.getByLabel("Pixel size, µm").fill("10.58");
  expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Nothing waits for you")).toBeVisible();
  await page.getByRole("button", { name: "Preview of frames_slide_1" }).click();
  await expect(page.getByText("Threshold: 180", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Segment 2 units" }).click();
  await expect(rowOf(page, "frames_slide_1")).toContainText(/[1-9]\d* objects?/);
  await expect(rowOf(page, "frames_slide_2")).toContainText(/[1-9]\d* objects?/);
});

test("the checks say what is wrong, and a manager signs an acquisition off with a word", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/checks`);
  const row = page.getByRole("row", { name: /^d1_tow_a/ });
  await expect(row).toContainText("red");
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  await row.getByRole("button", { name: "Sign off d1_tow_a" }).click();
  await expect(row.getByRole("button", { name: "Sign off", exact: true })).toBeDisabled();
  await row.getByRole("textbox").fill("drawn, not towed");
  await row.getByRole("button", { name: "Sign off", exact: true }).click();
  await expect(row).toContainText("drawn, not towed");
  await expect(row).toContainText("Mina");
  await page.getByText("Not signed off", { exact: true }).click();
  await expect(row).toHaveCount(0);
});

test("figures say within themselves which samples nobody signed off", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/statistics`);
  await expect(page.getByRole("region", { name: "Checks signed" }).locator("svg").first()).toContainText("Not signed off: tow_c");
});

test("a scan that came cut short is put right by another file, alone", async ({ page }) => {
  await signIn(page, mina);
  await page.goto(`/projects/${project}/import/segment`);
  await openJune(page);
  await page.getByRole("button", { name: "Describe tow_b_d1_1" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Another file in place of tow_b_d1_1.tif" }).click();
  await chooseFile(page, dialog.getByLabel("Choose a file"), { name: "again.tif", mimeType: "image/tiff", buffer: tray.scan });
  await expect(dialog.getByText("is read in place of tow_b_d1_1.tif")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Segment 1 unit" }).click();
  await expect(rowOf(page, "tow_b_d1_1")).toContainText(`${tray.objects} objects`);
});

test("one unit of a batch, and then all that are left, are cancelled; what was not done leaves nothing, and is tried again", async ({
  page,
}) => {
  // So many that those at the end are surely waiting still when the buttons are pressed.
  const names = Array.from({ length: 24 }, (_, i) => `tow_${String.fromCharCode(97 + i)}_d1_1`);
  const batch = Object.fromEntries([
    ...names.flatMap((name) => [
      [`many/${name}.tif`, tray.scan],
      [`many/${name}_meta.txt`, Buffer.from(`SampleId= ${name.slice(0, 5)}\nVol= 50\nFracId= d1\nFracnb= 4\n`)],
    ]),
    ["many/20230614_0800_back_large_raw_1.tif", tray.blank],
  ]);
  const other = await addProject(`Cancelled ${mark}`);
  await addMember(other, mina, "manager");
  await signIn(page, mina);
  await page.goto(`/projects/${other}/import/segment`);
  // The page listens once it lists her uploads.
  await expect(page.getByRole("radio", { name: "Import june.tar" })).toBeVisible();
  await chooseFile(page, page.getByLabel("Choose a file"), { name: "many.tar", mimeType: "application/x-tar", buffer: tarOf(batch) });
  await page.getByRole("button", { name: "Open many.tar" }).click();
  await page.getByRole("button", { name: `Segment ${names.length} units` }).click();
  const last = names.at(-1) ?? "";
  await page.getByRole("button", { name: `Cancel: ${last}` }).click();
  await expect(page.getByRole("button", { name: `Try again: ${last}` })).toBeVisible();
  const all = page.getByRole("button", { name: /^Cancel \d+ units? at work$/ });
  await all.click();
  await expect(all).toHaveCount(0);
  const [done, cancelled] = [
    page.getByText(`${tray.objects} objects`, { exact: true }),
    page.getByRole("button", { name: /^Try again: / }),
  ];
  await expect.poll(async () => (await done.count()) + (await cancelled.count())).toBe(names.length);
  expect(await cancelled.count()).toBeGreaterThan(1);
  await lookAt(page, "segment-cancelled");
  const counted = await ask<{ objects: number }>(mina, "POST", `projects/${other}/objects/count`, {});
  expect(counted.objects).toBe((await done.count()) * tray.objects);
  await page.getByRole("button", { name: `Try again: ${last}` }).click();
  await expect(rowOf(page, last)).toContainText(`${tray.objects} objects`);
});

test("each scan that is bad says in its line what was expected, and nothing of it is published", async ({ page }) => {
  const bad = Object.entries(badScans());
  const header = (sample: string) => Buffer.from(`SampleId= ${sample}\nVol= 50\nFracId= d1\nFracnb= 4\n`);
  const batch = Object.fromEntries([
    ...bad.flatMap(([name, { scan }]) => [
      [`bad/${name}_d1_1.tif`, scan],
      [`bad/${name}_d1_1_meta.txt`, header(name)],
    ]),
    ["bad/20230614_0800_back_large_raw_1.tif", tray.blank],
  ]);
  const other = await addProject(`Bad scans ${mark}`);
  await addMember(other, mina, "manager");
  await signIn(page, mina);
  await page.goto(`/projects/${other}/import/segment`);
  // The page listens once it lists her uploads.
  await expect(page.getByRole("radio", { name: "Import june.tar" })).toBeVisible();
  await chooseFile(page, page.getByLabel("Choose a file"), { name: "bad.tar", mimeType: "application/x-tar", buffer: tarOf(batch) });
  await page.getByRole("button", { name: "Open bad.tar" }).click();
  await page.getByRole("button", { name: `Segment ${bad.length} units` }).click();
  for (const [name, { says }] of bad) await expect(rowOf(page, `${name}_d1_1`)).toContainText(says);
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  await page.goto(`/projects/${other}`);
  await expect(page.getByText("There are no objects")).toBeVisible();
});
