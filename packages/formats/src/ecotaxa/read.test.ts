import { describe, expect, test } from "vitest";
import { errors, oneRow, read, table } from "./reading.fixture.ts";
import { columnType } from "./summary.ts";

describe("a table", () => {
  test("gives typed rows, whatever the case of its header, with and without a types row", async () => {
    const head = [
      "IMG_FILE_NAME",
      " Object_ID ",
      "object_lat",
      "object_lon",
      "object_date",
      "object_time",
      "object_Area",
      "object_tag",
      "sample_id",
      "sample_tot_vol",
      "acq_id",
      "process_id",
      "complement_info",
    ];
    const types = ["[t]", "[t]", "[f]", "[f]", "[t]", "[t]", "[f]", "[t]", "[t]", "[t]", "[t]", "[t]", "[t]"];
    const row = ["sub/a.png", "o1", "1°30 00", "-24.5", "20140420", "420", "18.0", "005", "s1", "107.5", "a1", "p1", "ripe"];
    const bare = await read(table(head, row));
    const typed = await read(table(head, types, row));
    expect(errors(bare)).toEqual([]);
    expect(bare.rows[0]).toMatchObject({
      line: 2,
      objectId: "o1",
      imageFile: "sub/a.png",
      latitude: 1.5,
      longitude: -24.5,
      date: "2014-04-20",
      time: "04:20:00",
      sampleId: "s1",
      acquisitionId: "a1",
      processId: "p1",
      complement: "ripe",
    });
    expect(typed.rows[0]).toMatchObject({ line: 3, objectId: "o1", texts: ["18.0", "005", "107.5"], numbers: [18, null, 107.5] });
    expect(bare.summary.columns.map((column) => [column.level, column.name, columnType(column)])).toEqual([
      ["object", "area", "number"],
      ["object", "tag", "text"],
      ["sample", "tot_vol", "number"],
    ]);
  });
  test("line numbers count from the header, blank lines and quoted line ends included", async () => {
    const { rows, problems } = await read(
      'img_file_name\tobject_id\tobject_lat\tobject_lon\n[t]\t[t]\t[f]\t[f]\n\na.png\t"o\n1"\t5\t6\nb.png\to2\tabc\t6\n',
    );
    expect(rows.map((row) => row.line)).toEqual([4, 6]);
    expect(problems[0]).toMatchObject({ line: 6, column: "object_lat", value: "abc", code: "invalidValue", severity: "error" });
    expect(problems[0]?.message).toBe(
      't.tsv, line 6, object_lat: "abc" is not valid; expected a latitude between -90 and 90, in decimal degrees or as ddd°MM SS.',
    );
  });
  test("Latin-1 degrees are degrees", async () => {
    const bytes = Uint8Array.from("img_file_name\tobject_id\tobject_lat\tobject_lon\na.png\to\t43°30 0\t7°0 0\n", (char) =>
      char.charCodeAt(0),
    );
    const { rows, summary } = await read(bytes);
    expect([rows[0]?.latitude, rows[0]?.longitude, summary.decoded.encoding]).toEqual([43.5, 7, "windows-1252"]);
  });
  test("a comma-separated table is read as well", async () => {
    const { rows, summary } = await read('img_file_name,object_id,object_note\na.png,o1,"x, y"\n');
    expect([rows[0]?.texts, summary.separator]).toEqual([["x, y"], ","]);
  });
});

describe("the header", () => {
  test.each<[string, string[], string]>([
    ["no object_id", ["img_file_name"], "no column object_id"],
    ["no img_file_name", ["object_id"], "no column img_file_name"],
    ["no sample_id beside a sample column", ["img_file_name", "object_id", "sample_ship"], "no column sample_id"],
    ["no acq_id beside acq_instrument", ["img_file_name", "object_id", "acq_instrument"], "no column acq_id"],
    ["an unknown prefix", ["img_file_name", "object_id", "net_mesh"], "unknown prefix net_"],
    ["no prefix", ["img_file_name", "object_id", "area"], "area is not a column name"],
    ["a column twice", ["img_file_name", "object_id", "object_a", "OBJECT_A"], "stands twice"],
  ])("%s is an error of line 1", async (_, head, message) => {
    const reading = await read(
      table(
        head,
        head.map(() => "1"),
      ),
    );
    expect(errors(reading)[0]).toContain(message);
    expect(reading.problems.find((p) => p.severity === "error")?.line).toBe(1);
  });
  test("a wrong type is an error, [n] is tolerated, types of predefined and parent columns are not looked at", async () => {
    const head = ["img_file_name", "object_id", "object_a", "object_b", "sample_id", "sample_x"];
    const reading = await read(table(head, ["[x]", "[t]", "[q]", "[n]", "[t]", "[z]"], ["a.png", "o", "1", "2", "s", "3"]));
    expect(errors(reading)).toEqual(['t.tsv, line 2, object_a: "[q]" is not a type; expected [f] for numbers or [t] for text.']);
  });
  test("internal columns of an EcoTaxa export and our own links are left out", async () => {
    const { header, problems } = await read(
      table(
        ["img_file_name", "object_id", "objid", "sample_lat", "object_sunpos", "object_nauplius_link", "object_x"],
        ["a.png", "o", "1", "2", "N", "http://x", "5"],
      ),
    );
    expect(header?.free.map((column) => column.name)).toEqual(["x"]);
    expect(new Set(problems.map((p) => p.severity))).toEqual(new Set(["warning"]));
  });
  test("an empty file, and a header without rows, say so", async () => {
    expect((await read("")).problems[0]?.code).toBe("emptyFile");
    expect((await read("img_file_name\tobject_id\n[t]\t[t]\n")).problems[0]?.code).toBe("noRows");
  });
});

describe("cells", () => {
  test("every faulty cell is listed, and the row stays readable", async () => {
    const reading = await oneRow({
      object_lat: "91",
      object_date: "20230230",
      object_time: "9999",
      object_depth_min: "1,5",
      img_rank: "101",
      object_annotation_status: "sure",
      object_annotation_category: "x",
      object_annotation_date: "yesterday",
    });
    expect(reading.problems.filter((p) => p.severity === "error").map((p) => p.column)).toEqual(
      expect.arrayContaining([
        "object_lat",
        "object_date",
        "object_time",
        "object_depth_min",
        "img_rank",
        "object_annotation_status",
        "object_annotation_date",
      ]),
    );
    expect(reading.rows[0]).toMatchObject({ faulty: true, latitude: null, date: null });
    expect(reading.summary).toMatchObject({ rows: 1, faultyRows: 1, errors: 7 });
    expect(errors(reading).find((message) => message.includes("1,5"))).toContain("decimal comma? write 1.5");
  });
  test("missing ids and images, and values without a column", async () => {
    const reading = await read("img_file_name\tobject_id\t\n\to1\t\na.png\t\t\nb.png\to2\tx\nc.png\to3\t\ty\n");
    expect(reading.problems.filter((p) => p.severity === "error").map((p) => [p.line, p.code])).toEqual([
      [2, "missingValue"],
      [3, "missingValue"],
      [4, "valueWithoutColumn"],
      [5, "valueWithoutColumn"],
    ]);
  });
  test("a parent's id may not be empty when the parent is described", async () => {
    const head = ["img_file_name", "object_id", "sample_id", "sample_ship"];
    const reading = await read(table(head, ["a", "1", "", "Tara"], ["b", "2", "", ""]));
    expect(errors(reading)).toEqual([
      "t.tsv, line 2, sample_id: sample_id is empty although sample_ship is filled; expected a name for the sample.",
    ]);
  });
  test("numbers of declared columns are numbers; infinity is refused; parents keep their text", async () => {
    const head = ["img_file_name", "object_id", "object_a", "sample_id", "sample_x"];
    const reading = await read(
      table(head, ["[t]", "[t]", "[f]", "[t]", "[f]"], ["a", "1", "-inf", "s", "about 5"], ["b", "2", "nan", "s", "5"]),
    );
    expect(errors(reading)).toHaveLength(1);
    expect(reading.rows[1]?.numbers).toEqual([null, 5]);
    expect(reading.rows[0]?.texts).toEqual(["-inf", "about 5"]);
  });
  test("9999 and its like are missing in numeric sample and acquisition columns only, with a count", async () => {
    const head = [
      "img_file_name",
      "object_id",
      "object_a",
      "sample_id",
      "sample_depth",
      "sample_code",
      "acq_id",
      "acq_x",
      "process_id",
      "process_y",
    ];
    const line = (n: string, depth: string, code: string): string[] => ["i", n, "9999", "s", depth, code, "a", "nan", "p", "9999"];
    const { rows, problems } = await read(table(head, line("1", "9999", "9999"), line("2", "99999", "B"), line("3", "302", "9999")));
    expect(rows.map((row) => row.numbers)).toEqual([
      [9999, null, null, null, 9999],
      [9999, null, null, null, 9999],
      [9999, 302, null, null, 9999],
    ]);
    expect(rows[0]?.texts[1]).toBe("9999");
    const codes = problems.filter((p) => p.code === "missingCode");
    expect(codes.map((p) => [p.column, p.line, p.severity])).toEqual([["sample_depth", 2, "warning"]]);
    expect(codes[0]?.message).toContain("2 cells say");
  });
  test("types that the project knows win over the file", async () => {
    const reading = await oneRow(
      { object_a: "12", object_b: "x" },
      {
        types: new Map([
          ["object.a", "text"],
          ["object.b", "number"],
        ]),
      },
    );
    expect(reading.rows[0]?.numbers).toEqual([null, null]);
    expect(errors(reading)[0]).toContain('object_b: "x" is not a number');
  });
  test("ids over 255 characters are refused, free texts may be long", async () => {
    const long = "x".repeat(100_000);
    const reading = await oneRow({ object_note: long, sample_id: long });
    expect(errors(reading)).toHaveLength(1);
    expect(reading.rows[0]?.texts[0]).toBe(long);
  });
});
