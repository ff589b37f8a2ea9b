import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { tiles } from "./grid.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const ann = person("Pia", mark);
const rotundus = 300;

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await addPerson(ann);
  project = await addProject(`Pages ${mark}`);
  await importDrawn(project, { Rotundus: rotundus });
  await addMember(project, ann, "annotator");
});

type Row = { id: number; state: string; accepted: boolean; version: number };
const rows = async (): Promise<Row[]> =>
  (await ask<{ objects: Row[] }>(operator, "POST", `projects/${project}/objects/query`, { limit: 1000 })).objects;

test("every label lands on the tile that it was meant for, at 20 keys a second over a slow network", async ({ page }) => {
  await signIn(page, ann);
  await page.route("**/labels", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await route.continue();
  });
  await page.goto(`/projects/${project}/objects`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  const before = await rows();
  await page.keyboard.press("ArrowRight");
  const keys = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? "0" : "Enter"));
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
  }
  await expect(page.getByTestId("outbox")).toHaveText("all saved", { timeout: 240_000 });
  const after = await rows();
  expect(after.slice(0, 200).map((o) => o.state)).toEqual(keys.map((key) => (key === "0" ? "dubious" : "validated")));
  expect(after.map((o, i) => o.version - (before[i]?.version ?? 0))).toEqual(after.map((_, i) => (i < 200 ? 1 : 0)));
});

test("a place of the view is a jump, by keyboard", async ({ page }) => {
  await signIn(page, ann);
  await page.goto(`/projects/${project}/objects`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await expect(page.getByText("of 300")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Place in the view" })).toBeFocused();
  await page.keyboard.type("287");
  await page.keyboard.press("Enter");
  await expect(page.locator('[role=option][data-index="286"]')).toHaveAttribute("data-focused", "true");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("3 selected")).toBeVisible();
});

test("in page mode right pages are validated, what was jumped over is accepted with what the checks bound", async ({ page }) => {
  await signIn(page, ann);
  for (const [at, count] of [[0, 200]] as const) {
    const objects = (await rows()).slice(at, count).map(({ id, version }) => ({ id, version }));
    const change = { taxonId: "keep", state: "predicted" };
    const answer = await page.request.post(`/api/v1/projects/${project}/labels`, {
      data: { batchId: randomUUID(), change, target: { by: "ids", objects } },
    });
    expect(answer.status()).toBe(200);
  }
  await page.goto(`/projects/${project}/objects`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await page.getByRole("button", { name: "Page mode" }).click();
  await page.getByLabel("Which taxon are the pages of?").fill("Rotundus");
  await expect(
    page
      .getByRole("listbox", { name: /found|taxa/i })
      .getByRole("option", { name: /Rotundus/ })
      .first(),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  const frame = page.locator("[data-pages]");
  for (const covered of ["50 covered by 1 page", "150 covered by 2 pages"]) {
    await expect(frame.locator("[data-id]")).toHaveCount(50);
    await expect(frame.locator("[data-id] img").first()).toBeVisible();
    await page.keyboard.press("f");
    await expect(frame.getByText(covered)).toBeVisible();
  }
  await expect(frame.locator("[data-id]").first()).toBeVisible();
  await page.keyboard.press("f");
  await frame.getByRole("button", { name: "Check and accept" }).click();
  await expect(frame.getByText(/Check of what nobody saw/)).toBeVisible();
  await expect(frame.locator("[data-id]")).toHaveCount(73);
  await page.screenshot({ path: test.info().outputPath("checks.png") });
  await page.keyboard.press("f");
  await expect(frame.getByTestId("precision")).toContainText("73 of 73 checks");
  await expect(frame.getByTestId("precision")).toContainText("95");
  await page.screenshot({ path: test.info().outputPath("accepted.png") });
  const after = await rows();
  expect(after.filter((o) => o.accepted)).toHaveLength(77);
  expect(after.filter((o) => o.state === "validated" && !o.accepted)).toHaveLength(223);
});

test("two people in page mode on one taxon: what both say is no conflict, what they disagree on is one, and every object has one label", async ({
  page,
  browser,
}) => {
  const rex = person("Rex", mark);
  await addPerson(rex);
  const shared = await addProject(`Pages of two ${mark}`);
  await importDrawn(shared, { Rotundus: 150 });
  for (const who of [ann, rex]) await addMember(shared, who, "annotator");
  const objects = async () =>
    (await ask<{ objects: (Row & { taxonId: number })[] }>(operator, "POST", `projects/${shared}/objects/query`, { limit: 1000 })).objects;
  const before = await objects();
  const taxonId = before[0]?.taxonId;
  const marks = () => ask<number[]>(operator, "GET", `projects/${shared}/rejections?taxonId=${taxonId}`);
  const validated = async () => (await objects()).filter((o) => o.state === "validated").length;

  const his = await (await browser.newContext()).newPage();
  for (const [one, who] of [
    [page, ann],
    [his, rex],
  ] as const) {
    await signIn(one, who);
    await one.goto(`/projects/${shared}/objects?taxon=${taxonId}`);
    await expect(tiles(one).first().locator("img")).toBeVisible();
    await one.getByRole("button", { name: "Page mode" }).click();
    await expect(one.locator("[data-pages] [data-id]")).toHaveCount(50);
  }
  // He marks one of the first page; she has the same page before her and says that all of it is right.
  const marked = his.locator("[data-pages] [data-id]").first();
  const id = Number(await marked.getAttribute("data-id"));
  await marked.click();
  await his.keyboard.press("f");
  await expect.poll(marks).toEqual([id]);
  await expect.poll(validated).toBe(49);
  await page.keyboard.press("f");
  await expect.poll(validated).toBe(50);
  await expect(page.getByText(/two of you disagree/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "1 conflict" })).toBeVisible();
  const after = await objects();
  expect(after.map((o, i) => o.version - (before[i]?.version ?? 0)).filter((n) => n > 1)).toEqual([]);
  expect(after.filter((o) => o.state === "validated" && o.taxonId === taxonId)).toHaveLength(50);
  await his.context().close();
});
