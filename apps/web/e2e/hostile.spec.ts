import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { ask, operator, signIn } from "./api.ts";
import { ellipse } from "./drawn.ts";
import { addProject, importFiles } from "./scene.ts";

// Text that would run in every place of a page that takes it for more than text: element, attribute, address, script, style, template.
const mark = randomUUID().slice(0, 8);
const spell = (where: string) =>
  `${where}${mark}"'><img src=x onerror=window.hexed='${where}'><svg onload=window.hexed='${where}'></script><script>window.hexed='${where}'</script>{{window.hexed='${where}'}}`;
const address = "javascript:window.hexed='link'";
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

let project = 0;
let objects: { id: number; sampleId: number; acquisitionId: number }[] = [];
let taxon = 0;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  project = await addProject(spell("title").slice(0, 200));
  const columns = ["object_id", "img_file_name", "object_lat", "object_lon", "object_link", "object_note", "complement_info"];
  const more = ["object_annotation_status", "object_annotation_category", "object_annotation_person_name", "sample_id", "sample_ship"];
  const last = ["acq_id", "acq_instrument", "process_id", "process_software", `object_<img src=x onerror=window.hexed='column'>`];
  const image = `<img src=x onerror=window.hexed=1>${mark}.png`;
  const row = (n: number) => [
    ...[spell(`object${n}`), image, "43.7", "7.3", address, spell("note"), spell("complement"), "predicted", spell("taxon").slice(0, 200)],
    ...["", spell("sample"), spell("ship"), spell("acquisition"), spell("instrument"), spell("process"), spell("software"), spell("value")],
  ];
  const lines = [[...columns, ...more, ...last], row(1), row(2)].map((cells) => cells.map(cell).join("\t"));
  await importFiles(project, { "ecotaxa_hostile.tsv": Buffer.from(lines.join("\n")), [image]: ellipse(1, 1) }, { mode: "tsv" });
  const page = await ask<{ objects: typeof objects }>(operator, "POST", `projects/${project}/objects/query`, {});
  objects = page.objects;
  const { version } = await ask<{ version: number }>(operator, "GET", `projects/${project}`);
  const patch = {
    description: spell("description"),
    contactName: spell("contact").slice(0, 150),
    licence: "CC BY 4.0",
    citation: spell("citation"),
  };
  await ask(operator, "PATCH", `projects/${project}`, { version, patch });
  await ask(operator, "POST", `projects/${project}/views`, { name: spell("view").slice(0, 80), query: "state=predicted", shared: true });
  const found = await ask<{ id: number }[] | { taxa: { id: number }[] }>(operator, "GET", `taxa/search?q=taxon${mark}`);
  taxon = (Array.isArray(found) ? found : found.taxa)[0]?.id ?? 0;
});

/** What a page did that it should not have done. */
async function visit(page: Page, path: string): Promise<string[]> {
  const wrong: string[] = [];
  const onDialog = async (dialog: { message: () => string; dismiss: () => Promise<void> }) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  };
  page.on("dialog", onDialog);
  await page.goto(path);
  await page.locator("main").waitFor();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const seen = await page.evaluate(() => ({
    hexed: (window as unknown as { hexed?: string }).hexed ?? null,
    images: document.querySelectorAll('img[src="x"], svg[onload]').length,
    links: [...document.querySelectorAll("a[href], form[action], iframe[src]")].filter((e) =>
      /^\s*(javascript|data|vbscript):/i.test(e.getAttribute("href") ?? e.getAttribute("action") ?? e.getAttribute("src") ?? ""),
    ).length,
  }));
  page.off("dialog", onDialog);
  if (seen.hexed !== null) wrong.push(`a script ran: ${seen.hexed}`);
  if (seen.images > 0) wrong.push(`${seen.images} elements were made out of text`);
  if (seen.links > 0) wrong.push(`${seen.links} links would run a script`);
  return wrong;
}

test("text of files, people and taxa is shown as text on every page", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, operator);
  const runs = await ask<{ id: number }[]>(operator, "GET", `projects/${project}/runs`);
  const [object] = objects;
  const ofProject = ["", "/objects", "/table", "/taxa", "/members", "/history", "/trash", "/export", "/import", "/runs"];
  const others = [
    `/objects/${object?.id}`,
    `/samples/${object?.sampleId}`,
    `/acquisitions/${object?.acquisitionId}`,
    `/runs/${runs[0]?.id}`,
  ];
  const site = ["/", "/runs", "/admin/people", "/taxonomy", `/taxa/${taxon}`, "/taxonomy/history", "/account"];
  for (const path of [...ofProject.map((end) => `/projects/${project}${end}`), ...others, ...site])
    expect.soft(await visit(page, path), path).toEqual([]);
  await page.goto(`/projects/${project}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("<img src=x");
});

test("and in what opens over a page: the object, the taxon picker, the views", async ({ page }) => {
  await signIn(page, operator);
  await page.goto(`/projects/${project}/objects`);
  await page.locator("main").waitFor();
  await expect(page.getByText(`taxon${mark}`).first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type(`taxon${mark}`);
  await expect(page.getByText(`taxon${mark}`).first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { hexed?: string }).hexed ?? null)).toBeNull();
  expect(await page.locator('img[src="x"], svg[onload], a[href^="javascript:"]').count()).toBe(0);
});

test("an address to go to after signing in stays within the site", async ({ page }) => {
  for (const next of ["//evil.example", "https://evil.example", "javascript:window.hexed=1", "/\\evil.example"]) {
    expect(await visit(page, `/sign-in?next=${encodeURIComponent(next)}`)).toEqual([]);
    expect(await page.locator("a[href*='evil']").count()).toBe(0);
  }
});
