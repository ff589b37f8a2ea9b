import { expect, test } from "vitest";
import { newField } from "./values.ts";

test("a column has a name of its own: neither one that says where things hang, nor one that every object answers to", () => {
  const named = (name: string) => newField.safeParse({ level: "sample", name, type: "text" }).success;
  for (const name of ["mesh", "tot_vol", "Å µ", "prototype", "<b>", "=1+1"]) expect(named(name)).toBe(true);
  for (const name of ["", " ", "@place", "a\u0000b", "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])
    expect(named(name)).toBe(false);
});
