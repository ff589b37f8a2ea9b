import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, operator, type Run, settled, signIn } from "./api.ts";
import { lookAt } from "./looks.ts";
import { addProject } from "./scene.ts";

const found = { project: 0, empty: 0, sample: 0, acquisition: 0, object: 0, taxon: 0, run: 0 };
// Two looks at each of many pages: long, where the machine has other work.
test.describe.configure({ mode: "parallel", timeout: 900_000 });
test.beforeAll(async () => {
  const demo = async () => {
    const projects = await ask<{ id: number; title: string; access: string }[]>(operator, "GET", "projects");
    return projects.find((p) => p.title.startsWith("Ligurian Sea") && p.access === "open")?.id ?? 0;
  };
  await expect.poll(demo, { timeout: 180_000 }).toBeGreaterThan(0);
  found.project = await demo();
  found.empty = await addProject("An empty project");
  const [sample] = await ask<{ id: number }[]>(operator, "GET", `projects/${found.project}/samples`);
  const page = await ask<{ objects: { id: number; taxonId: number | null }[] }>(
    operator,
    "POST",
    `projects/${found.project}/objects/query`,
    {},
  );
  const labelled = page.objects.find((o) => o.taxonId !== null);
  const { acquisition } = await ask<{ acquisition: { id: number } }>(operator, "GET", `objects/${labelled?.id}`);
  const options = { format: "csv", filter: { states: ["validated"] } };
  const { run } = await ask<{ run: number }>(operator, "POST", `projects/${found.project}/exports`, { options });
  const ended: Run = await settled(operator, run);
  expect(ended.state).toBe("done");
  Object.assign(found, { sample: sample?.id, acquisition: acquisition.id, object: labelled?.id, taxon: labelled?.taxonId, run });
});

async function tour(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.locator("main").getByRole("heading").or(page.getByRole("listbox")).first()).toBeVisible();
    await expect(page.locator("main .mantine-Skeleton-root, main .mantine-Loader-root")).toHaveCount(0);
    await lookAt(page);
  }
}

async function as(browser: Browser, who: typeof operator | null): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  if (who !== null) await signIn(page, who);
  return page;
}

test("pages of a project", async ({ browser }) => {
  const page = await as(browser, operator);
  const parts = ["", "/taxa", "/statistics", "/spaces", "/import", "/export", "/table", "/history", "/runs", "/members", "/trash"];
  await tour(page, [
    ...parts.map((part) => `/projects/${found.project}${part}`),
    `/samples/${found.sample}`,
    `/acquisitions/${found.acquisition}`,
    `/objects/${found.object}`,
    `/runs/${found.run}`,
  ]);
  await page.context().close();
});

test("a project without anything in it", async ({ browser }) => {
  const page = await as(browser, operator);
  await tour(
    page,
    ["", "/objects/map", "/taxa", "/statistics", "/spaces", "/table", "/history", "/trash"].map(
      (part) => `/projects/${found.empty}${part}`,
    ),
  );
  await page.goto(`/projects/${found.empty}/objects`);
  await expect(page.getByText("0 objects", { exact: true })).toBeVisible();
  await lookAt(page);
  await page.context().close();
});

test("the page of objects: vignettes, a selection, an object beside them, the keys", async ({ browser }) => {
  const page = await as(browser, operator);
  await page.goto(`/projects/${found.project}/objects`);
  const tile = page.getByRole("option").first();
  await expect(tile.locator("img")).toBeVisible();
  await lookAt(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByText("1 selected")).toBeVisible();
  await lookAt(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await lookAt(page);
  await page.keyboard.press("Escape");
  await tile.dblclick();
  await expect(page.getByRole("region", { name: "History" }).getByRole("listitem").first()).toBeVisible();
  await lookAt(page);
  await page.context().close();
});

test("the map of objects: what can be made, the map, and what is chosen on it", async ({ browser }) => {
  const page = await as(browser, operator);
  await page.goto(`/projects/${found.project}/objects/map`);
  await expect(page.getByRole("button", { name: /Make the map/ }).first()).toBeVisible();
  await lookAt(page);
  const { run } = await ask<{ run: number }>(operator, "POST", `projects/${found.project}/maps`, { source: "features", method: "pca" });
  expect(await settled(operator, run)).toMatchObject({ state: "done" });
  await page.reload();
  const map = page.getByRole("application");
  await expect(map).toHaveAttribute("aria-busy", "false");
  await map.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/objects? chosen/)).toBeVisible();
  await lookAt(page);
  await page.context().close();
});

test("pages of the site", async ({ browser }) => {
  const [model] = await ask<{ id: number }[]>(operator, "GET", "models");
  const page = await as(browser, operator);
  await tour(page, [
    "/",
    "/account",
    "/runs",
    "/trash",
    "/admin/people",
    "/admin/workers",
    "/taxonomy",
    `/taxonomy?taxon=${found.taxon}`,
    `/taxa/${found.taxon}`,
    "/taxonomy/flags",
    "/taxonomy/history",
    "/taxonomy/load",
    "/models",
    "/models/train",
    `/models/${model?.id}`,
    "/nowhere",
  ]);
  await page.context().close();
});

test("pages without an account", async ({ browser }) => {
  const page = await as(browser, null);
  await tour(page, ["/", "/statistics", "/sign-in", "/reset", "/register", "/invitation?token=none", "/welcome?token=none", "/projects/0"]);
  await page.goto(`/projects/${found.project}`);
  await lookAt(page);
  await page.context().close();
});
