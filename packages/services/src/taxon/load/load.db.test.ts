import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "@nauplius/db/sql";
import { makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../../verb.ts";
import { checkTaxonomy, type LoadPreview, loadTaxonomy } from "./load.ts";

let site: TestSite;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const table = (lines: readonly string[]) => lines.map((line) => line.replaceAll(" | ", "\t")).join("\n");
const change = () => ({ by: null, at: new Date(Date.UTC(2026, 0, 1)), runId: null });
const load = (...lines: readonly string[]) => loadTaxonomy(site.db, bytesOf(table(lines)), "taxa.tsv", change());
function preview(outcome: Outcome<LoadPreview>): LoadPreview {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
const counts = ({ added, changed, unchanged, adopted, synonyms, renamed, errors }: LoadPreview) => ({
  added,
  changed,
  unchanged,
  adopted,
  synonyms,
  renamed,
  errors,
});
const none = { added: 0, changed: 0, unchanged: 0, adopted: 0, synonyms: 0, renamed: 0, errors: 0 };
const rows = () =>
  site.db.rows<{ name: string; display: string; parent: string | null; status: string; replacement: string | null }>(sql`
    select t.name, t.display_name as display, p.display_name as parent, t.status, r.display_name as replacement from taxon t
    left join taxon p on p.id = t.parent_id left join taxon r on r.id = t.replaced_by order by t.id`);

const head = "id | parent_id | name | display_name | rename_to | taxostatus | taxotype";
const first = [
  head,
  "1 | \\N | living | living< | \\N | A | P",
  "2 | 1 | Copepoda | Copepoda | \\N | A | P",
  "3 | 1 | Mollusca | Mollusca | \\N | A | P",
  "4 | 2 | egg | egg<Copepoda | \\N | A | M",
  "5 | 3 | egg | egg<Mollusca | \\N | N | M",
  "6 | 1 | Kopepoda | Kopepoda | 2 | D | P",
  "7 | 1 | detritus | detritus | \\N | A | M",
];

describe("an EcoTaxa tree", () => {
  test("is loaded once, whatever the number of times", async () => {
    expect(counts(preview(await load(...first)))).toEqual({ ...none, added: 7 });
    expect((await rows()).map((r) => [r.display, r.parent, r.status, r.replacement])).toEqual([
      ["living", null, "approved", null],
      ["Copepoda", "living", "approved", null],
      ["Mollusca", "living", "approved", null],
      ["egg<Copepoda", "Copepoda", "approved", null],
      ["egg<Mollusca", "Mollusca", "unreviewed", null],
      ["Kopepoda", "living", "deprecated", "Copepoda"],
      ["detritus", "living", "approved", null],
    ]);
    expect(counts(preview(await load(...first)))).toEqual({ ...none, unchanged: 7 });
  });

  test("a check says what a load would do, and does nothing", async () => {
    const before = await rows();
    const lines = [...first.slice(0, 3), "3 | 1 | Cephalopoda | \\N | \\N | A | P", "9 | 1 | Copepoda | \\N | \\N | A | P"];
    const checked = preview(await checkTaxonomy(site.db, bytesOf(table(lines)), "taxa.tsv"));
    expect(counts(checked)).toEqual({ ...none, added: 1, changed: 1, unchanged: 2, renamed: 3 });
    expect(checked.problems.map((p) => [p.line, p.code, p.severity])).toEqual([[5, "duplicateTaxon", "warning"]]);
    expect(checked.examples).toEqual([
      { id: expect.any(Number), displayName: "Mollusca", before: { name: "Mollusca" }, after: { name: "Cephalopoda" } },
    ]);
    expect(await rows()).toEqual(before);
  });

  test("a changed name is changed, with its history, and names that were unique grow parents", async () => {
    const done = preview(
      await load(...first.slice(0, 3), "3 | 1 | Cephalopoda | \\N | \\N | A | P", "9 | 3 | Copepoda | \\N | \\N | A | P"),
    );
    expect(counts(done)).toEqual({ ...none, added: 1, changed: 1, unchanged: 2, renamed: 3 });
    const names = (await rows()).map((r) => r.display);
    expect(names).toEqual(expect.arrayContaining(["Copepoda<living", "Copepoda<Cephalopoda", "egg<Cephalopoda", "egg<Copepoda"]));
    const events = await site.db.rows(sql`
      select e.before, e.after from taxonomy_event e join taxon t on t.id = e.taxon_id where t.name = 'Cephalopoda' order by e.id desc limit 1`);
    expect(events).toEqual([{ before: { name: "Mollusca" }, after: { name: "Cephalopoda" } }]);
  });

  test("circles through file and tree are found by line, and nothing is loaded", async () => {
    const before = await rows();
    const outcome = await load(head, "20 | 2 | new | \\N | \\N | A | P", "2 | 4 | Copepoda | \\N | \\N | A | P");
    expect(outcome.ok ? null : [outcome.error.code, outcome.error.message]).toEqual([
      "invalid",
      expect.stringContaining("one error; nothing was loaded. taxa.tsv, line 3, parent_id: Copepoda would become its own ancestor"),
    ]);
    expect(await rows()).toEqual(before);
  });

  test("a part of a tree hangs on what is there; a parent that nobody knows is named once", async () => {
    const lines = [
      head,
      "30 | 5 | small | \\N | \\N | A | M",
      "31 | 777 | lost | \\N | \\N | A | P",
      "32 | 778 | lost too | \\N | \\N | A | P",
    ];
    const done = preview(await load(...lines));
    expect(counts(done)).toEqual({ ...none, added: 3 });
    expect(done.problems.map((p) => [p.line, p.code, p.value, p.severity])).toEqual([[3, "missingParent", "777", "warning"]]);
    expect((await rows()).slice(-3).map((r) => [r.display, r.parent])).toEqual([
      ["small", "egg<Cephalopoda"],
      ["lost", null],
      ["lost too", null],
    ]);
  });

  test("proposes flags from names, for a person to confirm", async () => {
    const found = await site.db.rows(sql`
      select name, living, extent, counts_as_individual as counts, flags_confirmed_by as by from taxon where name in ('detritus', 'egg') and status = 'approved' order by id`);
    expect(found).toEqual([
      { name: "egg", living: null, extent: "whole", counts: true, by: null },
      { name: "detritus", living: false, extent: null, counts: false, by: null },
    ]);
  });
});

describe("a WoRMS export over it", () => {
  const worms = [
    "AphiaID,ScientificName,Authority,taxonRank,taxonStatus,AphiaID_accepted,Kingdom,Phylum,Class,Order,Family,Genus,Species",
    '1080,Mollusca,"Cuvier, 1795",Phylum,accepted,1080,Animalia,Mollusca,,,,,',
    '104464,Calanus finmarchicus,"(Gunnerus, 1770)",Species,accepted,104464,Animalia,Arthropoda,Hexanauplia,Calanoida,Calanidae,Calanus,finmarchicus',
    "999,Monoculus finmarchicus,,Species,unaccepted,104464,Animalia,Arthropoda,Hexanauplia,Calanoida,Calanidae,Calanus,finmarchicus",
  ];
  const loadWorms = () => loadTaxonomy(site.db, bytesOf(worms.join("\n")), "worms.csv", change());

  test("adopts taxa of the same name, makes ancestors, turns unaccepted names into synonyms", async () => {
    await load(...first);
    const done = preview(await loadWorms());
    expect(counts(done)).toMatchObject({ added: 7, changed: 1, adopted: 1, synonyms: 1, errors: 0 });
    const [mollusca] = await site.db.rows(
      sql`select parent_id is not null as placed, aphia_id as aphia, rank, author, source from taxon where name = 'Mollusca'`,
    );
    expect(mollusca).toEqual({ placed: true, aphia: 1080, rank: "phylum", author: "Cuvier, 1795", source: "ecotaxa" });
    const synonyms = await site.db.rows(
      sql`select t.name, s.name as synonym from taxon_synonym s join taxon t on t.id = s.taxon_id where t.source = 'worms'`,
    );
    expect(synonyms).toEqual([{ name: "Calanus finmarchicus", synonym: "Monoculus finmarchicus" }]);
  });
  test("once", async () => {
    expect(counts(preview(await loadWorms()))).toMatchObject({ added: 0, changed: 0 });
    expect(await site.db.row(sql`select count(*)::int as n from taxon_synonym where name = 'Monoculus finmarchicus'`)).toEqual({ n: 1 });
  });
});

test("a table of something else is refused with what was expected", async () => {
  const outcome = await load("net | depth", "WP2 | 100");
  expect(outcome.ok ? null : outcome.error.message).toMatch(/taxa\.tsv, line 1.*expected columns id, parent_id and name/);
});

const real = fileURLToPath(new URL("../../../../../../shared/data/import/taxonomy.tsv", import.meta.url));
describe.skipIf(!existsSync(real))("the given tree of 7,678 taxa", () => {
  test("loads whole into an empty site, with unique names, its own display names findable; again it changes nothing", async () => {
    const fresh = await makeSite();
    try {
      const bytes = () => bytesOf(readFileSync(real, "utf8"));
      const done = preview(await loadTaxonomy(fresh.db, bytes(), "taxonomy.tsv", change()));
      expect(counts(done)).toMatchObject({ added: 7678 + 164, changed: 0, errors: 0 });
      expect(done.problems.map((p) => [p.code, p.severity])).toEqual([
        ["duplicateTaxon", "warning"],
        ["duplicateTaxon", "warning"],
        ["duplicateTaxon", "warning"],
        ["duplicateTaxon", "warning"],
        ["missingParent", "warning"],
        ["missingParent", "warning"],
      ]);
      const all = await fresh.db.row(sql`select count(*)::int as n, count(distinct lower(display_name))::int as names,
        count(*) filter (where display_name like '%#%')::int as "byId" from taxon`);
      expect(all).toEqual({ n: 7842, names: 7842, byId: 31 });
      const named = await fresh.db.rows(sql`select display_name as name from taxon where name in ('nectophore', 'part') order by 1`);
      expect(named.map((row) => (row as { name: string }).name)).toEqual([
        "nectophore<Abylopsis tetragona",
        "nectophore<Diphyidae",
        "nectophore<Hippopodiidae",
        "nectophore<Physonectae",
        "part<Cnidaria",
        "part<Mollusca",
      ]);
      const again = preview(await loadTaxonomy(fresh.db, bytes(), "taxonomy.tsv", change()));
      expect(counts(again)).toEqual({ ...none, unchanged: 7678 });
      expect(await fresh.db.row(sql`select count(*)::int as n from taxon`)).toEqual({ n: 7842 });
    } finally {
      await fresh.dispose();
    }
  });
});
