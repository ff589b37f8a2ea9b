import {
  answerPractice,
  attemptOf,
  closePractice,
  compileView,
  finishAttempt,
  inSight,
  insertPractice,
  objectDetail,
  type PracticeAnswer,
  type PracticeStep,
  placeOfAttempt,
  practiceAnswers,
  practiceOpen,
  practicesOf,
  projectOf,
  taxaOfPractice,
  vignettesOf,
} from "@nauplius/db";
import { defaultSort, filter, ok, practiceId, projectId, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { unknownColumns } from "../object/check.ts";
import { agreementOf } from "../opinion/agreement.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";

const nobody = () => refuse("unauthenticated", "practice is for people who are signed in");
const ofSet = z.strictObject({ practiceId });
const project = (ctx: Context, i: { practiceId: number }) => projectOf(ctx.db, "practice_set", i.practiceId);

/** So many objects a set holds at most. */
const largestSet = 500;

export const listPractices = verb({
  name: "practice.list",
  permission: "practice.take",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    return user === null ? nobody() : ok(await practicesOf(ctx.db, i.projectId, user));
  },
});

/** Freezes validated objects of the project, some of each taxon, for newcomers to label; what they are called is hidden until the end. */
export const publishPractice = verb({
  name: "practice.publish",
  permission: "practice.manage",
  input: z.strictObject({
    projectId,
    name: z.string().trim().min(1, "a practice set needs a name").max(200),
    about: z.string().trim().max(5000).default(""),
    /** Which validated objects; left out: all. */
    filter: filter.default({}),
    perTaxon: z.int().min(1).max(100).default(10),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const view = await compileView(ctx.db, sightOf(grant), { ...i.filter, states: ["validated"] }, defaultSort);
    if (view.unknown.length > 0) return unknownColumns(view.unknown);
    return transact(ctx.db, async (tx) => {
      const made = { projectId: i.projectId, name: i.name, about: i.about, by: actingUser(ctx), at: ctx.clock.now() };
      const set = await insertPractice(tx, made, { view, perTaxon: i.perTaxon, limit: largestSet });
      const taxa = await taxaOfPractice(tx, set.id);
      if (taxa.length < 2)
        return refuse(
          "invalid",
          `filter: expected validated objects with images of at least two taxa, got ${set.objects} of ${taxa.length}`,
          {
            faults: [{ path: "filter", message: "expected validated objects of at least two taxa" }],
          },
        );
      return ok({ ...set, taxa: taxa.length });
    });
  },
});

export const openPractice = verb({
  name: "practice.open",
  permission: "practice.manage",
  input: ofSet.extend({ open: z.boolean() }),
  project,
  run: async (ctx, i) => {
    await closePractice(ctx.db, i.practiceId, i.open ? null : ctx.clock.now());
    return ok({ open: i.open });
  },
});

/** The next object, without its name or number: its page would tell the answer. */
async function asked(ctx: Context, step: PracticeStep | null) {
  if (step === null) return null;
  const object = await objectDetail(ctx.db, step.objectId);
  const vignettes = await vignettesOf(ctx.db, step.objectId);
  return {
    ordinal: step.ordinal,
    pixelSize: object?.acquisition.pixelSize ?? null,
    vignettes: vignettes.map(({ id, width, height, background, rank }) => ({ id, width, height, background, rank })),
  };
}

async function stand(ctx: Context, grant: Grant, i: z.output<typeof ofSet>, attempt: Awaited<ReturnType<typeof attemptOf>>) {
  const { total, answered, next } = await placeOfAttempt(ctx.db, sightOf(grant), i.practiceId, attempt);
  return { total, answered, object: await asked(ctx, next) };
}

const closed = () => refuse("gone", "this practice set is closed");

/** Where the person stands in a set; begins an attempt where none is open. */
export const nextPractice = verb({
  name: "practice.next",
  permission: "practice.take",
  input: ofSet,
  project,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    if (!(await practiceOpen(ctx.db, i.practiceId))) return closed();
    const attempt = await ctx.db.transaction((tx) => attemptOf(tx, i.practiceId, user, ctx.clock.now()));
    return ok({ ...(await stand(ctx, grant, i, attempt)), taxa: await taxaOfPractice(ctx.db, i.practiceId) });
  },
});

/** Names the object at a place; the attempt is over when all were named. Nobody's label. */
export const answerInPractice = verb({
  name: "practice.answer",
  permission: "practice.take",
  input: ofSet.extend({ ordinal: z.int().positive(), taxonId }),
  project,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    if (!(await practiceOpen(ctx.db, i.practiceId))) return closed();
    const taxa = await taxaOfPractice(ctx.db, i.practiceId);
    if (!taxa.some((t) => Number(t.id) === Number(i.taxonId)))
      return refuse("notFound", `taxonId: this set does not ask for taxon ${i.taxonId}`);
    return transact(ctx.db, async (tx) => {
      const at = ctx.clock.now();
      const attempt = await attemptOf(tx, i.practiceId, user, at);
      const written = await answerPractice(tx, { practice: i.practiceId, attempt, ordinal: i.ordinal }, i.taxonId, at);
      if (!written) return refuse("conflict", "this object was named already, or is not in this set");
      const { total, answered, next } = await placeOfAttempt(tx, sightOf(grant), i.practiceId, attempt);
      if (next === null) await finishAttempt(tx, attempt, at);
      return ok({ total, answered, finished: next === null });
    });
  },
});

const attempts = (answers: readonly PracticeAnswer[]): PracticeAnswer[][] =>
  [...new Set(answers.map((a) => a.attempt))].map((id) => answers.filter((a) => a.attempt === id));

/** One attempt: how far it agrees with the truth, and where it does not. */
async function told(ctx: Context, grant: Grant, answers: readonly PracticeAnswer[]) {
  const wrong = answers.filter((a) => a.first !== a.second);
  const ids = wrong.map((a) => a.objectId);
  const visible = new Set<number>(await inSight(ctx.db, sightOf(grant), ids));
  return {
    at: answers[0]?.finishedAt ?? null,
    agreement: await agreementOf(ctx, answers),
    wrong: wrong.filter((a) => visible.has(a.objectId)).map(({ objectId, first, second }) => ({ objectId, first, second })),
  };
}

/** How the person's finished attempts went: the last one by taxon, with what was wrong; earlier ones by their kappa. For nobody else. */
export const practiceResult = verb({
  name: "practice.result",
  permission: "practice.take",
  input: ofSet,
  project,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    const [last, ...earlier] = attempts(await practiceAnswers(ctx.db, i.practiceId, user));
    const before = earlier.map(async (answers) => {
      const { objects, agreed, kappa, low, high } = await agreementOf(ctx, answers);
      return { at: answers[0]?.finishedAt ?? null, objects, agreed, kappa, low, high };
    });
    return ok({ last: last === undefined ? null : await told(ctx, grant, last), earlier: await Promise.all(before) });
  },
});
