import { expect, test } from "vitest";
import { namesIn, withNames } from "./names.ts";

test("columns are found among functions and constants", () => {
  expect(namesIn("4/3 * math.pi * (math.sqrt(obj.area_exc/math.pi) * ssm.pixel_size)**3 + obj.area_exc")).toEqual([
    "obj.area_exc",
    "ssm.pixel_size",
  ]);
});

test("a changed formula keeps the units of what stays", () => {
  expect(withNames("sam.tot_vol * acq.part", { "sam.tot_vol": "m3", "sam.old": "L" })).toEqual({
    text: "sam.tot_vol * acq.part",
    variables: { "sam.tot_vol": "m3", "acq.part": "1" },
  });
});
