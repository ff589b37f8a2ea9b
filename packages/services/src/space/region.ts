import { json } from "node:stream/consumers";
import { type Db, insertRun, type RunRow, regionAsked, runById, spaceById, waitingRegions } from "@nauplius/db";
import { ok, refuse, runId, spaceId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { z } from "zod";
import { actingUser } from "../context.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { openSpace, projectOfSpace } from "./verbs.ts";

/** Between two values on some axes (from 0), in the units of the coordinates; other axes are not asked. */
const region = z
  .array(
    z
      .strictObject({ axis: z.int().min(0).max(9), from: z.number(), to: z.number() })
      .refine(({ from, to }) => from <= to, { path: ["to"], message: "expected a number from `from` up" }),
  )
  .min(1)
  .max(10);

/** Whoever may look may ask; a crowd that draws must not keep the workers from everything else. */
const mostWaiting = 10;

/** What the row of a run that describes a region holds; `asked` finds it again. */
export const regionInput = z.object({ spaceId, region, asked: z.string() });

/** Asks a run for indices and series of the individuals in a region alone; the same region is computed once. */
export const startRegion = verb({
  name: "space.region",
  permission: "statistics.read",
  input: z.strictObject({ spaceId, region }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const axes = z.object({ axes: z.int() }).parse(found.value.result).axes;
    const beyond = i.region.findIndex(({ axis }) => axis >= axes);
    if (beyond >= 0) {
      const message = `got axis ${i.region[beyond]?.axis}, expected one of the ${axes} that this space keeps, from 0`;
      return refuse("invalid", message, { faults: [{ path: `region.${beyond}.axis`, message }] });
    }
    const asked = JSON.stringify(i.region.toSorted((a, b) => a.axis - b.axis));
    const before = await regionAsked(ctx.db, i.spaceId, asked);
    const isThere = before?.state !== "done" || (await ctx.storage.size(keyOf(found.value, before.id))) !== null;
    if (before !== null && isThere) return ok({ run: before.id });
    if ((await waitingRegions(ctx.db, i.spaceId)) >= mostWaiting)
      return refuse("busy", `${mostWaiting} regions of this space wait for a worker already; draw again when they are done`);
    const input: z.output<typeof regionInput> & { name: string } = { ...i, asked, name: found.value.preparation };
    const row = { projectId: found.value.projectId, createdBy: actingUser(ctx), input, now: ctx.clock.now() };
    const id = await insertRun(ctx.db, { kind: "describeRegion", ...row });
    await deliver(ctx, { id, kind: "describeRegion" });
    return ok({ run: id });
  },
});

/** Beside the tables of the space, so that it goes where they go. */
const keyOf = (space: { readonly runId: number }, run: number): string => `spaces/run-${space.runId}/region-${run}.json`;

/** Keeps what a run found of a region. */
export async function keepRegion(d: { readonly db: Db; readonly storage: Storage }, handle: RunHandle, found: object): Promise<RunOutcome> {
  const { spaceId: id } = regionInput.parse(handle.run.input);
  const space = await spaceById(d.db, id);
  if (space === null) return refuse("gone", "the space was removed meanwhile");
  handle.signal.throwIfAborted();
  await d.storage.write(keyOf(space, handle.run.id), new TextEncoder().encode(JSON.stringify(found)));
  return ok({ result: { space: id } });
}

type Answer = Pick<RunRow, "state" | "reason" | "step" | "done" | "total"> & {
  readonly region: z.output<typeof region>;
  /** As the run wrote it (worker, describe-region). */
  readonly found: Readonly<Record<string, unknown>> | null;
};

/** How far a run is that describes a region, and what it found. */
export const readRegion = verb({
  name: "space.readRegion",
  permission: "statistics.read",
  input: z.strictObject({ spaceId, runId }),
  project: projectOfSpace,
  run: async (ctx, i, grant) => {
    const found = await openSpace(ctx, i.spaceId, grant);
    if (!found.ok) return found;
    const run = await runById(ctx.db, i.runId);
    const input = run?.kind === "describeRegion" ? regionInput.parse(run.input) : null;
    if (run === null || input?.spaceId !== i.spaceId) return refuse("notFound", "there is no such region of this space");
    const key = keyOf(found.value, run.id);
    const { state, reason, step, done, total } = run;
    const told = { state, reason, step, done, total, region: input.region };
    if (state !== "done") return ok<Answer>({ ...told, found: null });
    if ((await ctx.storage.size(key)) === null) return refuse("gone", "what was found of this region was removed; draw it again");
    return ok<Answer>({ ...told, found: (await json(await ctx.storage.stream(key))) as Answer["found"] });
  },
});
