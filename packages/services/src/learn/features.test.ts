import type { MeasuredGroup } from "@nauplius/db";
import { expect, test } from "vitest";
import { chooseFeatures } from "./features.ts";

const group = (dialect: string, names: readonly string[], objects = 100, hasPixelSize = true): MeasuredGroup => ({
  ...{ dialect, names, objects, hasPixelSize },
});

test("of one writer every feature of the catalogue joins but where the object lay, constants and what hardly any object has", () => {
  const chosen = chooseFeatures([
    group("zooscan", ["mean", "area", "x", "xmg5", "nb3", "my_own_number"]),
    group("zooscan", ["area", "feret"], 5),
    group("zooscan", [], 20),
  ]);
  expect(chosen.features).toEqual({ names: ["area", "mean"], dialects: ["zooscan"], isPhysical: true });
  expect(chosen).toMatchObject({ unmeasured: 20, apart: [] });
});

test("of several writers only what all of them measure alike joins; the others are named", () => {
  const chosen = chooseFeatures([group("zooscan", ["area", "mean", "feret"]), group("uvp6", ["area", "mean", "feret"], 50, false)]);
  expect(chosen.features).toEqual({ names: ["area", "mean"], dialects: ["uvp6", "zooscan"], isPhysical: false });
  expect(chosen.apart).toEqual(["feret"]);
});

test("features from vignettes join their like only, and only the safe ones", () => {
  const alone = chooseFeatures([group("recomputed", ["area", "mean", "feret"])]);
  expect(alone.features?.names).toEqual(["area", "feret"]);
  expect(alone.apart).toEqual(["mean"]);
  expect(chooseFeatures([group("recomputed", ["area"]), group("zooscan", ["area"])]).features).toBeNull();
});

test("where nothing was measured there is nothing to choose from", () => {
  expect(chooseFeatures([group("unknown", [], 7)])).toEqual({ features: null, unmeasured: 7, apart: [], dialects: [] });
});
