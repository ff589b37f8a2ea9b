import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { unpack } from "../src/features/grid/model/container.ts";
import { ask, operator, signIn } from "./api.ts";
import { tiles } from "./grid.ts";
import { addProject, importDrawn } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const titles = { open: `Open water ${mark}`, visible: `Visible water ${mark}`, private: `Deep water ${mark}` };
const facts = {
  description: "Weekly tows at a coastal station.",
  contactName: "Maren Lindqvist",
  contactEmail: "maren@example.org",
  licence: "CC BY 4.0",
  citation: "Lindqvist 2024, Weekly tows.",
};
type Row = { readonly id: number; readonly version: number };
const ids = { open: 0, visible: 0, private: 0 };
/** Of the open project, of the private one. */
let validated: number[] = [];
let predicted: number[] = [];
let secret: number[] = [];

const objectsOf = async (project: number): Promise<Row[]> =>
  (await ask<{ objects: Row[] }>(operator, "POST", `projects/${project}/objects/query`, {})).objects;

async function project(title: string, access: "open" | "visible" | "private"): Promise<number> {
  const id = await addProject(title);
  await importDrawn(id, { [`Calma${mark}`]: 6 });
  const { version } = await ask<{ version: number }>(operator, "GET", `projects/${id}`);
  await ask(operator, "PATCH", `projects/${id}`, { version, patch: { ...facts, access } });
  return id;
}

test.describe.configure({ mode: "serial" });
let nobody: APIRequestContext;
test.beforeAll(async () => {
  for (const access of ["open", "visible", "private"] as const) ids[access] = await project(titles[access], access);
  const objects = await objectsOf(ids.open);
  const chosen = objects.slice(0, 2).map(({ id, version }) => ({ id, version }));
  const target = { by: "ids", objects: chosen };
  await ask(operator, "POST", `projects/${ids.open}/labels`, {
    batchId: randomUUID(),
    how: "page",
    change: { taxonId: "keep", state: "validated" },
    target,
  });
  validated = chosen.map((o) => o.id);
  predicted = objects.slice(2).map((o) => o.id);
  secret = (await objectsOf(ids.private)).map((o) => o.id);
  nobody = await request.newContext({ baseURL: process.env.NAUPLIUS_URL });
});
test.afterAll(() => nobody.dispose());

const status = async (path: string) => (await nobody.get(path)).status();

test("an open project is read without an account: what it is, and its validated objects, without who labelled them", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: new RegExp(titles.open) }).click();
  await page.waitForURL(`**/projects/${ids.open}`);
  for (const text of Object.values(facts)) await expect(page.getByText(text)).toBeVisible();
  await page.getByRole("link", { name: "Look at the objects" }).click();
  await expect(page.getByText("2 objects", { exact: true })).toBeVisible();
  await expect(tiles(page)).toHaveCount(2);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await page.goto(`/objects/${validated[0]}`);
  await expect(page.getByText(`Calma${mark}`).first()).toBeVisible();
  await expect(page.getByText(operator.name)).toHaveCount(0);
  // No key labels anything for somebody who has no right to.
  await page.goto(`/projects/${ids.open}/objects`);
  await expect(tiles(page)).toHaveCount(2);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("0");
  await expect(tiles(page).first()).toHaveAttribute("data-state", "validated");
});

test("the page of an open project leads its visitors to validated objects only", async ({ page }) => {
  await page.goto(`/projects/${ids.open}`);
  const main = page.getByRole("main");
  await expect(main.locator(`a[href$="objects?state=validated"]`)).toHaveCount(1);
  await expect(main.locator(`a[href*="objects?state="]`)).toHaveCount(1);
});

test("whoever opens a project without a licence is warned, and says so", async ({ page }) => {
  const id = await addProject(`Unlicensed ${mark}`);
  await signIn(page, operator);
  await page.goto(`/projects/${id}`);
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Open to" }).click();
  await page.getByRole("option", { name: "open", exact: true }).click();
  await expect(dialog.getByText("Open, and without a licence")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "Open it without a licence all the same" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  expect(await ask(operator, "GET", `projects/${id}`)).toMatchObject({ access: "open", licence: "" });
});

test("what is not validated is not there for the public, in a page, by address, or as an image", async () => {
  expect(await status(`/objects/${validated[0]}`)).toBe(200);
  expect(await status(`/objects/${predicted[0]}`)).toBe(404);
  expect(await status(`/api/v1/objects/${predicted[0]}`)).toBe(404);
  const own = await ask<{ vignettes: { id: number }[] }>(operator, "GET", `objects/${predicted[0]}`);
  const seen = await ask<{ vignettes: { id: number }[] }>(operator, "GET", `objects/${validated[0]}`);
  for (const [object, expected] of [[seen, 200] as const, [own, 404] as const])
    for (const path of ["", "/original"]) expect(await status(`/api/vignettes/${object.vignettes[0]?.id}${path}`)).toBe(expected);
  const page = await nobody.post("/api/vignettes", { data: { objects: [...validated, ...predicted] } });
  expect(page.status()).toBe(200);
  const body = await page.body();
  const images = unpack(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer);
  expect(images.map((i) => i.objectId).toSorted()).toEqual(validated.toSorted());
});

test("of a visible project there is its page, and no object", async ({ page }) => {
  await page.goto(`/projects/${ids.visible}`);
  await expect(page.getByText(facts.description)).toBeVisible();
  await expect(page.getByRole("link", { name: "Objects", exact: true })).toHaveCount(0);
  expect(await status(`/projects/${ids.visible}/objects`)).toBe(404);
  expect((await nobody.post(`/api/v1/projects/${ids.visible}/objects/query`, { data: {} })).status()).toBe(401);
});

test("a private project does not exist for the public", async ({ page }) => {
  const answer = await page.goto(`/projects/${ids.private}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("There is nothing here, or it is not open to you")).toBeVisible();
  await expect(page).not.toHaveTitle(new RegExp(titles.private));
  await page.goto("/");
  await expect(page.getByRole("link", { name: new RegExp(titles.open) })).toBeVisible();
  await expect(page.getByText(titles.private)).toHaveCount(0);
  for (const path of ["objects", "taxa", "export", "import", "history", "runs", "members", "table", "trash"])
    expect([path, await status(`/projects/${ids.private}/${path}`)]).toEqual([path, 404]);
  expect(await status(`/api/v1/projects/${ids.private}`)).toBe(404);
  expect(await status(`/objects/${secret[0]}`)).toBe(404);
  const { vignettes } = await ask<{ vignettes: { id: number }[] }>(operator, "GET", `objects/${secret[0]}`);
  for (const path of ["", "/original"]) expect(await status(`/api/vignettes/${vignettes[0]?.id}${path}`)).toBe(404);
  expect((await nobody.post("/api/vignettes", { data: { objects: secret } })).status()).toBe(404);
});
