import { createRng } from "@nauplius/domain";
import { expect, test } from "vitest";
import { instruments } from "../render/instruments.ts";
import { drawObject } from "../render/object.ts";
import { taxonModel } from "../taxa/catalogue.ts";
import { measure, measuredColumns } from "./measure.ts";

const at = { bx: 100, by: 200 };
const drawn = (name: "zooscan" | "uvp") =>
  drawObject(taxonModel("Calanoida"), { instrument: instruments[name], rng: createRng("measured") });

test("what is measured is what the drawing says of itself", () => {
  const object = drawn("zooscan");
  const sum = object.image.reduce((total, v, i) => (object.mask[i] === 0 ? total : total + v), 0);
  expect(measure(object, at)).toMatchObject({
    ...{ area: object.area, area_exc: object.area - object.holes, intden: sum, bx: 100, by: 200, ystart: 200 },
    ...{ width: object.box.width, height: object.box.height },
  });
});

test("bright objects are turned round first", () => {
  const object = drawn("uvp");
  expect(measure(object, at).mean).toBeLessThan(255 - instruments.uvp.threshold);
});

test("every column is there, written as ZooProcess writes it", () => {
  const measured = measure(drawn("zooscan"), at);
  expect(Object.keys(measured)).toEqual(measuredColumns);
  expect(measured["perim."]).toBe(Number(measured["perim."].toFixed(2)));
  expect(measured.major).toBe(Number(measured.major.toFixed(1)));
});
