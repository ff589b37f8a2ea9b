import { type Db, upsertSpace } from "@nauplius/db";
import { ok } from "@nauplius/domain";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import type { SpaceInput } from "./input.ts";

export type SpaceFile = { readonly name: string; readonly key: string; readonly bytes: number };
/** What a run hands over to be kept: what pages draw, the frozen space, and the tables that lie in the storage. */
export type KeptSpace = {
  readonly result: Readonly<Record<string, unknown>>;
  readonly space: object;
  readonly files: readonly SpaceFile[];
};

/** Keeps a space with its run; done again it replaces its own. */
export async function keepSpace(db: Db, handle: RunHandle, input: SpaceInput, kept: KeptSpace, now: Date): Promise<RunOutcome> {
  const id = await db.transaction(async (tx) => {
    await handle.hold(tx);
    return upsertSpace(tx, {
      projectId: input.projectId,
      preparationId: input.preparationId,
      runId: handle.run.id,
      by: handle.run.createdBy,
      now,
      result: {
        ...kept.result,
        files: kept.files,
        sampleIds: input.sampleIds,
        choices: { k: input.k, axes: input.axes, groups: input.groups, seed: input.seed },
      },
      space: kept.space,
    });
  });
  return ok({ result: { space: id } });
}
