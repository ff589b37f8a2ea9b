import { expect, test } from "vitest";
import { isReadable } from "./request-path.mjs";

test("a path whose percent signs stand for no text is not readable; the query is the route's own matter", () => {
  for (const path of ["/", "/projects/2?q=%ff", "/taxa/%C3%A9%20%F0%9F%98%80", "/api/uploads/..%2f..%2fenv", "*"])
    expect(isReadable(path)).toBe(true);
  for (const path of ["/projects/%ff", "/api/v1/projects/%E0%A4%A", "/a%", "/a%ED%A0%80", "/x/%zz?q=1"])
    expect(isReadable(path)).toBe(false);
});
