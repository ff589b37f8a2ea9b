import { expect, type Locator, type Page, test } from "@playwright/test";
import { ask, operator, sessionOf } from "./api.ts";
import { ellipse, tableOf } from "./drawn.ts";
import { tarOf } from "./tar.ts";

const titles = { first: "Loop, net tows of May", second: "Loop, from its export" };
const columns = [
  "object_id",
  "img_file_name",
  "img_rank",
  "object_lat",
  "object_lon",
  "object_date",
  "object_time",
  "object_depth_min",
  "object_depth_max",
  "object_annotation_status",
  "object_annotation_category",
  "object_annotation_person_name",
  "object_annotation_person_email",
  "object_annotation_date",
  "object_annotation_time",
  "object_area",
  "object_major",
  "object_note",
  "sample_id",
  "sample_tot_vol",
  "acq_id",
  "acq_sub_part",
  "process_id",
  "process_particle_pixel_size_mm",
];
const [numbers, texts] = ["[f]", "[t]"];
const types = columns.map((name) => (/(lat|lon|depth_min|depth_max|area|major|vol|part|rank|mm)$/.test(name) ? numbers : texts));

/** Six objects of two samples, one with two images; a name of a taxon and a name of a person that nobody here knows. */
const object = (n: number, image: number, rank: number): (string | number)[] => [
  `tow_${n}`,
  `tow_${n}_${rank}.png`,
  rank,
  43.68 + n / 100,
  7.31,
  "20240512",
  `10${20 + n}00`,
  0,
  n * 10,
  n === 1 ? "validated" : "predicted",
  n % 2 === 0 ? "Loopida" : "Loopina",
  n === 1 ? "Nobody Here" : "",
  n === 1 ? "nobody@elsewhere.example" : "",
  n === 1 ? "20240601" : "",
  n === 1 ? "120000" : "",
  1000.5 + image,
  33.25,
  `seen "alive", ${n}`,
  `net_${n % 2}`,
  50,
  `net_${n % 2}_tot`,
  16,
  `p_${n % 2}`,
  0.010583,
];
const images: readonly (readonly [object: number, image: number, rank: number])[] = [
  ...[1, 2, 3, 4, 5, 6].map((n) => [n, n, 0] as const),
  [6, 7, 1],
];
const archive = tarOf({
  "tows/ecotaxa_tows.tsv": tableOf([columns, types, ...images.map((i) => object(...i))]),
  ...Object.fromEntries(images.map(([n, image, rank]) => [`tows/tow_${n}_${rank}.png`, ellipse(image, 0.4 + image / 5)])),
});

async function newProject(page: Page, title: string): Promise<number> {
  await page.goto("/");
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill(title);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  return Number(/projects\/(\d+)/.exec(page.url())?.[1]);
}

async function chooseBatch(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: `Check ${file.name}` }).click();
}

async function contentOf(page: Page, link: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

type Inside = { readonly id: number } & Record<string, unknown>;
type Shown = Inside & {
  readonly originalId: string;
  readonly annotatedAt: string;
  readonly sample: Inside;
  readonly acquisition: Inside;
  readonly vignettes: readonly { readonly id: number; readonly rank: number }[];
};

/** Everything that a project says of its objects, by names and not by ids, and their images; not what the model in service makes of them, which
 *  comes in its own time. */
async function contentsOf(project: number) {
  const { objects } = await ask<{ objects: { id: number }[] }>(operator, "POST", `projects/${project}/objects/query`, {});
  const all = await Promise.all(objects.map(({ id }) => ask<Shown>(operator, "GET", `objects/${id}`)));
  return Promise.all(all.toSorted((a, b) => a.originalId.localeCompare(b.originalId)).map(withoutIds));
}

const unnamed = ({ id: _, ...rest }: Inside) => rest;

async function withoutIds({
  id: _,
  projectId: _p,
  project: _t,
  version: _v,
  prediction: _m,
  sample,
  acquisition,
  vignettes,
  ...facts
}: Shown) {
  const images = await Promise.all(
    // An archive gives its files names of its own; the pictures are the same.
    vignettes.map(async ({ id, rank }) => {
      const answer = await (await sessionOf(operator)).get(`/api/vignettes/${id}`);
      expect(answer.status()).toBe(200);
      return { rank, image: (await answer.body()).toString("base64") };
    }),
  );
  // The exchanged form has whole seconds.
  const annotatedAt = facts.annotatedAt.slice(0, 19);
  return { ...facts, annotatedAt, sample: unnamed(sample), acquisition: unnamed(acquisition), images };
}

test("a stranger comes in, looks at the demo, imports, validates, exports, and the export comes in again equal", async ({ page }) => {
  await test.step("the first sign-in link makes the administrator", async () => {
    await page.goto(process.env.NAUPLIUS_FIRST_SIGN_IN ?? "");
    await page.getByLabel("E-mail").fill(operator.email);
    await page.getByLabel("Name", { exact: true }).fill(operator.name);
    await page.getByRole("textbox", { name: "Password" }).fill(operator.password);
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  });

  await test.step("the demo is there, with its vignettes", async () => {
    const demo = page.getByRole("link", { name: /Ligurian Sea/ });
    await expect(async () => {
      await page.goto("/");
      await expect(demo).toContainText("validated", { timeout: 3_000 });
    }).toPass({ timeout: 180_000, intervals: [1_000] });
    await demo.click();
    await page.getByRole("link", { name: "Look at the objects" }).click();
    await expect(page.getByRole("option").first().locator("img")).toBeVisible();
  });

  const first = await newProject(page, titles.first);
  await test.step("a batch comes in; what the wizard asks is answered", async () => {
    await chooseBatch(page, { name: "tows.tar", mimeType: "application/x-tar", buffer: archive });
    await expect(page.getByText("Taxa that are not known here")).toBeVisible();
    // The project's own page says that something comes, and shows it when it is here.
    const beside = await page.context().newPage();
    await beside.goto(`/projects/${first}`);
    await expect(beside.getByText("Objects are on their way")).toBeVisible();
    const asked = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    for (const name of ["Loopida", "Loopina"]) {
      await asked(name).getByRole("button", { name: "Make it a new taxon" }).click();
      await page.getByRole("button", { name: "At the top of the tree" }).click();
      await expect(asked(name)).toContainText("new below");
    }
    await asked("Nobody Here").getByRole("button", { name: "Me", exact: true }).click();
    await page.getByRole("button", { name: "Load 6 objects" }).click();
    await expect(page.getByRole("heading", { name: "6 objects were added" })).toBeVisible();
    await expect(beside.getByRole("link", { name: "Look at the objects" })).toBeVisible();
    await beside.close();
    await page.getByRole("link", { name: "See the objects" }).click();
  });

  await test.step("validated by keyboard", async () => {
    const tiles = page.getByRole("option");
    await expect(tiles).toHaveCount(6);
    await expect(tiles.first().locator("img")).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await page.keyboard.type("loopid");
    await expect(page.getByRole("listbox", { name: /found|taxa/i }).getByRole("option", { name: /Loopida/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(tiles.first()).toContainText("Loopida");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Enter");
    for (let at = 0; at < 6; at++) await expect(tiles.nth(at)).toHaveAttribute("data-state", "validated");
    await expect(page.getByTestId("outbox")).toHaveText("all saved");
  });

  const zip = await test.step("out again, as an archive of EcoTaxa", async () => {
    await page.getByRole("link", { name: "Export", exact: true }).click();
    await page.getByRole("checkbox", { name: "A permanent link in every row" }).uncheck();
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await expect(page.getByText(/^6 objects, 7 images/)).toBeVisible();
    return contentOf(page, page.getByRole("link", { name: /\.zip$/ }));
  });

  const second = await newProject(page, titles.second);
  await test.step("the export comes in without a question", async () => {
    await chooseBatch(page, { name: "export.zip", mimeType: "application/zip", buffer: zip });
    await page.getByRole("button", { name: "Load 6 objects" }).click();
    await expect(page.getByRole("heading", { name: "6 objects were added" })).toBeVisible();
  });

  const [before, after] = [await contentsOf(first), await contentsOf(second)];
  expect(before).toHaveLength(6);
  expect(after).toEqual(before);
});
