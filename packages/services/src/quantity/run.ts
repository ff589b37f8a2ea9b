import { json } from "node:stream/consumers";
import { type Db, insertRun, lastCount } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { sightOf } from "../access.ts";
import { actingUser } from "../context.ts";
import type { RunHandle, RunOutcome } from "../run/execute.ts";
import { deliver } from "../run/verbs.ts";
import { verb } from "../verb.ts";
import { answerOf, type QuantitiesAnswer } from "./answer.ts";
import { askedBy, type CountInput, countInput, quantitiesAsked, refuseRecast } from "./asked.ts";
import { noProtocol, protocolOf, readNow } from "./read.ts";

/** Asks a run for figures that are too many to count while a page waits; the page finds them by asking the same again. */
export const startQuantities = verb({
  name: "quantity.start",
  permission: "statistics.read",
  input: quantitiesAsked,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const protocol = await protocolOf(ctx.db, i.projectId);
    if (protocol === null) return refuse("conflict", noProtocol);
    const strange = await refuseRecast(ctx.db, i.projectId, i.quantities);
    if (strange !== null) return strange;
    const { sampleIds, validatedOnly } = sightOf(grant);
    const input: CountInput = {
      ...{ ...i, sampleIds: [...sampleIds], validatedOnly, protocol: protocol.version },
      asked: askedBy(i, sightOf(grant), protocol.version),
    };
    const id = await insertRun(ctx.db, {
      ...{ kind: "countQuantities", projectId: i.projectId, createdBy: actingUser(ctx), input, now: ctx.clock.now() },
    });
    await deliver(ctx, { id, kind: "countQuantities" });
    return ok({ run: id });
  },
});

const keyOf = (run: number): string => `quantities/run-${run}/figures.json`;

/** The job: counts everything once and keeps the answer as a file. */
export async function runCount(d: { readonly db: Db; readonly storage: Storage }, handle: RunHandle): Promise<RunOutcome> {
  const input = countInput.parse(handle.run.input);
  const protocol = await protocolOf(d.db, input.projectId, input.protocol);
  if (protocol === null) return refuse("gone", "the formulas are no longer there");
  const { projectId, sampleIds, validatedOnly } = input;
  const sight = { projectId, sampleIds, validatedOnly };
  const source = await readNow(d.db, sight, input.samples, {
    most: Number.POSITIVE_INFINITY,
    signal: handle.signal,
    counted: (done, total) => handle.progress({ step: "counting", done, total }),
  });
  if (source === null) throw new Error("no number of objects is too large for a run");
  const answer = await answerOf(d.db, sight, source, protocol, input);
  handle.signal.throwIfAborted();
  const { bytes } = await d.storage.write(keyOf(handle.run.id), new TextEncoder().encode(JSON.stringify(answer)));
  return ok({ result: { objects: answer.objects, bytes } });
}

/** What the last run counted that was asked the same; null where none did. */
export async function countedBefore(
  d: { readonly db: Db; readonly storage: Storage },
  project: CountInput["projectId"],
  asked: string,
): Promise<QuantitiesAnswer | null> {
  const found = await lastCount(d.db, project, asked);
  if (found === null || (await d.storage.size(keyOf(found.id))) === null) return null;
  const answer = (await json(await d.storage.stream(keyOf(found.id)))) as QuantitiesAnswer;
  return { ...answer, asOf: found.finishedAt.toISOString() };
}
