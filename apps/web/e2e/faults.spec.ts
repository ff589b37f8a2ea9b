import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { ask, signIn } from "./api.ts";
import { type Given, labelTally } from "./ledger.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

// What can go wrong between a key and the ledger. Every journey ends with a count of the events that the ledger holds of each object.

const mark = randomUUID().slice(0, 8);
const ann = person("Ann", mark);
const rex = person("Rex", mark);
const tally = labelTally(ann);

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await Promise.all([addPerson(ann), addPerson(rex)]);
  project = await addProject(`Faults ${mark}`);
  await importDrawn(project, { Rotundus: 160, Longissima: 160 });
  await addMember(project, ann, "annotator");
  await addMember(project, rex, "annotator");
});
test.afterAll(() => tally.print());

const tiles = (page: Page) => page.getByRole("option");
const outbox = (page: Page, text: string | RegExp) => expect(page.getByTestId("outbox")).toHaveText(text);
const saved = (page: Page) => outbox(page, "all saved");
const noAnswer = "**/labels";

async function openObjects(page: Page, query = "state=predicted"): Promise<void> {
  await page.goto(`/projects/${project}/objects?${query}`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
}

async function as(browser: Browser, who: typeof ann): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  return page;
}

const idAt = async (page: Page, at: number): Promise<number> => Number(await tiles(page).nth(at).getAttribute("data-id"));

/** Validates so many objects, one after the other, from a place on; what the ledger must then hold. */
async function validate(page: Page, from: number, count: number): Promise<Given[]> {
  const ids = await Promise.all(Array.from({ length: count }, (_, i) => idAt(page, from + i)));
  await tiles(page).nth(from).click();
  await page.keyboard.press("Escape");
  for (let i = 0; i < count; i++) await page.keyboard.press("Enter");
  await expect(tiles(page).nth(from + count - 1)).toHaveAttribute("data-state", "validated");
  return ids.map((id) => ({ id, state: "validated" }));
}

/** A minute of the page's clock, in steps short enough that each try to send has failed before the next is due. */
async function passMinute(page: Page): Promise<void> {
  for (let second = 0; second < 60; second += 3) {
    await page.clock.runFor(3_000);
    await page.evaluate(() => fetch("/api/auth/get-session").catch(() => null));
  }
}

test("two minutes without a network, by the page's clock: all that was labelled meanwhile arrives, each once", async ({
  page,
  context,
}) => {
  await page.clock.install();
  await signIn(page, ann);
  await openObjects(page);
  let tries = 0;
  page.on("requestfailed", (request) => {
    if (request.url().endsWith("/labels")) tries += 1;
  });
  await context.setOffline(true);
  const given = await validate(page, 0, 6);
  await outbox(page, "offline, 6 pending");
  // A minute, more labels, and another minute: the page goes on trying, ever more slowly.
  await passMinute(page);
  given.push(...(await validate(page, 6, 6)));
  await passMinute(page);
  await outbox(page, "offline, 12 pending");
  expect(tries).toBeGreaterThanOrEqual(6);
  await context.setOffline(false);
  await saved(page);
  await tally.expectOnce(given);
});

test("every second answer is lost after the server did it: nothing twice", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page);
  const lost = new Set<string>();
  let asked = 0;
  await page.route(noAnswer, async (route) => {
    const { batchId } = route.request().postDataJSON() as { batchId: string };
    const isNew = !lost.has(batchId);
    if (isNew) asked += 1;
    if (!isNew || asked % 2 === 0) return route.continue();
    lost.add(batchId);
    await route.fetch();
    return route.abort("connectionreset");
  });
  const given = await validate(page, 0, 8);
  await saved(page);
  expect(lost.size).toBe(4);
  await tally.expectOnce(given);
});

test("a session that ended: the labels wait for the next sign-in, and nobody else sends them", async ({ page, context }) => {
  await signIn(page, ann);
  await openObjects(page);
  await context.clearCookies();
  const given = await validate(page, 0, 4);
  await outbox(page, /^signed out, 4 pending/);
  // Somebody else signs in at the same browser: these are not theirs.
  await signIn(page, rex);
  await openObjects(page);
  await saved(page);
  await context.clearCookies();
  // They are; and whoever signs in from the page comes back to the view.
  await signIn(page, ann);
  await openObjects(page);
  await saved(page);
  await openObjects(page, "state=predicted&sort=name");
  await context.clearCookies();
  await page.keyboard.press("ArrowRight");
  given.push({ id: Number(await page.locator("[data-focused]").getAttribute("data-id")), state: "dubious" });
  await page.keyboard.press("0");
  await page.getByTestId("outbox").getByRole("link", { name: "sign in" }).click();
  await page.getByLabel("E-mail").fill(ann.email);
  await page.getByLabel("Password", { exact: true }).fill(ann.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/objects\?state=predicted&sort=name/);
  await saved(page);
  await tally.expectOnce(given);
});

test("two tabs, and in one of them somebody else signs in: what the first still does waits for its own person", async ({
  page,
  context,
}) => {
  await signIn(page, ann);
  await openObjects(page);
  const other = await context.newPage();
  await context.clearCookies();
  await signIn(other, rex);
  const given = await validate(page, 0, 3);
  await outbox(page, /^signed out, 3 pending/);
  await context.clearCookies();
  await signIn(other, ann);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await saved(page);
  await tally.expectOnce(given);
  await other.close();
});

test("a browser that keeps nothing: labels are sent all the same, and the page says what waits in this tab alone", async ({
  page,
  context,
}) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("storage is forbidden", "SecurityError");
    };
  });
  await signIn(page, ann);
  await openObjects(page);
  const given = await validate(page, 0, 2);
  await saved(page);
  await context.setOffline(true);
  given.push(...(await validate(page, 2, 2)));
  await outbox(page, "offline, 2 pending");
  await expect(page.getByText("leave this tab open until all is saved")).toBeVisible();
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await saved(page);
  await tally.expectOnce(given);
});

test("two tabs of one person, without a network and with it: one sender, and both tabs show it", async ({ page, context }) => {
  await signIn(page, ann);
  await openObjects(page);
  const other = await context.newPage();
  await openObjects(other);
  await context.setOffline(true);
  const given = await validate(page, 0, 5);
  given.push(...(await validate(other, 10, 5)));
  await context.setOffline(false);
  await Promise.all([page, other].map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));
  await Promise.all([saved(page), saved(other)]);
  await expect(tiles(other).nth(0)).toHaveAttribute("data-state", "validated");
  await expect(tiles(page).nth(10)).toHaveAttribute("data-state", "validated");
  await tally.expectOnce(given);
  await other.close();
});

test("reloaded while labels wait: they stand on their tiles again, and arrive", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page);
  await page.route(noAnswer, (route) => route.abort("connectionrefused"));
  const given = await validate(page, 0, 5);
  await outbox(page, "offline, 5 pending");
  await page.reload();
  await expect(tiles(page).first().locator("img")).toBeVisible();
  for (const at of [0, 4]) await expect(tiles(page).nth(at)).toHaveAttribute("data-state", "validated");
  await page.unroute(noAnswer);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await saved(page);
  await tally.expectOnce(given);
});

/** Ends the process that draws the page, as a lack of memory does. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  void devtools.send("Page.crash").catch(() => undefined);
  await crashed;
}

test("the page crashes while labels wait: the next tab sends them", async ({ page, context }) => {
  await signIn(page, ann);
  await openObjects(page);
  await page.route(noAnswer, (route) => route.abort("connectionrefused"));
  const given = await validate(page, 0, 5);
  await outbox(page, "offline, 5 pending");
  await crash(context, page);
  await page.close();
  const next = await context.newPage();
  await openObjects(next);
  await saved(next);
  await tally.expectOnce(given);
});

test("labels that were refused while another page was open wait with both labels, wherever their objects are", async ({
  page,
  context,
}) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted&sort=name");
  await context.setOffline(true);
  const given = await validate(page, 0, 3);
  await outbox(page, "offline, 3 pending");
  // The right to label is taken away meanwhile, and the tab is closed.
  await addMember(project, ann, "viewer");
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(`/projects/${project}/table`);
  await next.goto(`/projects/${project}/objects?state=unclassified`);
  const button = next.getByRole("button", { name: "3 conflicts" });
  await expect(button).toBeVisible();
  await addMember(project, ann, "annotator");
  await next.reload();
  await button.click();
  const list = next.getByRole("dialog", { name: "Conflicts" });
  await expect(list.getByRole("group").filter({ has: next.locator("img") })).toHaveCount(3);
  await expect(list.getByText(/^stands: /)).toHaveCount(3);
  await lookAt(next, "conflicts");
  await list.getByRole("button", { name: "Give yours to these 3" }).click();
  await expect(list.getByText("No conflict is open")).toBeVisible();
  await saved(next);
  await tally.expectOnce(given);
  await next.reload();
  await saved(next);
  await expect(next.getByRole("button", { name: /conflict/ })).toHaveCount(0);
});

test("two people label the same objects at the same moment: one label each stands, the other is a conflict that is shown", async ({
  browser,
}) => {
  const [first, second] = await Promise.all([as(browser, ann), as(browser, rex)]);
  await Promise.all([openObjects(first), openObjects(second)]);
  await Promise.all([first, second].map((page) => page.context().setOffline(true)));
  const given = await validate(first, 0, 8);
  await tiles(second).nth(0).click();
  await second.keyboard.press("Escape");
  for (let i = 0; i < 8; i++) await second.keyboard.press("0");
  await outbox(second, "offline, 8 pending");
  await Promise.all([first, second].map((page) => page.context().setOffline(false)));
  await Promise.all([saved(first), saved(second)]);
  // At once: a button that is counted may be gone before it is read.
  const conflicts = async (page: Page) => {
    const [shown = "0"] = await page.getByRole("button", { name: /\d+ conflicts?/ }).allTextContents();
    return Number.parseInt(shown, 10);
  };
  await expect.poll(async () => (await conflicts(first)) + (await conflicts(second))).toBe(given.length);
  await tally.expectOnce(given.map(({ id }) => ({ id })));
  // What is decided in one tab is decided in the others, without a reload.
  const loser = (await conflicts(first)) > 0 ? first : second;
  const open = await conflicts(loser);
  const beside = await loser.context().newPage();
  await openObjects(beside);
  await expect.poll(() => conflicts(beside)).toBe(open);
  await loser.getByRole("button", { name: /\d+ conflicts?/ }).click();
  const list = loser.getByRole("dialog", { name: "Conflicts" });
  await list
    .getByRole("button", { name: /^Keep (all that stand|what stands)$/ })
    .first()
    .click();
  await expect.poll(() => conflicts(beside)).toBe(0);
  await Promise.all([first.context().close(), second.context().close()]);
});

test("twenty keys a second through two hundred objects on a slow network: every label on its object", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted&sort=random");
  // One label by name, so that "." has a meaning.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("longi");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Longissima/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await saved(page);
  const longissima = (await ask<{ taxonId: number }>(ann, "GET", `objects/${await idAt(page, 0)}`)).taxonId;

  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.emulateNetworkConditions", {
    ...{ offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 },
  });
  // What a person sees under the cursor when a key goes down.
  await page.evaluate(() => {
    const seen: [string, number][] = [];
    Object.assign(window, { seen });
    document.addEventListener(
      "keydown",
      (event) => {
        const tile = document.querySelector<HTMLElement>("[data-focused]");
        if (tile !== null) seen.push([event.key, Number(tile.dataset.id)]);
      },
      true,
    );
  });
  const keys = [
    { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
    { key: "0", code: "Digit0", windowsVirtualKeyCode: 48, text: "0" },
    { key: ".", code: "Period", windowsVirtualKeyCode: 190, text: "." },
  ] as const;
  await tiles(page).nth(40).click();
  await page.keyboard.press("Escape");
  // Nobody's fingers wait until the page has drawn: keys come at their pace, whether it keeps up or not.
  const start = Date.now();
  const pressed: Promise<unknown>[] = [];
  for (let i = 0; i < 200; i++) {
    const key = keys[(i * 7 + (i >> 3)) % 3] ?? keys[0];
    for (const type of ["keyDown", "keyUp"] as const) pressed.push(devtools.send("Input.dispatchKeyEvent", { type, ...key }));
    await pause(Math.max(0, start + (i + 1) * 50 - Date.now()));
  }
  const seconds = (Date.now() - start) / 1000;
  await Promise.all(pressed);
  const seen = (await page.evaluate(() => Reflect.get(window, "seen"))) as [string, number][];
  const labels = seen.filter(([key]) => keys.some((k) => k.key === key));
  expect(new Set(labels.map(([, id]) => id)).size).toBe(200);
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 40, downloadThroughput: -1, uploadThroughput: -1 });
  await expect(page.getByTestId("outbox")).toHaveText("all saved", { timeout: 120_000 });
  console.log(`wrong-target: ${labels.length} keys, ${(labels.length / seconds).toFixed(1)} a second, 400 ms and 50 kB/s`);
  await tally.expectOnce(
    labels.map(([key, id]) => ({
      ...{ id, state: key === "0" ? "dubious" : "validated" },
      ...(key === "." ? { taxonId: longissima } : {}),
    })),
  );
});
