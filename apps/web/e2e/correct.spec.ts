import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, signIn } from "./api.ts";
import { ellipse, tableOf } from "./drawn.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, importFiles, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Tows ${mark}`;
const mara = person("Mara", mark);
const ann = person("Ann", mark);
let project = 0;
let other = 0;

const head = [
  "img_file_name",
  "object_id",
  "object_lat",
  "object_lon",
  "object_date",
  "object_time",
  "object_depth_min",
  "object_depth_max",
];
const columns = [...head, "object_annotation_category", "object_annotation_status", "sample_id", "sample_tot_vol", "sample_ship", "acq_id"];
const isNumber = /(lat|lon|depth_min|depth_max|tot_vol)$/;
const types = columns.map((name) => (isNumber.test(name) ? "[f]" : "[t]"));

/** Two objects of each tow, as an archive of EcoTaxa has them. */
function tows(names: readonly string[], volume: number): Record<string, Buffer> {
  const objects = names.flatMap((tow) => [0, 1].map((n) => ({ tow, id: `${tow}_${n}` })));
  const rows = objects.map(({ tow, id }) => [
    ...[`${id}.png`, id, 43.5, 7.3, "20240512", "101500", 0, 100],
    ...["Corrigenda", "predicted", tow, volume, "Tara", `${tow}_tot`],
  ]);
  const images = Object.fromEntries(objects.map(({ id }, n) => [`${id}.png`, ellipse(n, 0.7)]));
  return { "ecotaxa_tows.tsv": tableOf([columns, types, ...rows]), ...images };
}

type Row = { readonly name: string; readonly values: readonly unknown[] };
type Table = { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly Row[] };

/** What the server holds of one column of the samples, by name. */
async function held(column: string): Promise<Record<string, unknown>> {
  const table = await ask<Table>(mara, "POST", `projects/${project}/corrections/rows`, { level: "sample" });
  const at = table.columns.findIndex((c) => c.name === column);
  return Object.fromEntries(table.rows.map((row) => [row.name, row.values[at]]));
}

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  await addPerson(mara);
  await addPerson(ann);
  project = await addProject(title);
  other = await addProject(`Elsewhere ${mark}`);
  await addMember(project, mara, "manager");
  await addMember(project, ann, "annotator");
  await addMember(other, mara, "manager");
  await importFiles(project, tows(["tow_1", "tow_2", "tow_3"], 1000), { mode: "tsv" });
});

const sheet = (page: Page) => page.getByTestId("sheet");
const rowHead = (page: Page, name: string) => sheet(page).locator(".dsg-cell-gutter", { hasText: new RegExp(`^${name}`) });

async function openTable(page: Page, query = ""): Promise<void> {
  await page.goto(`/projects/${project}/table${query}`);
  await expect(sheet(page)).toBeVisible();
}

/** A block from the clipboard, as the browser hands it over. */
const paste = (page: Page, lines: readonly (readonly string[])[]) =>
  page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    lines.map((cells) => cells.join("\t")).join("\r\n"),
  );

test("a wrong net volume is pasted from a spreadsheet by id, seen before and after, applied and taken back", async ({ page }) => {
  await signIn(page, mara);
  await openTable(page);
  await paste(page, [
    ["sample_id", "sample_tot_vol"],
    ["tow_3", "300.5"],
    ["tow_1", "100.5"],
    ["tow_9", "900"],
  ]);
  await expect(page.getByText("Pasted by id: 2 rows found. Not here: tow_9.")).toBeVisible();
  await page.getByRole("button", { name: "Review 2 changes" }).click();
  const preview = page.getByRole("dialog");
  await expect(preview.getByRole("row", { name: "tow_1 tot_vol 1000 100.5" })).toBeVisible();
  await expect(preview.getByRole("row", { name: "tow_3 tot_vol 1000 300.5" })).toBeVisible();
  expect(Object.values(await held("tot_vol")).map(String)).toEqual(["1000", "1000", "1000"]);
  await preview.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("2 values changed")).toBeVisible();
  expect(await held("tot_vol")).toMatchObject({ tow_1: "100.5", tow_3: "300.5" });

  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
  expect(Object.values(await held("tot_vol")).map(String)).toEqual(["1000", "1000", "1000"]);
});

test("a block without headers goes where the cell is; a wrong value names its cell and changes nothing", async ({ page }) => {
  await signIn(page, mara);
  await openTable(page);
  await sheet(page).getByText("1000", { exact: true }).first().click();
  await paste(page, [["10,5"], ["20"], ["30"], ["40"]]);
  await expect(page.getByText("1 pasted row lay below the last row and was left out.")).toBeVisible();
  await page.getByRole("button", { name: "Review 3 changes" }).click();
  await expect(page.getByText("One cell was refused; nothing was changed")).toBeVisible();
  await expect(page.getByText("tow_1, tot_vol: expected a number with a decimal point (10.5)")).toBeVisible();
  expect(Object.values(await held("tot_vol")).map(String)).toEqual(["1000", "1000", "1000"]);

  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "No changes" })).toBeDisabled();
});

test("one value is set in the rows that a condition shows, and in no other", async ({ page }) => {
  await signIn(page, mara);
  await openTable(page);
  await page.getByRole("button", { name: "Rows where…" }).click();
  await page.getByRole("combobox", { name: "Column" }).click();
  await page.getByRole("option", { name: "id", exact: true }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("tow_2");
  await expect(rowHead(page, "tow_1")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Set a field" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Field" }).click();
  await page.getByRole("option", { name: /^tot_vol/ }).click();
  await dialog.getByRole("textbox", { name: "Value" }).fill("250");
  await expect(dialog.getByRole("radio", { name: "The row shown" })).toBeChecked();
  await dialog.getByRole("button", { name: "What would it change?" }).click();
  await expect(dialog.getByText("1 value changes")).toBeVisible();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("1 row changed")).toBeVisible();
  expect(await held("tot_vol")).toMatchObject({ tow_2: "250" });
  expect(Object.values(await held("tot_vol")).filter((v) => String(v) === "1000")).toHaveLength(2);
});

test("a wrong position of a sample is corrected with its objects, or the review warns that they keep the old one", async ({ page }) => {
  await signIn(page, mara);
  await openTable(page);
  await paste(page, [
    ["sample_id", "lat"],
    ["tow_1", "44.1"],
  ]);
  await page.getByRole("button", { name: "Review 1 change" }).click();
  const dialog = page.getByRole("dialog");
  const also = dialog.getByRole("checkbox", { name: "Also its objects (2)" });
  await expect(also).toBeChecked();
  await also.click();
  await expect(dialog.getByText("2 objects keep the old value")).toBeVisible();
  await also.click();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("3 values changed")).toBeVisible();
  const objects = await ask<Table>(mara, "POST", `projects/${project}/corrections/rows`, { level: "object" });
  const lat = objects.columns.findIndex((c) => c.name === "lat");
  expect(objects.rows.filter((row) => row.name.startsWith("tow_1")).map((row) => row.values[lat])).toEqual([44.1, 44.1]);
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
  expect(await held("lat")).toMatchObject({ tow_1: 43.5 });
});

test("a sample moves to another project with its objects, and comes back", async ({ page }) => {
  await signIn(page, mara);
  await openTable(page);
  await rowHead(page, "tow_3").click();
  await page.getByRole("button", { name: "1 row" }).click();
  await page.getByRole("menuitem", { name: "Move to another project" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Project" }).click();
  await page.getByRole("option", { name: `Elsewhere ${mark}` }).click();
  await dialog.getByRole("button", { name: "What would it change?" }).click();
  await expect(dialog.getByText("With 2 objects, 0 of them validated, and 2 images")).toBeVisible();
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect(page.getByText("One moved")).toBeVisible();
  await expect(rowHead(page, "tow_3")).toHaveCount(0);
  const there = () => ask<{ name: string }[]>(mara, "GET", `projects/${other}/samples`);
  expect((await there()).map((s) => s.name)).toEqual(["tow_3"]);

  await page.goto(`/projects/${project}/history`);
  await page.getByText("Corrections", { exact: true }).click();
  const line = page.getByRole("listitem").filter({ hasText: `Samples moved to Elsewhere ${mark}` });
  await line.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(line.filter({ hasText: "Taken back:" })).toBeVisible();
  expect(await there()).toEqual([]);
  expect(Object.keys(await held("ship")).sort()).toEqual(["tow_1", "tow_2", "tow_3"]);
});

test("a test import is deleted from the grid, lies in the trash by name, and is restored", async ({ page }) => {
  await importFiles(project, tows(["test_tow"], 5), { mode: "tsv" });
  const samples = await ask<{ id: number; name: string }[]>(mara, "GET", `projects/${project}/samples`);
  const sample = samples.find((s) => s.name === "test_tow");
  await signIn(page, mara);
  await page.goto(`/projects/${project}/objects?sample=${sample?.id}`);
  await expect(page.getByText("2 objects", { exact: true })).toBeVisible();
  await expect(page.getByRole("option").first().locator("img")).toBeVisible();
  await page.keyboard.press("Control+a");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "Move or delete" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Why" }).fill("only a test");
  await dialog.getByRole("button", { name: "What would it change?" }).click();
  await expect(dialog.getByText("With 2 objects")).toBeVisible();
  await dialog.getByRole("button", { name: "Into the trash" }).click();
  await expect(page.getByText("2 rows are in the trash")).toBeVisible();
  await expect(page.getByText("0 objects", { exact: true })).toBeVisible();

  await page.goto(`/projects/${project}/trash`);
  const line = page.getByRole("row").filter({ hasText: "2 objects test_tow_0, test_tow_1" });
  await expect(line).toContainText("only a test");
  await expect(line).toContainText("30 days");
  await line.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.goto(`/projects/${project}/objects?sample=${sample?.id}`);
  await expect(page.getByText("2 objects", { exact: true })).toBeVisible();
});

test("the history tells who labelled what and how; a manager takes another's labels back", async ({ page }) => {
  const { objects } = await ask<{ objects: { id: number; version: number }[] }>(mara, "POST", `projects/${project}/objects/query`, {
    limit: 2,
  });
  const target = { by: "ids", objects: objects.map(({ id, version }) => ({ id, version })) };
  const batchId = randomUUID().replace(/^(.{14})./, "$17");
  await ask(ann, "POST", `projects/${project}/labels`, { batchId, target, change: { taxonId: "keep", state: "validated" } });
  await signIn(page, mara);
  await page.goto(`/projects/${project}/history`);
  await page.getByRole("combobox", { name: "Person" }).click();
  await page.getByRole("option", { name: "Ann" }).click();
  const line = page.getByRole("listitem").filter({ hasText: "Validated as shown" });
  await expect(line).toContainText("Ann · 2 objects");
  await line.getByRole("button", { name: "Validated as shown" }).click();
  await expect(page.getByRole("dialog").getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("dialog").getByText("Corrigenda")).toHaveCount(4);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await line.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("2 objects back; none was labelled since")).toBeVisible();
  const [first] = objects;
  expect(await ask(mara, "GET", `objects/${first?.id}`)).toMatchObject({ state: "predicted" });

  await page.getByRole("button", { name: "Show everything" }).click();
  await page.getByRole("combobox", { name: "How it was labelled" }).click();
  await page.getByRole("option", { name: "taken back" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Taken back: Validated as shown" })).toContainText("Mara · of Ann");
});

test("an object shows the corrections of itself and of what stands above it", async ({ page }) => {
  const { objects } = await ask<{ objects: { id: number; originalId: string }[] }>(mara, "POST", `projects/${project}/objects/query`, {
    limit: 9,
  });
  const object = objects.find((o) => o.originalId === "tow_2_0");
  await signIn(page, ann);
  await page.goto(`/objects/${object?.id}`);
  await expect(page.getByRole("region", { name: "Corrections" })).toContainText("sample tot_vol: 1000 → 250");
});

test("tables, history and trash have nothing that axe objects to", async ({ page }) => {
  await signIn(page, mara);
  for (const path of ["table", "table?level=object", "history", "trash", "/trash"]) {
    await page.goto(path.startsWith("/") ? path : `/projects/${project}/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (path.startsWith("table")) await expect(sheet(page)).toBeVisible();
    await lookAt(page);
  }
});
