import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { chooseFile, signIn } from "./api.ts";
import { addMember, addPerson, addProject, grantSite, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Taxa ${mark}`;
const edda = person("Edda", mark);
const max = person("Max", mark);
const name = (word: string) => `${word}${mark}`;
const [root, copepods, copepodes, molluscs] = [name("Sea"), name("Copepods"), name("Copepodes"), name("Molluscs")];

/** Ids of a tree of this journey's own. */
const own = (id: number): string => `${Number.parseInt(mark.slice(0, 6), 16)}${id}`;
const line = (id: number, parent: number | null, taxon: string, kind: "P" | "M"): string =>
  [own(id), parent === null ? "\\N" : own(parent), taxon, "A", kind].join("\t");
const tree = [
  ["id", "parent_id", "name", "taxostatus", "taxotype"].join("\t"),
  line(1, null, root, "P"),
  line(2, 1, copepods, "P"),
  line(3, 1, copepodes, "P"),
  line(4, 1, molluscs, "P"),
  line(5, 2, "egg", "M"),
  line(6, 4, "egg", "M"),
];

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await Promise.all([addPerson(edda), addPerson(max)]);
  await grantSite(edda, "taxonEditor");
  project = await addProject(title);
});

const heading = (page: Page) => page.getByRole("heading", { level: 1 }).last();
const find = async (page: Page, text: string) => {
  const box = page.getByRole("combobox", { name: "Find a taxon" });
  await box.fill(text);
  await expect(page.getByRole("option").first()).toContainText(text);
  await box.press("Enter");
};

/** What a run at work beside the page brings about: looked for again and again on a fresh page. */
const shownAtLast = (page: Page, what: Locator) =>
  expect(async () => {
    await page.reload();
    await expect(what).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });

test("an editor checks a file, sees what it would do, and loads it", async ({ page }) => {
  await signIn(page, edda);
  await page.goto("/taxonomy/load");
  const bad = tree.with(4, line(2, 1, name("Twice"), "P")).join("\n");
  const choose = (text: string) =>
    chooseFile(page, page.getByRole("button", { name: /^File/ }), {
      name: "tree.tsv",
      mimeType: "text/plain",
      buffer: Buffer.from(text),
    });
  await choose(bad);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByText(/tree\.tsv has 1 errors?/)).toBeVisible();
  await expect(page.getByText(/line 5.*stands already in line 3/)).toBeVisible();
  await page.getByRole("button", { name: "Another file" }).click();
  await choose(tree.join("\n"));
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("button", { name: "Load", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(page.getByText("Loaded", { exact: true })).toBeVisible();
});

test("the tree is searched and walked by keyboard; homonyms show their parent", async ({ page }) => {
  await page.goto("/taxonomy");
  await find(page, copepods);
  await expect(heading(page)).toHaveText(copepods);
  const lines = page.getByRole("treeitem");
  await expect(page.getByRole("treeitem", { selected: true })).toContainText(copepods);
  await page.getByRole("tree").focus();
  await page.keyboard.press("ArrowRight");
  await expect(lines.filter({ hasText: "egg" })).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(`egg<${copepods}`);
  await expect(page).toHaveURL(/taxon=\d+/);
  await page.reload();
  await expect(heading(page)).toHaveText(`egg<${copepods}`);
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  const box = page.getByRole("combobox", { name: "Find a taxon" });
  await box.fill(`copepoods${mark}`);
  await expect(page.getByRole("option", { name: new RegExp(copepods) })).toContainText("similar");
  await box.press("Enter");
  await expect(heading(page)).toHaveText(`egg<${copepods}`);
});

test("a merge is shown before it happens, takes the objects along, and can be taken back", async ({ page }) => {
  await importDrawn(project, { [copepodes]: 12, [molluscs]: 5 });
  await addMember(project, max, "manager");
  await addMember(project, edda, "viewer");
  await signIn(page, edda);
  await page.goto("/taxonomy");
  await find(page, copepodes);
  await expect(page.getByText("12 objects of its own, 12 with the taxa below")).toBeVisible();
  await page.getByRole("button", { name: "More to do" }).click();
  await page.getByRole("menuitem", { name: "Merge into…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Into" }).fill(copepods);
  await expect(page.getByRole("option").first()).toContainText(copepods);
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "What would it touch?" }).click();
  await expect(dialog.getByText("12 objects in 1 project")).toBeVisible();
  await page.route(/[?&]_rsc=/, async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Do it" }).click();
  await expect(page.getByText(/objects are being re-labelled by run/)).toBeVisible();
  // Whoever goes on at once is not brought back by what the edit still fetches, however long that takes.
  await find(page, copepods);
  await expect(heading(page)).toHaveText(copepods);
  await page.waitForTimeout(2_500);
  await expect(heading(page)).toHaveText(copepods);
  await page.unroute(/[?&]_rsc=/);
  await shownAtLast(page, page.getByText("12 objects of its own, 12 with the taxa below"));

  await page.getByRole("combobox", { name: "Find a taxon" }).fill(copepodes);
  await page.getByRole("option", { name: /deprecated/ }).click();
  await expect(page.getByText("Deprecated: use")).toBeVisible();
  await page.getByRole("button", { name: "More to do" }).click();
  await page.getByRole("menuitem", { name: "Take the merge back…" }).click();
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText(/objects their labels back/)).toBeVisible();
  await shownAtLast(page, page.getByText("12 objects of its own, 12 with the taxa below"));
  await expect(page.getByText("merge taken back")).toBeVisible();
});

test("a manager keeps a preset, an alias and an own taxon, and re-labels here; one gesture takes it back", async ({ page }) => {
  await signIn(page, max);
  await page.goto("/");
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByRole("link", { name: "Taxa", exact: true }).click();
  const inUse = page.getByRole("row", { name: new RegExp(molluscs) }).getByRole("link", { name: "5", exact: true });
  await expect(inUse).toBeVisible();

  await page.getByRole("tab", { name: "Aliases" }).click();
  await page.getByRole("textbox", { name: "Alias" }).fill(`snail ${mark}`);
  await page.getByRole("combobox", { name: "Means" }).fill(molluscs);
  await expect(page.getByRole("option").first()).toContainText(molluscs);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(`snail ${mark}`) })).toBeVisible();

  await page.getByRole("tab", { name: "Preset" }).click();
  await page.getByRole("combobox", { name: "Add a taxon" }).fill(`snail ${mark}`);
  await expect(page.getByRole("option").first()).toContainText(molluscs);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The preset is saved")).toBeVisible();

  await page.getByRole("tab", { name: "Re-label" }).click();
  const choose = async (label: string, taxon: string) => {
    await page.getByRole("combobox", { name: label, exact: true }).fill(taxon);
    await expect(page.getByRole("option").first()).toContainText(taxon);
    await page.keyboard.press("Enter");
  };
  await choose("All", molluscs);
  await choose("Become", copepods);
  await page.getByRole("button", { name: "How many?" }).click();
  await expect(page.getByText(`5 objects would become ${copepods}`)).toBeVisible();
  await page.getByRole("button", { name: "Re-label", exact: true }).click();
  await expect(page.getByRole("row", { name: /5 objects.*here, by Max/ })).toBeVisible();
  await page
    .getByRole("row", { name: /5 objects/ })
    .getByRole("button", { name: "Take back" })
    .click();
  await expect(page.getByRole("row", { name: /5 objects/ })).toContainText("taken back");
  await shownAtLast(page, inUse);
});
