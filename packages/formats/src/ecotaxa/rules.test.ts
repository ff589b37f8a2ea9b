import { describe, expect, test } from "vitest";
import { createBetweenRows } from "./between-rows.ts";
import { checkConstants } from "./constants.ts";
import { readHeader } from "./header.ts";
import { parseRow } from "./parse-row.ts";
import type { EcoTaxaRow } from "./row.ts";
import { createSeenKeys } from "./seen.ts";
import { dayPart } from "./sun.ts";
import { parseVignetteConfig } from "./vignette-config.ts";

describe("part of the day", () => {
  const at = (longitude: number, time: string) => dayPart({ latitude: 15, longitude, date: "2015-01-01", time });
  test.each([
    [0, "12:00:00", "D"],
    [0, "23:00:00", "N"],
    [0, "01:00:00", "N"],
    [0, "06:00:00", "A"],
    [0, "18:00:00", "U"],
    [-180, "12:00:00", "N"],
    [-180, "18:00:00", "A"],
    [-180, "19:00:00", "D"],
    [-180, "02:00:00", "D"],
    [-180, "06:00:00", "U"],
    [-180, "07:00:00", "N"],
  ])("longitude %d at %s UTC is %s", (longitude, time, part) => expect(at(longitude, time)).toBe(part));
  test("without place or time it is not known", () => {
    expect(dayPart({ latitude: null, longitude: 0, date: "2015-01-01", time: "12:00:00" })).toBe("?");
    expect(dayPart({ latitude: 0, longitude: 0, date: "2015-01-01", time: null })).toBe("?");
  });
});

describe("constants of a simple import", () => {
  test("wrong values are named as EcoTaxa's users know it", () => {
    const { faults } = checkConstants({ latitude: "abcde", longitude: "456.5", depthmin: "very very low" });
    expect(faults.map((fault) => fault.message.split(";")[0])).toEqual([
      "'abcde' is not a valid value for latitude",
      "'456.5' is not a valid value for longitude",
      "'very very low' is not a valid value for depthmin",
    ]);
  });
  test("an annotation comes whole or not at all: one line per missing part, in order", () => {
    expect(checkConstants({ status: "validated" }).faults.map((fault) => fault.field)).toEqual(["taxon", "user", "annotationDate"]);
    expect(checkConstants({}).faults).toEqual([]);
    expect(
      checkConstants({ taxon: "Copepoda", user: "a@b.org", annotationDate: "20200101", status: "predicted", latitude: "1°30 00" })
        .constants,
    ).toMatchObject({
      latitude: 1.5,
      annotation: { taxon: "Copepoda", user: "a@b.org", date: "2020-01-01", status: "predicted" },
    });
  });
});

describe("compute_vignette.txt", () => {
  test("is read with its comments, Windows line ends and any case", () => {
    const text =
      "[vignette]\r\n; gamma\r\ngamma=1\r\ninvert=y\r\nscalebarsize_mm=2.0\r\nkeeporiginal=Y\r\nfontcolor=black\r\nfontheight_px=6\r\nfooterheight_px=31\r\nscale=1\r\nPixel_Size=73";
    expect(parseVignetteConfig(text, "v.txt")).toEqual({
      config: {
        gamma: 1,
        invert: true,
        scale: 1,
        scaleBarMm: 2,
        pixelSizeUm: 73,
        fontColor: "black",
        fontHeightPx: 6,
        footerHeightPx: 31,
        keepOriginal: true,
      },
      problems: [],
    });
  });
  test("nonsense is reported with its line and the default stands", () => {
    const { config, problems } = parseVignetteConfig("gamma=lots\ninvert=perhaps\nfontcolor=mauve\nPixel_Size=-3", "v.txt");
    expect(problems.map((p) => [p.line, p.column])).toEqual([
      [3, "fontcolor"],
      [1, "gamma"],
      [2, "invert"],
      [4, "pixel_size"],
    ]);
    expect(config).toMatchObject({ gamma: 1, invert: false, fontColor: "black", pixelSizeUm: null });
  });
});

describe("between rows", () => {
  const { header } = readHeader(["img_file_name", "object_id", "sample_id", "sample_ship", "acq_id", "process_id"], {
    file: "t.tsv",
    mode: "create",
  });
  const row = (cells: readonly string[], line: number): EcoTaxaRow => {
    const { row: found } = parseRow(cells, line, { header, mode: "create", types: new Map() });
    if (!found) throw new Error("no row");
    return found;
  };
  const codes = (...rows: readonly (readonly string[])[]): string[] => {
    const rules = createBetweenRows();
    return rows.flatMap((cells, at) => rules.check(row(cells, at + 2), header).map((p) => `${p.line} ${p.code} ${p.severity}`));
  };
  test("the same object with another image is fine, with the same image it is not", () => {
    expect(codes(["a.png", "o1", "s", "", "a", "p"], ["b.png", "o1", "s", "", "a", "p"])).toEqual([]);
    expect(codes(["a.png", "o1", "s", "", "a", "p"], ["a.png", "o1", "s", "", "a", "p"])).toEqual(["3 duplicateImage error"]);
  });
  test("an acquisition has one sample and one process, told once", () => {
    expect(codes(["a", "1", "s1", "", "a", "p"], ["b", "2", "s2", "", "a", "p"], ["c", "3", "s2", "", "a", "p2"])).toEqual([
      "3 acquisitionInTwoSamples error",
      "4 acquisitionWithTwoProcesses error",
    ]);
  });
  test("a sample described in two ways is a warning, told once for a column", () => {
    expect(codes(["a", "1", "s", "Tara", "a", "p"], ["b", "2", "s", "Meteor", "a", "p"], ["c", "3", "s", "", "a", "p"])).toEqual([
      "3 conflictingParent warning",
    ]);
  });
  test("a sample called nan is doubtful", () =>
    expect(codes(["a", "1", "nan", "", "a", "p"], ["b", "2", "nan", "", "a", "p"])).toEqual(["2 doubtfulValue warning"]));
  test("two hundred thousand keys are remembered apart", () => {
    const seen = createSeenKeys();
    let fresh = 0;
    for (let i = 0; i < 200_000; i += 1) fresh += seen.add(`object_${i}`) ? 1 : 0;
    expect(fresh).toBe(200_000);
    expect([seen.size(), seen.add("object_77"), seen.add("object_-1")]).toEqual([200_000, false, true]);
  });
});
