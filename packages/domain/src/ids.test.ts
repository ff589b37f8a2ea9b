import fc from "fast-check";
import { expect, test } from "vitest";
import { projectId } from "./ids.ts";

test("an id is a positive whole number, or its digits as an address writes them", () => {
  expect(projectId.parse(7)).toBe(7);
  expect(projectId.parse("7")).toBe(7);
});

test.each([undefined, null, true, "", " 7", "07", "7.0", "1e3", "0x10", -1, 0, 1.5, Number.NaN, [7], {}, "99999999999999999999", 2 ** 60])(
  "%o is not an id",
  (value) => {
    expect(projectId.safeParse(value).success).toBe(false);
  },
);

test("whatever comes over the wire, an id is a safe positive integer or refused", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const parsed = projectId.safeParse(value);
      return !parsed.success || (Number.isSafeInteger(parsed.data) && parsed.data > 0);
    }),
  );
});
