import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext } from "./next.ts";

test.each(["/projects/3", "/projects/3/objects?sort=score&q=a%2Fb", "/objects/7#history"])("%s is one of our pages", (path) => {
  expect(safeNext(path)).toBe(path);
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "/api/v1/projects",
  "/sign-in?next=/sign-in",
  "projects/3",
  "",
  undefined,
  ["/a", "/b"],
])("%o leads home", (asked) => {
  expect(safeNext(asked)).toBe("/");
});

test("whatever is asked, a browser stays on our site", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `/${s}`),
        fc.string().map((s) => `//${s}`),
      ),
      (asked) => {
        expect(new URL(safeNext(asked), "https://ours.example").origin).toBe("https://ours.example");
      },
    ),
  );
});
