import { insertPack, recordPack } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { anonymous, asUser, makeMember, makeProject, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { projectExamples } from "../project/examples.ts";
import { projectAnnotators } from "../project/fields.ts";
import { listProjects } from "../project/list.ts";
import { projectCounts } from "../project/read.ts";
import { listSamples, readAcquisition, readSample } from "../sample/verbs.ts";
import { type Preferences, readPreferences, writePreferences } from "../view/preferences.ts";
import { deleteView, listViews, saveView } from "../view/saved.ts";
import { viewCounts } from "./counts.ts";
import { findObjects } from "./find.ts";
import { objectHistory } from "./history.ts";
import { readObject } from "./read.ts";
import { makeScene, type Scene } from "./scene.fixture.ts";
import { readVignette } from "./vignette.ts";
import { pageOfVignettes } from "./vignettes.ts";
import { countObjects, listObjects, objectNeighbours } from "./window.ts";

let site: TestSite;
let scene: Scene;
let manager: Context;
let limited: Context;
let stranger: Context;
let publicly: Context;
let vignette: number;
const image = new TextEncoder().encode("not really a picture");

type Any<T> = Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>;
async function value<T>(outcome: Any<T>): Promise<T> {
  const o = await outcome;
  if (!o.ok) throw new Error(o.error.message);
  return o.value;
}
const of = (rest: object = {}) => ({ projectId: scene.project, ...rest }) as never;
const inSample = (sample: number): Promise<{ id: number; state: string }[]> =>
  site.db.rows(sql`select id, state from "object" where sample_id = ${sample} order by id`);
const open = (access: string) => site.db.run(sql`update project set access = ${access} where id = ${scene.project}`);

beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site, "sight");
  manager = site.as(asUser(await makeMember(site.db, scene.project, "manager", "manager")));
  limited = site.as(asUser(await makeMember(site.db, scene.project, "limited", "annotator", [scene.samples[1] as never])));
  stranger = site.as(asUser(await makeUser(site.db, "stranger")));
  publicly = site.as(anonymous);
  const writer = await manager.storage.appendTo("packs/sight");
  const offset = writer.append(image);
  await writer.commit();
  await writer.close();
  const pack = await insertPack(site.db, "packs/sight", "test");
  await recordPack(site.db, pack, image.length, true);
  const [first] = await inSample(Number(scene.samples[0]));
  const made = await site.db.row<{ id: number }>(sql`
    insert into vignette (object_id, rank, file_name, pack_id, "offset", length, mime, width, height, hash)
    values (${first?.id}, 0, 'a.png', ${pack}, ${offset}, ${image.length}, 'image/png', 4, 4, '\\x00') returning id`);
  vignette = made?.id ?? 0;
});
afterAll(() => site.dispose());

test("examples of a sample or an acquisition are from there, for whoever sees its objects", async () => {
  const [first] = await inSample(Number(scene.samples[0]));
  await site.db.run(sql`update "object" set vignettes = 1 where id = ${first?.id}`);
  const acquisitionOf = async (sample: unknown) =>
    (await site.db.row<{ id: number }>(sql`select id from acquisition where sample_id = ${Number(sample)}`))?.id;
  const [here, there] = [await acquisitionOf(scene.samples[0]), await acquisitionOf(scene.samples[1])];
  const examples = async (ctx: Context, part: object) => (await value(projectExamples.call(ctx, of(part)))).map((e) => e.objectId);
  for (const part of [{}, { sampleId: scene.samples[0] }, { acquisitionId: here }])
    expect(await examples(manager, part)).toEqual([first?.id]);
  for (const part of [{ sampleId: scene.samples[1] }, { acquisitionId: there }]) expect(await examples(manager, part)).toEqual([]);
  expect(await examples(limited, { sampleId: scene.samples[0] })).toEqual([]);
});

describe("a member limited to one sample", () => {
  test("finds the objects of that sample and no others, whatever is asked for", async () => {
    const mine = await inSample(Number(scene.samples[1]));
    const all = await value(listObjects.call(limited, of({ limit: 1000 })));
    expect(all.objects.map((o) => o.id)).toEqual(mine.map((o) => o.id));
    const byOther = await value(listObjects.call(limited, of({ filter: { samples: [scene.samples[0]] } })));
    expect(byOther.objects).toEqual([]);
    expect(await value(countObjects.call(limited, of()))).toEqual({ objects: 50, atLeast: false });
    const byId = await value(findObjects.call(limited, of({ ids: scene.ids.map(String) })));
    expect(byId.found).toEqual(mine.map((o) => o.id));
    expect(byId.missing).toHaveLength(100);
  });

  test("counts that sample alone, by counters and by filters", async () => {
    for (const filter of [{}, { samples: scene.samples }, { depth: { min: -1000 } }]) {
      const { counts } = await value(viewCounts.call(limited, of({ filter })));
      const n = counts.reduce((sum, c) => sum + c.objects, 0);
      expect(n).toBe(filter.depth === undefined ? 50 : (await value(countObjects.call(limited, of({ filter })))).objects);
    }
    const { counts } = await value(viewCounts.call(limited, of({ filter: { samples: [scene.samples[0]] } })));
    expect(counts).toEqual([]);
    const project = await value(projectCounts.call(limited, of()));
    expect(project.reduce((sum, c) => sum + c.objects, 0)).toBe(50);
    const [listed] = await value(listProjects.call(limited, {} as never));
    expect(listed).toMatchObject({ samples: 1 });
    expect(Object.values(listed?.counts ?? {}).reduce((a, b) => a + Number(b), 0)).toBe(50);
  });

  test("meets objects, images, samples and acquisitions of others as if they were not there", async () => {
    const [other] = await inSample(Number(scene.samples[0]));
    const acquisition = await site.db.row<{ id: number }>(sql`select id from acquisition where sample_id = ${scene.samples[0]}`);
    const asked = [
      readObject.call(limited, { objectId: other?.id } as never),
      objectHistory.call(limited, { objectId: other?.id } as never),
      objectNeighbours.call(limited, of({ objectId: other?.id })),
      readVignette.call(limited, { vignetteId: vignette } as never),
      readSample.call(limited, { sampleId: scene.samples[0] } as never),
      readAcquisition.call(limited, { acquisitionId: acquisition?.id } as never),
    ];
    for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await value(pageOfVignettes.call(limited, { objects: [other?.id] } as never))).toEqual([]);
    expect((await value(listSamples.call(limited, of()))).map((s) => s.id)).toEqual([scene.samples[1]]);
  });
});

describe("images", () => {
  test("come to members byte for byte", async () => {
    const got = await value(readVignette.call(manager, { vignetteId: vignette } as never));
    expect([...got.bytes]).toEqual([...image]);
    expect(got.mime).toBe("image/png");
    const [first] = await inSample(Number(scene.samples[0]));
    const [page] = await value(pageOfVignettes.call(manager, { objects: [first?.id] } as never));
    expect([...(page?.bytes ?? [])]).toEqual([...image]);
  });

  test("do not exist for others, neither with nor without an account, and not for visible metadata either", async () => {
    for (const access of ["private", "visible"]) {
      await open(access);
      for (const ctx of [stranger, publicly]) {
        const outcome = await readVignette.call(ctx, { vignetteId: vignette } as never);
        expect(outcome.ok).toBe(false);
      }
    }
    await open("private");
  });

  test("of mixed projects are refused together", async () => {
    const foreign = await makeScene(site, "foreign sight");
    const outcome = await pageOfVignettes.call(manager, { objects: [scene.ids[0], foreign.ids[0]] } as never);
    expect(outcome).toMatchObject({ ok: false, error: { code: "notFound" } });
  });
});

describe("the public of an open project", () => {
  beforeAll(() => open("open"));
  afterAll(() => open("private"));

  test("sees validated objects only", async () => {
    const { objects } = await value(listObjects.call(publicly, of({ limit: 1000 })));
    const validated = await site.db.rows<{ id: number }>(
      sql`select id from "object" where project_id = ${scene.project} and state = 'validated' order by id`,
    );
    expect(objects.map((o) => o.id)).toEqual(validated.map((o) => o.id));
    const { counts } = await value(viewCounts.call(publicly, of()));
    expect(counts.reduce((sum, c) => sum + c.objects, 0)).toBe(validated.length);
    expect(counts.every((c) => c.state === "validated")).toBe(true);
    const predicted = await site.db.row<{ id: number }>(
      sql`select id from "object" where project_id = ${scene.project} and state = 'predicted' limit 1`,
    );
    expect(await readObject.call(publicly, { objectId: predicted?.id } as never)).toMatchObject({ ok: false });
  });

  test("never learns who annotated: not from rows, nor the object, nor its history, nor by filtering", async () => {
    await site.db.run(sql`update "object" set annotated_by = 'user-limited' where project_id = ${scene.project} and state = 'validated'`);
    await site.db.run(sql`update annotation_event set by = 'user-limited' where project_id = ${scene.project} and state = 'validated'`);
    const { objects } = await value(listObjects.call(publicly, of({ limit: 1000 })));
    const history = await value(objectHistory.call(publicly, { objectId: objects[0]?.id } as never));
    const object = await value(readObject.call(publicly, { objectId: objects[0]?.id } as never));
    expect(history.length).toBeGreaterThan(0);
    expect(JSON.stringify({ objects, history, object })).not.toContain("limited");
    for (const verb of [listObjects, countObjects, viewCounts])
      expect(await verb.call(publicly, of({ filter: { annotatedBy: ["user-limited"] } }))).toMatchObject({
        ok: false,
        error: { code: "forbidden" },
      });
    expect(await projectAnnotators.call(publicly, of())).toMatchObject({ ok: false });
    expect((await value(projectAnnotators.call(manager, of()))).map((a) => a.name)).toContain("limited");
  });
});

describe("objects of a batch that is still being loaded", () => {
  test("are nowhere to be seen, and all there once it is published", async () => {
    await site.db.run(
      sql`update run set published_at = null, state = 'running' where id = (select batch_id from "object" where id = ${scene.ids[0]})`,
    );
    expect((await value(countObjects.call(manager, of()))).objects).toBe(100);
    expect((await value(listObjects.call(manager, of({ limit: 1000 })))).objects).toHaveLength(100);
    expect(await readObject.call(manager, { objectId: scene.ids[0] } as never)).toMatchObject({ ok: false });
    expect(await readVignette.call(manager, { vignetteId: vignette } as never)).toMatchObject({ ok: false });
    await site.db.run(sql`update run set published_at = now(), state = 'done' where project_id = ${scene.project}`);
    expect((await value(countObjects.call(manager, of()))).objects).toBe(150);
  });
});

describe("saved views and choices", () => {
  test("are one's own until shared; others see shared ones and cannot take them away, managers can", async () => {
    const { id } = await value(saveView.call(limited, of({ name: "Mine", query: "state=predicted" })));
    expect(await value(listViews.call(manager, of()))).toEqual([]);
    await value(saveView.call(limited, of({ name: "Mine", query: "state=dubious", shared: true })));
    expect(await value(listViews.call(manager, of()))).toMatchObject([
      { id, name: "Mine", query: "state=dubious", mine: false, owner: "limited" },
    ]);
    const other = site.as(asUser(await makeMember(site.db, scene.project, "other", "annotator")));
    expect(await deleteView.call(other, { viewId: id } as never)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await deleteView.call(stranger, { viewId: id } as never)).toMatchObject({ ok: false, error: { code: "notFound" } });
    await value(deleteView.call(manager, { viewId: id } as never));
  });

  test("of display are kept part by part, each person's own", async () => {
    await value(writePreferences.call(limited, of({ value: { tile: 160, shown: ["taxon", { level: "object", name: "area" }] } })));
    await value(writePreferences.call(limited, of({ value: { fitted: true } })));
    expect(await value(readPreferences.call(limited, of()))).toEqual({
      tile: 160,
      fitted: true,
      shown: ["taxon", { level: "object", name: "area" }],
    });
    expect(await value(readPreferences.call(manager, of()))).toEqual({});
    expect(await writePreferences.call(limited, of({ value: { tile: "huge" } }))).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  test("adjustments of vignettes and taxa on keys are kept; what no screen shows and what is no key is refused by name", async () => {
    const adjust = { brightness: 1.2, contrast: 0.9, gamma: 1, invert: true };
    const hotTaxa = [
      { letter: "é", taxonId: 1 },
      { letter: "7", taxonId: 2 },
    ];
    await value(writePreferences.call(manager, of({ value: { adjust, hotTaxa, blind: true } })));
    expect(await value(readPreferences.call(manager, of()))).toMatchObject({ adjust, hotTaxa, blind: true });
    const bad = {
      "value.adjust.gamma": { adjust: { ...adjust, gamma: 0 } },
      "value.hotTaxa.0.letter": { hotTaxa: [{ letter: "0", taxonId: 1 }] },
      "one key twice": { hotTaxa: [...hotTaxa, { letter: "é", taxonId: 2 }] },
    };
    for (const [name, wrong] of Object.entries(bad))
      expect(await writePreferences.call(manager, of({ value: wrong })), name).toMatchObject({
        ok: false,
        error: { code: "invalid", message: expect.stringContaining(name) },
      });
  });

  test("how vignettes are shown is kept by instrument, and by project where the instrument is not known", async () => {
    const person = await makeUser(site.db, "of two instruments");
    const adjust = (gamma: number) => ({ brightness: 1, contrast: 1, gamma, invert: false });
    const [zooscan, same, uvp, unknown] = await Promise.all(
      ["ZooScan", "ZooScan", "UVP6", "?"].map(async (instrument, at) => {
        const project = await makeProject(site.db, `instrument ${at}`);
        await site.db.run(sql`update project set instrument = ${instrument} where id = ${project}`);
        await site.db.run(sql`insert into membership (project_id, user_id, role) values (${project}, ${person}, 'annotator')`);
        return project;
      }),
    );
    const as = site.as(asUser(person));
    const kept = async (project: unknown): Promise<Preferences> => value(readPreferences.call(as, { projectId: project } as never));
    const read = async (project: unknown) => (await kept(project)).adjust?.gamma;
    const write = (project: unknown, v: object) => value(writePreferences.call(as, { projectId: project, value: v } as never));
    await write(zooscan, { adjust: adjust(1.5), tile: 200 });
    await write(unknown, { adjust: adjust(0.5) });
    expect([await read(zooscan), await read(same), await read(uvp), await read(unknown)]).toEqual([1.5, 1.5, undefined, 0.5]);
    await write(same, { adjust: adjust(2) });
    await write(uvp, { adjust: adjust(0.7) });
    expect([await read(zooscan), await read(uvp)]).toEqual([2, 0.7]);
    expect([(await kept(zooscan)).tile, (await kept(same)).tile]).toEqual([200, undefined]);
  });
});
