import { expect, type Page } from "@playwright/test";

export const tiles = (page: Page) => page.getByRole("option");
export const saved = (page: Page) => expect(page.getByTestId("outbox")).toHaveText("all saved");

/** Chooses the tile under the cursor and the next, and gives both a taxon by its first letters, all by keys. */
export async function giveToTwo(page: Page, letters: string, taxon: string): Promise<void> {
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.type(letters);
  await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: new RegExp(taxon) })).toBeVisible();
  await page.keyboard.press("Enter");
}
