import { ok } from "@nauplius/domain";
import { invalidInput, type Outcome } from "../verb.ts";
import { type ImportAnswers, importAnswers, noAnswers } from "./input.ts";

/** New names of the site's tree are the taxon editors'; what others make is their project's own until an editor takes it over. */
export function asAllowed<A extends Pick<ImportAnswers, "taxa">>(siteRoles: readonly string[], answers: A): A {
  if (siteRoles.includes("admin") || siteRoles.includes("taxonEditor")) return answers;
  const taxa = Object.entries(answers.taxa).map(
    ([key, answer]) => [key, typeof answer === "object" ? { ...answer, local: true } : answer] as const,
  );
  return { ...answers, taxa: Object.fromEntries(taxa) };
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
  const before = importAnswers.safeParse(earlier ?? {});
  return ok(mergeAnswers(before.success ? before.data : noAnswers, asAllowed(siteRoles, parsed.data)));
}
