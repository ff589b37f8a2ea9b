import { describe, expect, test } from "vitest";
import { readTaxonomy } from "./read.ts";

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const read = (...lines: readonly string[]) =>
  readTaxonomy(bytesOf(lines.map((line) => line.replaceAll(" | ", "\t")).join("\n")), "taxa.tsv");

describe("EcoTaxa's tree", () => {
  const head = "id | parent_id | name | display_name | rename_to | taxostatus | taxotype";
  test("comes parents first, with \\N as nothing", async () => {
    const { form, taxa, problems } = await read(
      head,
      "3 | 2 | egg | egg<Copepoda | \\N | N | M",
      "2 | 1 | Copepoda | Copepoda | \\N | A | P",
      "1 | \\N | living | living< | \\N | A | P",
      "4 | 2 | Old | \\N | 2 | D | P",
    );
    expect([form, problems]).toEqual(["ecotaxa", []]);
    expect(taxa.map((taxon) => [taxon.sourceId, taxon.parentId, taxon.name, taxon.kind, taxon.status])).toEqual([
      ["1", null, "living", "phylogenetic", "approved"],
      ["2", "1", "Copepoda", "phylogenetic", "approved"],
      ["3", "2", "egg", "morphological", "unreviewed"],
      ["4", "2", "Old", "phylogenetic", "deprecated"],
    ]);
    expect(taxa.map((taxon) => taxon.renameTo)).toEqual([null, null, null, "2"]);
    expect(taxa[2]).toMatchObject({ line: 2, displayName: "egg<Copepoda" });
  });
  test("circles, orphans, doubles and empty names are named by line", async () => {
    const { taxa, problems } = await read(head, "1 | 2 | A", "2 | 1 | B", "3 | 77 | C", "3 | \\N | D", "5 | \\N | \\N");
    expect(problems.map((p) => `${p.line} ${p.code} ${p.severity}`).sort()).toEqual([
      "3 orphanTaxon warning",
      "4 missingParent warning",
      "5 duplicateTaxon error",
      "6 missingValue error",
    ]);
    expect(taxa.map((taxon) => `${taxon.sourceId}<${taxon.parentId}`)).toEqual(["2<null", "1<2", "3<null"]);
  });
  test("a chain of 50,000 taxa is no problem", async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i + 1} | ${i + 2} | t${i}`);
    const { taxa, problems } = await read(head, ...lines, "50001 | \\N | root");
    expect([taxa.length, taxa[0]?.name, problems.length]).toEqual([50_001, "root", 0]);
  });
});

describe("a WoRMS export", () => {
  const head = "AphiaID,ScientificName,Authority,taxonRank,taxonStatus,AphiaID_accepted,Kingdom,Phylum,Class,Order,Family,Genus,Species";
  test("finds parents by rank columns and makes the missing ones", async () => {
    const { form, taxa, problems } = await read(
      head,
      '104464,Calanus finmarchicus,"(Gunnerus, 1770)",Species,accepted,104464,Animalia,Arthropoda,Copepoda,Calanoida,Calanidae,Calanus,finmarchicus',
      '1080,Copepoda,"Milne Edwards, 1840",Class,accepted,1080,Animalia,Arthropoda,Copepoda,,,,',
      "104152,Calanus,,Genus,accepted,104152,Animalia,Arthropoda,Copepoda,Calanoida,Calanidae,Calanus,",
      "999,Monoculus finmarchicus,,Species,unaccepted,104464,Animalia,Arthropoda,Copepoda,Calanoida,Calanidae,Calanus,finmarchicus",
    );
    expect([form, problems]).toEqual(["worms", []]);
    const by = new Map(taxa.map((taxon) => [taxon.name, taxon]));
    expect(by.get("Calanus finmarchicus")).toMatchObject({
      sourceId: "104464",
      parentId: "104152",
      rank: "species",
      status: "approved",
      aphiaId: 104464,
      author: "(Gunnerus, 1770)",
      renameTo: null,
    });
    expect(by.get("Copepoda")?.parentId).toBe(by.get("Arthropoda")?.sourceId);
    expect(by.get("Arthropoda")).toMatchObject({ line: null, aphiaId: null, rank: "phylum", parentId: by.get("Animalia")?.sourceId });
    expect(by.get("Monoculus finmarchicus")).toMatchObject({ status: "deprecated", renameTo: "104464" });
    const places = taxa.map((taxon) => taxon.sourceId);
    for (const taxon of taxa)
      if (taxon.parentId !== null) expect(places.indexOf(taxon.parentId)).toBeLessThan(places.indexOf(taxon.sourceId));
  });
  test("parents by id win where the export has them", async () => {
    const { taxa } = await read(
      "AphiaID | ScientificName | parentNameUsageID | rank | status",
      "2 | Animalia |  | Kingdom | accepted",
      "1080 | Copepoda | 2 | Class | accepted",
    );
    expect(taxa.map((taxon) => [taxon.sourceId, taxon.parentId])).toEqual([
      ["2", null],
      ["1080", "2"],
    ]);
  });
  test("a wrong AphiaID is named", async () => {
    const { problems } = await read(head, "x,Copepoda,,Class,accepted,,,,,,,,");
    expect(problems.map((p) => [p.line, p.column, p.value])).toEqual([[2, "AphiaID", "x"]]);
  });
});

test("another table is refused with what was expected", async () => {
  const { form, problems } = await read("a | b", "1 | 2");
  expect([form, problems[0]?.code]).toEqual([null, "missingColumn"]);
});
