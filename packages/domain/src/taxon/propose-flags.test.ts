import { describe, expect, test } from "vitest";
import { inheritedFlags, type TaxonFlags } from "./flags.ts";
import { proposeFlags } from "./propose-flags.ts";

const row = (f: TaxonFlags) => [f.living, f.extent, f.countsAsIndividual];

describe("flags proposed from names", () => {
  test.each([
    ["detritus", [false, null, false]],
    ["fiber", [false, null, false]],
    ["fibre", [false, null, false]],
    ["bubble", [false, null, false]],
    ["air bubbles", [false, null, false]],
    ["artefact", [false, null, false]],
    ["artifact", [false, null, false]],
    ["badfocus", [false, null, false]],
    ["not-living", [false, null, false]],
    ["dead", [false, null, null]],
    ["part", [null, "part", false]],
    ["tail", [null, "part", false]],
    ["nectophore", [null, "part", false]],
    ["egg", [null, "whole", true]],
    ["multiple", [null, "several", false]],
    ["chain", [null, "several", false]],
    ["colony", [null, "several", false]],
    ["other", [null, null, null]],
    ["Copepoda", [null, null, null]],
    ["larvae", [null, null, null]],
    ["Partenoscelis", [null, null, null]],
    ["Eggerella", [null, null, null]],
  ] as const)("%s", (name, expected) => {
    expect(row(proposeFlags(name))).toEqual(expected);
  });
});

test("detritus below living is not living: the nearest word counts", () => {
  expect(inheritedFlags([proposeFlags("detritus"), proposeFlags("living")])).toEqual({
    living: false,
    extent: "whole",
    countsAsIndividual: false,
  });
  expect(inheritedFlags([proposeFlags("multiple"), proposeFlags("other"), proposeFlags("living")])).toMatchObject({
    living: true,
    extent: "several",
  });
});
