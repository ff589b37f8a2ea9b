import { expect, test } from "vitest";
import { passwordProblem } from "./password.ts";

const ada = { email: "ada.lovelace@example.org", name: "Ada Lovelace" };

test.each([
  "short",
  "aaaaaaaaaaaa",
  "ababababababab",
  "password12",
  "Plankton2026",
  "ada.lovelace1",
  "Lovelace123",
  "1234567890a",
  "x".repeat(200),
])("%s is refused", (password) => {
  expect(passwordProblem(password, ada)).not.toBeNull();
});

test.each(["four odd copepods swim", "kT9!vm2#qzLp", "plankton net at 40 m depth"])("%s is good", (password) => {
  expect(passwordProblem(password, ada)).toBeNull();
});
