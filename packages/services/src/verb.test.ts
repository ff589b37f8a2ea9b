import { ok } from "@nauplius/domain";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Context } from "./context.ts";
import { verb } from "./verb.ts";

/** Takes whatever comes, as answers to a run do. */
const takesAll = verb({
  name: "test.takesAll",
  permission: "site.read",
  input: z.record(z.string(), z.unknown()),
  run: async (_ctx, i) => ok(Object.keys(i).length),
});
const ctx = { actor: { kind: "anonymous" } } as unknown as Context;
const said = async (raw: unknown): Promise<string> => {
  const outcome = await takesAll.call(ctx, raw as never);
  return outcome.ok ? "ok" : `${outcome.error.code}: ${outcome.error.message}`;
};

describe("a text that the database cannot keep is refused where it stands", () => {
  test("the character NUL, in a value and in a name", async () => {
    expect(await said({ a: { b: ["x", "y\u0000"] } })).toBe("invalid: a.b.1: a text may not hold the character NUL");
    expect(await said({ a: { "b\u0000": 1 } })).toBe("invalid: a: a text may not hold the character NUL");
  });

  test("half a character, in a value and in a name; whole ones pass", async () => {
    const half = "a text may not hold half a character (a surrogate without its other half)";
    for (const text of ["a\ud800b", "\udc00", "\udc00\ud800", "\ud83d"]) {
      expect(await said({ a: [text] })).toBe(`invalid: a.0: ${half}`);
      expect(await said({ [text]: 1 })).toBe(`invalid: the input: ${half}`);
    }
    expect(await said({ a: "😀 copépode å µ 浮游生物", "😀": "" })).toBe("ok");
  });
});

test("an input nested without end is refused in a sentence, not by a full stack", async () => {
  const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
  expect(await said({ a: nested(60) })).toBe("ok");
  expect(await said({ a: nested(100_000) })).toBe("invalid: a.0.0: nested more than 64 levels deep");
});

test("a refusal of numbers and choices says what was got; of texts and lists, which may be long or secret, their length", async () => {
  const takesSome = verb({
    name: "test.takesSome",
    permission: "site.read",
    input: z.strictObject({
      k: z.int().min(1).max(1_000).optional(),
      by: z.enum(["sample", "depthBin"]).optional(),
      name: z.string().max(10).optional(),
      states: z.array(z.string()).min(1).optional(),
    }),
    run: async () => ok({}),
  });
  const refusal = async (raw: object): Promise<string> => {
    const outcome = await takesSome.call(ctx, raw as never);
    return outcome.ok ? "ok" : outcome.error.message;
  };
  expect(await refusal({ k: 0 })).toBe("k: Too small: expected number to be >=1, got 0");
  expect(await refusal({ k: 1.5 })).toMatch(/^k: .*expected int.*, got 1.5$/);
  expect(await refusal({ k: "NaN" })).toMatch(/^k: .*expected number.*, got "NaN"$/);
  expect(await refusal({ by: "week" })).toBe('by: Invalid option: expected one of "sample"|"depthBin", got "week"');
  expect(await refusal({ name: "a secret of 22 letters" })).toBe("name: Too big: expected string to have <=10 characters, got 22");
  expect(await refusal({ states: [] })).toBe("states: Too small: expected array to have >=1 items, got 0");
  expect(await refusal({ states: { a: 1 } })).not.toContain("got");
});
