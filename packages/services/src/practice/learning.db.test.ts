import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId, type TaxonId } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { readSheet, writeProjectSheet, writeSiteSheet } from "../sheet/verbs.ts";
import { readKeyPractice, recordKeyPractice } from "./keys.ts";
import { answerInPractice, listPractices, nextPractice, openPractice, practiceResult, publishPractice } from "./verbs.ts";

let site: TestSite;
let project: ProjectId;
let taxa: ReadonlyMap<string, TaxonId>;
let ids: readonly number[];
const people = new Map<string, Context>();
const as = (name: string): Context => people.get(name) as Context;
const taxon = (name: string): number => taxa.get(name) as number;

beforeAll(async () => {
  site = await makeSite();
  taxa = await makeTaxa(site.db, ["Copepoda", "Detritus", "Chaetognatha"]);
  project = await makeProject(site.db, "learning");
  const sample = await makeSample(site.db, project, "tow");
  const acquisition = await makeAcquisition(site.db, project, sample, "scan");
  const names = ["Copepoda", "Copepoda", "Copepoda", "Detritus", "Detritus", "Detritus", "Chaetognatha"];
  const seeds = names.map((name, i) => ({
    originalId: `o${i}`,
    taxonId: taxon(name),
    state: i === 6 ? ("predicted" as const) : ("validated" as const),
  }));
  ids = await makeObjects(site.db, { project, sample, acquisition, rng: createRng("learning") }, seeds);
  await site.db.run(sql`insert into pack (key, bytes) values ('packs/learning', 16)`);
  await site.db.run(sql`
    insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
    select o.id, 'Copepoda.png', (select id from pack limit 1), 0, 8, 'image/png', 20, 10, '\\x00'::bytea from "object" o`);
  await site.db.run(sql`update "object" set vignettes = 1`);
  for (const [name, role] of [
    ["meg", "manager"],
    ["tom", "trainee"],
  ] as const)
    people.set(name, site.as(asUser(await makeMember(site.db, project, name, role))));
  people.set("edith", site.as(asUser(await makeUser(site.db, "edith", ["taxonEditor"]), ["taxonEditor"])));
});
afterAll(() => site.dispose());

describe("a practice set", () => {
  const publish = async (more: object = {}) => {
    const outcome = await publishPractice.call(as("meg"), { projectId: project, name: "First week", perTaxon: 2, ...more });
    return outcome.ok ? outcome.value : outcome.error;
  };
  const next = async (set: number) => {
    const outcome = await nextPractice.call(as("tom"), { practiceId: set });
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value;
  };
  let set = 0;

  test("holds some validated objects of each taxon, and needs two taxa", async () => {
    expect(await publish({ filter: { taxa: [taxon("Copepoda")] } })).toMatchObject({ code: "invalid", faults: [{ path: "filter" }] });
    expect(await publish({ filter: { fields: [{ field: { level: "object", name: "none" }, min: 1 }] } })).toMatchObject({
      code: "invalid",
    });
    const made = await publish();
    expect(made).toMatchObject({ objects: 4, taxa: 2 });
    set = Number("id" in made && made.id);
    expect((await publishPractice.call(as("tom"), { projectId: project, name: "x" })).ok).toBe(false);
    expect(await listPractices.call(as("tom"), { projectId: project })).toMatchObject({
      value: [{ objects: 4, taxa: 2, finished: 0, begun: null }],
    });
  });

  test("hides what it asks for: no name, no number of the object, no file", async () => {
    const { object, taxa: choices, total } = await next(set);
    expect(total).toBe(4);
    expect(choices.map((t) => t.displayName)).toEqual(["Copepoda", "Detritus"]);
    expect(Object.keys(object ?? {}).sort()).toEqual(["ordinal", "pixelSize", "vignettes"]);
    expect(JSON.stringify(object)).not.toContain("Copepoda");
    expect(await practiceResult.call(as("tom"), { practiceId: set })).toEqual({ ok: true, value: { last: null, earlier: [] } });
  });

  test("is answered once, object by object, and then told by taxon, to the newcomer alone", async () => {
    const answer = (ordinal: number, name: string) => answerInPractice.call(as("tom"), { practiceId: set, ordinal, taxonId: taxon(name) });
    expect(await answer(1, "Chaetognatha")).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await answer(99, "Copepoda")).toMatchObject({ ok: false, error: { code: "conflict" } });
    for (const ordinal of [1, 2, 3, 4]) {
      expect((await next(set)).object?.ordinal).toBe(ordinal);
      expect(await answer(ordinal, "Copepoda")).toMatchObject({ ok: true, value: { finished: ordinal === 4 } });
    }
    const told = await practiceResult.call(as("tom"), { practiceId: set });
    expect(told).toMatchObject({
      value: { last: { agreement: { objects: 4, agreed: 0.5, kappa: 0, confusion: [{ objects: 2 }, { objects: 2 }] } } },
    });
    expect(told.ok && told.value.last?.wrong.length).toBe(2);
    expect(await practiceResult.call(as("meg"), { practiceId: set })).toEqual({ ok: true, value: { last: null, earlier: [] } });
    expect(await site.db.row(sql`select count(*)::int as n from annotation_event where how <> 'import'`)).toEqual({ n: 0 });
  });

  test("can be gone through again, earlier attempts stay; closed it asks nothing", async () => {
    expect(await next(set)).toMatchObject({ answered: 0, total: 4 });
    expect((await openPractice.call(as("meg"), { practiceId: set, open: false })).ok).toBe(true);
    expect(await nextPractice.call(as("tom"), { practiceId: set })).toMatchObject({ ok: false, error: { code: "gone" } });
    expect(await practiceResult.call(as("tom"), { practiceId: set })).toMatchObject({ value: { last: { agreement: { objects: 4 } } } });
  });
});

describe("a taxon's sheet", () => {
  const read = async (name: string, more: object = { projectId: project }) => {
    const outcome = await readSheet.call(as(name), { taxonId: taxon("Copepoda"), ...more });
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value;
  };
  const write = (more: object = {}) =>
    writeSiteSheet.call(as("edith"), {
      taxonId: taxon("Copepoda"),
      version: 0,
      text: "Two long antennae.",
      lookAlikes: [],
      objectIds: [],
      ...more,
    });

  test("shows validated objects until somebody chooses some, and says who may write which part", async () => {
    const sheet = await read("tom");
    expect(sheet).toMatchObject({
      chosen: false,
      may: { site: false, project: false },
      site: { version: 0 },
      project: { title: "learning" },
    });
    expect(sheet.images).toHaveLength(3);
    expect((await read("meg")).may).toEqual({ site: false, project: true });
    expect(await read("edith", {})).toMatchObject({ project: null, images: [], may: { site: true, project: false } });
  });

  test("editors write criteria and look-alikes, managers the project's rule; the slower writer is told", async () => {
    const alike = [{ taxonId: taxon("Detritus"), tell: "no symmetry" }];
    expect(await write({ lookAlikes: alike })).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await write()).toMatchObject({ ok: false, error: { code: "stale" } });
    expect(await write({ version: 1, text: "Two antennae.", lookAlikes: alike })).toMatchObject({ ok: true, value: { version: 2 } });
    const rule = {
      projectId: project,
      taxonId: taxon("Copepoda"),
      version: 0,
      text: "With eggs: Copepoda.",
      objectIds: [ids[1] as number],
    };
    expect(await writeProjectSheet.call(as("meg"), rule)).toMatchObject({ ok: true });
    const sheet = await read("tom");
    expect(sheet).toMatchObject({ chosen: true, site: { text: "Two antennae.", by: "edith" }, project: { text: "With eggs: Copepoda." } });
    expect(sheet.images.map((i) => Number(i.objectId))).toEqual([ids[1]]);
    expect(sheet.site.lookAlikes).toMatchObject([{ taxon: "Detritus", tell: "no symmetry" }]);
    expect(sheet.site.lookAlikes[0]?.images).toHaveLength(3);
  });

  test("refuses a taxon as its own look-alike, objects that the writer may not see, and writers without the right", async () => {
    expect(await write({ version: 2, lookAlikes: [{ taxonId: taxon("Copepoda"), tell: "" }] })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
    expect(await write({ version: 2, objectIds: [ids[0] as number] })).toMatchObject({ ok: false, error: { code: "notFound" } });
    const input = { taxonId: taxon("Copepoda"), version: 2, text: "", lookAlikes: [], objectIds: [] };
    expect(await writeSiteSheet.call(as("meg"), input)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const rule = { projectId: project, taxonId: taxon("Copepoda"), version: 1, text: "", objectIds: [] };
    expect(await writeProjectSheet.call(as("tom"), rule)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

describe("the practice of the keys", () => {
  const stand = (name: string) => readKeyPractice.call(as(name), {});
  const record = (name: string, how: object) => recordKeyPractice.call(as(name), how as never);

  test("is offered until a person took it or declined it; each has their own", async () => {
    expect(await stand("tom")).toEqual({ ok: true, value: { offered: false, times: 0, best: null, last: null } });
    expect(await record("tom", { declined: true })).toMatchObject({ ok: true });
    expect(await stand("tom")).toMatchObject({ value: { offered: true, times: 0, best: null } });
    expect(await stand("meg")).toMatchObject({ value: { offered: false } });
  });

  test("keeps the best and the last: fewer errors first, then less time", async () => {
    for (const [seconds, errors] of [
      [90, 2],
      [200, 0],
      [120, 0],
      [60, 5],
    ])
      await record("tom", { seconds, errors });
    expect(await stand("tom")).toMatchObject({
      value: { offered: true, times: 4, best: { seconds: 120, errors: 0 }, last: { seconds: 60, errors: 5 } },
    });
    expect(await record("tom", { seconds: 0, errors: 0 })).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await record("tom", { seconds: 10, errors: -1 })).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await stand("tom")).toMatchObject({ value: { times: 4 } });
  });
});
