import type { ImportQuestions } from "@nauplius/services";

/** An answer as it is put together on the page. */
export type TaxonDraft =
  | { readonly kind: "leave" }
  | { readonly kind: "taxon"; readonly id: number; readonly name: string }
  | { readonly kind: "make"; readonly name: string; readonly under: number | null; readonly underName: string; readonly local: boolean };
export type PersonDraft =
  | { readonly kind: "me" }
  | { readonly kind: "name" }
  | { readonly kind: "account"; readonly id: string; readonly name: string };
export type Drafts = {
  readonly taxa: Readonly<Record<string, TaxonDraft>>;
  readonly users: Readonly<Record<string, PersonDraft>>;
  readonly leaveOut: boolean;
};
export const noDrafts: Drafts = { taxa: {}, users: {}, leaveOut: false };

const taxonAnswer = (draft: TaxonDraft) => {
  if (draft.kind === "leave") return "leave";
  if (draft.kind === "taxon") return draft.id;
  // What stands at the top of the tree is no stage or part of something else.
  const kind = draft.under === null ? ("phylogenetic" as const) : ("morphological" as const);
  return { create: draft.name, under: draft.under, kind, local: draft.local };
};
const personAnswer = (draft: PersonDraft): string => (draft.kind === "account" ? draft.id : draft.kind);

/** What is sent to the run. Everything was on the page, so a load may follow at once; an update shows its changes first. */
export const answersOf = (drafts: Drafts, questions: ImportQuestions) => ({
  taxa: Object.fromEntries(Object.entries(drafts.taxa).map(([key, draft]) => [key, taxonAnswer(draft)])),
  users: Object.fromEntries(Object.entries(drafts.users).map(([key, draft]) => [key, personAnswer(draft)])),
  leaveOut: drafts.leaveOut,
  load: questions.facts.mode !== "update" || questions.confirm,
});

/** Questions that have no answer yet. */
export function openQuestions(drafts: Drafts, questions: ImportQuestions): number {
  const taxa = questions.taxa.filter((q) => drafts.taxa[q.key] === undefined).length;
  const users = questions.users.filter((q) => drafts.users[q.key] === undefined).length;
  return taxa + users + (questions.images > 0 && !drafts.leaveOut ? 1 : 0);
}
