import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { signIn } from "./api.ts";
import { saved, tiles } from "./grid.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const ida = person("Ida", mark);

let project = 0;
test.beforeAll(async () => {
  await addPerson(ida);
  project = await addProject(`Workspace ${mark}`);
  await importDrawn(project, { Rotundus: 12, Longissima: 12 });
  await addMember(project, ida, "annotator");
});

async function openObjects(page: Page, query = ""): Promise<void> {
  await signIn(page, ida);
  await page.goto(`/projects/${project}/objects?${query}`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
  const offer = page.getByRole("button", { name: "Not now" });
  if ((await offer.count()) > 0) await offer.click();
}

const magnifier = (page: Page) => page.getByTestId("magnifier");
const search = (page: Page) => page.getByRole("combobox", { name: "Taxon to give" });

/** Onto the middle of a tile as a hand does it: over several places. */
async function restOn(page: Page, at: number): Promise<void> {
  const box = await tiles(page).nth(at).boundingBox();
  if (box === null) throw new Error(`tile ${at} is not on the screen`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
}

type Stroke = readonly [type: "keyDown" | "keyUp", letter: string];
/** Keys at once, as fast fingers have them: the next does not wait until the page has answered the one before, which on a busy machine is a hold. */
async function strike(page: Page, ...strokes: Stroke[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const send = ([type, letter]: Stroke) => {
    const capital = letter.toUpperCase();
    const key = { key: letter, code: `Key${capital}`, windowsVirtualKeyCode: capital.charCodeAt(0) };
    return devtools.send("Input.dispatchKeyEvent", { type, ...key, ...(type === "keyDown" ? { text: letter } : {}) });
  };
  await Promise.all(strokes.map(send));
  await devtools.detach();
}

test("Z held down magnifies and measures; typed it begins the search, however fast the next letter comes", async ({ page }) => {
  await openObjects(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.down("z");
  await expect(magnifier(page)).toBeVisible();
  await page.keyboard.up("z");
  await expect(search(page)).toHaveCount(0);
  const picture = magnifier(page).locator("img");
  await picture.click({ position: { x: 4, y: 4 } });
  await expect(magnifier(page).getByRole("status")).toHaveText("Click the other end");
  await picture.click({ position: { x: 24, y: 4 } });
  await expect(magnifier(page).getByRole("status")).toContainText(/\d.*(px|µm)/);
  await lookAt(page, "magnifier");
  await page.keyboard.press("Escape");
  await expect(magnifier(page)).toHaveCount(0);

  await strike(page, ["keyDown", "z"], ["keyUp", "z"]);
  await expect(search(page)).toHaveValue("z");
  for (let i = 0; i < 2; i++) await search(page).press("Escape");
  await expect(search(page)).toHaveCount(0);
  await strike(page, ["keyDown", "z"], ["keyDown", "o"], ["keyUp", "z"], ["keyUp", "o"]);
  await expect(search(page)).toHaveValue("zo");
  await expect(magnifier(page)).toHaveCount(0);
});

test("a mouse at rest magnifies and takes no click; a key or a button ends it, and it can be switched off", async ({ page }) => {
  await openObjects(page);
  await restOn(page, 2);
  await expect(magnifier(page)).toBeVisible();
  await expect(magnifier(page)).toContainText((await tiles(page).nth(2).getAttribute("data-name")) ?? "");
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/at-rest.png` });
  await page.keyboard.press("Space");
  await expect(magnifier(page)).toHaveCount(0);
  await expect(tiles(page).nth(2)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await restOn(page, 3);
  await expect(magnifier(page)).toBeVisible();
  await page.mouse.down();
  await expect(magnifier(page)).toHaveCount(0);
  await page.mouse.up();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Display" }).click();
  const [kept] = await Promise.all([
    page.waitForResponse("**/preferences"),
    page.getByRole("switch", { name: "A mouse at rest magnifies" }).click(),
  ]);
  expect(kept.ok()).toBe(true);
  await lookAt(page, "display");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(tiles(page).first().locator("img")).toBeVisible();
  await restOn(page, 5);
  // Longer than a rest: nothing comes.
  await page.waitForTimeout(900);
  await expect(magnifier(page)).toHaveCount(0);
});

test("a digit of the numeric pad gives the taxon that was put on it; the row of digits stays the model's", async ({ page }) => {
  await openObjects(page, "sort=name");
  const devtools = await page.context().newCDPSession(page);
  // As it comes with NumLock on.
  const pad = async (digit: number) => {
    const key = { key: String(digit), code: `Numpad${digit}`, windowsVirtualKeyCode: 96 + digit, location: 3, text: String(digit) };
    for (const type of ["keyDown", "keyUp"] as const) await devtools.send("Input.dispatchKeyEvent", { type, ...key });
  };
  await page.keyboard.press("ArrowRight");
  await pad(4);
  await expect(page.getByText("From now on Num 4 gives this taxon")).toBeVisible();
  // Whole: other journeys have taxa whose names begin alike.
  await page.keyboard.type("rotundus");
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Rotundus/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(tiles(page).nth(0)).toContainText("Rotundus");
  await expect(tiles(page).nth(1)).toHaveAttribute("data-focused", "true");
  await pad(4);
  await expect(tiles(page).nth(1)).toContainText("Rotundus");
  await expect(tiles(page).nth(1)).toHaveAttribute("data-state", "validated");
  await expect(page.getByRole("list", { name: "Taxa on keys" })).toContainText("Num 4");
  await expect(tiles(page).nth(2)).toContainText("Longissima");
  await page.keyboard.press("Digit1");
  await expect(tiles(page).nth(2)).toHaveAttribute("data-state", "validated");
  await expect(tiles(page).nth(2)).toContainText("Longissima");
  await saved(page);
  await page.keyboard.press("?");
  await lookAt(page, "keys-help");
});

test("import dates and tests of columns that hold together or any of them: in the panel, in the address, in a saved view", async ({
  page,
}) => {
  await openObjects(page);
  const heading = page.getByRole("heading", { name: /^\d+ objects?$/ });
  await page.goto(`/projects/${project}/objects?f=object/id~Rotundus_00&f=object/id~Longissima_00`);
  await expect(page.getByText("No object matches this view")).toBeVisible();
  await page.getByRole("tab", { name: "Filters" }).click();
  await page.getByText("any holds", { exact: true }).click();
  await expect(page).toHaveURL(/any=1/);
  await expect(heading).toHaveText("20 objects");
  await page.getByLabel("Import date: from").fill("2020-01-01");
  await expect(page).toHaveURL(/imported=2020-01-01/);
  await expect(page.getByText("Imported ≥ 2020-01-01")).toBeVisible();
  await expect(heading).toHaveText("20 objects");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save this view").fill("Since then");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Since then" })).toBeVisible();
  await page.keyboard.press("Escape");
  await lookAt(page, "filters");
  // The panel was a drawer in between.
  await page.getByRole("tab", { name: "Filters" }).click();
  await page.getByLabel("Import date: to").fill("2020-12-31");
  await expect(page.getByText("No object matches this view")).toBeVisible();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Since then" }).click();
  await expect(heading).toHaveText("20 objects");
  await expect(page).toHaveURL(/any=1/);
  await expect(page).toHaveURL(/imported=2020-01-01\.\.(&|$)/);
});

/** As the clipboard brings it: `fill` goes by another way. */
const paste = (field: Locator, text: string): Promise<void> =>
  field.evaluate((element: HTMLTextAreaElement, pasted) => {
    element.select();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

test("a million letters pasted as a list of ids are told that they are too many, and the page goes on", async ({ page }) => {
  await openObjects(page);
  await page.keyboard.press("x");
  await search(page).fill("q".repeat(1_000));
  expect((await search(page).inputValue()).length).toBe(200);
  for (let i = 0; i < 2; i++) await search(page).press("Escape");
  await page.getByRole("tab", { name: "Filters" }).click();
  const ids = page.getByRole("textbox", { name: "Objects by id" });
  await paste(ids, "q".repeat(1_000_000));
  await expect(ids).toHaveValue(/^q{256}$/);
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "255" })).toBeVisible();
  await paste(ids, Array.from({ length: 10_001 }, (_, i) => `id${i}`).join("\n"));
  await page.getByRole("button", { name: "Show 10,001 ids" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /10.?000/ })).toBeVisible();
  await ids.fill("nothing of the kind");
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByText("1 is not in this project: nothing of the kind")).toBeVisible();
});
