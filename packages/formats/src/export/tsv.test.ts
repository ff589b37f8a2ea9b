import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEcoTaxaTable } from "../ecotaxa/read.ts";
import type { EcoTaxaRow } from "../ecotaxa/row.ts";
import { annotationColumns, type ExportRow, exportColumns } from "./columns.ts";
import { all, base, bytesOf, free, of, textOf } from "./rows.fixture.ts";
import { writeTsv } from "./text.ts";

async function readBack(text: string, mode: "create" | "classification" = "create"): Promise<{ rows: EcoTaxaRow[]; errors: string[] }> {
  const rows: EcoTaxaRow[] = [];
  const errors: string[] = [];
  for await (const event of readEcoTaxaTable(bytesOf(text), { file: "t.tsv", mode })) {
    if (event.kind === "row") rows.push(event.row);
    if (event.kind === "problem" && event.problem.severity === "error") errors.push(event.problem.message);
  }
  return { rows, errors };
}

describe("the TSV", () => {
  test("has EcoTaxa's column order, types row, quotes, dates and times", async () => {
    const [names = "", types = "", row = ""] = (
      await textOf(writeTsv(of(base), exportColumns(free, { images: true, scores: false, permalinks: true }), { byteOrderMark: true }))
    ).split("\n");
    expect(names.replaceAll('"', "").replace("\ufeff", "").split("\t")).toEqual([
      ..."object_id object_lat object_lon object_date object_time object_link object_depth_min object_depth_max".split(" "),
      ..."object_annotation_status object_annotation_person_name object_annotation_person_email object_annotation_date object_annotation_time".split(
        " ",
      ),
      ..."object_annotation_category object_annotation_category_id object_annotation_hierarchy complement_info img_file_name img_rank".split(
        " ",
      ),
      ..."object_area object_note object_nauplius_link sample_id sample_dataportal_descriptor sample_tot_vol process_id process_software".split(
        " ",
      ),
      ..."acq_id acq_instrument acq_gain".split(" "),
    ]);
    expect(types.startsWith('"[t]"\t"[f]"\t"[f]"\t"[t]"')).toBe(true);
    expect(row.startsWith('"o1"\t"-1.5"\t"170.25"\t"20140420"\t"042000"\t""\t"0"\t"100.5"\t"validated"')).toBe(true);
    expect(row).toContain('"241.04"\t"ripe"');
    expect(row).toContain('"<a b=""c""/>"');
  });
  test("comes back equal, whatever stands in the cells", async () => {
    const text = fc.option(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((t) => t.trim() === t && t !== "" && !t.includes("\0")),
      { nil: null },
    );
    const name = fc
      .string({ unit: fc.constantFrom("a", "é", "_", "-", "=", '"', "\t", "7"), minLength: 1, maxLength: 9 })
      .filter((t) => t.trim() === t);
    const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    const row = fc.record({
      objectId: name,
      sampleId: name,
      note: text,
      complement: text,
      area: fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
      depthMin: number,
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      imageRank: fc.option(fc.nat(99), { nil: null }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(row, async ({ note, area, score, ...rest }) => {
        const annotation = {
          state: "predicted" as const,
          category: "x",
          categoryId: null,
          hierarchy: null,
          personName: null,
          personEmail: null,
          date: null,
          time: null,
          score,
        };
        const sent: ExportRow = { ...base, ...rest, annotation, free: [area, note, "1", "2", "3"] };
        const { rows, errors } = await readBack(await textOf(writeTsv(of(sent), exportColumns(free, all))));
        expect(errors).toEqual([]);
        const [got] = rows;
        expect(got).toMatchObject({
          ...rest,
          annotation,
          link: sent.link,
          instrument: sent.instrument,
          dataportalDescriptor: sent.dataportalDescriptor,
        });
        expect(got?.numbers[0] === null ? null : Math.fround(got?.numbers[0] ?? Number.NaN)).toBe(area);
        expect(got?.texts.slice(1)).toEqual([note, "1", "3", "2"]);
      }),
      { numRuns: 300 },
    );
  });
  test("annotations alone are read back by an update with classification", async () => {
    const text = await textOf(writeTsv(of(base), annotationColumns()));
    expect(text.split("\n")[0]?.split("\t")).toHaveLength(8);
    const { rows, errors } = await readBack(text, "classification");
    expect(errors).toEqual([]);
    expect(rows[0]?.annotation).toEqual({ ...base.annotation, hierarchy: null });
  });
  test("goes out in chunks, not as one string", async () => {
    async function* many(): AsyncGenerator<ExportRow> {
      for (let i = 0; i < 5000; i += 1) yield { ...base, objectId: `o${i}` };
    }
    const sizes: number[] = [];
    for await (const part of writeTsv(many(), exportColumns(free, all))) sizes.push(part.length);
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
  });
});
