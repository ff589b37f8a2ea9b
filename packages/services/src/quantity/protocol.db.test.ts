import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startExport } from "../export/start.ts";
import { confirmed, formulas, mm3, type NetSite, netSite } from "./nets.fixture.ts";
import { confirmProtocol, readProtocol, readQuantities, tryProtocol } from "./verbs.ts";

let s: NetSite;
beforeAll(async () => {
  s = await netSite();
});
afterAll(() => s.site.dispose());

describe("formulas of a project", () => {
  test("are asked for before there is any figure, and before any export", async () => {
    const asked = await readQuantities.call(s.as(), { projectId: s.project, what: ["concentrations"] });
    const started = await startExport.call(s.as(), { projectId: s.project, options: { format: "spectra" } });
    for (const answer of [asked, started])
      expect(answer).toMatchObject({ ok: false, error: { code: "conflict", message: /no formulas are confirmed/ } });
  });

  test("are proposed by the instrument, with the names that there are", async () => {
    const got = await readProtocol.call(s.as(), { projectId: s.project });
    if (!got.ok) throw new Error(got.error.message);
    expect(got.value).toMatchObject({ protocol: null, profile: "zooscan", history: [] });
    expect(got.value.proposals.find(({ purpose }) => purpose === "sampledVolume")).toMatchObject({ text: "sam.tot_vol" });
  });

  test("are refused by name where a unit does not come out, or a water volume is of single objects", async () => {
    const wrong = [{ purpose: "subPart" as const, text: "acq.sub_part", variables: { "acq.sub_part": "m3" } }];
    expect(await tryProtocol.call(s.as(), { projectId: s.project, formulas: wrong })).toMatchObject({
      ok: false,
      error: {
        code: "invalid",
        message: "subPart: the formula gives m3, expected 1, at character 1",
        faults: [{ path: "formulas.0.text" }],
      },
    });
    const single = [{ purpose: "sampledVolume" as const, text: "obj.area", variables: { "obj.area": "m3" } }];
    expect(await tryProtocol.call(s.as(), { projectId: s.project, formulas: single })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
  });

  test("are shown on three objects with what went in", async () => {
    const got = await tryProtocol.call(s.as(), { projectId: s.project, formulas });
    if (!got.ok) throw new Error(got.error.message);
    expect(got.value.trials).toHaveLength(3);
    for (const trial of got.value.trials) {
      expect(trial.esd).toBeCloseTo(2 * Math.sqrt(100 / Math.PI) * 10, 9);
      expect(trial.results.find(({ purpose }) => purpose === "ellipsoidVolume")?.result.value).toBeCloseTo(mm3.ellipsoid, 15);
      expect(trial.unlikely).toEqual([]);
    }
  });

  test("that look like another unit wait for a person's word; versions follow each other", async () => {
    const metres = formulas.map((one) => ({
      ...one,
      variables: Object.fromEntries(Object.entries(one.variables).map(([n, u]) => [n, u === "um/px" ? "mm/px" : u])),
    }));
    const asked = { ...confirmed, formulas: metres, projectId: s.project };
    expect(await confirmProtocol.call(s.as(), asked)).toMatchObject({
      ok: false,
      error: { code: "conflict", message: /pixelSize is 1(0000|e\+4), expected 0.5 to 500 um/ },
    });
    expect(await confirmProtocol.call(s.as(), { ...asked, unlikely: ["pixelSize", "twoDiameters"] })).toMatchObject({
      ok: true,
      value: { version: 1 },
    });
    expect(await confirmProtocol.call(s.as(), { ...confirmed, projectId: s.project })).toMatchObject({
      ok: false,
      error: { code: "conflict" },
    });
    expect(await confirmProtocol.call(s.as(), { ...confirmed, projectId: s.project, before: 1 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
  });
});
