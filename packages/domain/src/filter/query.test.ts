import fc from "fast-check";
import { expect, test } from "vitest";
import { states } from "../annotation/states.ts";
import { levels } from "../object/fields.ts";
import { queryOfView, viewOfQuery, viewParameters } from "./query.ts";
import { filter, sort, sortKeys } from "./schemas.ts";

const maybe = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 5 });
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const text = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" });
const ref = fc.record({ level: fc.constantFrom(...levels), name: text });
const bounds = fc.record({ min: maybe(value), max: maybe(value) });
const days = fc.record({ from: maybe(day), to: maybe(day) });

const anyFilter = fc.record({
  states: maybe(fc.uniqueArray(fc.constantFrom(...states), { minLength: 1 })),
  taxa: maybe(ids),
  withChildren: maybe(fc.constant(true)),
  samples: maybe(ids),
  acquisitions: maybe(ids),
  dates: maybe(days),
  months: maybe(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 })),
  depth: maybe(fc.record({ min: maybe(value), max: maybe(value), how: fc.constantFrom("overlaps", "within") })),
  place: maybe(
    fc.record({
      south: fc.integer({ min: -90, max: 90 }),
      north: fc.integer({ min: -90, max: 90 }),
      west: fc.integer({ min: -180, max: 180 }),
      east: fc.integer({ min: -180, max: 180 }),
    }),
  ),
  annotatedBy: maybe(fc.array(text, { minLength: 1, maxLength: 3 })),
  annotatedEver: maybe(fc.constant(true)),
  annotatedAt: maybe(days),
  importedAt: maybe(days),
  score: maybe(bounds),
  proposed: maybe(fc.boolean()),
  fields: maybe(
    fc.array(
      fc.oneof(
        bounds.chain((b) => ref.map((field) => ({ field, ...b }))),
        fc.record({ field: ref, contains: text }),
        fc.record({ field: ref, equals: fc.string({ maxLength: 20 }) }),
        fc.record({ field: ref, missing: fc.boolean() }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  ),
  anyField: maybe(fc.constant(true)),
  objects: maybe(ids),
  originalIds: maybe(fc.array(text, { minLength: 1, maxLength: 3 })),
  like: maybe(ids),
  clusters: maybe(fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1 })),
  suspect: maybe(fc.boolean()),
});
const anySort = fc.record({ by: fc.oneof(fc.constantFrom(...sortKeys), ref), direction: fc.constantFrom("ascending", "descending") });

test("any view survives the way through its address", () => {
  fc.assert(
    fc.property(anyFilter, anySort, (f, s) => {
      const view = { filter: filter.parse(f), sort: sort.parse(s) };
      const back = viewOfQuery(queryOfView(view));
      expect(back.unread).toEqual([]);
      // Undefined parts are absent parts.
      expect(JSON.parse(JSON.stringify(back.filter))).toEqual(JSON.parse(JSON.stringify(view.filter)));
      expect(back.sort).toEqual(view.sort);
    }),
  );
});

test("no address whatever makes it fail", () => {
  const names = fc.constantFrom(
    "state",
    "taxon",
    "depth",
    "place",
    "f",
    "sort",
    "date",
    "imported",
    "object",
    "by",
    "score",
    "month",
    "like",
    "cluster",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string({ maxLength: 30 }))), (pairs) => {
      expect(filter.safeParse(viewOfQuery(pairs).filter).success).toBe(true);
    }),
  );
});

test("half a place, a test of no column and a yes that is none are named, not passed over", () => {
  const view = viewOfQuery([
    ["place", "40,3"],
    ["f", "area"],
    ["suspect", "maybe"],
    ["state", "dubious"],
  ]);
  expect(view.filter).toEqual({ states: ["dubious"] });
  expect(view.unread.toSorted()).toEqual(["fields", "place", "suspect"]);
});

test("a view is written with the parameters that an address may have", () => {
  fc.assert(
    fc.property(anyFilter, anySort, (f, s) => {
      for (const [name] of queryOfView({ filter: filter.parse(f), sort: sort.parse(s) })) expect(viewParameters).toContain(name);
    }),
  );
});

test("what cannot be read is named and the rest holds", () => {
  const view = viewOfQuery([
    ["state", "validated,alive"],
    ["sample", "3"],
    ["sort", "charm"],
  ]);
  expect(view.filter).toEqual({ samples: [3] });
  expect(view.unread).toEqual(["states", "sort"]);
});
