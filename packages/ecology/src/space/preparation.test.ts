import { expect, test } from "vitest";
import { ownPreparation, proposedRules, publishedPreparation } from "./preparation.ts";

const rule = { transform: "none", trim: "none", share: 0.001 } as const;

test("rules of one's own follow the table's order, whatever order they were written in; what the table lacks comes last", () => {
  const made = ownPreparation({ zz: rule, mean: rule, area: { ...rule, transform: "log10" }, absent: rule }, ["area", "mean"]);
  expect(made.rules.map(({ feature, transform }) => [feature, transform])).toEqual([
    ["area", "log10"],
    ["mean", "none"],
    ["absent", "none"],
    ["zz", "none"],
  ]);
  expect(made.maxMissing).toBe(1);
});

test("the published rule is proposed; others take part only where nothing published is there", () => {
  const [area, own] = proposedRules(["area", "texture"]);
  expect(area).toEqual({ ...publishedPreparation.rules[0], isUsual: true });
  expect(own).toEqual({ feature: "texture", trim: "both", share: 0.001, transform: "yeoJohnson", isUsual: false });
  expect(proposedRules(["texture", "xstart"]).map(({ feature, isUsual }) => [feature, isUsual])).toEqual([
    ["texture", true],
    ["xstart", false],
  ]);
});
