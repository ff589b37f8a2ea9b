import type { ImportAnswers } from "../input.ts";
import type { ImportJob } from "../job.ts";
import { type PeopleResolved, resolvePeople } from "./people.ts";
import { resolveTaxa, type TaxaResolved } from "./taxa.ts";

export type Resolved = { readonly taxa: TaxaResolved; readonly people: PeopleResolved };

export const resolveNames = async ({ db, handle, input }: ImportJob, answers: ImportAnswers): Promise<Resolved> => ({
  taxa: await resolveTaxa(db, handle.run.id, input.projectId, answers.taxa),
  people: await resolvePeople(db, handle.run.id, handle.run.createdBy, answers.users),
});
