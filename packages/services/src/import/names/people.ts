import { createHash } from "node:crypto";
import { type NamedPerson, namedPeople, peopleByIds, peopleLike, peopleNamed, type Tx } from "@nauplius/db";
import type { RunId, UserId } from "@nauplius/domain";
import type { ImportAnswers } from "../input.ts";
import { answerFor, grouped, personKey } from "./keys.ts";

export type PersonSuggestion = { readonly user: string; readonly name: string };
export type PersonQuestion = {
  readonly key: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly objects: number;
  readonly suggestions: readonly PersonSuggestion[];
};
/** A name to keep without an account. */
export type PersonToKeep = { readonly key: string; readonly id: string; readonly name: string; readonly importedEmail: string };

export type PeopleResolved = {
  readonly known: ReadonlyMap<string, string | null>;
  readonly keep: readonly PersonToKeep[];
  readonly questions: readonly PersonQuestion[];
  readonly faults: readonly { readonly path: string; readonly message: string }[];
};

/** The same name and address are the same person in every import. */
const keptId = (name: string, email: string): string =>
  `named-${createHash("sha256").update(`${name.toLowerCase()}\0${email.toLowerCase()}`).digest("hex").slice(0, 24)}`;

const kept = (one: NamedPerson, key: string): PersonToKeep => {
  const name = one.name ?? one.email ?? "unknown";
  const importedEmail = one.email ?? "";
  return { key, id: keptId(name, importedEmail), name, importedEmail };
};

const lower = (text: string | null): string | null => text?.toLowerCase() ?? null;

/** Who the people of the files are here. Rows without a person stand for the importer. */
export async function resolvePeople(db: Tx, run: RunId, importer: UserId | null, answers: ImportAnswers["users"]): Promise<PeopleResolved> {
  const named = await namedPeople(db, run);
  const accounts = await peopleNamed(
    db,
    named.flatMap((n) => n.name ?? []),
    named.flatMap((n) => n.email ?? []),
  );
  const byEmail = new Map(accounts.filter((a) => !a.imported).map((a) => [a.email.toLowerCase(), a.id]));
  const byName = grouped(
    accounts.filter((a) => !a.imported),
    (a) => a.name.toLowerCase(),
  );
  const keptBefore = new Set(accounts.filter((a) => a.imported).map((a) => a.id));
  const known = new Map<string, string | null>([["", importer]]);
  const keep: PersonToKeep[] = [];
  const questions: PersonQuestion[] = [];
  const faults: { path: string; message: string }[] = [];
  for (const one of named) {
    const key = personKey(one.name, one.email);
    if (key === "") continue;
    const same = byName.get(lower(one.name) ?? "") ?? [];
    const account = byEmail.get(lower(one.email) ?? "") ?? (same.length === 1 ? same[0]?.id : undefined);
    const person = kept(one, key);
    const answer = answerFor(answers, key, one.name, one.email);
    if (account !== undefined) known.set(key, account);
    else if (answer === "me") known.set(key, importer);
    else if (answer === "name" || (answer === undefined && keptBefore.has(person.id))) keep.push(person);
    else if (answer === undefined) questions.push(await question(db, one, key));
    else {
      const found = await accountCalled(db, answer);
      if (found === null)
        faults.push({ path: `users.${key}`, message: `there is no account ${answer}; expected "me", "name", or an account's e-mail` });
      else known.set(key, found);
    }
  }
  return { known, keep, questions, faults };
}

async function question(db: Tx, one: NamedPerson, key: string): Promise<PersonQuestion> {
  const alike = await peopleLike(db, one.name ?? one.email ?? "", 5);
  return { key, name: one.name, email: one.email, objects: one.objects, suggestions: alike.map((p) => ({ user: p.id, name: p.name })) };
}

async function accountCalled(db: Tx, answer: string): Promise<string | null> {
  const [byId] = await peopleByIds(db, [answer]);
  if (byId !== undefined) return byId.id;
  const [byEmail] = await peopleNamed(db, [], [answer]);
  return byEmail?.id ?? null;
}
