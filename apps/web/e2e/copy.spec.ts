import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, signIn } from "./api.ts";
import { addMember, addPerson, addProject, importDrawn, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Original ${mark}`;
const copied = `Copied ${mark}`;
const part = `Part ${mark}`;
const mara = person("Mara", mark);
const classes = { [`Copied one ${mark}`]: 5, [`Copied two ${mark}`]: 3 };
let project = 0;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  await addPerson(mara);
  project = await addProject(title);
  await addMember(project, mara, "manager");
  await importDrawn(project, classes);
});

const manage = async (page: Page, id: number, item: string) => {
  await page.goto(`/projects/${id}`);
  await page.getByRole("button", { name: "Manage" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return page.getByRole("dialog");
};
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const idOf = (page: Page): number => Number(/projects\/(\d+)/.exec(page.url())?.[1]);
const objectsOf = (id: number, state: string) =>
  ask<{ objects: number; state: string }[]>(mara, "GET", `projects/${id}/counts`).then((counts) =>
    counts.filter((c) => c.state === state).reduce((sum, c) => sum + c.objects, 0),
  );

test("a copy holds every object with its label; a subset so many of each taxon", async ({ page }) => {
  await signIn(page, mara);
  const clone = await manage(page, project, "Copy the project");
  await clone.getByRole("textbox", { name: "Title of the new project" }).fill(copied);
  await clone.getByRole("button", { name: "What would be copied?" }).click();
  await expect(clone.getByText("With 8 objects")).toBeVisible();
  await clone.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(heading(page)).toHaveText(copied);
  const copy = idOf(page);
  const before = await objectsOf(project, "predicted");
  expect(before).toBe(8);
  expect(await objectsOf(copy, "predicted")).toBe(before);

  const subset = await manage(page, project, "Make a subset");
  await subset.getByRole("textbox", { name: "Title of the new project" }).fill(part);
  await subset.getByRole("textbox", { name: "How many" }).fill("2");
  await subset.getByRole("button", { name: "What would be copied?" }).click();
  await expect(subset.getByText("With 4 objects")).toBeVisible();
  await subset.getByRole("button", { name: "Make the subset" }).click();
  await expect(heading(page)).toHaveText(part);
  expect(await objectsOf(idOf(page), "predicted")).toBe(4);
  await page.goto(`/projects/${idOf(page)}/objects`);
  await expect(page.getByRole("option").first().locator("img")).toBeVisible();
});

test("a merge says what stands in its way; done, the emptied project lies in the trash and can be taken back", async ({ page }) => {
  const empty = await addProject(`Together ${mark}`);
  await addMember(empty, mara, "manager");
  const projects = await ask<{ id: number; title: string }[]>(mara, "GET", "projects");
  const copy = projects.find((p) => p.title === copied)?.id ?? 0;
  await signIn(page, mara);
  const dialog = await manage(page, copy, "Merge into another project");
  const into = async (name: string) => {
    await dialog.getByRole("combobox", { name: "Into" }).click();
    await page.getByRole("option", { name }).click();
    await dialog.getByRole("button", { name: "What would it change?" }).click();
  };
  await into(title);
  await expect(dialog.getByText("This stands in the way")).toBeVisible();
  await expect(dialog.getByText(/is there already/).first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
  await into(`Together ${mark}`);
  await expect(dialog.getByText("With 8 objects")).toBeVisible();
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(heading(page)).toHaveText(`Together ${mark}`);
  expect(await objectsOf(empty, "predicted")).toBe(8);

  await page.goto("/");
  await page.getByRole("link", { name: "Trash", exact: true }).click();
  await expect(page.getByText(copied)).toBeVisible();
  await page.goto(`/projects/${empty}/history`);
  await page.getByText("Corrections", { exact: true }).click();
  const line = page.getByRole("listitem").filter({ hasText: "Project merged into" });
  await line.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(line.filter({ hasText: "Taken back:" })).toBeVisible();
  expect(await objectsOf(copy, "predicted")).toBe(8);
  expect(await objectsOf(empty, "predicted")).toBe(0);
});
