import { addPreparation, listPreparations, proposeRules } from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FormSite, formFeatures, formSite } from "./forms.fixture.ts";

let f: FormSite;
beforeAll(async () => {
  f = await formSite();
  await f.addTow({ name: "first", month: 0, objects: 120, form: (i) => (i % 2 === 0 ? 1 : 3) });
});
afterAll(() => f.site.dispose());

const log = { transform: "log10" as const, trim: "right" as const, share: 0.02 };
const asked = (more: object) => addPreparation.call(f.as(), { projectId: f.project, name: "Own", before: 0, recipe: "own", ...more });

test("the features of the project are proposed with their published rules", async () => {
  const proposed = await proposeRules.call(f.as(), { projectId: f.project });
  if (!proposed.ok) throw new Error(proposed.error.message);
  expect(proposed.value.map(({ feature }) => feature)).toEqual(formFeatures);
  expect(proposed.value[0]).toEqual({ feature: "area", transform: "log10", trim: "right", share: 0.001, isUsual: true });
});

test("a space is made of the features that a person chose, by their transforms and trims", async () => {
  const preparation = await f.prepare("Two features", { recipe: "own", rules: { major: {}, area: log } });
  expect(await f.build(preparation)).toMatchObject({ state: "done", reason: "" });
  const space = await f.spaceOf("Two features");
  expect(await f.resultOf(space)).toMatchObject({
    features: ["area", "major"],
    preparation: { body: { recipe: "own", rules: { area: log } } },
  });
  // Values that are trimmed are missing: one of two may be.
  expect((await f.resultOf(space)).individuals).toBe(108);
});

test("what the rules trim has no place where nothing may be missing", async () => {
  const rules = { major: {}, area: log };
  expect(await f.build(await f.prepare("Two whole", { recipe: "own", rules, maxMissing: 0 }))).toMatchObject({ state: "done" });
  // The three largest areas lie beyond the quantile 0.98 of 108.
  expect((await f.resultOf(await f.spaceOf("Two whole"))).individuals).toBe(105);
});

test("rules are refused by the name of their feature, with what was got and expected", async () => {
  for (const [more, message] of [
    [{ rules: { areaa: log } }, /^rules\.areaa: got areaa; expected some of area, mean, major, minor, circ\.$/],
    [{ rules: {} }, /^rules: got no feature; expected some of area/],
    [
      { rules: { area: { ...log, transform: "cube" } } },
      /^rules\.area\.transform: got "cube", expected one of none, log10, log1p, yeoJohnson$/,
    ],
    [{ rules: { area: { ...log, trim: "up" } } }, /^rules\.area\.trim: got "up", expected one of none, left, right, both$/],
    [{ rules: { area: { ...log, share: 0.4 } } }, /^rules\.area\.share: got 0.4, expected a number from 0 to 0.25$/],
    [{ rules: { area: { ...log, share: "NaN" } } }, /^rules\.area\.share: got "NaN", expected a number from 0 to 0.25$/],
    [
      { recipe: "published", rules: { area: log } },
      /^rules: got rules of 1 features beside the recipe published, expected the recipe own$/,
    ],
  ] as const)
    expect(await asked(more)).toMatchObject({ ok: false, error: { code: "invalid", message } });
  expect(await asked({ recipe: "published", taxa: [999_999] })).toMatchObject({
    ok: false,
    error: { code: "notFound", message: "there is no taxon 999999 here" },
  });
  const kept = await listPreparations.call(f.as(), { projectId: f.project });
  expect(kept.ok && kept.value.map(({ name }) => name)).toEqual(["Two whole", "Two features"]);
});
