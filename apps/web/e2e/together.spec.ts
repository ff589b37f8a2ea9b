import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, signIn } from "./api.ts";
import { lookAt } from "./looks.ts";
import { addMember, addPerson, addProject, grantSite, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Together ${mark}`;
const meg = person("Meg", mark);
const ann = person("Ann", mark);
const tom = person("Tom", mark);

test.describe.configure({ mode: "serial" });
let project = 0;
type Row = { readonly id: number; readonly version: number; readonly taxonId: number };
test.beforeAll(async () => {
  await Promise.all([addPerson(meg), addPerson(ann), addPerson(tom)]);
  project = await addProject(title);
  await importDrawn(project, { Rotundus: 30, Longissima: 30 });
  await addMember(project, meg, "manager");
  await addMember(project, ann, "annotator");
  await addMember(project, tom, "trainee");
  await grantSite(meg, "taxonEditor");
});

const objects = async (state: string): Promise<Row[]> =>
  (await ask<{ objects: Row[] }>(meg, "POST", `projects/${project}/objects/query`, { filter: { states: [state] } })).objects;
const validate = async (who: typeof ann, rows: readonly Row[]): Promise<unknown> =>
  ask(who, "POST", `projects/${project}/labels`, {
    batchId: randomUUID(),
    target: { by: "ids", objects: rows.map(({ id, version }) => ({ id, version })) },
    change: { taxonId: "keep", state: "validated" },
  });
const openPage = async (page: Page, path: string): Promise<void> => {
  await page.goto(`/projects/${project}/${path}`);
};
test("a manager gives a view as work; the person lands on it, continues in the grid, and the campaign tells how far it is", async ({
  page,
  browser,
}) => {
  await signIn(page, meg);
  await openPage(page, "work");
  await page.getByRole("button", { name: "Give work" }).click();
  await page.getByLabel("Name", { exact: true }).fill("First pass");
  await page.getByRole("combobox", { name: "Persons" }).click();
  await page.getByRole("option", { name: "Ann" }).click();
  await page.keyboard.press("Escape");
  await page.getByLabel("Until").fill("2031-05-01");
  await page.getByRole("button", { name: "Give", exact: true }).click();
  const work = page.getByRole("article", { name: "First pass" });
  await expect(work).toContainText("60 left");

  const hers = await (await browser.newContext()).newPage();
  await signIn(hers, ann);
  await hers.goto("/");
  await expect(hers.getByRole("heading", { name: "My work", level: 1 })).toBeVisible();
  await hers.getByRole("link", { name: "Continue First pass" }).click();
  await expect(hers).toHaveURL(/state=unclassified/);
  await expect(hers.getByText("60 objects", { exact: true })).toBeVisible();
  await validate(ann, (await objects("predicted")).slice(0, 40));
  await hers.goto("/");
  await expect(hers.getByRole("article", { name: "First pass" })).toContainText("20 left");
  await expect(hers.getByText("Only you see this.")).toBeVisible();
  await lookAt(hers, "my-work");

  await page.reload();
  await expect(work).toContainText("40 done");
  await lookAt(page, "work");
  await page.goto("/campaign");
  await page.getByText("Assignments", { exact: true }).click();
  await expect(page.getByRole("row", { name: /First pass/ })).toContainText("40");
  await lookAt(page, "campaign");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("campaign.csv");
});

test("second opinions are announced, blind, and told as agreement; a comment stands beside its object", async ({ page, browser }) => {
  await validate(meg, (await objects("predicted")).slice(0, 5));
  await signIn(page, meg);
  await openPage(page, "opinions");
  // What is loaded meanwhile moves the list away from under the pointer.
  await expect(async () => {
    await page.getByRole("combobox", { name: /Shown again/ }).click({ timeout: 2_000 });
    await page.getByRole("option", { name: "5 %" }).click({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");

  const hers = await (await browser.newContext()).newPage();
  await signIn(hers, ann);
  await hers.goto(`/projects/${project}/opinions`);
  await expect(hers.getByText(/shows 5 % of your work again/)).toContainText("2 are waiting");
  await hers.getByRole("button", { name: "Look again" }).click();
  for (const name of ["rotundus", "longissima"]) {
    await expect(hers.getByRole("img", { name: "An object without its label" })).toBeVisible();
    await expect(hers.locator("main")).not.toContainText(/Rotundus|Longissima/);
    await lookAt(hers, "blind");
    const field = hers.getByRole("combobox", { name: "Taxon" });
    await expect(field).toBeEnabled();
    await field.fill(name);
    await expect(hers.getByRole("option", { name: new RegExp(name, "i") }).first()).toBeVisible();
    await Promise.all([hers.waitForResponse((r) => /\/opinions\/\d+$/.test(r.url()) && r.ok()), field.press("Enter")]);
  }
  await expect(hers.getByText("That was all for now")).toBeVisible();
  await hers.getByRole("button", { name: "To the agreement" }).click();
  await expect(hers.getByText(/of 2 objects/)).toBeVisible();
  await lookAt(hers, "opinions");

  const [first] = await objects("validated");
  await hers.goto(`/objects/${first?.id}`);
  await hers.getByRole("textbox", { name: "Write a comment" }).fill("An egg sac?");
  await hers.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(hers.getByRole("region", { name: "Comments" })).toContainText("An egg sac?");
  await page.reload();
  await expect(page.getByText("An egg sac?")).toBeVisible();
});

test("a sheet is written by an editor and a manager, opened from an object; a newcomer practises and sees how it went", async ({
  page,
  browser,
}) => {
  const rows = await objects("validated");
  const first = rows[0];
  await signIn(page, meg);
  await page.goto(`/objects/${first?.id}`);
  await page.getByRole("link", { name: /^Sheet of/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Sheet");
  await page.getByRole("button", { name: "Edit criteria and look-alikes" }).click();
  await page.getByLabel("In words").fill("Round, without appendages.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Round, without appendages.")).toBeVisible();
  await page.getByRole("button", { name: "Edit the rule" }).click();
  await page.getByLabel("In words").fill("Broken ones count too.");
  await page.getByRole("textbox", { name: "Objects that show it well" }).fill("x1");
  await expect(page.getByText("expected whole numbers")).toBeVisible();
  await page.getByRole("textbox", { name: "Objects that show it well" }).fill(String(first?.id));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Broken ones count too.")).toBeVisible();
  await lookAt(page, "sheet");

  await openPage(page, "practice");
  await page.getByRole("button", { name: "Publish a practice set" }).click();
  await page.getByLabel("Name", { exact: true }).fill("First week");
  await page.getByLabel("Objects of each taxon, at most").fill("2");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("article", { name: "First week" })).toContainText("4 objects of 2 taxa");

  const his = await (await browser.newContext()).newPage();
  await signIn(his, tom);
  await his.goto(`/projects/${project}/practice`);
  await his.getByRole("button", { name: "Begin: First week" }).click();
  for (const answered of [0, 1, 2, 3]) {
    await expect(his.getByText(`${answered} of 4`, { exact: true })).toBeVisible();
    if (answered === 0) await lookAt(his, "practice");
    const answer = his.getByRole("button", { name: "Rotundus" });
    await expect(answer).toBeEnabled();
    await answer.click();
  }
  await expect(his.getByText(/50% the same of 4 objects/)).toBeVisible();
  await lookAt(his, "practice-result");
});
