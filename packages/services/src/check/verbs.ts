import { acquisitionsToCheck, type CheckedRow, projectOf, putSignOff, removeSignOff, signedBySample } from "@nauplius/db";
import { acquisitionId, type CheckedAcquisition, checkAcquisitions, ok, projectId, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../context.ts";
import { verb } from "../verb.ts";
import { factsOf, twinsIn } from "./facts.ts";
import { landOutline } from "./land.ts";

export type AcquisitionCheck = Omit<CheckedAcquisition, "acquisition" | "sample"> & {
  readonly id: number;
  readonly name: string;
  readonly sampleId: number;
  readonly sample: string;
  readonly objects: number;
  /** Its scan can be looked at: it was segmented here. */
  readonly hasScan: boolean;
  readonly signOff: CheckedRow["signOff"];
};

/** All acquisitions are judged against each other; `shown` are those that are answered. */
async function checked(ctx: Context, project: z.output<typeof projectId>): Promise<AcquisitionCheck[]> {
  const rows = await acquisitionsToCheck(ctx.db, project);
  const [twins, land] = [twinsIn(rows), await landOutline()];
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const judged = checkAcquisitions(
    rows.map((row) => factsOf(row, { twins, land })),
    today,
  );
  return rows.map(({ id, name, sampleId, sample, objects, hasScan, signOff }, at) => {
    const { colour = "green", findings = [] } = judged[at] ?? {};
    return { id, name, sampleId, sample, objects, hasScan, signOff, colour, findings };
  });
}

/** The checks of a project's acquisitions, the worst first, and who signed them. Who sees some samples only sees those. */
export const listChecks = verb({
  name: "check.list",
  permission: "check.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const all = await checked(ctx, i.projectId);
    if (grant.sampleIds.length === 0) return ok(all);
    // Reasons compare with samples that this person does not see: only how it stands is told.
    return ok(all.filter(({ sampleId }) => grant.sampleIds.some((id) => id === sampleId)).map((each) => ({ ...each, findings: [] })));
  },
});

/** A manager answers for an acquisition as it stands now. What is not green wants a word. */
export const signOff = verb({
  name: "check.sign",
  permission: "check.sign",
  input: z.strictObject({ acquisitionId, comment: z.string().trim().max(2000).default("") }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, i, grant) => {
    const user = actingUser(ctx);
    if (user === null) return refuse("forbidden", "a sign-off is a person's word; the operator has none");
    const found = grant.project === null ? undefined : (await checked(ctx, grant.project)).find(({ id }) => id === i.acquisitionId);
    if (found === undefined) return refuse("notFound", "there is no such acquisition");
    const { colour, findings, signOff: signed } = found;
    const taken = (name: string | null | undefined) =>
      refuse("conflict", `${found.name} was signed off already${name == null ? "" : ` by ${name}`}`);
    if (signed !== null) return taken(signed.name);
    if (colour !== "green" && i.comment === "")
      return refuse("invalid", `comment: ${found.name} is ${colour}; expected a word on why it is right all the same`);
    const at = ctx.clock.now();
    const put = await ctx.db.transaction((tx) =>
      putSignOff(tx, { acquisitionId: i.acquisitionId, by: user, at, comment: i.comment, colour, findings }),
    );
    return put === 1 ? ok({ signed: true }) : taken(null);
  },
});

export const withdrawSignOff = verb({
  name: "check.withdraw",
  permission: "check.sign",
  input: z.strictObject({ acquisitionId }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, i) => ok({ withdrawn: (await ctx.db.transaction((tx) => removeSignOff(tx, i.acquisitionId))) === 1 }),
});

/** Samples that nobody signed off, in whole or in part: every figure made of them says so. */
export const unsignedSamplesHere = verb({
  name: "check.unsigned",
  permission: "check.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const rows = (await signedBySample(ctx.db, i.projectId)).filter(
      ({ id }) => grant.sampleIds.length === 0 || grant.sampleIds.includes(id),
    );
    return ok({ samples: rows.length, unsigned: rows.filter(({ isSigned }) => !isSigned).map(({ id, name }) => ({ id, name })) });
  },
});
