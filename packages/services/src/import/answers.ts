import { ok, refuse } from "@nauplius/domain";
import { invalidInput, type Outcome } from "../verb.ts";
import { type ImportAnswers, importAnswers, noAnswers } from "./input.ts";

/** New names of the tree of life are the taxon editors'; managers make what is local. */
export function mayAnswer(siteRoles: readonly string[], answers: Pick<ImportAnswers, "taxa">): Outcome<null> {
  const edits = siteRoles.includes("admin") || siteRoles.includes("taxonEditor");
  const wanted = Object.values(answers.taxa).some((a) => typeof a === "object" && a.kind === "phylogenetic");
  if (!wanted || edits) return ok(null);
  return refuse("forbidden", "a phylogenetic taxon is made by a taxon editor; make a morphological one, or choose one that is there");
}

/** Later answers beside earlier ones. */
export const mergeAnswers = (before: ImportAnswers, after: ImportAnswers): ImportAnswers => ({
  users: { ...before.users, ...after.users },
  taxa: { ...before.taxa, ...after.taxa },
  leaveOut: before.leaveOut || after.leaveOut,
  load: before.load || after.load,
});

/** What a person answers to an import, checked and put beside what was answered before. */
export function importAnswersFrom(siteRoles: readonly string[], earlier: unknown, raw: unknown): Outcome<ImportAnswers> {
  const parsed = importAnswers.safeParse(raw);
  if (!parsed.success) return invalidInput(parsed.error);
  const may = mayAnswer(siteRoles, parsed.data);
  if (!may.ok) return may;
  const before = importAnswers.safeParse(earlier ?? {});
  return ok(mergeAnswers(before.success ? before.data : noAnswers, parsed.data));
}
