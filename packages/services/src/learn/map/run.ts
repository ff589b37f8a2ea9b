import { compileView, countMappable, type Db, drawMappable, keepMap, type MapFacts, measuresOf, vectorsOf } from "@nauplius/db";
import { type Clock, defaultSort, fewestMapped, mapMethod, mapSource, mostMapped, type ObjectId, ok, refuse } from "@nauplius/domain";
import type { MapTable } from "@nauplius/ml";
import { z } from "zod";
import type { RunHandle, RunOutcome } from "../../run/execute.ts";
import type { LearningPorts } from "../ports.ts";
import { mappableBy, type Source } from "./source.ts";

export type MapDependencies = { readonly db: Db; readonly clock: Clock; readonly ports: Pick<LearningPorts, "map"> };

export const mapInput = z.object({ source: mapSource, method: mapMethod, seed: z.int() });

const chunk = 5_000;

/** Lays the objects of a project out in a plane and keeps where they lie. Begun again after an interruption: nothing of it is seen before it is whole. */
export async function runMap({ db, clock, ports }: MapDependencies, handle: RunHandle): Promise<RunOutcome> {
  const { projectId: project } = handle.run;
  if (project === null) return refuse("invalid", "this run names no project");
  const input = mapInput.parse(handle.run.input);
  const view = await compileView(db, { projectId: project, sampleIds: [], validatedOnly: false }, {}, defaultSort);
  const found = await mappableBy(db, view, input.source);
  if (!found.ok) return found;
  const source = found.value;
  handle.progress({ step: "choosing", done: 0, total: 0 });
  const total = await countMappable(db, view, source.of);
  if (total < fewestMapped) return refuse("invalid", tooFew(total, input.source));
  const { ids, table } = await read(db, handle, await drawMappable(db, view, source.of, mostMapped), source);
  const mapped = await ports.map(
    { ...input, table },
    { signal: handle.signal, onStage: (step) => handle.progress({ step, done: 0, total: 0 }) },
  );
  if (!mapped.ok) return refuse("invalid", mapped.error);
  const { xs, ys, ...figures } = mapped.value;
  const facts: MapFacts = { seed: input.seed, model: source.model, ...figures };
  const id = await db.transaction(async (tx) => {
    await handle.hold(tx);
    return keepMap(tx, {
      ...{ projectId: project, runId: handle.run.id, source: input.source, method: input.method, space: source.space },
      ...{ by: handle.run.createdBy, now: clock.now(), total, facts, objects: ids, xs, ys },
    });
  });
  return ok({ result: { map: id, objects: ids.length, total } });
}

const tooFew = (total: number, source: z.output<typeof mapSource>): string =>
  source === "network"
    ? `the network in service has looked at ${total} objects of this project, a map needs at least ${fewestMapped}: let it compare or predict them first, or make the map of measured features`
    : `${total} objects of this project have measured features, a map needs at least ${fewestMapped}`;

type Read = { readonly ids: readonly ObjectId[]; readonly table: MapTable };

/** Reads what the objects are laid out by; what is gone meanwhile, or is not as long as the others, is left out. */
async function read(db: Db, handle: RunHandle, drawn: readonly ObjectId[], source: Source): Promise<Read> {
  const ids: ObjectId[] = [];
  const length = source.names?.length ?? source.length;
  const measured = new Float32Array(source.names === undefined ? 0 : drawn.length * length);
  const seen = new Int8Array(source.names === undefined ? drawn.length * length : 0);
  for (let start = 0; start < drawn.length; start += chunk) {
    handle.signal.throwIfAborted();
    handle.progress({ step: "reading", done: start, total: drawn.length });
    const part = drawn.slice(start, start + chunk);
    if (source.names === undefined)
      for (const { id, vector } of await vectorsOf(db, source.space, part)) {
        if (vector.length !== length) continue;
        seen.set(new Int8Array(vector.buffer, vector.byteOffset, length), ids.length * length);
        ids.push(id);
      }
    else
      for (const { id, features } of await measuresOf(db, part)) {
        if (features.length !== length) continue;
        for (const [column, value] of features.entries()) measured[column * drawn.length + ids.length] = value ?? Number.NaN;
        ids.push(id);
      }
  }
  if (source.names === undefined) return { ids, table: { values: seen.slice(0, ids.length * length), length } };
  const columns = source.names.map((_, column) => measured.slice(column * drawn.length, column * drawn.length + ids.length));
  return { ids, table: { names: source.names, columns } };
}
