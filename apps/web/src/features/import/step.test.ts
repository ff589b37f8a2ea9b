import { expect, test } from "vitest";
import { stepOf } from "./step.ts";

test("without a run a file is chosen", () => {
  expect(stepOf(null)).toBe("choose");
});

test.each([
  ["queued", "", "check"],
  ["running", "tables", "check"],
  ["running", "readImages", "check"],
  ["asking", "readImages", "answer"],
  ["running", "waiting", "load"],
  ["running", "load", "load"],
  ["running", "update", "load"],
  ["done", "publish", "done"],
  ["refused", "readImages", "check"],
  ["cancelled", "load", "load"],
] as const)("a run that is %s at %j is on %s", (state, step, expected) => {
  expect(stepOf({ state, step })).toBe(expected);
});
