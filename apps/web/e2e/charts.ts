import type { Locator, Page } from "@playwright/test";

/** The card of a picture, with what exports it. */
export const picture = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
export const drawing = (page: Page, name: string): Locator => picture(page, name).getByRole("img", { name, exact: true });

/** Draws a box on a picture by mouse, from a part of its width and height to another. */
export async function drawBox(page: Page, name: string, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const on = drawing(page, name);
  await on.scrollIntoViewIfNeeded();
  const box = await on.boundingBox();
  if (box === null) throw new Error(`${name} is not drawn`);
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}
