import type { ImportQuestions } from "@nauplius/services";
import { expect, test } from "vitest";
import { answersOf, type Drafts, noDrafts, openQuestions } from "./drafts.ts";

const facts = {
  mode: "tsv",
  tables: 1,
  rows: 3,
  objects: 3,
  images: 3,
  errors: 0,
  imageErrors: 0,
  warnings: 0,
  firstError: null,
  firstFatal: null,
} as const;
const questions = {
  taxa: [{ key: "Copepod" }, { key: "egg<x [7]" }],
  users: [{ key: "Ada" }],
  images: 2,
  facts,
  confirm: false,
} as unknown as ImportQuestions;

test("each question counts until it has an answer", () => {
  expect(openQuestions(noDrafts, questions)).toBe(4);
  const some: Drafts = { taxa: { Copepod: { kind: "leave" } }, users: { Ada: { kind: "me" } }, leaveOut: true };
  expect(openQuestions(some, questions)).toBe(1);
});

test("drafts become answers as files of answers have them", () => {
  const drafts: Drafts = {
    taxa: {
      Copepod: { kind: "taxon", id: 12, name: "Copepoda" },
      "egg<x [7]": { kind: "make", name: "egg", under: 3, underName: "living", local: true },
    },
    users: { Ada: { kind: "account", id: "user-1", name: "Ada L" } },
    leaveOut: true,
  };
  expect(answersOf(drafts, questions)).toEqual({
    taxa: { Copepod: 12, "egg<x [7]": { create: "egg", under: 3, kind: "morphological", local: true } },
    users: { Ada: "user-1" },
    leaveOut: true,
    load: true,
  });
});

test("a new taxon at the top of the tree is phylogenetic", () => {
  const drafts: Drafts = {
    ...noDrafts,
    taxa: { Copepod: { kind: "make", name: "Copepod", under: null, underName: "the top", local: false } },
  };
  expect(answersOf(drafts, questions).taxa.Copepod).toEqual({ create: "Copepod", under: null, kind: "phylogenetic", local: false });
});

test("an update shows its changes before it is told to apply them", () => {
  const update = { ...questions, facts: { ...facts, mode: "update" } } as ImportQuestions;
  expect(answersOf(noDrafts, update).load).toBe(false);
  expect(answersOf(noDrafts, { ...update, confirm: true }).load).toBe(true);
});
