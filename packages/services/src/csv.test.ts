import { expect, test } from "vitest";
import { csvCell } from "./csv.ts";

test("what strangers' files hold goes into a spreadsheet without running there", () => {
  expect([`=CMD("x")`, "-24.41", "a, b", null, 3].map(csvCell)).toEqual([`"'=CMD(""x"")"`, "-24.41", `"a, b"`, "", "3"]);
});
