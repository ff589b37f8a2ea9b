import { sql } from "@nauplius/db/sql";
import { type Filter, type Sort, sortKeys } from "@nauplius/domain";
import { asUser, makeMember, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { objectsOfOrder, orderObjects } from "./order.ts";
import { makeScene, type Scene } from "./scene.fixture.ts";
import { listObjects } from "./window.ts";

let site: TestSite;
let scene: Scene;
let ctx: Context;
beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site, "orders");
  ctx = site.as(asUser(await makeMember(site.db, scene.project, "viewer", "viewer")));
});
afterAll(() => site.dispose());

async function value<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>): Promise<T> {
  const o = await outcome;
  if (!o.ok) throw new Error(o.error.message);
  return o.value;
}
type Of = { filter?: Filter; sort?: Sort; fresh?: boolean };
const order = (of: Of, as = ctx) => value(orderObjects.call(as, { projectId: scene.project, ...of } as never));
const places = (id: number, from: number, limit = 200, as = ctx) =>
  value(objectsOfOrder.call(as, { projectId: scene.project, order: id, from, limit } as never));
const listed = async (of: Of) => (await value(listObjects.call(ctx, { projectId: scene.project, ...of, limit: 1000 } as never))).objects;

/** What was done so far lies far back. */
const longAgo = () => site.db.run(sql`update batch set at = '1900-01-01' where project_id = ${scene.project}`);

test("by any column and in both directions the places are those of the pages", async () => {
  const fields = [
    { level: "object", name: "salt" },
    { level: "object", name: "mean" },
    { level: "object", name: "ship" },
  ] as const;
  for (const by of [...sortKeys, ...fields])
    for (const direction of ["ascending", "descending"] as const) {
      const sort = { by, direction } as Sort;
      const { order: id, objects } = await order({ sort });
      const page = await places(id, 40, 30);
      expect(objects, JSON.stringify(sort)).toBe(150);
      expect(page.ids, JSON.stringify(sort)).toEqual((await listed({ sort })).slice(40, 70).map((o) => o.id));
      expect(page.objects.map((o) => o.id)).toEqual(page.ids);
    }
});

test("a filter's order holds what the filter holds, and beyond its end there is nothing", async () => {
  const filter: Filter = { states: ["validated"] };
  const all = await listed({ filter });
  const { order: id, objects } = await order({ filter });
  expect(objects).toBe(all.length);
  expect((await places(id, all.length - 2)).ids).toEqual(all.slice(-2).map((o) => o.id));
  expect(await places(id, all.length + 10)).toMatchObject({ ids: [], objects: [] });
});

test("an order that still holds is used again; after a gesture, or when asked for afresh, it is read anew", async () => {
  await longAgo();
  const of: Of = { filter: { states: ["dubious"] } };
  const first = await order(of);
  expect(await order(of)).toEqual(first);
  const fresh = await order({ ...of, fresh: true });
  expect(fresh.order).not.toBe(first.order);
  await site.db.run(
    sql`insert into batch (id, project_id, kind, at) values (gen_random_uuid(), ${scene.project}, 'label', ${ctx.clock.now()}::timestamptz + interval '1 second')`,
  );
  expect((await order(of)).order).not.toBe(fresh.order);
});

const happens = (kind: string) =>
  site.db.run(
    sql`insert into batch (id, project_id, kind, at) values (gen_random_uuid(), ${scene.project}, ${kind}, ${ctx.clock.now()}::timestamptz + interval '1 second')`,
  );
const salt: Sort = { by: { level: "object", name: "salt" }, direction: "descending" };

test("what labels cannot change stands while people label, until something is corrected", async () => {
  for (const of of [{ sort: salt }, { filter: { months: [1, 2, 3] } }, { sort: { by: "size", direction: "ascending" } }] as Of[]) {
    await longAgo();
    const first = await order(of);
    await happens("label");
    await happens("undo");
    expect((await order(of)).order, JSON.stringify(of)).toBe(first.order);
    await happens("correct");
    expect((await order(of)).order, JSON.stringify(of)).not.toBe(first.order);
  }
  const changing: Of[] = [
    { sort: { by: "score", direction: "ascending" } },
    { sort: salt, filter: { states: ["validated"] } },
    { sort: { by: { level: "object", name: "score" }, direction: "ascending" } },
  ];
  for (const of of changing) {
    await longAgo();
    const first = await order(of);
    await happens("label");
    expect((await order(of)).order, JSON.stringify(of)).not.toBe(first.order);
  }
});

test("the first page by a column is the same before and after its order stands, and goes on from there", async () => {
  const first = async () => (await value(listObjects.call(ctx, { projectId: scene.project, sort: salt, limit: 20 } as never))).objects;
  await happens("correct");
  const before = await first();
  await longAgo();
  const { order: id } = await order({ sort: salt });
  expect(await first()).toEqual(before);
  const after = before.at(-1)?.position;
  const next = await value(listObjects.call(ctx, { projectId: scene.project, sort: salt, limit: 20, after } as never));
  expect(next.objects.map((o) => o.id)).toEqual((await places(id, 20, 20)).ids);
  // An object that went out of sight meanwhile leaves no gap on the page.
  await site.db.run(sql`update "object" set trash_id = 1 where id = ${before[3]?.id}`);
  expect(await first()).toHaveLength(20);
  await site.db.run(sql`update "object" set trash_id = null where id = ${before[3]?.id}`);
});

test("a number that stands as a text among an object's columns is sorted as the number that it is; a word is missing", async () => {
  const [low, high, word] = (await listed({})).slice(0, 3).map((o) => o.id);
  for (const [id, text] of [
    [low, " -5e1 "],
    [high, "900.5"],
    [word, "NA"],
  ] as const)
    await site.db.run(sql`update "object" set free = free || jsonb_build_object('salt', ${text}::text) where id = ${id}`);
  await happens("correct");
  const down = (await listed({ sort: salt })).map((o) => o.id);
  const up = (await listed({ sort: { ...salt, direction: "ascending" } })).map((o) => o.id);
  expect([down[0], up[0]]).toEqual([high, low]);
  const values = (await listed({ sort: salt })).find((o) => o.id === word)?.position[0];
  expect(values).toBeNull();
});

test("numbers that differ beyond what a double holds are one number, on pages and in the order", async () => {
  const same = (await listed({})).slice(5, 8).map((o) => o.id);
  for (const [at, text] of ["2000.5000000000000000001", "2000.50000000000000000009", "2.0005e3"].entries())
    await site.db.run(sql`update "object" set free = free || jsonb_build_object('salt', ${text}::text) where id = ${same[at]}`);
  await happens("correct");
  const pages = await listed({ sort: salt });
  expect(pages.slice(0, 3).map((o) => o.id)).toEqual([...same].reverse());
  const { order: id, objects } = await order({ sort: salt, fresh: true });
  expect((await places(id, 0, objects)).ids).toEqual(pages.map((o) => o.id));
});

test("of two who ask for the same view at the same moment one reads it and both use it", async () => {
  await longAgo();
  const of: Of = { sort: { by: "size", direction: "descending" }, filter: { months: [1, 2, 3, 4, 5, 6] } };
  const answers = await Promise.all([order(of), order(of), order(of)]);
  expect(new Set(answers.map((a) => a.order)).size).toBe(1);
});

test("places stay when labels change; what went out of sight leaves its place empty", async () => {
  const { order: id } = await order({ sort: { by: "name", direction: "ascending" } });
  const before = await places(id, 0, 10);
  const [gone, changed] = [before.ids[3], before.ids[5]];
  await site.db.run(sql`update "object" set trash_id = 1 where id = ${gone}`);
  await site.db.run(sql`update "object" set state = 'dubious', original_id = 'zzz' where id = ${changed}`);
  const after = await places(id, 0, 10);
  expect(after.ids).toEqual(before.ids.map((o) => (o === gone ? null : o)));
  expect(after.objects.find((o) => o.id === changed)?.state).toBe("dubious");
  await site.db.run(sql`update "object" set trash_id = null where id = ${gone}`);
});

test("whoever sees some samples finds no others in an order, not even in somebody else's", async () => {
  const limited = site.as(asUser(await makeMember(site.db, scene.project, "limited", "viewer", [scene.samples[0] as never])));
  const whole = await order({});
  const own = await order({}, limited);
  expect(own).toMatchObject({ objects: 50 });
  expect(own.order).not.toBe(whole.order);
  const seen = await places(whole.order, 0, 150, limited);
  expect(seen.objects.every((o) => o.sampleId === scene.samples[0])).toBe(true);
  expect(seen.ids.filter((o) => o !== null)).toHaveLength(50);
});

test("an order that is not kept any more is said to be gone, and bad places are refused by name", async () => {
  expect(await objectsOfOrder.call(ctx, { projectId: scene.project, order: 999_999, from: 0 } as never)).toMatchObject({
    ok: false,
    error: { code: "gone" },
  });
  for (const [name, bad] of Object.entries({ from: -1, limit: 100_000, order: 0 }))
    expect(
      await objectsOfOrder.call(ctx, { projectId: scene.project, ...{ order: 1, from: 0 }, [name]: bad } as never),
      name,
    ).toMatchObject({ ok: false, error: { code: "invalid", message: expect.stringContaining(name) } });
});
