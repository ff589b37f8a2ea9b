import { randomUUID } from "node:crypto";
import { createRng, type Rng } from "@nauplius/domain";
import { expect, type Page, test } from "@playwright/test";
import { ask, signIn } from "../e2e/api.ts";
import { addMember, addPerson, addProject, person } from "../e2e/scene.ts";
import { type Drawn, drawObjects, idsOfTaxa, importObjects } from "./truth.ts";
import { keysToPaint, scrollThrough } from "./watch.ts";

// A scripted annotator through the real page: an answer key with human error, page mode and mixed mode, and how the page keeps up.
// The script needs no time to look: what it reaches is the page's ceiling. Beside it stand the same gestures with the time that a person
// needs, by the model below; nobody of flesh was measured.
const error = 0.05;
/** Time that a person needs beside what the page takes, s; assumed, not measured. */
const person_ = {
  /** To look over a page of 50 vignettes, 100 ms each. */
  page: 5,
  /** To look at one vignette with a decision of its own and press its key. */
  object: 0.6,
  /** To type a few letters of another taxon, or to aim at a tile and mark it. */
  more: 1,
};
const objects = Number(process.env.OBJECTS ?? 10_000);
const mixedObjects = 240;
const heapSeconds = Number(process.env.HEAP_SECONDS ?? 30);

const mark = randomUUID().slice(0, 8);
const ann = person("Ann", mark);
const drawn = drawObjects(objects);
const key = new Map(drawn.map((o) => [o.name, o]));
const said = (text: string) => console.log(text);

test.describe.configure({ mode: "serial" });
let project = 0;
let ids: Awaited<ReturnType<typeof idsOfTaxa>>;
test.beforeAll(async () => {
  await addPerson(ann);
  project = await addProject(`Annotators ${mark}`);
  await importObjects(project, drawn);
  await addMember(project, ann, "reviewer");
  ids = await idsOfTaxa();
  const right = drawn.filter((o) => o.truth === o.predicted).length / drawn.length;
  said(`${objects} drawn objects, ${(100 * right).toFixed(1)} % predicted right; an answer key with ${100 * error} % human error`);
});

const tiles = (page: Page) => page.getByRole("option");
async function openObjects(page: Page, query: string): Promise<void> {
  await page.goto(`/projects/${project}/objects?${query}`);
  await expect(tiles(page).first().locator("img")).toBeVisible();
}
const perHour = (count: number, seconds: number): string => Math.round((count / seconds) * 3600).toLocaleString("en");

/** The names of a page's objects once it stands; null: there is no page to look at any more. */
const pageOf = (page: Page, before: string): Promise<string[] | null> =>
  page
    .waitForFunction((last) => {
      const frame = document.querySelector("[data-pages]");
      if (frame === null) return null;
      const names = [...frame.querySelectorAll<HTMLElement>("[role=option]")].map((tile) => tile.dataset.name ?? "");
      if (names.length > 0 && String(names) !== last) return { names };
      return frame.querySelector("[role=listbox]") === null && frame.querySelector("output") === null ? { names: null } : null;
    }, before)
    .then((handle) => handle.jsonValue())
    .then((found) => found?.names ?? null);

/** What the person takes for wrong: each object is judged by the key, with its error. */
const judged = (names: readonly string[], taxon: string, rng: Rng, falseAlarm: number): string[] =>
  names.filter((name) => (key.get(name)?.truth === taxon ? rng.bool(falseAlarm) : !rng.bool(error)));

async function markAll(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) await page.locator(`[data-pages] [data-name="${name}"]`).click();
}

type Course = { seen: number; accepted: number; right: number; pages: number; marks: number; seconds: number; told: string };

/** One interval of one taxon: pages, checks, acceptance. */
async function interval(page: Page, taxon: Drawn["truth"], rng: Rng): Promise<Course> {
  await openObjects(page, `state=predicted&taxon=${ids.get(taxon)}&sort=score&down=1`);
  // The order must stand before its pages can be asked for.
  await expect(page.getByRole("button", { name: "Page mode" })).toBeEnabled();
  const start = Date.now();
  await page.getByRole("button", { name: "Page mode" }).click();
  const course: Course = { seen: 0, accepted: 0, right: 0, pages: 0, marks: 0, seconds: 0, told: "" };
  let last = "";
  for (let names = await pageOf(page, last); names !== null; names = await pageOf(page, last)) {
    last = String(names);
    course.seen += names.length;
    course.pages += 1;
    const wrong = judged(names, taxon, rng, 0);
    // A decision is of a page here: one in twenty is the wrong key.
    if (wrong.length === 0 && rng.bool(error)) await page.keyboard.press("j");
    else {
      // Many wrong ones are not marked one by one.
      if (wrong.length <= 10) await markAll(page, wrong);
      if (wrong.length <= 10) course.marks += wrong.length;
      await page.keyboard.press(wrong.length <= 10 ? "f" : "j");
    }
  }
  const check = page.getByRole("button", { name: "Check and accept" });
  if ((await check.count()) > 0) {
    await check.click();
    const checks = page.locator("[data-pages] [role=listbox]");
    await expect(checks.or(page.getByText("Nothing was left to accept"))).toBeVisible();
    const drawnChecks = await pageOf(page, last);
    if (drawnChecks !== null) {
      course.seen += drawnChecks.length;
      course.pages += drawnChecks.length / 50;
      const wrong = judged(drawnChecks, taxon, rng, error);
      course.marks += wrong.length;
      await markAll(page, wrong);
      await page.keyboard.press("f");
    }
    const told = page.getByTestId("precision");
    await expect(told.or(page.getByText("Nothing was left to accept"))).toBeVisible();
    if ((await told.count()) > 0) course.told = (await told.textContent()) ?? "";
  }
  course.seconds = (Date.now() - start) / 1000;
  await page.keyboard.press("Escape");
  return course;
}

type Row = { readonly originalId: string; readonly accepted: boolean; readonly position: readonly [number | null, number] };

/** What stands as accepted for a taxon, and how much of it is right by the drawing. */
async function acceptedOf(taxon: Drawn["truth"]): Promise<{ accepted: number; right: number }> {
  const all: Row[] = [];
  const filter = { taxa: [ids.get(taxon)], states: ["predicted"] };
  for (let after: Row["position"] | undefined; ; ) {
    const answer = await ask<{ objects: Row[] }>(ann, "POST", `projects/${project}/objects/query`, { filter, limit: 1000, after });
    all.push(...answer.objects.filter((o) => o.accepted));
    if (answer.objects.length < 1000) break;
    after = answer.objects.at(-1)?.position;
  }
  return { accepted: all.length, right: all.filter((o) => key.get(o.originalId)?.truth === taxon).length };
}

test("page mode: accepted and seen an hour, and the precision that the page promises", async ({ page }) => {
  await signIn(page, ann);
  const rng = createRng("page mode");
  const sum = { seen: 0, accepted: 0, seconds: 0, withPerson: 0 };
  for (const taxon of ["Rotundus", "Longissima"] as const) {
    const course = await interval(page, taxon, rng);
    Object.assign(course, await acceptedOf(taxon));
    sum.seen += course.seen;
    sum.accepted += course.accepted;
    sum.seconds += course.seconds;
    sum.withPerson += course.seconds + course.pages * person_.page + course.marks * person_.more;
    const truth = course.accepted === 0 ? "" : `truly ${((100 * course.right) / course.accepted).toFixed(1)} % right`;
    said(`page mode, ${taxon}: ${course.seen} seen, ${course.accepted} accepted; "${course.told}", ${truth}`);
    const promised = Number(/at least ([\d.]+)/.exec(course.told)?.[1] ?? 0);
    if (course.accepted > 0) expect((100 * course.right) / course.accepted).toBeGreaterThanOrEqual(promised);
  }
  said(`page mode, ceiling of the page: ${perHour(sum.accepted, sum.seconds)} accepted/h, ${perHour(sum.seen, sum.seconds)} seen/h`);
  said(
    `page mode, with a person's time (${person_.page} s a page, ${person_.more} s a mark): ${perHour(sum.accepted, sum.withPerson)} accepted/h, ` +
      `${perHour(sum.seen, sum.withPerson)} seen/h; wanted: 20,000 accepted/h`,
  );
});

test("mixed mode: seen an hour", async ({ page }) => {
  await signIn(page, ann);
  const rng = createRng("mixed mode");
  await openObjects(page, "state=predicted&sort=random");
  await page.keyboard.press("ArrowRight");
  const start = Date.now();
  let typed = 0;
  const given: { id: number; taxonId: number }[] = [];
  for (let i = 0; i < mixedObjects; i++) {
    const tile = page.locator(`[data-focused][data-index="${i}"]`);
    const [name, id] = await tile.evaluate((e: HTMLElement) => [e.dataset.name ?? "", Number(e.dataset.id)] as const);
    const object = key.get(name) as Drawn;
    const answer = rng.bool(error) ? rng.pick([...ids.keys()].filter((t) => t !== object.truth)) : object.truth;
    given.push({ id, taxonId: ids.get(answer) ?? 0 });
    if (answer === object.predicted) await page.keyboard.press("Enter");
    else {
      typed += 1;
      await page.keyboard.type(answer.slice(0, 5).toLowerCase());
      await page.keyboard.press("Enter");
    }
  }
  const seconds = (Date.now() - start) / 1000;
  await expect(page.getByTestId("outbox")).toHaveText("all saved");
  const rows = await Promise.all(given.map(({ id }) => ask<{ taxonId: number; state: string }>(ann, "GET", `objects/${id}`)));
  const wrong = rows.filter((row, i) => row.taxonId !== given[i]?.taxonId || row.state !== "validated").length;
  expect(wrong).toBe(0);
  const withPerson = seconds + mixedObjects * person_.object + typed * person_.more;
  said(
    `mixed mode, ceiling of the page: ${perHour(mixedObjects, seconds)} seen/h; ${typed} of ${mixedObjects} typed, ${wrong} labels lost or elsewhere`,
  );
  said(
    `mixed mode, with a person's time (${person_.object} s an object, ${person_.more} s to type): ${perHour(mixedObjects, withPerson)} seen/h; wanted: 4,000`,
  );
});

test("key to paint, scrolling through all tiles, memory", async ({ page }) => {
  await signIn(page, ann);
  await openObjects(page, "state=predicted,dubious&sort=name&tile=112");
  await keysToPaint(page, 60, said);
  await openObjects(page, "tile=64");
  await scrollThrough(page, objects, heapSeconds, said);
});
