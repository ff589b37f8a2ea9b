import { describe, expect, test } from "vitest";
import { asAllowed, importAnswersFrom } from "./answers.ts";

const make = (more: object = {}) => ({ taxa: { Calanus: { create: "Calanus", kind: "phylogenetic" as const, ...more } } });
const answered = (siteRoles: readonly string[], raw: object) => {
  const answers = importAnswersFrom(siteRoles, null, raw);
  if (!answers.ok) throw new Error(answers.error.message);
  return answers.value;
};

describe("a new taxon in the answers of an import", () => {
  test("stands at the top of the tree when no parent is named", () => {
    expect(answered(["admin"], make()).taxa.Calanus).toMatchObject({ under: null, local: false });
  });

  test.each([["admin"], ["taxonEditor"]])("is the site's when it comes from %s", (role) => {
    expect(answered([role], make()).taxa.Calanus).toMatchObject({ kind: "phylogenetic", local: false });
  });

  test("of a stage or part too, unless the editor asks for the project's own", () => {
    const egg = (more: object) => ({ taxa: { egg: { create: "egg", under: 3, kind: "morphological" as const, ...more } } });
    expect(answered(["taxonEditor"], egg({})).taxa.egg).toMatchObject({ local: false });
    expect(answered(["taxonEditor"], egg({ local: true })).taxa.egg).toMatchObject({ local: true });
  });

  test("is the project's own when it comes from anybody else, whatever they claim", () => {
    expect(answered([], make({ local: false })).taxa.Calanus).toMatchObject({ kind: "phylogenetic", local: true });
  });

  test("leaves the other answers as they are", () => {
    const answers = { taxa: { a: "leave", b: 7 }, users: { x: "me" } };
    expect(asAllowed([], answers)).toEqual(answers);
  });
});

test("later answers go beside earlier ones", () => {
  const first = answered([], { taxa: { a: "leave" }, leaveOut: true });
  const both = importAnswersFrom([], first, { taxa: { b: 7 } });
  expect(both).toMatchObject({ ok: true, value: { taxa: { a: "leave", b: 7 }, leaveOut: true } });
});
