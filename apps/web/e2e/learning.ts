import { expect, type Page } from "@playwright/test";
import { ask, operator, settled } from "./api.ts";

export const models = () => ask<{ id: number; name: string; version: string; state: string; mapped: number }[]>(operator, "GET", "models");

/** A run that the page has gone to, when it has ended well. */
async function done(page: Page, timeout?: number): Promise<void> {
  await page.waitForURL(/\/runs\/\d+/);
  const run = Number(/runs\/(\d+)/.exec(page.url())?.[1]);
  expect(await settled(operator, run, timeout)).toMatchObject({ state: "done" });
}

/** By the button of the project's page, with a model in service by its name, else with the one that the dialog proposes. */
export async function predict(page: Page, project: number, name?: string, timeout?: number): Promise<void> {
  await page.goto(`/projects/${project}`);
  const dialog = page.getByRole("dialog");
  // Clicked before the page listens, it does not open: a person clicks again.
  await expect(async () => {
    await page.getByRole("button", { name: "Predict" }).click({ timeout: 2_000 });
    await expect(dialog).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(dialog.getByText(/objects? of the project/)).toBeVisible();
  if (name !== undefined) {
    await dialog.getByLabel("Model").click();
    await page.getByRole("option", { name: new RegExp(name) }).click();
  }
  await dialog.getByRole("button", { name: "Predict" }).click();
  await done(page, timeout);
  await expect(page.getByText("done", { exact: true }).first()).toBeVisible();
}

type Training = { readonly title: string; readonly name: string; readonly sees: string | RegExp; readonly timeout?: number };

/** A head on the validated objects of one project; ends on the page of the new model. */
export async function train(page: Page, { title, name, sees, timeout }: Training): Promise<void> {
  await page.goto("/models");
  await page.getByRole("link", { name: "Train a model" }).click();
  await page.getByRole("combobox", { name: "Projects" }).fill(title);
  await page.getByRole("option", { name: new RegExp(title) }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText(sees)).toBeVisible();
  await page.getByLabel("Name of the model").fill(name);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await done(page, timeout);
  await expect(page.getByRole("img", { name: /Loss of training/ })).toBeVisible();
  await page.getByRole("link", { name: "Look at the model" }).click();
}

export async function putIntoService(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Put into service" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Put into service" }).click();
  await expect(page.getByText("in service", { exact: true }).first()).toBeVisible();
}
