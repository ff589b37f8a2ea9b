import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Access, type RefusalCode, refusalCodes } from "@nauplius/domain";
import {
  countFrom,
  type House,
  type Land,
  makeActors,
  makeHouse,
  makeLand,
  mayKnow,
  type Place,
  refusalFor,
} from "@nauplius/services/rights";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, askAs, inLanes } from "./ask.fixture.ts";
import { type Instance, startWeb } from "./instance.fixture.ts";
import { pages } from "./pages.fixture.ts";
import { bringIn, type Caller } from "./people.fixture.ts";
import { type Case, cases, knownHandlers } from "./requests.fixture.ts";

// Foreign ids and names are such that one look tells them wherever they turn up.
const foreignFrom = 7_770_000_000;
const farFrom = 8_880_000_000;
const foreignMark = "Kryptos";
const farMark = "Distans";

/** Which scope opens which verb is tried for every verb without HTTP; here one that opens little is enough. */
const oneScope = /^token to (?!read$)/;

let instance: Instance;
let land: Land;
let own: House;
let foreign: House;
let visible: House;
let open: House;
let everybody: Caller[];
let asked = 0;

beforeAll(async () => {
  instance = await startWeb();
  const { site } = instance;
  land = await makeLand(site);
  visible = await makeHouse(site, land, "visible", { access: "visible" });
  open = await makeHouse(site, land, "open", { access: "open" });
  own = await makeHouse(site, land, "Oikos", { farMark, farFrom });
  await countFrom(site, foreignFrom);
  foreign = await makeHouse(site, land, foreignMark);
  everybody = await bringIn(
    instance,
    (await makeActors(site, own, foreign)).filter((p) => !oneScope.test(p.name)),
  );
});
afterAll(async () => {
  console.log(`${asked} requests (${cases.length} routes, ${Object.keys(pages).length} pages, ${everybody.length} kinds of people)`);
  await instance.stop();
});

/** Pages show what verbs answer: those who see least of it, and one who sees all of the other project. */
const lookers = ["anonymous", "stranger", "member of another project", "limited reviewer", "expired manager"];

type Trial = { readonly c: Case; readonly p: Caller; readonly h: House; readonly access: Access };
const placeOf = ({ c, h, access }: Trial): Place => (c.verb.inProject ? { projectId: h.projectId, access } : null);
const refusalOf = (t: Trial): RefusalCode | null => refusalFor(t.p, t.c.verb, placeOf(t));

/** How open a project is matters to those who are nothing in it. */
const outsiders = ["anonymous", "stranger"];

const trials = (): Trial[] =>
  cases.flatMap((c) =>
    everybody.flatMap((p) => {
      const at = (h: House, access: Access): Trial => ({ c, p, h, access });
      if (!c.verb.inProject) return [at(own, "private")];
      const more = outsiders.includes(p.name) ? [at(visible, "visible"), at(open, "open")] : [];
      return [at(own, "private"), at(foreign, "private"), ...more];
    }),
  );

const ask = async ({ c, p, h }: Trial): Promise<Answer> => {
  asked += 1;
  return askAs(instance, p, c.ask(h, land));
};
const lineOf = ({ c, p, h }: Trial, { status, said }: Answer) => {
  const where = h === own ? "the own project" : h === foreign ? "a foreign project" : h === open ? "an open project" : "a visible project";
  return `${c.name} as ${p.name} on ${where}: ${status} ${said.slice(0, 200)}`;
};

const tells = (said: string, first: number, mark: string): boolean =>
  new RegExp(`${String(first).slice(0, 5)}\\d{5}|${mark}`, "i").test(said);

/** What somebody was told that is not theirs to know; ids that they wrote themselves are no secret. */
function leak(p: Caller, h: House, said: string): string | null {
  const knowsForeign = mayKnow(p, { projectId: foreign.projectId, access: "private" });
  if (h !== foreign && !knowsForeign && tells(said, foreignFrom, foreignMark)) return "tells of the foreign project";
  if (h === foreign && !knowsForeign && said.includes(foreignMark)) return "tells of the foreign project";
  if (h === own && p.limited && tells(said, farFrom, farMark)) return "tells of a sample outside the limit";
  return null;
}

/** The public of an open project sees validated objects only: lists that name others are refused whole. */
const invisible = ({ p, h, access }: Trial, code: string): boolean =>
  access === "open" && code === "notFound" && !p.roles.has(h.projectId) && !p.siteRoles.includes("admin");

async function settle(which: readonly Trial[], fault: (t: Trial, a: Answer) => string | null): Promise<void> {
  const wrong: string[] = [];
  await inLanes(which, async (t) => {
    const answer = await ask(t);
    for (const found of [fault(t, answer), leak(t.p, t.h, answer.said)]) if (found !== null) wrong.push(`${lineOf(t, answer)}: ${found}`);
  });
  expect(wrong, wrong.join("\n")).toEqual([]);
}

const notGranted = (t: Trial, { status, code }: Answer): string | null =>
  (status >= 200 && status < 300) || t.c.but.includes(code) || invisible(t, code) ? null : "expected an answer";

describe("every route, as every kind of people, on own and foreign things", { timeout: 400_000 }, () => {
  test("refuses as the table of permissions says, and what was refused changed nothing", async () => {
    const before = await instance.fingerprint();
    const refused = trials().filter((t) => refusalOf(t) !== null);
    expect(refused.length).toBeGreaterThan(1500);
    await settle(refused, (t, { status }) => {
      const expected = refusalCodes[refusalOf(t) ?? "invalid"].status;
      return status === expected ? null : `expected ${expected}`;
    });
    expect(await instance.fingerprint()).toBe(before);
  });

  test("answers those who have the right, with what is theirs to know", async () => {
    const before = await instance.fingerprint();
    await settle(
      trials().filter((t) => t.c.reads && refusalOf(t) === null),
      notGranted,
    );
    expect(await instance.fingerprint()).toBe(before);
  });
});

describe("every page", { timeout: 400_000 }, () => {
  test("says nothing of a project to those who may not know it", async () => {
    const wrong: string[] = [];
    const all = Object.values(pages).flatMap((page) =>
      everybody.filter((p) => lookers.includes(p.name)).flatMap((p) => [own, foreign].map((h) => ({ p, h, path: page(h) }))),
    );
    const addresses = new Map(all.map((t) => [`${t.p.name} ${t.path}`, t]));
    await inLanes([...addresses.values()], async ({ p, h, path }) => {
      asked += 1;
      const { status, said } = await askAs(instance, p, { path, init: { method: "GET" } });
      // The address is repeated in the page.
      const found = leak(p, h, said.replaceAll(path, ""));
      if (found !== null || status >= 500) wrong.push(`${path} as ${p.name}: ${status} ${found}`);
    });
    expect(wrong, wrong.join("\n")).toEqual([]);
  });
});

test("every route handler and every page of the build is in the tables above", () => {
  const server = fileURLToPath(new URL(`../../../${process.env.NEXT_DIST_DIR ?? ".next"}/server/`, import.meta.url));
  const built = Object.keys(JSON.parse(readFileSync(join(server, "app-paths-manifest.json"), "utf8")) as object);
  const named = (kind: string) => built.filter((path) => path.endsWith(kind)).map((path) => path.slice(0, -kind.length) || "/");
  const nobodys = ["/icon.svg", "/favicon.ico"];
  expect(
    named("/route")
      .filter((path) => !nobodys.includes(path))
      .toSorted(),
  ).toEqual(knownHandlers.toSorted());
  expect(
    named("/page")
      .filter((path) => !path.startsWith("/_"))
      .toSorted(),
  ).toEqual(Object.keys(pages).toSorted());
  expect(readdirSync(server)).not.toContain("pages-api");
});

test("what changes something does so for whoever has the right", async () => {
  const strongest = (c: Case) =>
    everybody.filter((p) => "cookie" in p.headers && refusalOf({ c, p, h: own, access: "private" }) === null && !p.limited);
  const ending = /DELETE|\/(delete|block|revert)|trash|account\/password/;
  const writing = cases.filter((c) => !c.reads);
  const inOrder = [...writing.filter((c) => !ending.test(c.name)), ...writing.filter((c) => ending.test(c.name))];
  const wrong: string[] = [];
  for (const c of inOrder) {
    const p = strongest(c).find((one) => one.name === "manager") ?? strongest(c)[0];
    if (p === undefined) throw new Error(`nobody may ${c.name}`);
    const answer = await ask({ c, p, h: own, access: "private" });
    const fault = notGranted({ c, p, h: own, access: "private" }, answer);
    if (fault !== null && answer.status !== 409) wrong.push(lineOf({ c, p, h: own, access: "private" }, answer));
  }
  expect(wrong, wrong.join("\n")).toEqual([]);
});
