import type { Db } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { Access, RefusalCode } from "@nauplius/domain";
import { makeSite, type TestSite } from "@nauplius/testing/factories";
import { rehearse } from "@nauplius/testing/rehearse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as services from "../index.ts";
import type { Outcome, Verb } from "../verb.ts";
import {
  countFrom,
  examples,
  type House,
  type Land,
  makeActors,
  makeHouse,
  makeLand,
  mayKnow,
  mixtures,
  type Person,
  type Place,
  refusalFor,
} from "./index.fixture.ts";

type AnyVerb = Verb<never, unknown>;
const isVerb = (value: unknown): value is AnyVerb =>
  typeof value === "object" && value !== null && "call" in value && "permission" in value;
const all: readonly unknown[] = Object.values(services);
const verbs: readonly AnyVerb[] = all.filter(isVerb);

// Foreign ids and names are such that one look tells them wherever they turn up.
const foreignFrom = 7_770_000_000;
const farFrom = 8_880_000_000;
const madeFrom = 9_990_000_000;
const foreignMark = "Kryptos";
const farMark = "Distans";

let site: TestSite;
let land: Land;
let own: House;
let foreign: House;
let everybody: Person[];
const opened = new Map<Access, House>();
let tried = 0;
let open = 0;

beforeAll(async () => {
  site = await makeSite();
  land = await makeLand(site);
  for (const access of ["visible", "open"] as const) opened.set(access, await makeHouse(site, land, access, { access }));
  own = await makeHouse(site, land, "Oikos", { farMark, farFrom });
  await countFrom(site, foreignFrom);
  foreign = await makeHouse(site, land, foreignMark);
  everybody = await makeActors(site, own, foreign);
  // What somebody makes during the trial is theirs to know.
  await countFrom(site, madeFrom);
});
afterAll(async () => {
  console.log(`${tried} combinations, ${open} open (${verbs.length} verbs, ${everybody.length} kinds of people)`);
  await site.dispose();
});

type Answer = { readonly outcome: Outcome<unknown>; readonly wrote: boolean; readonly said: string; readonly labels: string };

/** PostgreSQL gives a number to a transaction that writes or locks, and to no other. */
const wrote = async (db: Db): Promise<boolean> =>
  (await db.row<{ id: string | null }>(sql`select pg_current_xact_id_if_assigned()::text as id`))?.id !== null;

/** All that is said of a project's objects. */
const labelsOf = async (db: Db, h: House): Promise<string> =>
  (
    await db.row<{ labels: string }>(sql`
      select concat_ws('/', (select sum(version) from "object" where id = any(${[...h.objects]}::bigint[])),
        (select count(*) from annotation_event where object_id = any(${[...h.objects]}::bigint[])),
        (select count(*) from rejection where object_id = any(${[...h.objects]}::bigint[]))) as labels`)
  )?.labels ?? "";

const queue = { enqueue: async () => true, counts: async () => ({}), close: async () => undefined };

/** Asks as this person; says what was answered and whether anything was written. Nothing stays. */
async function ask(verb: AnyVerb, p: Person, input: unknown): Promise<Answer> {
  tried += 1;
  return rehearse(site.db, async (db) => {
    const outcome = await verb.call({ ...site.as(p.actor), db, queue }, input as never);
    const said = JSON.stringify(outcome.ok ? outcome.value : outcome.error.message) ?? "";
    const isOwnPart = examples[verb.name]?.ownPart === true;
    return { outcome, wrote: await wrote(db), said, labels: isOwnPart ? await labelsOf(db, foreign) : "" };
  });
}

const codeOf = (outcome: Outcome<unknown>): RefusalCode | "ok" => (outcome.ok ? "ok" : outcome.error.code);
const inputOf = (verb: AnyVerb, h: House): object => {
  const example = examples[verb.name];
  if (example === undefined) throw new Error(`no example input for ${verb.name}: add it to packages/services/src/rights/examples`);
  return example.input(h, land);
};
const placeOf = (verb: AnyVerb, h: House, access: Access): Place =>
  verb.inProject && examples[verb.name]?.site !== true ? { projectId: h.projectId, access } : null;

/** Foreign ids that the asker wrote are no secret to them. */
const leaks = (said: string, first: number, mark: string): boolean =>
  new RegExp(`${String(first).slice(0, 5)}\\d{5}|${mark}`, "i").test(said);

const wrong: string[] = [];
const note = (text: string, isOpen: boolean) => {
  wrong.push(text);
  if (isOpen) open += 1;
};

async function checkOne(verb: AnyVerb, p: Person, h: House, access: Access, where: string): Promise<void> {
  const place = placeOf(verb, h, access);
  const refusal = refusalFor(p, verb, place);
  const { outcome, wrote, said } = await ask(verb, p, inputOf(verb, h));
  const got = codeOf(outcome);
  const line = `${verb.name} as ${p.name} on ${where}: ${got}`;
  if (refusal !== null) {
    if (got !== refusal) note(`${line}, expected ${refusal}`, outcome.ok);
    if (wrote) note(`${line}, and something was written`, true);
  } else if (got !== "ok" && !(examples[verb.name]?.but ?? []).includes(got) && !invisible(p, h, access, got))
    note(`${line}, expected an answer: ${said}`, false);
  if (h !== foreign && !mayKnow(p, { projectId: foreign.projectId, access: "private" }) && leaks(said, foreignFrom, foreignMark))
    note(`${line}, and it tells of the foreign project: ${said.slice(0, 300)}`, true);
  if (h === own && p.limited && leaks(said, farFrom, farMark))
    note(`${line}, and it tells of a sample outside the limit: ${said.slice(0, 300)}`, true);
}

/** The public of an open project sees validated objects only: lists that name others are refused whole. */
const invisible = (p: Person, h: House, access: Access, got: string): boolean =>
  access === "open" && got === "notFound" && !p.roles.has(h.projectId) && !p.siteRoles.includes("admin");

/** A few at a time: each in a transaction of its own that is taken back. */
async function each(whom: readonly Person[], work: (p: Person) => Promise<void>): Promise<void> {
  const waiting = [...whom];
  const lane = async () => {
    for (let p = waiting.shift(); p !== undefined; p = waiting.shift()) await work(p);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

/** Those who are nothing in a project that others opened, in every way of being nothing. */
const outsiders = () => everybody.filter((p) => p.roles.size === 0 || p.name.startsWith("token") || p.name.startsWith("member"));
/** Everybody who has a right in one of two projects; who has it in both, or everywhere, may name both. */
const mixers = () =>
  everybody.filter((p) => !p.siteRoles.includes("admin") && !(p.roles.has(own.projectId) && p.roles.has(foreign.projectId)));

/** Texts and ids of a request. */
const partsOf = (input: unknown): string[] =>
  typeof input === "object" && input !== null ? Object.values(input).flatMap(partsOf) : [String(input)].filter((part) => part.length >= 4);

/** An answer may repeat what was asked. */
const withoutInput = (said: string, input: unknown): string => partsOf(input).reduce((left, part) => left.replaceAll(part, ""), said);

describe.each(verbs.map((verb) => [verb.name, verb] as const))("%s", (_name, verb) => {
  const settled = () => {
    const found = wrong.splice(0);
    expect(found, found.join("\n")).toEqual([]);
  };

  test("does for each kind of people what the table says, here and elsewhere", async () => {
    await each(everybody, async (p) => {
      await checkOne(verb, p, own, "private", "the own project");
      if (verb.inProject) await checkOne(verb, p, foreign, "private", "a foreign project");
    });
    if (verb.inProject)
      for (const [access, house] of opened) await each(outsiders(), (p) => checkOne(verb, p, house, access, `a project that is ${access}`));
    settled();
  });

  const isOwnPart = examples[verb.name]?.ownPart === true;
  const what = isOwnPart
    ? "of own and foreign things together, does what is of the own alone"
    : "refuses what names own and foreign things together, and changes nothing";
  test(what, async () => {
    const before = isOwnPart ? await labelsOf(site.db, foreign) : "";
    for (const { input, inFilter } of mixtures(inputOf(verb, own), inputOf(verb, foreign)))
      await each(mixers(), async (p) => {
        const { outcome, wrote, said, labels } = await ask(verb, p, input);
        const line = `${verb.name} as ${p.name} with ${JSON.stringify(input)}: ${codeOf(outcome)}`;
        const told = outcome.ok ? withoutInput(said, input) : "";
        const telling = p.roles.has(foreign.projectId) ? /Oikos/.test(told) : leaks(told, foreignFrom, foreignMark);
        if (telling) note(`${line}, and it tells: ${said.slice(0, 300)}`, true);
        if (labels !== before) note(`${line}, and of the foreign project ${before} became ${labels}`, true);
        if (wrote && outcome.ok && !inFilter && !isOwnPart && examples[verb.name]?.run !== true)
          note(`${line}, and it wrote: ${said.slice(0, 200)}`, true);
      });
    settled();
  });

  test("finds nothing under ids that do not exist", async () => {
    if (!verb.inProject || examples[verb.name]?.site === true) return;
    const none = JSON.parse(JSON.stringify(inputOf(verb, foreign)), (_key, value) =>
      typeof value === "number" && value >= foreignFrom ? value + 900_000_000_000 : value,
    );
    await each(everybody, async (p) => {
      const { outcome, said } = await ask(verb, p, none);
      if (outcome.ok && said !== "[]") note(`${verb.name} as ${p.name} with ids that do not exist: ${said.slice(0, 200)}`, true);
    });
    settled();
  });
});

test("every example is of a verb that exists", () => {
  const names = new Set(verbs.map((verb) => verb.name));
  expect(Object.keys(examples).filter((name) => !names.has(name))).toEqual([]);
  expect(new Set(verbs.map((verb) => verb.name)).size).toBe(verbs.length);
});
