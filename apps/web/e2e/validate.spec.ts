import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIn } from "./api.ts";
import { giveToTwo, saved, tiles } from "./grid.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Journey ${mark}`;
const ann = person("Ann", mark);
const rex = person("Rex", mark);

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await Promise.all([addPerson(ann), addPerson(rex)]);
  project = await addProject(title);
  await importDrawn(project, { Rotundus: 40, Longissima: 40 });
  await addMember(project, ann, "annotator");
  await addMember(project, rex, "reviewer");
});

const firstVignette = (page: Page) => expect(tiles(page).first().locator("img")).toBeVisible();

async function openObjects(page: Page, query = ""): Promise<void> {
  await page.goto(`/projects/${project}/objects?${query}`);
  await firstVignette(page);
}

/** As people come: by the list of projects and the tab. */
async function walkToObjects(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByRole("link", { name: "Objects", exact: true }).click();
  await page.waitForURL(/\/objects/);
  await firstVignette(page);
}

async function as(browser: Browser, who: typeof ann): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  return page;
}

test("a person filters, labels by keyboard, undoes, redoes; after a reload it stands and the history says who did it", async ({ page }) => {
  await signIn(page, ann);
  await walkToObjects(page);
  await expect(page.getByText("80 objects", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: /^Rotundus/ }).click();
  await expect(page.getByText("40 objects", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/taxon=\d+/);

  // The first by arrow, validated as shown; the next two chosen and given another taxon by its first letters.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(tiles(page).nth(0)).toHaveAttribute("data-state", "validated");
  await giveToTwo(page, "longi", "Longissima");
  for (const at of [1, 2]) await expect(tiles(page).nth(at)).toContainText("Longissima");
  await saved(page);
  await expect(page.getByRole("button", { name: /^Longissima/ })).toContainText("42");

  await page.keyboard.press("Control+z");
  for (const at of [1, 2]) await expect(tiles(page).nth(at)).toContainText("Rotundus");
  await page.keyboard.press("Control+Shift+z");
  for (const at of [1, 2]) await expect(tiles(page).nth(at)).toContainText("Longissima");
  await saved(page);
  const name = (await tiles(page).nth(1).getAttribute("data-name")) ?? "";

  await page.reload();
  await expect(page.getByText("38 objects", { exact: true })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}?id=${encodeURIComponent(name)}`);
  await expect(tiles(page)).toHaveCount(1);
  await tiles(page).first().dblclick();
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveCount(4);
  await expect(history.getByRole("listitem").first()).toContainText("Longissima");
  await expect(history.getByRole("listitem").first()).toContainText("redone · Ann");
  await expect(history.getByRole("listitem").nth(2)).toContainText("with others on screen · Ann");
});

test("one taxon after the other: each label goes on to the next, and what stands so already is no event", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted");
  let sent = 0;
  await page.route("**/labels", (route) => {
    sent += 1;
    return route.continue();
  });
  const at = (place: number) => expect(tiles(page).nth(place)).toHaveAttribute("data-focused", "true");
  await page.keyboard.press("ArrowRight");
  await at(0);
  await page.keyboard.type("longi");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Longissima/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await at(1);
  await page.keyboard.press(".");
  await at(2);
  for (const place of [0, 1]) await expect(tiles(page).nth(place)).toContainText("Longissima");
  await saved(page);
  expect(sent).toBe(2);

  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press(".");
  await at(2);
  await saved(page);
  expect(sent).toBe(2);
  for (const _ of [0, 1]) await page.keyboard.press("Control+z");
  await expect(page.getByRole("option").nth(0)).toHaveAttribute("data-state", "predicted");
  await saved(page);
});

test("the opened object is labelled by the same keys and by buttons, in the drawer and on its page", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("button", { name: "Validate" })).toBeVisible();
  const names = await Promise.all([0, 1, 2].map((at) => tiles(page).nth(at).getAttribute("data-name")));
  const heading = (at: number) => expect(drawer.getByText(names[at] ?? "", { exact: true }).first()).toBeVisible();
  await heading(0);
  await page.keyboard.press("Enter");
  await heading(1);
  await page.keyboard.type("longi");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Longissima/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await heading(2);
  await drawer.getByRole("button", { name: "Dubious" }).click();
  await expect(tiles(page).nth(0)).toHaveAttribute("data-state", "validated");
  await expect(tiles(page).nth(1)).toContainText("Longissima");
  await expect(tiles(page).nth(2)).toHaveAttribute("data-state", "dubious");
  await saved(page);
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);

  const id = await tiles(page).nth(3).getAttribute("data-id");
  await page.goto(`/objects/${id}`);
  await expect(page.getByRole("button", { name: "Validate" })).toBeVisible();
  const history = page.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(history).toHaveCount(1);
  await page.keyboard.type("longi");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Longissima/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText("Longissima");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Dubious" }).click();
  await expect(history).toHaveCount(3);
  await saved(page);
  for (const left of [4, 5]) {
    await page.keyboard.press("Control+z");
    await expect(history).toHaveCount(left);
  }
  await expect(history.first()).toContainText("undone · Ann");
  await saved(page);
});

test("tiles and tree count what the other leaves; Escape closes the display settings; every tab says where it is", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page);
  await expect(page).toHaveTitle(`Objects · ${title} · Nauplius`);
  const validated = page.getByRole("button", { name: /^\d+\s*Validated$/ });
  const numberIn = async (text: Promise<string | null>) => Number(/\d+/.exec((await text) ?? "")?.[0] ?? Number.NaN);
  const longissima = page.getByRole("button", { name: /^Longissima/ });
  await longissima.click();
  await validated.click();
  await expect(page).toHaveURL(/state=validated/);
  await expect(async () => {
    const shown = await numberIn(page.getByRole("heading", { name: /^\d+ objects?$/ }).textContent());
    expect(await numberIn(validated.textContent())).toBe(shown);
    await expect(longissima).toContainText(String(shown));
  }).toPass();

  await page.getByRole("button", { name: "Display" }).click();
  const settings = page.getByRole("slider", { name: "Tile size" });
  await expect(settings).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(settings).toHaveCount(0);
});

test("what is labelled without a network waits and arrives once, also when an answer was lost", async ({ page, context }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted");
  await context.setOffline(true);
  await page.keyboard.press("ArrowRight");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Enter");
  await expect(page.getByTestId("outbox")).toHaveText("offline, 3 pending");
  for (const at of [0, 1, 2]) await expect(tiles(page).nth(at)).toHaveAttribute("data-state", "validated");
  const ids = await Promise.all([0, 1, 2].map((at) => tiles(page).nth(at).getAttribute("data-id")));

  // The network is back, but the first answer gets lost after the server has done it.
  let lost = 0;
  await page.route("**/labels", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort("connectionreset");
  });
  await context.setOffline(false);
  await saved(page);
  expect(lost).toBe(1);
  for (const id of ids) {
    const events = (await (await page.request.get(`/api/v1/objects/${id}/history`)).json()) as { how: string }[];
    // Once, whatever happened to the object before.
    expect(events[0]?.how).toBe("one");
    expect(["import", "undo"]).toContain(events[1]?.how);
  }
});

test("a closed tab loses nothing: the next one sends what was left", async ({ page, context }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted");
  await page.route("**/labels", (route) => route.abort("connectionrefused"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("outbox")).toHaveText("offline, 1 pending");
  const id = await tiles(page).nth(0).getAttribute("data-id");
  const address = page.url();
  await page.close();

  const next = await context.newPage();
  await next.goto(address);
  await saved(next);
  const object = async () => (await next.request.get(`/api/v1/objects/${id}`)).json() as Promise<{ state: string; version: number }>;
  await expect.poll(object).toMatchObject({ state: "validated", version: 2 });
});

test("two people on the same objects: the earlier label stands, the later person sees both", async ({ browser }) => {
  const [first, second] = await Promise.all([as(browser, ann), as(browser, rex)]);
  await openObjects(first, "state=predicted");
  await openObjects(second, "state=predicted");
  await first.keyboard.press("ArrowRight");
  await first.keyboard.press("0");
  await expect(tiles(first).nth(0)).toHaveAttribute("data-state", "dubious");
  await saved(first);

  await second.keyboard.press("Control+a");
  await second.keyboard.press("Enter");
  await saved(second);
  await expect(second.getByRole("button", { name: "1 conflict" })).toBeVisible();
  await expect(tiles(second).nth(0)).toHaveAttribute("data-state", "dubious");
  await expect(tiles(second).nth(1)).toHaveAttribute("data-state", "validated");
  await second.getByRole("button", { name: "1 conflict" }).click();
  await second.getByRole("button", { name: "Give yours" }).click();
  await expect(tiles(second).nth(0)).toHaveAttribute("data-state", "validated");
  await Promise.all([first.context().close(), second.context().close()]);
});

test("all that match a filter are labelled as a filter, and undone as one", async ({ page, context }) => {
  await signIn(page, rex);
  // The tab that was clicked keeps the focus: Ctrl+Enter must be for the objects all the same, not open the link once more.
  await walkToObjects(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+a");
  await expect(page.getByText("All 80 that match")).toBeVisible();
  const validated = page.getByRole("button", { name: /^\d+\s*Validated/ });
  await expect(validated).toHaveText(/^\d/);
  // What stands so already is no event: it is neither labelled nor undone.
  const before = Number.parseInt((await validated.textContent()) ?? "", 10);
  const [answer] = await Promise.all([page.waitForResponse("**/labels/by-filter"), page.keyboard.press("Control+Enter")]);
  expect(((await answer.json()) as { changed: unknown[] }).changed).toHaveLength(80 - before);
  await expect(page.getByText(`${80 - before} objects labelled`)).toBeVisible();
  await expect(validated).toHaveText(/^80/);
  expect(context.pages()).toHaveLength(1);
  await page.keyboard.press("Control+z");
  await expect(validated).toHaveText(new RegExp(`^${before}\\D`));
});
