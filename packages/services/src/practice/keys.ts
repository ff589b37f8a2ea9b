import { mergePreferences, preferencesOf } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../context.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { ofNoProject } from "../view/preferences.ts";

const score = z.strictObject({ seconds: z.int().min(1).max(86_400), errors: z.int().min(0).max(10_000) });
const kept = z.strictObject({ times: z.int().nonnegative(), best: score.nullable(), last: score.nullable() });

/** How the practice of the keys went for a person; null: it was never offered to them. */
export type KeyPractice = z.output<typeof kept>;

const none: KeyPractice = { times: 0, best: null, last: null };
const readable = (stored: Record<string, unknown>): KeyPractice | null => kept.safeParse(stored.keyPractice).data ?? null;

type Score = z.output<typeof score>;
/** Fewer errors are better; of two with as many the quicker. */
const better = (a: Score, b: Score | null): Score =>
  b === null || a.errors < b.errors || (a.errors === b.errors && a.seconds < b.seconds) ? a : b;

export const readKeyPractice = verb({
  name: "practice.keys",
  permission: "people.self",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    const known = user === null ? none : readable(await preferencesOf(ctx.db, ofNoProject, user));
    return ok({ offered: known !== null, ...(known ?? none) });
  },
});

/** Keeps how it went, or that a person does not want it: both are theirs alone. */
export const recordKeyPractice = verb({
  name: "practice.keysDone",
  permission: "people.self",
  input: z.union([score, z.strictObject({ declined: z.literal(true) })]),
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return refuse("unauthenticated", "practice is for people who are signed in");
    return transact(ctx.db, async (tx) => {
      const old = readable(await preferencesOf(tx, ofNoProject, user)) ?? none;
      const keyPractice = "declined" in i ? old : { times: old.times + 1, best: better(i, old.best), last: i };
      await mergePreferences(tx, ofNoProject, user, { keyPractice });
      return ok(keyPractice);
    });
  },
});
