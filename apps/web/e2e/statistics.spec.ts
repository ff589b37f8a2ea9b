import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { drawing, picture } from "./charts.ts";
import { ellipse, tableOf } from "./drawn.ts";
import { addMember, addPerson, addProject, importFiles, person } from "./scene.ts";

const mark = randomUUID().slice(0, 8);
const title = `Figures ${mark}`;
const mia = person("Mia", mark);
const vic = person("Vic", mark);
const copepods = `Copepods${mark}`;
const worms = `Arrowworms${mark}`;

test.describe.configure({ mode: "serial" });
let project = 0;
test.beforeAll(async () => {
  await Promise.all([addPerson(mia), addPerson(vic)]);
  project = await addProject(title);
  await ask(operator, "PATCH", `projects/${project}`, { version: 0, patch: { instrument: "Zooscan" } });
  await importFiles(project, nets(), {});
  await addMember(project, mia, "manager");
  await addMember(project, vic, "viewer");
});

/** Two tows of 20 m3, a quarter scanned: thirty individuals each, of known size. */
function nets(): Record<string, Buffer> {
  const head =
    "img_file_name object_id object_lat object_lon object_date object_time object_depth_min object_depth_max object_annotation_status object_annotation_category object_area object_area_exc object_major object_minor object_mean object_circ. sample_id sample_tot_vol acq_id acq_instrument acq_sub_part process_id process_particle_pixel_size_mm".split(
      " ",
    );
  const types = head.map((name) =>
    /^object_(lat|lon|depth|area|major|minor|mean|circ)|pixel_size_mm|tot_vol|sub_part/.test(name) ? "[f]" : "[t]",
  );
  const rows = ["a", "b"].flatMap((tow, at) =>
    Array.from({ length: 30 }, (_, n) => {
      const isWorm = n % (at + 3) === 0;
      const size = 20 + n;
      return [
        ...[`${tow}${n}.png`, `${tow}${n}`, 43.68, 7.32, at === 0 ? "20230117" : "20230801", at === 0 ? "103000" : "230000", 0, 75],
        ...[
          "validated",
          isWorm ? worms : copepods,
          900 + 40 * n,
          850 + 40 * n,
          (isWorm ? 4 : 1) * size,
          size,
          120 + n,
          isWorm ? 0.2 : 0.7 + n / 200,
        ],
        ...[`tow_${tow}_${mark}`, 20, `tow_${tow}_${mark}_tot_1`, "zooscan", 4, `p_${tow}_${mark}`, 0.0106],
      ];
    }),
  );
  const images = rows.map((row, n) => [String(row[0]), ellipse(n, 0.6)] as const);
  return { "ecotaxa_nets.tsv": tableOf([head, types, ...rows]), ...Object.fromEntries(images) };
}

async function openStatistics(page: Page): Promise<void> {
  await page.goto(`/projects/${project}`);
  await page.getByRole("navigation", { name: title }).getByRole("link", { name: "Statistics" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Statistics" })).toBeVisible();
}

test("a manager sees the proposed formulas on three objects, confirms them, and gets figures", async ({ page }) => {
  await signIn(page, mia);
  await openStatistics(page);
  await expect(drawing(page, "Progress by taxon")).toBeVisible();
  await page.getByRole("button", { name: "Look at the proposals" }).click();
  await expect(page.getByRole("textbox", { name: "Sampled volume" })).toHaveValue("sam.tot_vol");
  await page.getByRole("button", { name: "Try on three objects" }).click();
  const trials = page.getByRole("region", { name: "The formulas on three objects" });
  await expect(trials.getByRole("row", { name: /^Sampled volume/ })).toContainText("20 m³");
  await expect(trials.getByRole("row", { name: /^One such individual/ })).toContainText("0.2 m⁻³");
  await page.getByLabel("Name of these formulas").fill("WP2 nets");
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByText(/Formulas “WP2 nets”, version 1, confirmed by Mia/)).toBeVisible();
  for (const name of ["Depth", "Season and part of the day", "Size spectrum", "Completeness"])
    await expect(drawing(page, name)).toBeVisible();
});

test("a picture goes out as SVG and PNG, with the table behind it; a mark opens its objects", async ({ page }) => {
  await signIn(page, vic);
  await openStatistics(page);
  await expect(page.getByRole("button", { name: "Change" })).toHaveCount(0);
  const season = picture(page, "Season and part of the day");
  await expect(drawing(page, "Season and part of the day")).toBeVisible();
  for (const form of ["SVG", "PNG"]) {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      season.getByRole("button", { name: new RegExp(`as ${form}$`) }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`Season_and_part_of_the_day.${form.toLowerCase()}`);
  }
  const [table] = await Promise.all([page.waitForEvent("download"), season.getByRole("button", { name: /as CSV$/ }).click()]);
  const text = await (await table.createReadStream()).toArray();
  // Thirty individuals x 4 / 20 m3.
  expect(Buffer.concat(text).toString()).toMatch(new RegExp(`tow_a_${mark},2023-01-17T10:30:00[^,]*,D,0,75,6,`));
  const [map] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the picture “Where the samples are” as SVG" }).click(),
  ]);
  expect(Buffer.concat(await (await map.createReadStream()).toArray()).toString()).toMatch(/^<svg[\s\S]*<path[\s\S]*<\/svg>$/);
  await drawing(page, "Progress by taxon").locator("path[fill='#2c9a56']").first().click();
  await expect(page).toHaveURL(/\/objects\?.*taxon=\d+/);
  await expect(page.getByRole("option").first()).toBeVisible();
});

test("a recast is said beside the figures, in the address of the page and in the table behind a picture", async ({ page }) => {
  await signIn(page, vic);
  await openStatistics(page);
  const rules = page.getByRole("region", { name: "Taxa that count under another one" });
  await rules.getByRole("combobox", { name: "Count" }).fill(worms);
  await expect(page.getByRole("option", { name: new RegExp(worms) })).toBeVisible();
  await page.keyboard.press("Enter");
  await rules.getByRole("button", { name: "Leave out" }).click();
  await expect(page).toHaveURL(/[?&]recast=\d+-$/);
  // Whoever gets the address sees the same.
  await page.reload();
  await expect(page.getByText(`${worms} is left out.`, { exact: true })).toBeVisible();
  const season = picture(page, "Season and part of the day");
  const [table] = await Promise.all([page.waitForEvent("download"), season.getByRole("button", { name: /as CSV$/ }).click()]);
  const text = Buffer.concat(await (await table.createReadStream()).toArray()).toString();
  // Twenty copepods x 4 / 20 m3: ten of the thirty are worms.
  expect(text).toMatch(new RegExp(`tow_a_${mark},2023-01-17T10:30:00[^,]*,D,0,75,4,.*${worms} is left out`));
  await rules.getByRole("button", { name: `Count ${worms} as it is` }).click();
  await expect(page).not.toHaveURL(/recast/);
});

test("concentrations go out as one tidy table", async ({ page }) => {
  await signIn(page, vic);
  await page.goto(`/projects/${project}/export`);
  await page.getByRole("radio", { name: /^Concentrations/ }).click();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const link = page.getByRole("link", { name: /_concentrations\.csv/ });
  await expect(link).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const rows = Buffer.concat(await (await file.createReadStream()).toArray())
    .toString()
    .trim()
    .split("\r\n");
  expect(rows[0]).toContain("concentration,interval_low,interval_high");
  expect(rows).toHaveLength(5);
  await expect(page.getByRole("link", { name: /_concentrations_means\.csv/ })).toBeVisible();
});

test("a taxon is left out of a table by a rule of that table alone", async ({ page }) => {
  await signIn(page, vic);
  await page.goto(`/projects/${project}/export`);
  await page.getByRole("radio", { name: /^Concentrations/ }).click();
  const rules = page.getByRole("region", { name: "Taxa that count under another one" });
  await rules.getByRole("combobox", { name: "Count" }).fill(worms);
  await expect(page.getByRole("option", { name: new RegExp(worms) })).toBeVisible();
  await page.keyboard.press("Enter");
  await rules.getByRole("button", { name: "Leave out" }).click();
  await expect(rules.getByText(`${worms} is left out`)).toBeVisible();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const links = page.getByRole("link", { name: /_concentrations\.csv/ });
  await expect(links).toHaveCount(2);
  const [file] = await Promise.all([page.waitForEvent("download"), links.first().click()]);
  const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString();
  expect(text).toContain(copepods);
  expect(text).not.toContain(worms);
});

test("a space of forms is made, looked at, and a morph opens its images", async ({ page }) => {
  await signIn(page, mia);
  await page.goto(`/projects/${project}/spaces`);
  await page.getByRole("button", { name: "New preparation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("All forms");
  await page.getByRole("button", { name: "Keep" }).click();
  await page.getByRole("button", { name: "Make a space" }).click();
  const made = page.getByRole("link", { name: "All forms, version 1" });
  await expect(made).toBeVisible({ timeout: 120_000 });
  await made.click();
  await expect(page.getByText(/60 individuals · /)).toBeVisible();
  for (const name of ["Individuals and morphs", "Loadings", "Diversity of each sample: FDis"])
    await expect(drawing(page, name)).toBeVisible();
  const tiles = page.getByRole("region", { name: "The space in images, axes 1 and 2" });
  await expect(tiles.locator('a[href*="object="]').first()).toBeVisible();
  const mean = page.getByRole("img", { name: "Mean image of morph 1" });
  // Pictures far down are loaded when one comes to them.
  await mean.scrollIntoViewIfNeeded();
  await expect.poll(() => mean.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(128);
  await page.getByRole("button", { name: "Try other numbers of morphs" }).click();
  await expect(drawing(page, "Stability of the cut")).toBeVisible({ timeout: 120_000 });
  await page.getByRole("link", { name: /^Morph 1/ }).click();
  await expect(page).toHaveURL(/\/objects[?#].*object=/);
  await expect(page.getByRole("option").first()).toBeVisible();
});

test("a peak of the series opens the images that made it", async ({ page }) => {
  await signIn(page, vic);
  await page.goto(`/projects/${project}/spaces`);
  await page.getByRole("link", { name: "All forms, version 1" }).click();
  await page.getByRole("combobox", { name: "Figure" }).click();
  await page.getByRole("option", { name: "concentration", exact: true }).click();
  // A viewer looks; what runs start is for managers.
  await expect(page.getByRole("button", { name: "Try other numbers of morphs" })).toHaveCount(0);
  // A picture that is drawn anew under the pointer loses the click: a person clicks again.
  await expect(async () => {
    await drawing(page, "Time series: concentration").locator("path[fill='#7a828c']").first().click({ timeout: 2_000 });
    await expect(page).toHaveURL(/\/objects[?#].*sample=\d+/, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("option").first()).toBeVisible();
});

test("a preparation takes features, transforms and trims by rules of one's own", async ({ page }) => {
  await signIn(page, mia);
  await page.goto(`/projects/${project}/spaces`);
  await page.getByRole("button", { name: "New preparation" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Own rules");
  await page.getByRole("combobox", { name: "Features and transforms" }).click();
  await page.getByRole("option", { name: "rules of one’s own" }).click();
  const rules = page.getByRole("region", { name: "Rules of the features" });
  await expect(rules.getByRole("combobox", { name: "Transform of area", exact: true })).toHaveValue("log10");
  await rules.getByRole("checkbox", { name: "circ.", exact: true }).uncheck();
  await rules.getByRole("combobox", { name: "Transform of mean", exact: true }).selectOption("yeoJohnson");
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(page.getByText("5 features by rules of one’s own")).toBeVisible();
  await page.getByText("Rules", { exact: true }).click();
  await expect(page.getByText(/mean: Yeo-Johnson, low values trimmed at 0.1 %/)).toBeVisible();
});

test("the site's statistics say as of when; an administrator keeps them from the public", async ({ page, browser }) => {
  await page.goto("/statistics");
  await expect(page.getByRole("heading", { level: 1, name: "Statistics of this site" })).toBeVisible();
  await expect(page.getByText(/As of the end of|first night/)).toBeVisible();
  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, operator);
  await admin.goto("/statistics");
  const open = admin.getByRole("switch", { name: "Everybody may see this page" });
  const closed = page.getByText("There is nothing here, or it is not open to you");
  const shownAtLast = (what: typeof closed) =>
    expect(async () => {
      await page.goto("/statistics");
      await expect(what).toBeVisible({ timeout: 3_000 });
    }).toPass();
  await open.click();
  await shownAtLast(closed);
  await open.click();
  await shownAtLast(page.getByRole("heading", { level: 1, name: "Statistics of this site" }));
});
