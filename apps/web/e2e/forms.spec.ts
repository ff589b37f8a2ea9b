import { expect, type Page, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { drawBox, drawing } from "./charts.ts";

const space = "Living plankton, version 1";

/** The space of the demo is made last, by a worker that has other work. */
test.beforeAll(async () => {
  const spaces = async () => {
    const projects = await ask<{ id: number; title: string; access: string }[]>(operator, "GET", "projects");
    const demo = projects.find((p) => p.title.startsWith("Ligurian Sea") && p.access === "open");
    return demo === undefined ? 0 : (await ask<unknown[]>(operator, "GET", `projects/${demo.id}/spaces`)).length;
  };
  test.setTimeout(400_000);
  await expect.poll(spaces, { timeout: 360_000, intervals: [2_000] }).toBeGreaterThan(0);
});

async function openSpace(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: /Ligurian Sea/ }).click();
  await page
    .getByRole("navigation", { name: /Ligurian Sea/ })
    .getByRole("link", { name: "Forms" })
    .click();
  await page.getByRole("link", { name: space }).click();
  await expect(drawing(page, "Individuals and morphs")).toBeVisible();
}

test("on the demo: a region of the space filters the series and the grid, and a mark opens the images that made it", async ({ page }) => {
  await signIn(page, operator);
  await openSpace(page);
  const region = page.getByRole("region", { name: "Region", exact: true });
  await expect(async () => {
    await drawBox(page, "Individuals and morphs", [0.15, 0.15], [0.6, 0.85]);
    await expect(region).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(region.getByText(/^[\d,]+ of [\d,]+ individuals: axis 1 from \S+ to \S+, axis 2 from \S+ to \S+$/)).toBeVisible();
  await expect(page).toHaveURL(/\?region=\d+$/);
  for (const name of ["Diversity of each sample: FDis, in the region", "Diversity through time, in the region"])
    await expect(drawing(page, name)).toBeVisible();
  await expect(page.getByText(/^Of the [\d,]+ individuals \(of [\d,]+\) in the region alone/).first()).toBeVisible();

  const address = page.url();
  await test.step("the region opens its objects in the grid", async () => {
    await region.getByRole("link", { name: /^Open \d+ objects?$/ }).click();
    await expect(page).toHaveURL(/\/objects[?#].*object=/);
    await expect(page.getByRole("option").first().locator("img")).toBeVisible();
  });

  await test.step("its address shows the region again; a peak of the series opens the images that made it", async () => {
    await page.goto(address);
    // Clicked before the page listens, a list does not open: a person clicks again.
    await expect(async () => {
      await page.getByRole("combobox", { name: "Figure" }).click();
      await page.getByRole("option", { name: "concentration", exact: true }).click({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    // A picture that is drawn anew under the pointer loses the click: a person clicks again.
    await expect(async () => {
      const marks = drawing(page, "Time series: concentration, in the region").locator("path[fill='#7a828c']");
      await marks.first().click({ timeout: 2_000 });
      await expect(page).toHaveURL(/\/objects[?#].*object=\d+/, { timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("option").first().locator("img")).toBeVisible();
  });

  await test.step("without the box the figures are of all individuals again", async () => {
    await page.goto(address);
    await region.getByRole("button", { name: "Remove the box" }).click();
    await expect(region).toHaveCount(0);
    await expect(page).not.toHaveURL(/region=/);
    await expect(drawing(page, "Diversity of each sample: FDis")).toBeVisible();
  });
});
