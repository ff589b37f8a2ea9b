import { segmentProfileNames } from "@nauplius/domain";
import { expect, test } from "vitest";
import { profileWith, segmentProfiles } from "./profile.ts";
import { thresholdOf } from "./threshold.ts";

const thresholdWith = (...asked: Parameters<typeof profileWith>) => {
  const profile = profileWith(...asked);
  return profile.ok ? profile.value.threshold : profile.error;
};

test("each threshold of a frame can be asked for, and what it lacks is said", () => {
  expect(thresholdWith("generic", { threshold: 100 })).toEqual({ method: "fixed", level: 100, sense: "auto" });
  expect(thresholdWith("generic", { threshold: 100, sense: "bright" })).toEqual({ method: "fixed", level: 100, sense: "bright" });
  expect(thresholdWith("isiis", { method: "percentile", share: 5 })).toEqual({ method: "percentile", share: 0.05, sense: "dark" });
  expect(thresholdWith("planktoscope", { method: "otsu" })).toEqual({ method: "otsu", sense: "dark" });
  expect(thresholdWith("isiis", { method: "fixed" })).toEqual({ method: "fixed", level: 170, sense: "dark" });
  expect(thresholdWith("generic", { method: "fixed" })).toMatch(/^threshold: got none, expected a grey/);
  expect(thresholdWith("zooscan", { method: "triangle" })).toMatch(/^method: got triangle, expected fixed/);
  expect(profileWith("zooscan", { minEsd: 200 })).toEqual({
    ok: false,
    error: "minEsd: got 200, expected at most 100, the largest of zooscan",
  });
  for (const name of segmentProfileNames) expect(profileWith(name, {})).toEqual({ ok: true, value: segmentProfiles[name] });
});

test("a fixed grey whose side is left open finds bright objects on dark ground, and dark ones on light ground", () => {
  const greys = (ground: number, object: number): Uint8Array => Uint8Array.from({ length: 100 }, (_, i) => (i < 10 ? object : ground));
  const open = { method: "fixed", level: 100, sense: "auto" } as const;
  expect(thresholdOf(open, greys(20, 200))).toEqual({ level: 100, sense: "bright" });
  expect(thresholdOf(open, greys(200, 20))).toEqual({ level: 100, sense: "dark" });
});
