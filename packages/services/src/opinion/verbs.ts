import {
  answerOpinion,
  drawOpinion,
  lockOpinions,
  type OpenOpinion,
  type OpinionPair,
  objectDetail,
  openOpinion,
  opinionPairs,
  opinionTally,
  opinionTermsOf,
  projectOf,
  vignettesOf,
  writeOpinionTerms,
} from "@nauplius/db";
import {
  allowedOpinions,
  allows,
  noOpinions,
  type OpinionTerms,
  ok,
  opinionId,
  opinionRestMs,
  opinionTerms,
  type ProjectId,
  projectId,
  refuse,
  taxonId,
} from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { usableTaxon } from "../taxon/usable.ts";
import { transact } from "../transact.ts";
import { verb } from "../verb.ts";
import { type Agreement, agreementOf, type Pair } from "./agreement.ts";

const nobody = () => refuse("unauthenticated", "second opinions are for people who are signed in");
const ofProject = z.strictObject({ projectId });

async function termsOf(ctx: Context, project: ProjectId): Promise<OpinionTerms> {
  const stored = opinionTerms.safeParse(await opinionTermsOf(ctx.db, project));
  return stored.success ? stored.data : noOpinions;
}

/** What the project asks for, announced: how much of one's work is shown again, and how much of it is waiting. */
export const opinionStatus = verb({
  name: "opinion.status",
  permission: "opinion.read",
  input: ofProject,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    const terms = await termsOf(ctx, i.projectId);
    const tally = await opinionTally(ctx.db, i.projectId, user);
    const allowed = allowedOpinions(tally.decided, terms.share);
    return ok({ ...terms, ...tally, allowed, waiting: Math.max(0, allowed - tally.answered) });
  },
});

export const setOpinionTerms = verb({
  name: "opinion.set",
  permission: "opinion.manage",
  input: opinionTerms.extend({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, { projectId: project, ...terms }) => {
    await writeOpinionTerms(ctx.db, project, terms);
    return ok(terms);
  },
});

/** What may be seen of an object without a hint of what it was called: no taxon, no state, no prediction, no name of a file. */
async function blind(ctx: Context, opinion: OpenOpinion) {
  const object = await objectDetail(ctx.db, opinion.objectId);
  const vignettes = await vignettesOf(ctx.db, opinion.objectId);
  return {
    id: opinion.id,
    pixelSize: object?.acquisition.pixelSize ?? null,
    vignettes: vignettes.map(({ id, width, height, background, rank }) => ({ id, width, height, background, rank })),
  };
}

/** Shows the next object without its label: one's own work and that of others in turn. Null: nothing is waiting. */
export const nextOpinion = verb({
  name: "opinion.next",
  permission: "opinion.give",
  input: ofProject,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    const { share } = await termsOf(ctx, i.projectId);
    return transact(ctx.db, async (tx) => {
      await lockOpinions(tx, i.projectId, user);
      const open = await openOpinion(tx, sightOf(grant), user);
      const here = { ...ctx, db: { ...ctx.db, ...tx } };
      if (open !== null) return ok({ opinion: await blind(here, open) });
      const { decided, shown } = await opinionTally(tx, i.projectId, user);
      if (shown >= allowedOpinions(decided, share)) return ok({ opinion: null });
      const at = ctx.clock.now();
      const draw = (whose: "own" | "others") =>
        drawOpinion(tx, sightOf(grant), { user, whose, rested: new Date(at.getTime() - opinionRestMs), at });
      const turns = shown % 2 === 0 ? (["own", "others"] as const) : (["others", "own"] as const);
      const drawn = (await draw(turns[0])) ?? (await draw(turns[1]));
      return ok({ opinion: drawn === null ? null : await blind(here, drawn) });
    });
  },
});

/** Says what an object is, blind; null: one cannot say. It is no label and changes none; an answer stands. */
export const giveOpinion = verb({
  name: "opinion.answer",
  permission: "opinion.give",
  input: z.strictObject({ opinionId, taxonId: taxonId.nullable() }),
  project: (ctx, i) => projectOf(ctx.db, "opinion", i.opinionId),
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null || grant.project === null) return nobody();
    const usable = i.taxonId === null ? null : await usableTaxon(ctx.db, i.taxonId, grant.project);
    if (usable?.ok === false) return usable;
    const written = await answerOpinion(ctx.db, i.opinionId, user, i.taxonId, ctx.clock.now());
    return written === 1 ? ok({ answered: true }) : refuse("conflict", "this was answered already, or was shown to somebody else");
  },
});

const said = (pairs: readonly OpinionPair[]): Pair[] => pairs.flatMap(({ first, second }) => (second === null ? [] : [{ first, second }]));

type Both = { readonly own: Agreement; readonly others: Agreement; readonly cannotSay: number };

const both = async (ctx: Context, pairs: readonly OpinionPair[]): Promise<Both> => ({
  own: await agreementOf(ctx, said(pairs.filter((p) => p.own))),
  others: await agreementOf(ctx, said(pairs.filter((p) => !p.own))),
  cannotSay: pairs.filter((p) => p.second === null).length,
});

/** The agreement of a project, and of each person in it. */
async function wholeProject(ctx: Context, project: ProjectId): Promise<Both & { persons: (Both & { name: string })[] }> {
  const all = await opinionPairs(ctx.db, project, null);
  const people = [...new Map(all.map((p) => [p.userId, p.name]))];
  const persons = people.map(async ([id, name]) => {
    const theirs = all.filter((p) => p.userId === id);
    return { name, ...(await both(ctx, theirs)) };
  });
  return { ...(await both(ctx, all)), persons: await Promise.all(persons) };
}

/** The agreement of the person who asks with themselves and with others; that of the project and of each person for its managers, where the
 *  project says so. */
export const readAgreement = verb({
  name: "opinion.agreement",
  permission: "opinion.read",
  input: ofProject,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return nobody();
    const mine = await opinionPairs(ctx.db, i.projectId, user);
    const differing = mine.filter((p) => p.second !== p.first).slice(0, 100);
    const differ = differing.map(({ objectId, own, first, second }) => ({ objectId, own, first, second }));
    const { managerSees } = await termsOf(ctx, i.projectId);
    const project = managerSees && allows("opinion.manage", grant.standing) ? await wholeProject(ctx, i.projectId) : null;
    return ok({ mine: await both(ctx, mine), differ, project });
  },
});
