import { expect, test } from "vitest";
import { unitText } from "./fields.tsx";

test("units of files read as they are printed, others stay", () => {
  expect(["m3", "um", "um2", "mm3", "ind/m3", "m", "°", "dpi", "1/3"].map(unitText)).toEqual([
    "m³",
    "µm",
    "µm²",
    "mm³",
    "ind/m³",
    "m",
    "°",
    "dpi",
    "1/3",
  ]);
});
