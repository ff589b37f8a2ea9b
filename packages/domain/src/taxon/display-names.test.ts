import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayNames, homonymsOf, type NamedTaxon } from "./display-names.ts";
import { searchName } from "./search-name.ts";

const taxon = (id: number, parentId: number | null, name: string, more: Partial<NamedTaxon> = {}): NamedTaxon => ({
  id,
  parentId,
  name,
  isDeprecated: false,
  projectId: null,
  ...more,
});

function namesOf(taxa: readonly NamedTaxon[]): Map<number, string> {
  const byId = new Map(taxa.map((t) => [t.id, t]));
  return new Map([...homonymsOf(taxa).values()].flatMap((group) => [...displayNames(group, (id) => byId.get(id))]));
}

describe("display names", () => {
  test("a name alone stays, homonyms get as many ancestors as tell them apart", () => {
    const names = namesOf([
      taxon(1, null, "living"),
      taxon(2, 1, "Copepoda"),
      taxon(3, 1, "Mollusca"),
      taxon(4, 2, "egg"),
      taxon(5, 3, "egg"),
      taxon(6, 4, "part"),
      taxon(7, 5, "part"),
    ]);
    expect([...names.values()].sort()).toEqual(
      ["living", "Copepoda", "Mollusca", "egg<Copepoda", "egg<Mollusca", "part<egg<Copepoda", "part<egg<Mollusca"].sort(),
    );
  });
  test("accents and case do not tell names apart", () => {
    const names = namesOf([taxon(1, null, "Écrevisse"), taxon(2, null, "x"), taxon(3, 2, "ecrevisse")]);
    expect([names.get(1), names.get(3)]).toEqual(["Écrevisse", "ecrevisse<x"]);
  });
  test("a deprecated homonym gives way to the accepted one", () => {
    const names = namesOf([
      taxon(1, null, "A"),
      taxon(2, 1, "Copepoda"),
      taxon(3, null, "B"),
      taxon(4, 3, "Copepoda", { isDeprecated: true }),
    ]);
    expect([names.get(2), names.get(4)]).toEqual(["Copepoda", "Copepoda<B"]);
  });
  test("local taxa of two projects may share a name, and give way to the site's", () => {
    const names = namesOf([
      taxon(1, null, "Copepoda"),
      taxon(2, 1, "fed", { projectId: 7 }),
      taxon(3, 1, "fed", { projectId: 8 }),
      taxon(4, null, "fed"),
    ]);
    expect([names.get(2), names.get(3), names.get(4)]).toEqual(["fed<Copepoda", "fed<Copepoda", "fed"]);
  });
  test("the same path twice is told apart by id", () => {
    const names = namesOf([taxon(1, null, "A"), taxon(2, 1, "x"), taxon(3, 1, "x")]);
    expect([names.get(2), names.get(3)]).toEqual(["x<A #2", "x<A #3"]);
  });
});

test("in any tree every display name is unique in the site and in each project, and begins with the name", () => {
  const tree = fc.array(
    fc.record({
      parent: fc.nat(),
      name: fc.constantFrom("egg", "Egg", "part", "tail", "ég"),
      isDeprecated: fc.boolean(),
      projectId: fc.constantFrom(null, null, null, 1, 2),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(tree, (rows) => {
      const taxa = rows.map((r, i) => taxon(i + 1, i === 0 ? null : r.parent % (i + 1) || null, r.name, r));
      const names = namesOf(taxa);
      expect(names.size).toBe(taxa.length);
      for (const project of [null, 1, 2]) {
        const seen = taxa.filter((t) => t.projectId === null || t.projectId === project).map((t) => searchName(names.get(t.id) ?? ""));
        expect(new Set(seen).size).toBe(seen.length);
      }
      for (const t of taxa) expect(names.get(t.id)?.startsWith(t.name)).toBe(true);
    }),
  );
});
