import { expect, test } from "vitest";
import type { Quantities, Statistics } from "../types.ts";
import { checksPicture } from "./checks.ts";
import { csvOf, objectsHref } from "./common.ts";
import { heatPicture, progressPicture } from "./counts.ts";
import { meansPicture } from "./means.ts";
import { profilePicture } from "./profile.ts";
import { completenessPicture, concentrations, seasonPicture } from "./quantities.ts";
import { spectrumPicture } from "./spectrum.ts";

const t = (key: string) => key;
const sample = (id: number, more: object = {}) => ({
  ...{
    id,
    name: `s${id}`,
    latitude: 43,
    longitude: 7,
    startedAt: "2023-06-21T11:00:00Z",
    depthMin: 0,
    depthMax: 75,
    dayPart: "D" as const,
  },
  counts: { unclassified: 0, predicted: 0, dubious: 0, validated: 0 },
  ...more,
});
const taxa = [
  { id: 11, displayName: "Copepoda", living: true },
  { id: 12, displayName: "detritus", living: false },
];
const statistics: Statistics = {
  tallies: [
    { sampleId: 1, taxonId: 11, state: "validated", objects: 10 },
    { sampleId: 2, taxonId: 11, state: "predicted", objects: 5 },
    { sampleId: 1, taxonId: 12, state: "validated", objects: 1 },
    { sampleId: 1, taxonId: 0, state: "unclassified", objects: 3 },
  ],
  taxa,
  samples: [sample(1), sample(2, { dayPart: "N", startedAt: "2023-01-02T23:00:00Z" })],
  calibrations: [],
  checks: [
    { sampleId: 1, signed: 2, unsigned: 1 },
    { sampleId: 99, signed: 1, unsigned: 0 },
  ],
};
const figure = (sampleId: number, taxonId: number, value: number | null) => ({
  ...{ place: { group: `${sampleId}`, sampleId, acquisitionId: null, bin: null }, taxonId, kind: null, n: 4, value },
  ...{ interval: { low: 1, high: 9 }, corrected: null, validated: { n: 4, value }, volume: 20, fractions: "", complete: true },
  ...{ shareValidated: 1, shareCounted: 1, flags: value === null ? ["missingVolume"] : [] },
});
const spectrum = {
  classes: [
    { low: 1, high: 2, n: 9, biovolume: 4, normalised: 4, left: "belowMode" as const },
    { low: 2, high: 4, n: 9, biovolume: 4, normalised: 2, left: null },
  ],
  fit: null,
  range: null,
};
const quantities: Quantities = {
  ...{ protocol: 1, taxa, warnings: [], means: [], correctedBy: null, asOf: null },
  figures: [figure(1, 11, 3), figure(1, 12, 50), figure(2, 11, null)],
  spectra: [{ place: figure(1, 11, 0).place, taxonId: null, kind: "ellipsoid", spectrum, powerLaw: null, individuals: 18, flags: [] }],
  completeness: [{ place: figure(1, 11, 0).place, byCount: 0.5, byBiovolume: null }],
};
type Series = { readonly data: readonly { readonly value: unknown; readonly href?: string }[]; readonly name?: string };
const seriesOf = (option: object) => (option as { series: Series[] }).series;

test("progress counts each taxon by state, and a bar opens its objects", () => {
  const { rows, option } = progressPicture(statistics, { projectId: 7, t });
  expect(rows).toEqual([
    ["Copepoda", 10, 0, 5, 0],
    ["detritus", 1, 0, 0, 0],
  ]);
  expect(seriesOf(option)[0]?.data.at(-1)).toEqual({ value: 10, href: "/projects/7/objects?state=validated&taxon=11" });
});

test("the table of the heat map has zeros, the picture only what was found", () => {
  const { rows, option } = heatPicture(statistics, { projectId: 7, t });
  expect(rows).toHaveLength(4);
  expect(rows).toContainEqual(["s2", "detritus", 0]);
  expect(seriesOf(option)[0]?.data).toHaveLength(3);
});

test("all that is living leaves out the rest; a sample without a figure is missing, not zero", () => {
  expect(
    concentrations(quantities, { samples: statistics.samples, taxonId: null }).map(({ sample: { name }, value }) => [name, value]),
  ).toEqual([["s1", 3]]);
  const { rows } = seasonPicture(quantities, { projectId: 7, t, samples: statistics.samples, taxonId: 12 });
  expect(rows).toEqual([["s1", "2023-06-21T11:00:00Z", "D", 0, 75, 50, 1, 9, null, null, null, ""]]);
});

test("a share that is not known is empty", () => {
  expect(completenessPicture(quantities.completeness, { projectId: 7, t, samples: statistics.samples }).rows).toEqual([["s1", 0.5, null]]);
});

test("classes that no line is fitted to are grey, and stand in the table with the reason", () => {
  const { option, rows } = spectrumPicture(quantities, { projectId: 7, t, samples: statistics.samples, taxonId: null });
  expect(seriesOf(option)[0]?.data).toMatchObject([{ itemStyle: { color: "#9aa0a9" } }, { itemStyle: { color: "#0072b2" } }]);
  expect(rows.map((row) => row[6])).toEqual(["belowMode", null]);
});

test("numbers go out as others read them", () => {
  expect(
    csvOf(
      ["a", "b"],
      [
        ["x, y", null],
        ['say "no"', 1.5],
      ],
    ),
  ).toBe('a,b\r\n"x, y",\r\n"say ""no""",1.5\r\n');
  expect(objectsHref(7, { samples: [1, 2] })).toBe("/projects/7/objects?sample=1%2C2");
});

test("checks are counted by sample, signed and not, and open the checks", () => {
  const { option, rows } = checksPicture(statistics, { projectId: 7, t });
  expect(rows).toEqual([["s1", 2, 1]]);
  expect(seriesOf(option).map(({ data }) => data)).toEqual([
    [{ value: 2, href: "/projects/7/checks" }],
    [{ value: 1, href: "/projects/7/checks" }],
  ]);
});

test("a profile has a mark for each depth bin that was looked at, which opens what was seen there; a bin without images has none", () => {
  const at = (bin: number, taxonId: number, value: number | null) => ({
    ...{ place: { sampleId: 1, bin }, taxonId, kind: null, value, interval: value === null ? null : { low: value / 2, high: value * 2 } },
  });
  const figures = [at(3, 11, 4), at(0, 11, 2), at(0, 12, 50), at(7, 11, null)];
  const shown = { ...quantities, figures } as unknown as Quantities;
  const { option, rows } = profilePicture(shown, { projectId: 7, t, samples: statistics.samples, taxonId: 11 });
  expect(rows.map((row) => row.slice(2))).toEqual([
    [0, 10, 2, 1, 4],
    [30, 40, 4, 2, 8],
  ]);
  expect(seriesOf(option)[0]?.data).toMatchObject([{ value: [2, 5] }, { value: [4, 35], href: expect.stringMatching(/sample=1/) }]);
  // All living together: detritus is none of them, and a sum has no interval.
  const all = profilePicture(shown, { projectId: 7, t, samples: statistics.samples, taxonId: null });
  expect(all.rows.map((row) => row.slice(4))).toEqual([
    [2, null, null],
    [4, null, null],
  ]);
});

test("means of a month have their interval, the corrected one beside, and open the samples of the month", () => {
  const mean = {
    taxonId: 11,
    kind: null,
    month: 6,
    samples: 3,
    missing: 1,
    mean: 4,
    low: 2,
    high: 6,
    corrected: { mean: 3, low: 1, high: 5 },
  };
  const { option, rows } = meansPicture(
    { ...quantities, means: [mean, { ...mean, month: null }] },
    { projectId: 7, t, samples: statistics.samples, taxonId: 11 },
  );
  expect(rows).toEqual([
    [6, 3, 1, 4, 2, 6, 3, 1, 5],
    ["all", 3, 1, 4, 2, 6, 3, 1, 5],
  ]);
  const [points, , corrected] = seriesOf(option);
  expect(points?.data).toMatchObject([{ value: ["06", 4], href: expect.stringMatching(/sample=1&.*taxon=11|taxon=11.*sample=1/) }]);
  expect(corrected?.data).toMatchObject([{ value: ["06", 3] }]);
});
