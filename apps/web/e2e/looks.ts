import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };
const pairs = [
  [
    ["light", wide],
    ["dark", narrow],
  ],
  [
    ["dark", wide],
    ["light", narrow],
  ],
] as const;
let pages = 0;

/** Nothing that axe finds on the page as it stands, wide and narrow, light and dark (which theme is wide changes from page to page); nothing
 *  wider than a phone. With SHOTS=<folder> the pictures are kept for somebody to look at. */
export async function lookAt(page: Page, name = new URL(page.url()).pathname.slice(1).replaceAll("/", "-")): Promise<void> {
  const before = page.viewportSize();
  for (const [scheme, size] of pairs[pages++ % 2] ?? pairs[0]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
    // No frame of another origin to look into: the page itself can gather what was found.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`);
    expect.soft(told, `${name} ${scheme} ${size.width}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(overflow, `${name} at ${size.width}`).toBeLessThanOrEqual(0);
    if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${size.width}.png` });
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (before !== null) await page.setViewportSize(before);
}
