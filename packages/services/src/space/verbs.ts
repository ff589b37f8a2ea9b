import {
  featuresOf,
  insertPreparation,
  insertRun,
  preparationById,
  preparationsOf,
  type SpaceRow,
  spaceById,
  spacesOf,
  vignettesFor,
} from "@nauplius/db";
import { ok, preparationId, projectId, refuse, type SpaceId, spaceId } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { deliver } from "../run/verbs.ts";
import { refuseStrange } from "../taxon/usable.ts";
import { type Outcome, verb } from "../verb.ts";
import { preparationBody, type SpaceInput, spaceChoices } from "./input.ts";
import type { SpaceFile } from "./keep.ts";
import { recipeFault } from "./recipe.ts";

export const listPreparations = verb({
  name: "space.preparations",
  permission: "statistics.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await preparationsOf(ctx.db, i.projectId)),
});

/** Keeps a preparation under a name; the same name again makes its next version. */
export const addPreparation = verb({
  name: "space.prepare",
  permission: "statistics.manage",
  input: preparationBody.extend({ projectId, name: z.string().trim().min(1).max(100), before: z.int().nonnegative().default(0) }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, { projectId: project, name, before, ...body }) => {
    const fault = recipeFault(body, await featuresOf(ctx.db, project));
    if (fault !== null) return refuse("invalid", `${fault.path}: ${fault.message}`, { faults: [fault] });
    const strange = await refuseStrange(ctx.db, body.taxa, project, "taxa");
    if (strange !== null) return strange;
    const row = { projectId: project, name, before, body, by: actingUser(ctx), now: ctx.clock.now() };
    const id = await insertPreparation(ctx.db, row);
    if (id === null) return refuse("conflict", `${name} has other versions than the ${before} that you saw; look again`);
    return ok({ id, version: before + 1 });
  },
});

/** Asks for a space: a run reads the individuals, fits it and keeps it. */
export const startSpace = verb({
  name: "space.start",
  permission: "statistics.manage",
  input: z.strictObject({ projectId, preparationId, ...spaceChoices }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const preparation = await preparationById(ctx.db, i.preparationId);
    if (preparation === null || preparation.projectId !== i.projectId)
      return refuse("notFound", "there is no such preparation in this project");
    const { sampleIds, validatedOnly } = sightOf(grant);
    const input: SpaceInput & { name: string } = { ...i, sampleIds: [...sampleIds], validatedOnly, name: preparation.name };
    const id = await insertRun(ctx.db, {
      kind: "buildSpace",
      projectId: i.projectId,
      createdBy: actingUser(ctx),
      input,
      now: ctx.clock.now(),
    });
    await deliver(ctx, { id, kind: "buildSpace" });
    return ok({ run: id });
  },
});

/** A space tells of every sample in it: whoever sees some samples only sees spaces of those. */
const isOpen = (grant: Grant, made: readonly number[]): boolean =>
  grant.sampleIds.length === 0 || (made.length > 0 && made.every((id) => grant.sampleIds.some((own) => own === id)));

export const listSpaces = verb({
  name: "space.list",
  permission: "statistics.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok((await spacesOf(ctx.db, i.projectId)).filter(({ sampleIds }) => isOpen(grant, sampleIds))),
});

export const projectOfSpace = async (ctx: Context, i: { spaceId: SpaceId }) => (await spaceById(ctx.db, i.spaceId))?.projectId ?? null;

export async function openSpace(ctx: Context, id: SpaceId, grant: Grant): Promise<Outcome<SpaceRow>> {
  const row = await spaceById(ctx.db, id);
  if (row === null) return refuse("notFound", "there is no such space");
  return isOpen(grant, row.sampleIds) ? ok(row) : refuse("forbidden", "this space holds samples that you may not see");
}

/** Morphs (the largest come first) and objects of each that a page shows by their vignettes. */
const [shownMorphs, shownObjects] = [24, 8];

export const readSpace = verb({
  name: "space.read",
  permission: "statistics.read",
  input: z.strictObject({ spaceId }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const morphs = z
      .array(z.object({ objects: z.array(z.number()) }))
      .catch([])
      .parse(found.value.result.morphs);
    const shown = morphs.slice(0, shownMorphs).flatMap(({ objects }) => objects.slice(0, shownObjects));
    return ok({ ...found.value, vignettes: await vignettesFor(ctx.db, sightOf(grant), shown) });
  },
});

/** One of the tables of a space: axes, coordinates, morphs, indices, series, or the frozen space itself. */
export const spaceFile = verb({
  name: "space.file",
  permission: "statistics.read",
  input: z.strictObject({ spaceId, name: z.string().min(1).max(100) }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const file = (found.value.result.files as readonly SpaceFile[]).find(({ name }) => name === i.name);
    if (file === undefined) return refuse("notFound", `this space has no file ${i.name}`);
    return (await ctx.storage.size(file.key)) === null ? refuse("gone", "this file was removed; make the space again") : ok(file);
  },
});
