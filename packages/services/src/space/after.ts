import { addToSpace, type Db, removeSpace as deleteSpace, insertRun, nameSpaceGroups, type SpaceRow, spaceById } from "@nauplius/db";
import { ok, type RunKind, refuse, sampleId, spaceId } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import type { SpaceFile } from "./keep.ts";
import { openSpace, projectOfSpace } from "./verbs.ts";

const most = 400;
/** What the row of a run that sweeps a space holds. */
export const sweepInput = z.object({ spaceId, ks: z.array(z.int().min(2).max(most)), seed: z.int() });
/** What the row of a run that places new samples in a frozen space holds. */
export const placeInput = z.object({ spaceId, sampleIds: z.array(sampleId), validatedOnly: z.boolean() });

async function start(ctx: Context, space: SpaceRow, kind: RunKind, input: object) {
  const row = { kind, projectId: space.projectId, createdBy: actingUser(ctx), input: { ...input, name: space.preparation } };
  const id = await insertRun(ctx.db, { ...row, now: ctx.clock.now() });
  await deliver(ctx, { id, kind });
  return ok({ run: id });
}

const choicesOf = ({ result }: SpaceRow) => z.object({ choices: z.object({ seed: z.int() }) }).parse(result).choices;

/** Asks a run whether the cut matters: morphs at other numbers of them, how stable they are, and what every index says by them. */
export const sweepSpace = verb({
  name: "space.sweep",
  permission: "statistics.manage",
  input: z.strictObject({
    spaceId,
    /** None: the usual ones that the individuals carry. */
    ks: z.array(z.int().min(2).max(most)).max(20).default([]),
  }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    return start(ctx, found.value, "sweepSpace", {
      spaceId: i.spaceId,
      ks: [...new Set(i.ks)].sort((a, b) => a - b),
      seed: choicesOf(found.value).seed,
    });
  },
});

/** Asks a run to place the samples that a space was made without: nothing of the space changes, and what drifts is told. */
export const placeSamples = verb({
  name: "space.place",
  permission: "statistics.manage",
  input: z.strictObject({ spaceId }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const { sampleIds, validatedOnly } = sightOf(grant);
    return start(ctx, found.value, "placeSamples", { spaceId: i.spaceId, sampleIds: [...sampleIds], validatedOnly });
  },
});

/** Names the morphotypes that the morphs were joined to, in their order; an empty name leaves the number, null what is there. */
export const nameGroups = verb({
  name: "space.nameGroups",
  permission: "statistics.manage",
  input: z.strictObject({ spaceId, names: z.array(z.string().trim().max(60).nullable()).max(50) }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const { morphs } = z.object({ morphs: z.array(z.object({ group: z.int() })) }).parse(found.value.result);
    const groups = 1 + Math.max(-1, ...morphs.map(({ group }) => group));
    if (i.names.length > groups) {
      const message = `got ${i.names.length} names, expected at most ${groups}: so many morphotypes there are`;
      return refuse("invalid", message, { faults: [{ path: "names", message }] });
    }
    return ok({ named: await nameSpaceGroups(ctx.db, i.spaceId, i.names) });
  },
});

export const removeSpace = verb({
  name: "space.remove",
  permission: "statistics.manage",
  input: z.strictObject({ spaceId }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    return ok({ removed: await ctx.db.transaction((tx) => deleteSpace(tx, i.spaceId)) });
  },
});

/** The file of a space that a run works on; null where it was removed. */
export async function fileOfSpace(
  db: Db,
  id: z.output<typeof spaceId>,
  name: string,
): Promise<{ readonly space: SpaceRow; readonly file: SpaceFile } | null> {
  const space = await spaceById(db, id);
  const file = (space?.result.files as readonly SpaceFile[] | undefined)?.find((one) => one.name === name);
  return space === null || file === undefined ? null : { space, file };
}

/** Keeps what a run found beside its space. */
export async function keepWithSpace(db: Db, handle: RunHandle, id: z.output<typeof spaceId>, found: object): Promise<RunOutcome> {
  const kept = await db.transaction(async (tx) => {
    await handle.hold(tx);
    return addToSpace(tx, id, found);
  });
  return kept ? ok({ result: { space: id } }) : refuse("gone", "the space was removed meanwhile");
}
