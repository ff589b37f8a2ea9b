import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEcoTaxaTable } from "./read.ts";
import { bytesOf, errors, oneRow, read, table } from "./reading.fixture.ts";

describe("annotations", () => {
  const annotation = (status: string, category: string, rest: Record<string, string> = {}) => ({
    object_annotation_status: status,
    object_annotation_category: category,
    ...rest,
  });
  test("a status needs a category and the reverse", async () => {
    expect(errors(await oneRow(annotation("validated", "")))[0]).toContain("as what is not said");
    expect(errors(await oneRow(annotation("", "Copepoda")))[0]).toContain("the category Copepoda without a status");
    expect(errors(await oneRow({ object_annotation_category_id: "5" }))[0]).toContain("the category 5 without a status");
  });
  test("a refused status is not reported twice", async () => expect(errors(await oneRow(annotation("valid", "Copepoda")))).toHaveLength(1));
  test("validated without who and when leaves both open for the importer", async () => {
    expect((await oneRow(annotation("validated", "t001"))).rows[0]?.annotation).toEqual({
      state: "validated",
      category: "t001",
      categoryId: null,
      hierarchy: null,
      personName: null,
      personEmail: null,
      date: null,
      time: null,
      score: null,
    });
  });
  test("predicted has no score unless the file tells it", async () => {
    expect((await oneRow(annotation("predicted", "x"))).rows[0]?.annotation?.score).toBeNull();
    expect((await oneRow(annotation("Predicted", "x", { object_annotation_score: "0.25" }))).rows[0]?.annotation?.score).toBe(0.25);
  });
  test("an update of metadata does not look at annotations, and updates need no image", async () => {
    const text = table(["object_id", "object_annotation_status", "object_a"], ["o1", "validated", "5"]);
    expect(errors(await read(text, { mode: "metadata" }))).toEqual([]);
    expect((await read(text, { mode: "metadata" })).rows[0]).toMatchObject({ annotation: null, imageFile: null });
    expect(errors(await read(text, { mode: "classification" }))[0]).toContain("as what is not said");
  });
});

describe("hostile tables", () => {
  test("whatever the bytes, the reader ends with a summary", async () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({
        unit: fc.constantFrom("\t", "\n", "\r", '"', "o", "[f]", "object_id", "img_file_name", "sample_x", "1,5", "\0", "é"),
        maxLength: 80,
      }),
    );
    await fc.assert(
      fc.asyncProperty(junk, fc.boolean(), async (text, headed) => {
        const body = typeof text === "string" && headed ? `img_file_name\tobject_id\tobject_a\n${text}` : text;
        const { summary, rows, problems } = await read(body);
        expect(rows).toHaveLength(summary.rows);
        expect(problems).toHaveLength(summary.errors + summary.warnings);
      }),
      { numRuns: 500 },
    );
  });
  test("a column that every object of the machine would seem to have is refused by name", async () => {
    const header = ["object___proto__", "sample_constructor", "OBJECT_Constructor", "object_prototype"];
    const found = await read(table(["img_file_name", "object_id", "sample_id", ...header], ["a.png", "o1", "s1", "a", "b", "c", "d"]));
    expect(errors(found)).toEqual([
      expect.stringMatching(/object___proto__ has a name that is a word of the machine's own/),
      expect.stringMatching(/sample_constructor has a name/),
      expect.stringMatching(/OBJECT_Constructor has a name/),
    ]);
    expect(found.header?.free.map(({ name }) => name)).toEqual(["prototype"]);
  });
  test("a line of 8 MB, 20,000 columns and an open quote are refused by name, the rest is read", async () => {
    const good = (name: string): string => `${name}.png\t${name}\tx\n`;
    const text = `img_file_name\tobject_id\tobject_a\n${good("a")}${"z".repeat(8_000_000)}\n${good("b")}${"\t".repeat(20_000)}\n"open\t1\t2\n${good("c")}`;
    async function* big(): AsyncGenerator<Uint8Array> {
      yield* bytesOf(text, 65_536);
    }
    const found: string[] = [];
    for await (const event of readEcoTaxaTable(big(), { file: "t.tsv" })) {
      if (event.kind === "row") found.push(event.row.objectId);
      if (event.kind === "problem" && event.problem.severity === "error") found.push(`${event.problem.line} ${event.problem.code}`);
    }
    expect(found).toEqual(["a", "3 lineTooLong", "b", "5 tooManyColumns", "6 quoteNotClosed", "c"]);
  });
});
