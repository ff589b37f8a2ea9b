import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { drawObjects } from "../src/features/keys/model/drawn.ts";
import { ask, signIn } from "./api.ts";
import { tiles } from "./grid.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const nina = person("Nina", mark);
const drawn = drawObjects();

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await addPerson(nina);
  project = await addProject(`Newcomers ${mark}`);
  await importDrawn(project, { Rotundus: 6, Longissima: 6 });
  await addMember(project, nina, "trainee");
});

const course = (page: Page) => page.getByRole("region", { name: "Three minutes of practice" });
const step = (page: Page, title: string) => expect(course(page).getByRole("heading", { level: 2 })).toContainText(title);
/** Tiles by what the practice's model calls them. */
const called = (page: Page, taxon: string) => page.getByRole("option", { name: new RegExp(`: ${taxon},`) });

test("the practice is offered on the first visit, is gone when declined, and stands in the help", async ({ page }) => {
  await signIn(page, nina);
  await page.goto(`/projects/${project}/objects`);
  const offer = page.getByRole("region", { name: "Practice", exact: true });
  await expect(offer).toContainText("Three minutes");
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await lookAt(page, "practice-offer");
  await Promise.all([page.waitForResponse("**/practice/keys"), offer.getByRole("button", { name: "Not now" }).click()]);
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page.keyboard.press("?");
  await page.getByRole("link", { name: "Practise the keys" }).click();
  await step(page, "Select the three arrow worms");
});

test("select, type, page mode, undo on drawn objects: scored, repeated, and no label leaves the page", async ({ page }) => {
  await signIn(page, nina);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (/labels|undo|projects\/0/.test(new URL(request.url()).pathname)) sent.push(request.url());
  });
  await page.goto(`/practice?back=${encodeURIComponent(`/projects/${project}/objects`)}`);
  await expect(tiles(page)).toHaveCount(25);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await lookAt(page, "practice-select");

  const idsOf = (kind: string, said: string) => drawn.filter((o) => o.kind === kind && o.said === said).map((o) => o.id);
  await called(page, "Copepod").first().click();
  await expect(course(page)).toContainText("1 error");
  await page.keyboard.press("Escape");
  for (const id of idsOf("worm", "jelly")) await page.locator(`#tile-${id}`).click();
  await step(page, "Give them their taxon");
  await page.keyboard.type("arr");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Arrow worm/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await step(page, "Validate all copepods");
  await expect(page).toHaveURL(/taxon=1/);
  await expect(tiles(page)).toHaveCount(18);
  await page.getByRole("button", { name: "Page mode" }).click();
  const pages = page.getByRole("region", { name: "Page mode: Copepod" });
  await expect(pages.getByRole("option")).toHaveCount(18);
  await lookAt(page, "practice-pages");
  for (const id of idsOf("jelly", "copepod")) await pages.locator(`[data-id="${id}"]`).click();
  await page.keyboard.press("f");
  await step(page, "Take it back");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("heading", { name: "That is all you need to begin" })).toBeVisible();
  await expect(page.getByText(/\d+ s, 1 error/)).toBeVisible();
  await lookAt(page, "practice-done");
  expect(sent).toEqual([]);
  const kept = () => ask<{ times: number; last: { errors: number } | null }>(nina, "GET", "practice/keys");
  await expect.poll(kept).toMatchObject({ times: 1, last: { errors: 1 } });

  await page.getByRole("button", { name: "Once more" }).click();
  await step(page, "Select the three arrow worms");
  await expect(course(page)).toContainText("no error");
  await course(page).getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(new RegExp(`/projects/${project}/objects`));
  await expect(tiles(page).first()).toHaveAttribute("data-state", "predicted");
});
