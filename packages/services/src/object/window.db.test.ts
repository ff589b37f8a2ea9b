import { insertDivision, type ObjectRow } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import {
  type BatchId,
  type FieldRef,
  type Filter,
  filter as filterSchema,
  type Sort,
  type SortKey,
  sortKeys,
  states,
} from "@nauplius/domain";
import { asUser, makeMember, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { makeScene, type Scene } from "./scene.fixture.ts";
import { countObjects, listObjects, objectNeighbours } from "./window.ts";

let site: TestSite;
let scene: Scene;
let ctx: Context;
beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site);
  ctx = site.as(asUser(await makeMember(site.db, scene.project, "viewer", "viewer")));
});
afterAll(() => site.dispose());

type Page = Partial<{
  filter: Filter;
  sort: Sort;
  after: ObjectRow["position"];
  before: ObjectRow["position"];
  limit: number;
  fields: FieldRef[];
}>;
async function page(p: Page) {
  const outcome = await listObjects.call(ctx, { projectId: scene.project, ...p } as never);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.objects;
}

/** A plain row as the oracle knows it, without any of our SQL for filters and orders. */
type Plain = {
  id: number;
  original_id: string;
  taxon: string | null;
  taxon_id: number | null;
  sample_id: number;
  state: string;
  score: number | null;
  latitude: number | null;
  longitude: number | null;
  date: string | null;
  time: string | null;
  depth_min: number | null;
  depth_max: number | null;
  area: number | null;
  random: number;
  margin: number | null;
  entropy: number | null;
  annotated_at: Date | null;
  free: Record<string, string | number>;
  features: (number | null)[];
};
const everything = (): Promise<Plain[]> =>
  site.db.rows<Plain>(
    sql`select o.*, t.display_name as taxon, p.margin, p.entropy from "object" o left join taxon t on t.id = o.taxon_id
      left join prediction p on p.object_id = o.id where o.project_id = ${scene.project}`,
  );

const seconds = (o: Plain): number | null => (o.date === null ? null : Date.parse(`${o.date}T${o.time ?? "00:00:00"}Z`) / 1000);
const keyOf: Record<SortKey, (o: Plain) => number | string | null> = {
  id: (o) => o.id,
  name: (o) => o.original_id,
  taxon: (o) => o.taxon ?? "",
  state: (o) => o.state,
  score: (o) => o.score,
  margin: (o) => o.margin,
  entropy: (o) => o.entropy,
  // Nothing was compared in this project: these orders are that of the ids.
  likeness: () => null,
  distance: () => null,
  suspicion: () => null,
  cluster: () => null,
  annotatedAt: (o) => (o.annotated_at === null ? null : o.annotated_at.getTime() / 1000),
  date: seconds,
  depth: (o) => o.depth_min,
  latitude: (o) => o.latitude,
  longitude: (o) => o.longitude,
  sample: (o) => o.sample_id,
  size: (o) => o.area,
  random: (o) => o.random,
};
const columns: { by: FieldRef; key: (o: Plain) => number | string | null }[] = [
  { by: { level: "object", name: "mean" }, key: (o) => o.features[1] ?? null },
  { by: { level: "object", name: "salt" }, key: (o) => (o.free.salt as number | undefined) ?? null },
  { by: { level: "object", name: "ship" }, key: (o) => (o.free.ship as string | undefined) ?? "" },
];

/** Missing ones last in both directions, then by id in the same direction. */
function ordered(all: readonly Plain[], key: (o: Plain) => number | string | null, direction: Sort["direction"]): number[] {
  const sign = direction === "ascending" ? 1 : -1;
  return [...all]
    .sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return x === y ? sign * (a.id - b.id) : x === null ? 1 : -1;
      return x < y ? -sign : x > y ? sign : sign * (a.id - b.id);
    })
    .map((o) => o.id);
}

describe("pages of a view", () => {
  const sorts = [
    ...sortKeys.map((by) => ({ by: by as Sort["by"], key: keyOf[by], name: by as string })),
    ...columns.map((c) => ({ ...c, name: `column ${c.by.name}` })),
  ];
  const cases = sorts.flatMap((s) => (["ascending", "descending"] as const).map((direction) => ({ ...s, direction })));

  test.each(cases)("put together, in both ways, are the whole order by $name $direction", async ({ by, key, direction }) => {
    const expected = ordered(await everything(), key, direction);
    const sort: Sort = { by, direction };
    for (const limit of [7, 40, 1000]) {
      const forward: ObjectRow[] = [];
      for (let last: ObjectRow | undefined; ; last = forward.at(-1)) {
        const next = await page({ sort, limit, after: last?.position });
        forward.push(...next);
        if (next.length < limit) break;
      }
      expect(forward.map((o) => o.id)).toEqual(expected);
      const backward: ObjectRow[] = [];
      for (let first = forward.at(-1); first !== undefined; ) {
        const before = await page({ sort, limit, before: first.position });
        backward.unshift(...before);
        first = before[0];
      }
      expect(backward.map((o) => o.id)).toEqual(expected.slice(0, -1));
    }
  });

  test("each object has its neighbours of the order", async () => {
    const sort: Sort = { by: "size", direction: "descending" };
    const all = (await page({ sort, limit: 1000 })).map((o) => o.id);
    for (const at of [0, 1, 70, 148, 149]) {
      const outcome = await objectNeighbours.call(ctx, { projectId: scene.project, sort, objectId: all[at] } as never);
      expect(outcome).toEqual({ ok: true, value: { previous: all[at - 1] ?? null, next: all[at + 1] ?? null } });
    }
  });

  test("a place that is none in this order is refused by name", async () => {
    for (const by of ["score", "margin", "date", "size"] as const)
      for (const way of ["after", "before"] as const) {
        const asked = { projectId: scene.project, sort: { by }, [way]: ["2020-13-45", 1] };
        expect(await listObjects.call(ctx, asked as never)).toMatchObject({
          ok: false,
          error: { code: "invalid", message: expect.stringMatching(`^${way}: got a text`) },
        });
      }
  });

  test("shown columns come in the order in which they were asked for, unknown ones as missing", async () => {
    const fields = ["salt", "nothing", "mean"].map((name) => ({ level: "object" as const, name }));
    const [row] = await page({ fields, limit: 1 });
    const plain = (await everything()).find((o) => o.id === row?.id);
    expect(row?.values).toEqual([plain?.free.salt ?? null, null, plain?.features[1]]);
  });

  test("the station of its sample stands beside each object; of a sample without one there is none", async () => {
    await site.db.run(sql`update sample set free = free || '{"stationid": "B"}' where id = ${scene.samples[1]}`);
    const rows = await page({ limit: 1000 });
    for (const row of rows) expect(row.station).toBe(row.sampleId === scene.samples[1] ? "B" : null);
    expect(rows.filter((row) => row.station === "B")).toHaveLength(50);
  });

  test("a column that the project lacks is refused by name when it filters or sorts", async () => {
    const by = { level: "object" as const, name: "charm" };
    for (const p of [{ sort: { by } }, { filter: { fields: [{ field: by, min: 1 }] } }]) {
      const outcome = await listObjects.call(ctx, { projectId: scene.project, ...p } as never);
      expect(outcome).toMatchObject({ ok: false, error: { code: "invalid", faults: [{ path: "object/charm" }] } });
    }
  });
});

const within = (v: number | null | undefined, b: { min?: number; max?: number }): boolean =>
  b.min === undefined && b.max === undefined
    ? true
    : v != null && (b.min === undefined || v >= b.min) && (b.max === undefined || v <= b.max);

/** Whether the tests of columns hold: all of them, or any; one without bounds asks nothing. */
const holds =
  ({ fields = [], anyField }: Filter) =>
  (test: (t: NonNullable<Filter["fields"]>[number]) => boolean): boolean => {
    const asking = fields.filter((t) => "contains" in t || "equals" in t || "missing" in t || t.min !== undefined || t.max !== undefined);
    return anyField && asking.length > 0 ? asking.some(test) : asking.every(test);
  };

/** The filter in plain words: what a person expects of it. */
function fits(o: Plain, f: Filter, below: (taxa: readonly number[]) => ReadonlySet<number>): boolean {
  const taxa = f.taxa && (f.withChildren ? below(f.taxa) : new Set<number>(f.taxa));
  const month = o.date === null ? null : Number(o.date.slice(5, 7));
  const depth = f.depth;
  const [low, high] = depth?.how === "within" ? [o.depth_min, o.depth_max] : [o.depth_max, o.depth_min];
  const p = f.place;
  const inLongitudes = (lon: number) =>
    p !== undefined && (p.west <= p.east ? lon >= p.west && lon <= p.east : lon >= p.west || lon <= p.east);
  return (
    (f.states === undefined || f.states.some((s) => s === o.state)) &&
    (taxa === undefined || (o.taxon_id !== null && taxa.has(o.taxon_id))) &&
    (f.samples === undefined || f.samples.some((s) => s === o.sample_id)) &&
    (f.dates?.from === undefined || (o.date !== null && o.date >= f.dates.from)) &&
    (f.dates?.to === undefined || (o.date !== null && o.date <= f.dates.to)) &&
    (f.months === undefined || (month !== null && f.months.includes(month))) &&
    (depth?.min === undefined || (low !== null && low >= depth.min)) &&
    (depth?.max === undefined || (high !== null && high <= depth.max)) &&
    (p === undefined ||
      (o.latitude !== null && o.longitude !== null && o.latitude >= p.south && o.latitude <= p.north && inLongitudes(o.longitude))) &&
    within(o.score, f.score ?? {}) &&
    (f.objects === undefined || f.objects.some((id) => id === o.id)) &&
    holds(f)((t) => {
      const value = t.field.name === "mean" ? o.features[1] : t.field.name === "score" ? (o.score ?? undefined) : o.free[t.field.name];
      if ("contains" in t) return value !== undefined && String(value).toLowerCase().includes(t.contains.toLowerCase());
      if ("equals" in t) return value !== undefined && String(value) === t.equals;
      if ("missing" in t) return (value === undefined || value === null) === t.missing;
      return within(typeof value === "number" ? value : null, t);
    })
  );
}

describe("filters", () => {
  /** Few parts at once, or nothing would be found. */
  const maybe = <T>(a: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: a });
  const either = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
  const bounds = (values: readonly number[]) =>
    fc.record({ min: either(fc.constantFrom(...values)), max: either(fc.constantFrom(...values)) });
  const object = (name: string) => ({ level: "object" as const, name });
  const tens = Array.from({ length: 12 }, (_, i) => i * 10);
  const fieldTest = fc.oneof(
    bounds([0, 1, 2, 3]).map((b) => ({ field: object("mean"), ...b })),
    bounds([0, 0.5, 1, 2]).map((b) => ({ field: object("salt"), ...b })),
    bounds([0.1, 0.7, 1]).map((b) => ({ field: object("score"), ...b })),
    fc.constantFrom("tara", "A", "%", "_", "a_b").map((contains) => ({ field: object("ship"), contains })),
    fc.constantFrom("Tara", "100%", "tara").map((equals) => ({ field: object("ship"), equals })),
    fc.boolean().map((missing) => ({ field: object("ship"), missing })),
  );
  const date = fc.constantFrom("2020-03-01", "2020-09-15", "2021-02-28");
  const anyFilter = () =>
    fc.record({
      states: maybe(fc.subarray([...states], { minLength: 1 })),
      taxa: maybe(fc.subarray([...scene.taxa.values()].map(Number), { minLength: 1 })),
      withChildren: fc.boolean(),
      samples: maybe(fc.subarray(scene.samples.map(Number), { minLength: 1 })),
      dates: maybe(fc.record({ from: either(date), to: either(date) })),
      months: maybe(fc.subarray([1, 3, 5, 7, 12], { minLength: 1 })),
      depth: maybe(bounds(tens).chain((b) => fc.constantFrom("overlaps", "within").map((how) => ({ ...b, how })))),
      place: maybe(fc.constantFrom({ south: -1, north: 2, west: -10, east: 10 }, { south: -2, north: 1, west: 170, east: -170 })),
      score: maybe(bounds([0, 0.3, 0.5, 0.7, 1, 1e300])),
      fields: maybe(fc.array(fieldTest, { minLength: 1, maxLength: 3 })),
      anyField: either(fc.boolean()),
      objects: maybe(fc.subarray(scene.ids.map(Number), { minLength: 1 })),
    });

  test("any combination finds what it says, counts it right, and both bounds count", async () => {
    const all = await everything();
    const parents = new Map(
      (await site.db.rows<{ id: number; parent_id: number | null }>(sql`select id, parent_id from taxon`)).map((t) => [t.id, t.parent_id]),
    );
    const below = (taxa: readonly number[]) => {
      const isBelow = (id: number | null): boolean => id !== null && (taxa.includes(id) || isBelow(parents.get(id) ?? null));
      return new Set([...parents.keys()].filter(isBelow));
    };
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(anyFilter(), async (raw) => {
        const f = filterSchema.parse(raw);
        const expected = all.filter((o) => fits(o, f, below)).map((o) => o.id);
        hits += expected.length > 0 && expected.length < all.length ? 1 : 0;
        const found = (await page({ filter: f, limit: 1000 })).map((o) => o.id);
        expect(found).toEqual(expected.sort((a, b) => a - b));
        const counted = await countObjects.call(ctx, { projectId: scene.project, filter: f } as never);
        expect(counted).toEqual({ ok: true, value: { objects: expected.length, atLeast: false } });
      }),
      { numRuns: 300 },
    );
    // A test of filters that find nothing would prove nothing.
    expect(hits).toBeGreaterThan(60);
  });

  test("an import date is the UTC day on which the batch was published, both days included; what no batch brought has none", async () => {
    const [early = 0, late = 0, none = 0] = scene.ids;
    await site.db.run(sql`update "object" set batch_id = null where id = ${none}`);
    for (const [id, published] of [
      [early, "2026-03-01T00:00:00Z"],
      [late, "2026-03-02T23:59:59Z"],
    ] as const) {
      const run = await site.db.row<{ id: number }>(sql`
        insert into run (kind, state, project_id, published_at) values ('importBatch', 'done', ${scene.project}, ${published}) returning id`);
      await site.db.run(sql`update "object" set batch_id = ${run?.id} where id = ${id}`);
    }
    const found = async (importedAt: object) => (await page({ filter: { importedAt }, limit: 1000 })).map((o) => o.id);
    expect(await found({ from: "2026-03-01", to: "2026-03-02" })).toEqual([early, late]);
    expect(await found({ to: "2026-03-01" })).toEqual([early]);
    expect(await found({ from: "2026-03-02", to: "2026-03-02" })).toEqual([late]);
    expect(await found({ from: "2026-03-03", to: "2026-03-04" })).toEqual([]);
    expect(await found({})).toContain(none);
    expect(await found({ to: "9999-12-31" })).not.toContain(none);
  });

  test("what a division made has the import date of what was divided, also when it is divided again", async () => {
    const [parent = 0, child = 0, grandchild = 0, elsewhere = 0] = scene.ids.slice(10);
    await site.db.run(sql`update "object" set batch_id = null where id = any(${[child, grandchild, elsewhere]}::bigint[])`);
    await site.db.run(sql`
      with made as (insert into run (kind, state, project_id, published_at) values ('importBatch', 'done', ${scene.project}, '2025-05-05T12:00:00Z') returning id)
      update "object" set batch_id = made.id from made where "object".id = ${parent}`);
    for (const [of, made] of [
      [parent, child],
      [child, grandchild],
    ] as const)
      await insertDivision(site.db, {
        ...{ kind: "separate", batch: crypto.randomUUID() as BatchId, by: null, at: new Date(), lines: [], drawnOn: "vignette" },
        ...{ parents: [of], children: [made] },
      });
    const found = async (importedAt: object) => (await page({ filter: { importedAt }, limit: 1000 })).map((o) => o.id);
    expect(await found({ from: "2025-05-05", to: "2025-05-05" })).toEqual([parent, child, grandchild]);
    expect(await found({ to: "2025-05-04" })).toEqual([]);
  });

  test("by whom: the last annotator alone, or anybody who ever annotated", async () => {
    const [first = 0, second = 0] = scene.ids;
    const [ann, ben] = [await makeUser(site.db, "ann"), await makeUser(site.db, "ben")];
    const label = async (by: string, object: number) => {
      const batch = crypto.randomUUID();
      await site.db.run(sql`insert into batch (id, project_id, kind, by, at) values (${batch}, ${scene.project}, 'label', ${by}, now())`);
      await site.db.run(sql`insert into annotation_event (project_id, object_id, batch_id, state, how, seen, by, at, version)
        values (${scene.project}, ${object}, ${batch}, 'dubious', 'one', true, ${by}, now(), 2)`);
      await site.db.run(sql`update "object" set annotated_by = ${by} where id = ${object}`);
    };
    await label(ann, first);
    await label(ben, first);
    await label(ann, second);
    const found = async (filter: object) => (await page({ filter, limit: 1000 })).map((o) => o.id);
    expect(await found({ annotatedBy: [ann] })).toEqual([second]);
    expect(await found({ annotatedBy: [ann], annotatedEver: true })).toEqual([first, second]);
    expect(await found({ annotatedBy: [ben] })).toEqual([first]);
  });
});
