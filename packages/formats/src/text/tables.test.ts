import { describe, expect, test } from "vitest";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import { readFlowcamList } from "../flowcam/list.ts";
import { readIfcbHeader, readIfcbName, readIfcbTargets } from "../ifcb/bin.ts";
import { parsePlanktoscopeMetadata } from "../planktoscope/metadata.ts";
import { readLines } from "./lines.ts";
import { inNaturalOrder } from "./natural-order.ts";

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

describe("plain lines", () => {
  const read = async (text: string, step: number, limit?: number) =>
    (await all(readLines(bytesOf(text, step), limit))).flat().map((line) => [line.line, line.kind === "line" ? line.text : line.code]);
  test.each(["\n", "\r\n", "\r"])("line end %j, chunks of any size", async (end) => {
    for (const step of [1, 2, 3, 100])
      expect(await read(["a", "", "é b", "last"].join(end), step)).toEqual([
        [1, "a"],
        [2, ""],
        [3, "é b"],
        [4, "last"],
      ]);
  });
  test("a line that is too long, or holds NUL, is a fault by its number, and reading goes on", async () => {
    for (const step of [1, 7, 100])
      expect(await read(`a\n${"x".repeat(50)}\nb\0c\nd\n`, step, 20)).toEqual([
        [1, "a"],
        [2, "lineTooLong"],
        [3, "nulCharacter"],
        [4, "d"],
      ]);
  });
  test("names with numbers go by their size", () =>
    expect(["f10", "F2", "f1", "g1"].toSorted(inNaturalOrder)).toEqual(["f1", "F2", "f10", "g1"]));
});

describe("PlanktoScope", () => {
  test("metadata.json", () => {
    const text = JSON.stringify({
      sample_id: "s1",
      acq_id: "a1",
      acq_instrument: "PlanktoScope v2.5",
      process_pixel: 0.75,
      acq_imaged_volume: "2.5",
      object_date: "20230614",
      object_time: "10:20:30",
      object_lat: 43.68,
      object_lon: 7.31,
      object_depth_min: 0,
      object_depth_max: 1,
      other: { a: 1 },
    });
    const { metadata, problems } = parsePlanktoscopeMetadata(text, "metadata.json");
    expect(problems).toEqual([]);
    expect(metadata).toMatchObject({
      sampleId: "s1",
      pixelSize: 0.75,
      imagedVolume: 2.5,
      date: "2023-06-14",
      time: "10:20:30",
      latitude: 43.68,
    });
    expect([...metadata.cells.keys()]).not.toContain("other");
  });
  test("what is no JSON or makes no sense is told", () => {
    expect(parsePlanktoscopeMetadata("{", "m.json").problems[0]).toMatchObject({ code: "invalidHeader" });
    expect(parsePlanktoscopeMetadata("[1]", "m.json").problems[0]).toMatchObject({ code: "invalidHeader" });
    expect(parsePlanktoscopeMetadata('{"object_lat": "95"}', "m.json").problems).toMatchObject([{ column: "object_lat", value: "95" }]);
  });
});

describe("FlowCam", () => {
  const list =
    "017\nnum-fields|7\nid|int32\nimage_x|int32\nimage_y|int32\nimage_w|int32\nimage_h|int32\ncal_const|double\ncollage_file|string\n1|0|0|59|63|1.8130|c_000001.tif\n2|61|0|45|x|1.8130|c_000001.tif\n3|1|2\n";
  test("places in the collage, and what cannot be read by its line", async () => {
    const events = await all(readFlowcamList(bytesOf(list), "a.lst"));
    expect(events[0]).toMatchObject({ kind: "fields", fields: { length: 7 } });
    expect(events[1]).toMatchObject({
      kind: "object",
      object: { line: 10, id: 1, x: 0, width: 59, height: 63, pixelSize: 1.813, collage: "c_000001.tif" },
    });
    expect(events.slice(2)).toMatchObject([
      { problem: { line: 11 } },
      { problem: { line: 12, message: expect.stringContaining("the line has 3 cells") } },
    ]);
  });
  test("another file, a list without its fields, and one that ends early", async () => {
    expect(await all(readFlowcamList(bytesOf("hello\n1\n"), "a.lst"))).toMatchObject([{ problem: { code: "invalidHeader" } }]);
    expect(await all(readFlowcamList(bytesOf("017\nnum-fields|1\nid|int32\n1\n"), "a.lst"))).toMatchObject([
      { problem: { message: expect.stringContaining("has no collage_file") } },
    ]);
    expect(await all(readFlowcamList(bytesOf("017\nnum-fields|9\nid|int32\n"), "a.lst"))).toMatchObject([
      { problem: { code: "truncated" } },
    ]);
  });
});

describe("IFCB", () => {
  test("names of both generations", () => {
    expect(readIfcbName("IFCB5_2012_028_081515")).toEqual({ instrument: 5, startedAt: "2012-01-28T08:15:15.000Z", generation: "old" });
    expect(readIfcbName("D20130823T160901_IFCB010.adc")).toEqual({
      instrument: 10,
      startedAt: "2013-08-23T16:09:01.000Z",
      generation: "later",
    });
    expect(readIfcbName("bin_1")).toBeNull();
  });
  test("targets, with and without image, and lines that are none", async () => {
    const adc = "1,.3,.1,-.6,-.2,-3.6,-.3,0,.26,202,673,96,45,1,-.27,\n2,.4,.1,-.6,-.2,-3.6,-.3,0,.26,-11,-11,0,0,71082,-.27,\nx,1\n";
    const events = await all(readIfcbTargets(bytesOf(adc), { file: "a.adc", generation: "old" }));
    expect(events).toMatchObject([
      { kind: "target", target: { number: 1, trigger: 1, x: 202, y: 673, width: 96, height: 45, offset: 1 } },
      { kind: "target", target: { number: 2, width: 0, height: 0 } },
      { kind: "problem", problem: { line: 3 } },
    ]);
  });
  test("headers of both generations", async () => {
    const old =
      '"Imaging FlowCytobot"\n"SyringeStatus =  0"\n"Temp Humidity BinarizeThresh PMT1hv(ssc)"\n" 11.48"," 32.17"," 30"," .675"\n';
    const values = await readIfcbHeader(bytesOf(old));
    expect([values.get("temp"), values.get("binarizethresh"), values.get("syringestatus")]).toEqual(["11.48", "30", "0"]);
    expect((await readIfcbHeader(bytesOf("softwareVersion: 1.6.1\nrunTime: 1200.5\n"))).get("runtime")).toBe("1200.5");
  });
});
