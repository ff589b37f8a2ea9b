import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { giveToTwo, saved, tiles } from "./grid.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

// A day's work without a mouse. Nothing here clicks, focuses or fills: there are only keys, and at each stop the focus can be seen.

const mark = randomUUID().slice(0, 8);
const title = `Keys ${mark}`;
const kay = person("Kay", mark);

let project = 0;
test.beforeAll(async () => {
  await addPerson(kay);
  project = await addProject(title);
  await importDrawn(project, { Rotundus: 20, Longissima: 12 });
  await addMember(project, kay, "annotator");
});

/** The element that has the focus is drawn otherwise than without it. */
async function focusIsSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return "nothing has the focus";
    const looks = () =>
      [at, at.parentElement, at.closest("label")].flatMap((e) => {
        if (e === null || e === undefined) return [];
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(e);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor];
      });
    // Transitions would show the look of the moment before.
    const still = document.createElement("style");
    still.textContent = "* { transition: none !important; }";
    document.head.append(still);
    const focused = String(looks());
    const caret = at.matches("input, textarea") ? document.activeElement : null;
    at.blur();
    const blurred = String(looks());
    at.focus({ preventScroll: true });
    still.remove();
    return focused !== blurred || caret !== null ? "" : `${at.tagName} ${at.textContent?.slice(0, 40)} looks the same with the focus`;
  });
  expect(seen).toBe("");
}

/** Goes on by Tab (in menus by arrow) until an element has the focus, as far as there are any. */
async function tabTo(page: Page, what: Locator, key: "Tab" | "Shift+Tab" | "ArrowDown" = "Tab"): Promise<void> {
  await expect(what).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await what.evaluate((element) => element === document.activeElement)) return focusIsSeen(page);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not come to ${what}`);
}

test("sign in, filter, choose, label by search, page mode, undo, open, comment, sign out: all by keyboard", async ({ page }) => {
  await test.step("sign in", async () => {
    await page.goto("/sign-in");
    await tabTo(page, page.getByLabel("E-mail"));
    await page.keyboard.type(kay.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(kay.password);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
  });

  await test.step("open the project and its objects", async () => {
    await tabTo(page, page.getByRole("link", { name: new RegExp(title) }).first());
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/projects\/\d+$/);
    await tabTo(page, page.getByRole("link", { name: "Objects", exact: true }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/objects/);
    await expect(tiles(page).first().locator("img")).toBeVisible();
  });

  await test.step("filter by a taxon", async () => {
    await tabTo(page, page.getByRole("button", { name: /^Rotundus/ }));
    await page.keyboard.press("Enter");
    await expect(page.getByText("20 objects", { exact: true })).toBeVisible();
    await expect(tiles(page)).toHaveCount(20);
  });

  await test.step("choose two, label them by search, undo", async () => {
    await page.keyboard.press("ArrowRight");
    await expect(tiles(page).nth(0)).toHaveAttribute("data-focused", "true");
    await giveToTwo(page, "longi", "Longissima");
    for (const at of [0, 1]) await expect(tiles(page).nth(at)).toContainText("Longissima");
    await saved(page);
    await page.keyboard.press("Control+z");
    for (const at of [0, 1]) await expect(tiles(page).nth(at)).toContainText("Rotundus");
    await saved(page);
  });

  await test.step("a page of one taxon, with one that is marked, and back", async () => {
    await tabTo(page, page.getByRole("button", { name: "Page mode" }));
    await page.keyboard.press("Enter");
    const pages = page.getByRole("region", { name: "Page mode: Rotundus" });
    await expect(pages.getByRole("option")).toHaveCount(20);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect(pages.getByRole("option", { selected: true })).toHaveCount(1);
    await page.keyboard.press("f");
    await expect(pages.getByText("The first page is not of this taxon alone")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(pages).toHaveCount(0);
    await saved(page);
    await expect(page.locator("[role=option][data-state=validated]")).toHaveCount(19);
    await page.keyboard.press("Control+z");
    await expect(page.locator("[role=option][data-state=validated]")).toHaveCount(0);
    await saved(page);
  });

  await test.step("open an object and say something about it", async () => {
    await page.keyboard.press("Home");
    await page.keyboard.press("F2");
    const drawer = page.getByRole("dialog");
    await tabTo(page, drawer.getByRole("textbox", { name: "Write a comment" }));
    await page.keyboard.type("One antenna is broken");
    await tabTo(page, drawer.getByRole("button", { name: "Comment", exact: true }));
    await page.keyboard.press("Enter");
    await expect(drawer.getByRole("region", { name: "Comments" })).toContainText("One antenna is broken");
    await page.keyboard.press("Escape");
    await expect(drawer).toHaveCount(0);
  });

  await test.step("sign out", async () => {
    await tabTo(page, page.getByRole("button", { name: "Kay" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("menuitem", { name: "Sign out" }), "ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/sign-in/);
  });
});
