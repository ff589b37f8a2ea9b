import { describe, expect, test } from "vitest";
import { implausible, tryFormula } from "./check.ts";
import { readFormula, type Values } from "./compile.ts";
import { formulaProposals } from "./proposals.ts";
import { parseUnit, printUnit } from "./units.ts";

const variables = {
  "obj.area": "px2",
  "obj.major": "px",
  "ssm.pixel_size": "mm/px",
  "ssm.sub_part": "1",
  "sam.tot_vol": "m3",
  "sam.litres": "L",
  "acq.exp": "1",
};
const read = (text: string, unit: string) => readFormula(text, variables, unit);
const value = (text: string, unit: string, values: Values = {}) => {
  const reading = read(text, unit);
  if (!reading.ok) throw new Error(reading.error.message);
  const result = reading.formula.evaluate(values);
  return result.value ?? result.reason;
};
const problem = (text: string, unit = "1") => {
  const reading = read(text, unit);
  return reading.ok ? "no problem" : reading.error.message;
};

describe("formulas", () => {
  test("are the arithmetic of Python", () => {
    expect(value("1 + 2 * 3 - 4 / 2", "1")).toBe(5);
    expect(value("-2**2", "1")).toBe(-4);
    expect(value("2**3**2", "1")).toBe(512);
    expect(value("2**-1", "1")).toBe(0.5);
    expect(value("(1 + 2) * -3", "1")).toBe(-9);
    expect(value("1e3 + .5 + 2.", "1")).toBe(1002.5);
    expect(value("math.log(math.e) + log10(100) + exp(0) + abs(-1) + min(3, 2) + max(1, 4, 2)", "1")).toBeCloseTo(11, 12);
  });

  test("of EcoTaxa give a concentration's parts and the volume of an individual, in the unit that is asked for", () => {
    const text = "4.0/3.0*math.pi*(math.sqrt(obj.area/math.pi)*ssm.pixel_size)**3";
    const values = { "obj.area": 1300, "ssm.pixel_size": 0.0106 };
    const mm3 = (4 / 3) * Math.PI * (Math.sqrt(1300 / Math.PI) * 0.0106) ** 3;
    expect(value(text, "mm3", values)).toBeCloseTo(mm3, 15);
    expect(value(text, "um3", values)).toBeCloseTo(mm3 * 1e9, 3);
    expect(value("1/ssm.sub_part", "1", { "ssm.sub_part": 8 })).toBe(0.125);
    expect(value("sam.tot_vol", "m3", { "sam.tot_vol": 49.5 })).toBe(49.5);
  });

  test("convert between units of one kind by themselves", () => {
    expect(value("sam.litres", "m3", { "sam.litres": 2500 })).toBe(2.5);
    expect(value("sam.tot_vol + sam.litres", "L", { "sam.tot_vol": 1, "sam.litres": 5 })).toBeCloseTo(1005, 10);
    // Who divides by 1000 must say what it is.
    expect(value("sam.litres / 1000 [L/m3]", "m3", { "sam.litres": 2500 })).toBeCloseTo(2.5, 12);
  });

  test("know no answer where a value is missing, or is none", () => {
    expect(value("obj.area * ssm.pixel_size**2", "mm2", { "obj.area": null, "ssm.pixel_size": Number.NaN })).toBe(
      "missing: obj.area, ssm.pixel_size",
    );
    expect(value("1/ssm.sub_part", "1", { "ssm.sub_part": 0 })).toMatch("a division by 0");
    expect(value("sqrt(0 - ssm.sub_part)", "1", { "ssm.sub_part": 1 })).toMatch("not a number");
  });

  test.each([
    ["obj.area ^ 2", "got ^, expected ** for a power, at character 10"],
    ["obj.aera * 2", "got the name obj.aera, expected one of obj.area"],
    ["foo(1)", "got the function foo, expected one of sqrt"],
    ["constructor", "got the name constructor"],
    ["math.constructor(1)", "got the function math.constructor"],
    ["min()", "min got 0 inputs, expected 1 to 10"],
    ["sqrt(1, 2)", "sqrt got 2 inputs, expected 1, at character 1"],
    ["1 +", "got the end, expected a number, a name or (, at character 4"],
    ["(1 + 2", "got the end, expected ), at character 7"],
    ["1 2", "got 2, expected an operator or the end, at character 3"],
    ["1 [parsec]", "got the unit [parsec], expected one made of"],
    ["1 [mm", "got [ without ]"],
    ["1; 2", 'got ";", expected a number'],
    ["__import__('os')", 'got "\'"'],
    ["2 ** obj.area", "got an exponent in px2, expected a plain number, at character 3"],
    ["obj.area ** acq.exp", "got a variable power of px2, expected a plain number: divide by a unit first"],
    ["log(obj.area)", "log: expected a plain number: divide by a unit first"],
    ["obj.area + obj.major", "got px2 + px, expected two of one kind, at character 10"],
    ["obj.area", "the formula gives px2, expected 1"],
  ])("say what is wrong with %s", (text, message) => expect(problem(text)).toContain(message));

  test("are refused when they are endless", () => {
    expect(problem(`${"(".repeat(200)}1${")".repeat(200)}`)).toContain("more than 100 levels");
    expect(problem(`${"-".repeat(300)}1`)).toContain("more than 100 signs");
    expect(problem(`${"1+".repeat(2000)}1`)).toContain("got 4001 characters, expected at most 2000");
  });

  test("of a kind that was not asked for are refused", () =>
    expect(problem("obj.area * ssm.pixel_size", "mm2")).toBe("the formula gives m px, expected mm2, at character 1"));

  test("may raise a plain number to a measured power", () =>
    expect(value("(obj.area / 1 [px2]) ** acq.exp", "1", { "obj.area": 7, "acq.exp": 1.02 })).toBeCloseTo(7 ** 1.02, 12));
});

describe("units", () => {
  test("are read and printed", () => {
    const print = (text: string) => {
      const unit = parseUnit(text);
      return unit === null ? null : `${unit.scale} ${printUnit(unit)}`;
    };
    expect(print("mm/px")).toBe("0.001 m/px");
    expect(print("m-3")).toBe("1 1/m3");
    expect(print("ind/m3")).toBe("1 1/m3");
    expect(print("µm³")).toMatch(/^1e-18|^9\.99/);
    expect(print("m/s/s")).toBe("1 m/s2");
    expect([print("furlong"), print(""), print("m//s"), print("toString")]).toEqual([null, null, null, null]);
  });
});

describe("proposals", () => {
  test.each(Object.entries(formulaProposals))("of %s are formulas with the unit they promise", (_, proposals) => {
    for (const { text, variables: names, unit } of proposals) expect(readFormula(text, names, unit)).toMatchObject({ ok: true });
  });

  test("of UVP5 and UVP6 give one volume whatever the unit of the pixel", () => {
    const volume = (which: "uvp5" | "uvp6", pixel: number) => {
      const proposal = formulaProposals[which].find(({ purpose }) => purpose === "ellipsoidVolume");
      const reading = readFormula(proposal?.text ?? "", proposal?.variables ?? {}, "mm3");
      return reading.ok ? reading.formula.evaluate({ "obj.major": 20, "obj.minor": 10, "acq.pixel": pixel }).value : null;
    };
    expect(volume("uvp6", 73)).toBeCloseTo(volume("uvp5", 0.073) ?? 0, 12);
  });

  test("are seen applied to objects before a person confirms them", () => {
    const reading = read("obj.area * ssm.pixel_size**2", "mm2");
    if (!reading.ok) throw new Error(reading.error.message);
    expect(
      tryFormula(reading.formula, [
        { id: "o1", values: { "obj.area": 100, "ssm.pixel_size": 0.1, other: 1 } },
        { id: "o2", values: {} },
      ]),
    ).toEqual([
      { object: "o1", inputs: { "obj.area": 100, "ssm.pixel_size": 0.1 }, result: { value: expect.closeTo(1, 12) } },
      {
        object: "o2",
        inputs: { "obj.area": null, "ssm.pixel_size": null },
        result: { value: null, reason: "missing: obj.area, ssm.pixel_size" },
      },
    ]);
  });

  test("block where a number is nearly always in another unit", () => {
    expect(implausible({ pixelUm: 10.6, diameters: [0.5, 0.6], netM3: 49 })).toEqual([]);
    expect(implausible({ pixelUm: 0.0106, diameters: [0.5, 1.6], netM3: 0.049 }).map(({ code }) => code)).toEqual([
      "pixelSize",
      "twoDiameters",
      "netVolume",
    ]);
    expect(implausible({ pixelUm: Number.NaN })).toHaveLength(1);
  });
});
