import { describe, expect, test } from "vitest";
import { checkAcquisitions } from "./check.ts";
import { checkDuplicate, checkObjectCount, checkPredictions, checkTouching } from "./counts.ts";
import type { AcquisitionFacts } from "./facts.ts";
import { checkIds, type Finding } from "./finding.ts";
import { checkFractions } from "./fractions.ts";
import { checkBlackRatio, checkPixelSize, checkSettings } from "./imaging.ts";
import { checkDate, checkDayNight, checkDepth, checkNetVolume, checkPosition, distanceKm } from "./place.ts";

let made = 0;
const facts = (changes: Partial<AcquisitionFacts> = {}): AcquisitionFacts => {
  made += 1;
  return {
    ...{
      acquisition: `acq${made}`,
      sample: `sample${made}`,
      instrument: "zooscan",
      sampling: "net",
      pixelSize: 10.6,
      scanResolution: 2400,
      netVolume: 124.5,
    },
    ...{ depthMin: 55, depthMax: 106, bottomDepth: null, latitude: 48.4, longitude: -22.5, onLand: false, ship: "thalassa" },
    ...{ date: "2023-06-14", time: "22:51:00", scanDate: "2024-03-21", dayNightOfName: "night", dayPart: "N" },
    ...{ sizeFraction: "d1", part: null, replicate: 1, subPart: 4, meshMin: 1000, meshMax: 999_999, comment: null },
    ...{ software: "8.13", threshold: 243, blackRatio: 0.1, objects: 1000 },
    ...{ multiples: null, multiplesOfBiovolume: null, artefacts: null, touching: null, unpredicted: 0, sameFileAs: null },
    ...changes,
  };
};
const others = (count: number, changes: Partial<AcquisitionFacts> = {}) => Array.from({ length: count }, () => facts(changes));
const told = ({ colour, reason }: Finding): string => `${colour}: ${reason}`;

describe("pixel size", () => {
  test.each<[string, Partial<AcquisitionFacts>, string]>([
    ["as the scan's resolution says", {}, "green: The pixel size is 10.6 um."],
    ["unknown", { pixelSize: null }, "red: The pixel size is not known; without it nothing has a size."],
    ["in mm", { pixelSize: 0.0106 }, "red: The pixel size is 0.0106 um; expected 0.5 to 500 um."],
    ["of another resolution", { pixelSize: 21.2 }, "red: The pixel size is 21.2 um; a scan of 2400 dpi has 10.583 um."],
  ])("%s", (_, changes, expected) => expect(told(checkPixelSize(facts(changes), []))).toBe(expected));
  test("unlike the others of this instrument", () => {
    const odd = facts({ pixelSize: 5.3, scanResolution: null });
    expect(told(checkPixelSize(odd, others(4)))).toBe("amber: The pixel size is 5.3 um; most acquisitions of this project have 10.6 um.");
    expect(checkPixelSize(odd, others(4, { instrument: "uvp6" })).colour).toBe("green");
  });
});

describe("net, depth and place", () => {
  test.each<[Partial<AcquisitionFacts>, string]>([
    [{}, "green: The net filtered 124.5 m3."],
    [{ netVolume: null }, "red: The volume of the net is not known; without it there is no concentration."],
    [{ netVolume: 0.05 }, "red: The volume of the net is 0.05 m3; expected at least 0.1 m3 (litres?)."],
    [{ netVolume: 124_500 }, "amber: The volume of the net is 124500 m3; more than 20000 m3 is unusual (litres?)."],
    [{ netVolume: null, sampling: "camera" }, "green: Cameras count their volume by the image."],
  ])("net %o", (changes, expected) => expect(told(checkNetVolume(facts(changes)))).toBe(expected));
  test.each<[Partial<AcquisitionFacts>, string]>([
    [{}, "green: The depths are 55 to 106 m."],
    [{ depthMin: null }, "amber: The depth is not known, or only one end of it."],
    [{ depthMin: 200 }, "red: The depths are 200 to 106 m: the upper one lies below the lower one."],
    [{ depthMin: -55 }, "red: The depths are -55 to 106 m; depths count downwards from 0."],
    [{ depthMax: 12_000 }, "red: The depths are 55 to 12000 m; the sea has no more than 11000 m."],
    [{ bottomDepth: 90 }, "red: The depths are 55 to 106 m, but the sea floor is at 90 m."],
  ])("depth %o", (changes, expected) => expect(told(checkDepth(facts(changes)))).toBe(expected));
  test("position: missing, zero, on land", () => {
    expect(checkPosition(facts({ latitude: null }), []).colour).toBe("amber");
    expect(told(checkPosition(facts({ latitude: 0, longitude: 0 }), []))).toBe("red: The position is 0, 0: is it missing?");
    expect(told(checkPosition(facts({ onLand: true }), []))).toContain("lies on land");
    expect(told(checkPosition(facts(), []))).toBe("green: The position is 48.4000, -22.5000.");
  });
  test("position: where no ship comes from the station before; another ship, or weeks between, say nothing", () => {
    const wrongSign = facts({ longitude: 22.5 });
    const before = facts({ date: "2023-06-14", time: "10:51:00" });
    expect(told(checkPosition(wrongSign, [before]))).toMatch(
      /^red: 48\.4000, 22\.5000 is \d{4} km from sample\d+, 12 h away: no ship makes that\.$/,
    );
    expect(checkPosition(wrongSign, [facts({ ship: "another" }), facts({ date: "2023-07-14" })]).colour).toBe("green");
    expect(checkPosition(facts({ latitude: 48.6 }), [before]).colour).toBe("green");
  });
  test("distances are those of a sphere", () => {
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(111.195, 2);
    expect(distanceKm({ latitude: 43.68, longitude: 7.31 }, { latitude: 43.68, longitude: 7.31 })).toBe(0);
  });
});

describe("time", () => {
  test.each<[Partial<AcquisitionFacts>, string]>([
    [{}, "green: The date is 2023-06-14, the scan of 2024-03-21."],
    [{ date: null }, "red: The date is not known."],
    [{ date: "2031-01-01", scanDate: null }, "red: The date is 2031-01-01, which is to come."],
    [{ date: "0203-06-14" }, "red: The date is 0203-06-14; expected one after 1900-01-01."],
    [{ scanDate: "2023-03-21" }, "red: The sample is of 2023-06-14, but was scanned on 2023-03-21."],
    [{ time: null }, "amber: The date is 2023-06-14, the time of day is not known."],
  ])("%o", (changes, expected) => expect(told(checkDate(facts(changes), "2026-01-01"))).toBe(expected));
  test.each<[Partial<AcquisitionFacts>, string]>([
    [{}, "green: The name says night, and so does the sun."],
    [{ dayPart: "D" }, "red: The name says night, by the sun it is day: is the time local, or the longitude of the wrong sign?"],
    [{ dayPart: "U" }, "green: The name says night; by the sun it is dusk."],
    [{ dayPart: "?" }, "amber: The name says night; place or time is not known, so the sun cannot say."],
    [{ dayNightOfName: null, dayPart: "D" }, "green: The name does not say day or night."],
    [
      { dayNightOfName: "day", dayPart: "N" },
      "red: The name says day, by the sun it is night: is the time local, or the longitude of the wrong sign?",
    ],
  ])("day and night %o", (changes, expected) => expect(told(checkDayNight(facts(changes)))).toBe(expected));
});

describe("the fraction table of a sample", () => {
  const d1 = (changes: Partial<AcquisitionFacts> = {}) =>
    facts({ sizeFraction: "d1", meshMin: 1000, meshMax: 999_999, subPart: 1, ...changes });
  const d2 = (changes: Partial<AcquisitionFacts> = {}) =>
    facts({ sizeFraction: "d2", meshMin: 200, meshMax: 1000, subPart: 8, ...changes });
  const part = (number: number, of: number) => ({ number, of });
  test.each<[string, AcquisitionFacts[], string]>([
    ["two fractions that meet", [d1(), d2()], "green: The fractions are d1 (1/1), d2 (1/8)."],
    ["replicates of one fraction", [d1(), d1({ replicate: 2 }), d2()], "green: The fractions are d1 (1/1), d2 (1/8)."],
    ["all parts of a split", [1, 2, 3, 4].map((number) => d1({ part: part(number, 4), subPart: 2 })), "green: The fractions are d1 (1/2)."],
    [
      "unequal parts",
      [d1({ part: part(1, 2), subPart: 8 }), d1({ part: part(2, 2), subPart: 4 })],
      "red: The scans of fraction d1 have unequal sub-sampling parts: 8, 4.",
    ],
    ["an unknown part", [d1({ subPart: null })], "red: What part of fraction d1 was examined is not known."],
    [
      "a fraction instead of its inverse",
      [d1({ subPart: 0.125 })],
      "red: The sub-sampling part of fraction d1 is 0.125; expected 1 or more (8 is one eighth).",
    ],
    [
      "a scan of the split that is not here",
      [d1({ part: part(1, 3) }), d1({ part: part(3, 3) })],
      "red: Of fraction d1, part 2 of 3 is missing.",
    ],
    ["overlapping meshes", [d1({ meshMin: 500 }), d2()], "red: Fractions overlap: d2 ends at 1000 um, d1 begins at 500 um."],
    [
      "a gap between meshes",
      [d1({ meshMin: 2000 }), d2()],
      "red: Nothing lies between fraction d2, which ends at 1000 um, and d1, which begins at 2000 um.",
    ],
    [
      "no upper mesh below another fraction",
      [d1(), d2({ meshMax: 999_999 })],
      "amber: Fraction d2 has no upper mesh; d1 begins at 1000 um.",
    ],
    [
      "the whole sample beside a fraction",
      [facts({ sizeFraction: "tot", meshMin: null }), d1()],
      "red: A whole sample (tot) stands beside fractions of it: objects would count twice.",
    ],
    [
      "a camera, which parts nothing",
      [facts({ sampling: "camera", sizeFraction: null, subPart: null })],
      "green: A camera parts nothing: all that it saw counts.",
    ],
    ["a number that is left out", [d1(), facts({ sizeFraction: "d3", meshMin: 100, meshMax: 1000 })], "red: Fraction d2 is missing."],
    [
      "a comment that says otherwise",
      [d1({ subPart: 4, comment: "sample_split_into_8_with_motoda_4_scans_made" })],
      "amber: The comment of fraction d1 says 4 scans of a split into 8, which is a part of 2; the table says 4.",
    ],
  ])("%s", (_, sample, expected) => expect(told(checkFractions(sample))).toBe(expected));
  test("a fraction that the other samples have", () =>
    expect(told(checkFractions([d1()], ["d1", "d2"]))).toBe("red: Fraction d2 is missing."));
  test("several faults are told, the worst first", () =>
    expect(told(checkFractions([d1({ subPart: null }), d2({ meshMax: 999_999 })]))).toMatch(
      /^red: What part .*\. Fraction d2 has no upper mesh/,
    ));
});

describe("against the neighbours", () => {
  test("software and threshold", () => {
    expect(checkSettings(facts(), others(5)).colour).toBe("green");
    expect(told(checkSettings(facts({ software: "7.19", threshold: 230 }), others(5)))).toBe(
      "amber: The software is 7.19; most acquisitions of this project have 8.13. The threshold is 230; most acquisitions of this project have 243.",
    );
    expect(checkSettings(facts({ software: "7.19" }), others(2)).colour).toBe("green");
  });
  test("number of objects, compared within the fraction", () => {
    const usual = [800, 900, 1000, 1100, 1250, 1400].map((objects) => facts({ objects }));
    expect(checkObjectCount(facts({ objects: 1500 }), usual).colour).toBe("green");
    expect(told(checkObjectCount(facts({ objects: 30 }), usual))).toBe(
      "amber: There are 30 objects; others of fraction d1 have about 1049: far fewer than usual.",
    );
    expect(told(checkObjectCount(facts({ objects: 40_000 }), usual))).toContain("many more than usual");
    expect(checkObjectCount(facts({ objects: 30, sizeFraction: "d2" }), usual).colour).toBe("green");
    expect(checkObjectCount(facts({ objects: 0 }), []).colour).toBe("red");
  });
});

describe("what was found on the scan", () => {
  test.each<[number | null, string]>([
    [0.1, "green"],
    [0.22, "amber"],
    [0.25, "red"],
    [0, "red"],
    [null, "amber"],
  ])("black ratio %f is %s", (blackRatio, colour) => expect(checkBlackRatio(facts({ blackRatio })).colour).toBe(colour));
  test("multiples, artefacts, touching objects", () => {
    expect(checkTouching(facts()).colour).toBe("green");
    expect(told(checkTouching(facts({ multiplesOfBiovolume: 0.08, touching: 0.01 })))).toBe(
      "amber: Multiples in biovolume: 8 %, expected less than 5 %.",
    );
    expect(checkTouching(facts({ multiplesOfBiovolume: 0.3, artefacts: 0.35 })).colour).toBe("red");
  });
  test("the same file, and objects without prediction", () => {
    expect(told(checkDuplicate(facts({ sameFileAs: "d1_tow_a" })))).toBe(
      "red: d1_tow_a has the very same file: its objects would count twice.",
    );
    expect(told(checkPredictions(facts({ unpredicted: 12 })))).toBe("amber: 12 of 1000 objects have neither a label nor a prediction.");
  });
});

describe("a project", () => {
  test("every acquisition gets every check once, and the colour of the worst", () => {
    const all = [...others(6), facts({ acquisition: "odd", netVolume: null, threshold: 200 })];
    const checked = checkAcquisitions(all, "2026-01-01");
    expect(checked).toHaveLength(7);
    for (const { findings } of checked) expect(findings.map(({ check }) => check)).toEqual([...checkIds]);
    expect(checked.slice(0, 6).map(({ colour }) => colour)).toEqual(Array.from({ length: 6 }, () => "green"));
    const odd = checked.at(-1);
    expect([odd?.colour, odd?.findings.flatMap(({ check, colour }) => (colour === "green" ? [] : [`${check} ${colour}`]))]).toEqual([
      "red",
      ["netVolume red", "settings amber"],
    ]);
  });
  test("a sample without a fraction that most others have is red, and only those asked for are judged", () => {
    const pair = (sample: string) => [
      facts({ sample, sizeFraction: "d1", subPart: 1 }),
      facts({ sample, sizeFraction: "d2", meshMin: 200, meshMax: 1000 }),
    ];
    const lonely = facts({ acquisition: "lonely", sample: "c", sizeFraction: "d1", subPart: 1 });
    const [checked] = checkAcquisitions([...pair("a"), ...pair("b"), lonely], "2026-01-01", ["lonely"]);
    expect(checked?.findings.find(({ check }) => check === "fractions")).toMatchObject({
      colour: "red",
      reason: "Fraction d2 is missing.",
    });
  });
});
