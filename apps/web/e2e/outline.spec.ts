import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { operator, signIn } from "./api.ts";
import { ellipse, ellipseMask, tableOf } from "./drawn.ts";
import { addProject, importFiles } from "./scene.ts";

const mark = randomUUID().slice(0, 6);

test("the outlines of kept masks are drawn when they are asked for, by one request a page", async ({ page }) => {
  const project = await addProject(`Outlines ${mark}`);
  const stretches = [0.5, 1, 1.5, 0.8];
  const files = Object.fromEntries(stretches.map((stretch, n) => [`b/o${n}.png`, ellipse(n, stretch)]));
  // The last one comes without a mask.
  const masks = stretches.slice(0, 3).map((stretch, n) => JSON.stringify({ image: `o${n}.png`, mask: ellipseMask(n, stretch) }));
  const rows = stretches.map((_, n) => [`o${n}`, `o${n}.png`, "tow", "tow_a"]);
  const table = tableOf([["object_id", "img_file_name", "sample_id", "acq_id"], ...rows]);
  await importFiles(project, { "b/ecotaxa_b.tsv": table, "b/nauplius_masks.jsonl": Buffer.from(masks.join("\n")), ...files }, {});

  await signIn(page, operator);
  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith("/objects/masks") && asked.push(request.url()));
  await page.goto(`/projects/${project}/objects`);
  const tiles = page.locator("[data-grid] [role=option]");
  await expect(tiles.nth(3).locator("img")).toBeVisible();
  const outlines = tiles.locator("svg path[vector-effect]");
  await expect(outlines).toHaveCount(0);
  expect(asked).toEqual([]);
  await page.keyboard.press("F9");
  await expect(outlines).toHaveCount(3);
  // As large as the vignette that it lies on, and over it.
  const [image, drawn] = await Promise.all([
    tiles.nth(1).locator("img").boundingBox(),
    tiles.nth(1).locator("svg:has(path[vector-effect])").boundingBox(),
  ]);
  for (const side of ["x", "y", "width", "height"] as const) expect(drawn?.[side]).toBeCloseTo(image?.[side] ?? 0, 0);
  expect(asked).toHaveLength(1);
  await page.keyboard.press("F9");
  await expect(outlines).toHaveCount(0);
});
