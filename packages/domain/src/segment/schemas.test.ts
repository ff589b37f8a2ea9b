import { expect, test } from "vitest";
import { instruments } from "../project/schemas.ts";
import { profileOfInstrument, segmentSettings, settingsOver, settingsProblem, whyItWaits } from "./schemas.ts";

test("a project's instrument says which images are most likely segmented", () => {
  const known = instruments.filter((name) => profileOfInstrument(name) !== "generic");
  expect(known).toEqual(["Zooscan", "UVP5HD", "UVP5SD", "UVP5Z", "UVP6", "ISIIS", "PlanktoScope", "?"]);
});

test("settings that contradict each other are refused by field, with what was got and what was expected", () => {
  expect(settingsProblem("zooscan", { method: "otsu" })).toBe("method: got otsu, expected fixed for zooscan");
  expect(settingsProblem("generic", { method: "percentile" })).toMatch(/^share: got none, expected/);
  expect(settingsProblem("generic", { share: 5 })).toMatch(/^share: got 5, expected none/);
  expect(settingsProblem("generic", { method: "triangle", threshold: 100 })).toMatch(/^threshold: got 100, expected none/);
  expect(settingsProblem("zooscan", { minEsd: 5, maxEsd: 1 })).toBe("minEsd: got 5, expected at most maxEsd, 1");
  expect(settingsProblem("isiis", { method: "percentile", share: 3, minEsd: 1 })).toBeNull();
  expect(settingsProblem("zooscan", { threshold: 240 })).toBeNull();
  expect(segmentSettings.safeParse({ share: 100 }).success).toBe(false);
});

test("a level of one's own replaces the whole level of the batch; sizes are taken field by field", () => {
  const batch = { method: "percentile", share: 5, pixelSize: 10, minEsd: 0.3 } as const;
  expect(settingsOver(batch, { maxEsd: 4 })).toEqual({ ...batch, maxEsd: 4 });
  expect(settingsOver(batch, { threshold: 120, sense: "bright" })).toEqual({ threshold: 120, sense: "bright", pixelSize: 10, minEsd: 0.3 });
  expect(settingsOver({ threshold: 120 }, { method: "otsu" })).toEqual({ method: "otsu" });
});

test("what a unit lacks is given by batch or unit, and waved through by nobody; what is not known about it may be", () => {
  const unit = { usable: true, reason: "tow: it is in no table.", lacks: "The pixel size is missing.", damage: null };
  expect(whyItWaits(unit, {}, {})).toBe("tow: it is in no table. The pixel size is missing.");
  expect(whyItWaits(unit, {}, { asIs: true })).toBe("tow: it is in no table. The pixel size is missing.");
  expect(whyItWaits(unit, { pixelSize: 10 }, {})).toBe("tow: it is in no table.");
  expect(whyItWaits(unit, {}, { pixelSize: 10, asIs: true })).toBeNull();
  expect(whyItWaits({ ...unit, reason: "" }, { pixelSize: 10 }, {})).toBeNull();
  // Another file has tags of its own.
  expect(whyItWaits({ ...unit, reason: "" }, {}, { instead: "abc" })).toBeNull();
  expect(whyItWaits({ ...unit, lacks: null }, {}, { sample: "tow" })).toBeNull();
  const damaged = { ...unit, reason: "", damage: "The file was cut short." };
  expect(whyItWaits(damaged, { pixelSize: 10 }, { asIs: true, sample: "tow" })).toBe("The file was cut short.");
  expect(whyItWaits(damaged, {}, { instead: "abc" })).toBeNull();
});
