import { expect, test } from "vitest";
import { refusalText } from "./report.ts";

test("a sentence that is the reason of a refused import is told once, and so is each other one", () => {
  const twice = "objects.tsv: there is no column object_id";
  expect(refusalText(twice, [{ message: twice }])).toBe(twice);
  expect(refusalText(`1 error: ${twice}`, [{ message: twice }, { message: "row 2" }, { message: "row 2" }])).toBe(
    `1 error: ${twice}\nrow 2`,
  );
  expect(refusalText("2 errors", [{ message: "row 2" }, { message: "row 3" }])).toBe("2 errors\nrow 2\nrow 3");
});
