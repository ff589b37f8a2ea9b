import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ask, operator, sessionOf, settled, signIn } from "./api.ts";
import { lookAt } from "./looks.ts";
import { addProject, importDrawn } from "./scene.ts";

const mark = randomUUID().slice(0, 6);
const classes = { [`Longa${mark}`]: 14, [`Lata${mark}`]: 14, [`Rotunda${mark}`]: 14 };
const objects = 42;

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  project = await addProject(`Map ${mark}`);
  await importDrawn(project, classes);
});

type Offers = { offers: { source: string; objects: number }[]; maps: { id: number }[] };
const listed = () => ask<Offers>(operator, "GET", `projects/${project}/maps`);

/** The network in service looks at what was imported, by itself or because it is asked to. */
async function letTheNetworkLook(): Promise<void> {
  await expect
    .poll(
      async () => {
        const seen = (await listed()).offers.find(({ source }) => source === "network")?.objects ?? 0;
        if (seen < objects)
          await (await sessionOf(operator))
            .fetch(`/api/v1/projects/${project}/comparisons`, { method: "POST", data: {} })
            .catch(() => undefined);
        return seen;
      },
      { timeout: 180_000, intervals: [2_000] },
    )
    .toBe(objects);
}

const frame = (page: Page): Locator => page.getByRole("application", { name: /Map of/ });
const chosen = (page: Page): Locator => page.getByRole("region", { name: "What is chosen" });

async function open(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  await page.goto(`/projects/${project}/objects/map`);
  await expect(frame(page)).toHaveAttribute("aria-busy", "false");
  const box = await frame(page).boundingBox();
  if (box === null) throw new Error("the map is nowhere");
  return box;
}

test("a project without a map says what one can be made from, and a worker makes it", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, operator);
  await page.goto(`/projects/${project}/objects/map`);
  await expect(page.getByText("No map has been made of this project yet", { exact: false })).toBeVisible();
  await letTheNetworkLook();
  await page.reload();
  await expect(page.getByText(/have no measured features/)).toBeVisible();
  await page.getByRole("button", { name: "Make the map" }).first().click();
  await expect(frame(page).locator("canvas")).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/42 objects · seen by /)).toBeVisible();
});

test("what is in view is chosen by keyboard, told by taxon, and opens in the grid", async ({ page }) => {
  await signIn(page, operator);
  await open(page);
  await frame(page).focus();
  await page.keyboard.press("Enter");
  await expect(chosen(page).getByText(`${objects} objects chosen`)).toBeVisible();
  await expect(chosen(page).getByRole("row")).toHaveCount(4);
  await chosen(page).getByRole("link", { name: "Open in the grid" }).click();
  await expect(page.getByText(`${objects} objects`, { exact: true })).toBeVisible();
  await expect(page.getByText("Drawn on the map")).toBeVisible();
  await page.getByRole("button", { name: /Drawn on the map/ }).click();
  await expect(page).not.toHaveURL(/region=/);
});

/** How many objects the address behind the link shows. */
async function countBehind(page: Page): Promise<number> {
  const href = (await chosen(page).getByRole("link", { name: "Open in the grid" }).getAttribute("href")) ?? "";
  const [map = "", corners = ""] = (new URLSearchParams(href.split("?")[1]).get("region") ?? "").split(":");
  const region = { map: Number(map), corners: corners.split(";").map((corner) => corner.split(",").map(Number)) };
  return (await ask<{ objects: number }>(operator, "POST", `projects/${project}/objects/count`, { filter: { region } })).objects;
}

for (const tool of ["Rectangle", "Lasso"] as const)
  test(`what is drawn around with the ${tool.toLowerCase()} is what the grid shows`, async ({ page }) => {
    await signIn(page, operator);
    const { x, y, width, height } = await open(page);
    await page.locator("label").filter({ hasText: tool }).click();
    const line =
      tool === "Rectangle"
        ? [
            [0.02, 0.02],
            [0.5, 0.98],
          ]
        : [
            [0.02, 0.02],
            [0.5, 0.02],
            [0.5, 0.98],
            [0.02, 0.98],
          ];
    const at = ([right = 0, down = 0]: readonly number[]) => [x + right * width, y + down * height] as const;
    await page.mouse.move(...at(line[0] ?? []));
    await page.mouse.down();
    for (const corner of line.slice(1)) await page.mouse.move(...at(corner), { steps: 8 });
    await page.mouse.up();
    const said = await chosen(page).getByRole("status").textContent();
    const count = Number(/^(\d+)/.exec(said ?? "")?.[1]);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(objects);
    expect(await countBehind(page)).toBe(count);
    await page.getByRole("button", { name: "Let go" }).click();
    await expect(chosen(page)).toHaveCount(0);
  });

test("the pointer on an object shows its vignette and what it is called", async ({ page }) => {
  await signIn(page, operator);
  const { x, y, width, height } = await open(page);
  const { maps } = await listed();
  const answer = await (await sessionOf(operator)).get(`/api/maps/${maps[0]?.id}/points`);
  const bytes = await answer.body();
  const begin = 4 + bytes.readUInt32LE(0);
  expect(bytes.length).toBe(begin + 22 * objects);
  const place = [bytes.readFloatLE(begin + 8 * objects), bytes.readFloatLE(begin + 12 * objects)] as const;
  // As the page shows the whole map: 2.1 units of the map fill the shorter side.
  const scale = Math.min(width, height) / 2.1;
  await page.mouse.move(x + width / 2 + place[0] * scale + 30, y + height / 2 - place[1] * scale);
  await page.mouse.move(x + width / 2 + place[0] * scale, y + height / 2 - place[1] * scale, { steps: 4 });
  await expect(frame(page).getByText(new RegExp(mark)).first()).toBeVisible();
  await expect(frame(page).locator("img")).toBeVisible();
});

test("without a graphics card, or with a map that is not kept any more, the page says so and leads on", async ({ page, context }) => {
  await signIn(page, operator);
  // The real server answers for a map that is not there.
  await page.route("**/api/maps/*/points", (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/maps\/\d+/, "maps/999999"),
    }),
  );
  await page.goto(`/projects/${project}/objects/map`);
  await expect(page.getByRole("alert").getByRole("heading")).toHaveText("This map is not kept any more");
  await lookAt(page, "map-removed");
  await page.unroute("**/api/maps/*/points");
  await page.getByRole("button", { name: "Show the map of now" }).click();
  await expect(frame(page)).toHaveAttribute("aria-busy", "false");

  const plain = await context.newPage();
  await plain.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await plain.goto(`/projects/${project}/objects/map`);
  await expect(plain.getByRole("alert").getByRole("heading")).toHaveText("This browser cannot draw the map");
  await lookAt(plain, "map-undrawn");
  await plain.getByRole("link", { name: "Alike objects in the grid" }).click();
  await expect(plain.getByRole("option").first()).toBeVisible();
  await plain.close();
});

test("somebody without the right to the project finds no map, and a map of another project is no filter", async ({ browser }) => {
  const stranger = await (await browser.newContext()).newPage();
  const { maps } = await listed();
  expect((await stranger.request.get(`/api/maps/${maps[0]?.id}/points`)).status()).toBe(404);
  await stranger.context().close();
  const other = await addProject(`No map ${mark}`);
  const corners = [
    [-2, -2],
    [2, -2],
    [2, 2],
    [-2, 2],
  ];
  const { objects: found } = await ask<{ objects: number }>(operator, "POST", `projects/${other}/objects/count`, {
    filter: { region: { map: maps[0]?.id, corners } },
  });
  expect(found).toBe(0);
});

test("chosen tiles are dragged onto a taxon of the panel, and undo takes it back", async ({ page }) => {
  await signIn(page, operator);
  await page.goto(`/projects/${project}/objects`);
  const tiles = page.locator("[data-grid] [role=option]");
  await expect(tiles.nth(1).locator("img")).toBeVisible();
  const before = await tiles.nth(0).getAttribute("data-state");
  await tiles.nth(0).click();
  await tiles.nth(1).click();
  await expect(page.getByText("2 selected")).toBeVisible();
  await tiles.nth(1).dragTo(page.getByRole("button", { name: new RegExp(`Rotunda${mark}`) }).first());
  for (const at of [0, 1]) await expect(tiles.nth(at)).toHaveAttribute("data-state", "validated");
  for (const at of [0, 1]) await expect(tiles.nth(at)).toContainText(`Rotunda${mark}`);
  await page.keyboard.press("Control+z");
  for (const at of [0, 1]) await expect(tiles.nth(at)).toHaveAttribute("data-state", before ?? "");
  // A drag that begins beside a chosen tile still draws a rectangle.
  const [a, c] = [await tiles.nth(2).boundingBox(), await tiles.nth(4).boundingBox()];
  if (a === null || c === null) throw new Error("no tiles");
  await page.mouse.move(a.x + 5, a.y + 5);
  await page.mouse.down();
  await page.mouse.move(c.x + c.width - 5, c.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByText("3 selected")).toBeVisible();
});

test("a selection is printed as a plate", async ({ page }) => {
  await signIn(page, operator);
  await page.goto(`/projects/${project}/objects`);
  const tiles = page.locator("[data-grid] [role=option]");
  await expect(tiles.nth(2).locator("img")).toBeVisible();
  for (const at of [0, 1, 2]) await tiles.nth(at).click();
  await page.getByRole("button", { name: "Plate", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /A plate of 3 objects/ });
  await dialog.getByRole("button", { name: "Make the plate" }).click();
  const file = dialog.getByRole("link", { name: "plate.pdf" });
  await expect(file).toBeVisible({ timeout: 60_000 });
  const answer = await page.request.get((await file.getAttribute("href")) ?? "");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const many = await ask<{ run: number }>(operator, "POST", `projects/${project}/plates`, { filter: {}, form: "png" });
  expect(await settled(operator, many.run)).toMatchObject({ state: "done" });
});
