import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { burnFooter, footerStyle, roundBar } from "./burn.ts";
import { drawOrganism } from "./drawn.fixture.ts";
import { detectFooter } from "./footer.ts";
import { type Grey, keepTopLeft, toGrey } from "./pixels.ts";
import { burnSettingsFooter, displayGrey } from "./settings.ts";

/** Footers of the known writers, drawn from their descriptions: `#` is ink, 31 rows, whatever the width. */
function paste(grey: Grey, rows: readonly string[], levels: { paper: number; ink: number }): Grey {
  const height = grey.height + 31;
  const data = new Uint8Array(grey.width * height).fill(levels.paper);
  data.set(grey.data);
  const top = height - rows.length;
  rows.forEach((row, y) => {
    [...row].slice(0, grey.width).forEach((cell, x) => {
      if (cell === "#") data[(top + y) * grey.width + x] = levels.ink;
    });
  });
  return { ...grey, data, height };
}

/** Far faster than comparing with `toEqual` element by element. */
const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((value, i) => value === b[i]);

const bar = (length: number) => ".........".concat("#".repeat(length));
const zooProcess = (length: number) => [
  "............#.....................",
  "...........##.....................",
  "............#.....######..######..",
  "............#.....#..#..#.#..#..#.",
  "............#.....#..#..#.#..#..#.",
  "............#.....#..#..#.#..#..#.",
  "............#.....#..#..#.#..#..#.",
  ...["", "", "", "", bar(length), bar(length), "", "", ""],
];
const flowCam = [
  "............#...##...##.....................#.......##....",
  "...........##..#..#.#..#....................#......#..#...",
  "............#..#..#.#..#....#..#.######.....#......#..#...",
  "............#..#..#.#..#....#..#.#..#..#....#.......##....",
  "............#..#..#.#..#....#..#.#..#..#....#......#..#...",
  "............#..#..#.#..#....#..#.#..#..#....#......#..#...",
  "............#..###..###.....####.#..#..#....#.......##....",
  "............................#.............................",
  "............................#.................#####.....##",
  ...["", "", bar(11), bar(11), "", "", ""],
];

describe("a footer is found", () => {
  test("of ZooProcess: grey bar of 1 mm and its label, 31 rows", () => {
    const vignette = paste(drawOrganism(1, { width: 130, height: 80 }), zooProcess(95), { paper: 255, ink: 85 });
    expect(detectFooter(vignette)).toEqual({ rows: 31, columns: 0, how: "bar and label", barPx: 95, barMm: 1 });
  });

  test("of FlowCam: 100 µm and a name that runs off the edge", () => {
    const vignette = paste(drawOrganism(2, { width: 56, height: 60 }), flowCam, { paper: 252, ink: 0 });
    expect(detectFooter(vignette)).toMatchObject({ rows: 31, barPx: 11, barMm: 0.1 });
  });

  test("of EcoTaxa for UVP6: white on black and black on white, with the columns it added for its bar", () => {
    const settings = { gamma: 1, invert: true, scale: 1, scaleBarMm: 2, pixelSizeUm: 73, footerHeightPx: 31, fontColor: "black" } as const;
    const original = drawOrganism(3, { width: 30, height: 54 }, "light");
    const shown = burnSettingsFooter(displayGrey(original, settings), settings);
    const footer = detectFooter(shown);
    expect(footer).toEqual({ rows: 31, columns: shown.width - 30, how: "bar and label", barPx: 28, barMm: 2 });
    expect(keepTopLeft(shown, 30, 54).data).toEqual(displayGrey(original, settings).data);
    const dark = burnSettingsFooter(original, { ...settings, invert: false, fontColor: "white", footerHeightPx: 40 });
    expect(detectFooter(dark, 40)).toMatchObject({ rows: 40, barMm: 2 });
  });

  test("of old ZooProcess: a bare line at the top of an empty footer", () => {
    const rows = ["", bar(95), ...Array.from({ length: 29 }, () => "")];
    const vignette = paste(drawOrganism(4, { width: 130, height: 80 }), rows, { paper: 255, ink: 0 });
    expect(detectFooter(vignette)).toEqual({ rows: 31, columns: 0, how: "bar", barPx: 95, barMm: null });
  });

  test("of our own exports, for any picture, size and scale, and cutting it gives the picture back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 24, max: 300 }),
        fc.integer({ min: 24, max: 300 }),
        fc.constantFrom("dark" as const, "light" as const),
        fc.double({ min: 0.3, max: 120, noNaN: true }),
        (seed, width, height, side, pixelSizeUm) => {
          const clean = drawOrganism(seed, { width, height }, side);
          const drawn = roundBar(pixelSizeUm, width - 18);
          const burnt = toGrey(burnFooter(clean, drawn, footerStyle(side === "dark")));
          const footer = detectFooter(burnt);
          expect(footer).toMatchObject({ rows: 31, how: "bar and label", barPx: drawn.lengthPx });
          const kept = keepTopLeft(burnt, burnt.width - (footer?.columns ?? 0), burnt.height - (footer?.rows ?? 0));
          expect(same(keepTopLeft(kept, width, height).data, clean.data)).toBe(true);
          const [value, unit] = drawn.label.split(" ");
          expect(footer?.barMm).toBeCloseTo(Number(value) * (unit === "mm" ? 1 : 0.001), 9);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("no footer is found", () => {
  test("in footerless pictures of any size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom("dark" as const, "light" as const),
        (seed, width, height, side) => {
          expect(detectFooter(drawOrganism(seed, { width, height }, side))).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  const drawInto = (rows: readonly string[]): Grey => {
    const width = 80;
    const data = new Uint8Array(width * 60).fill(255);
    rows.forEach((row, y) => {
      [...row].forEach((cell, x) => {
        if (cell === "#") data[(60 - rows.length + y) * width + x] = 20;
      });
    });
    return { data, width, height: 60, channels: 1 };
  };

  test.each([
    ["a straight fibre near the bottom, in the middle", [`${" ".repeat(30)}${"#".repeat(40)}`, "", "", ""]],
    ["a fibre that leaves the picture on both sides", ["#".repeat(80), "", "", ""]],
    ["a line with something hanging from it", [bar(50), `${" ".repeat(30)}##`, `${" ".repeat(30)}##`, "", ""]],
    ["a label without a bar", [...zooProcess(0)]],
    ["a thick plate", [...Array.from({ length: 7 }, () => bar(50)), "", ""]],
  ])("for %s", (_, rows) => {
    expect(detectFooter(drawInto(rows))).toBeNull();
  });
});
