import { compileView, currentPosition, type Db, type ExportObject, exportObjects, idsAfter, protocolsOf, type Sight } from "@nauplius/db";
import { defaultSort, type LedgerPosition, type ProjectId, type SampleId } from "@nauplius/domain";
import { type ExportFacts, exportFacts } from "../export/facts.ts";
import { type Protocol, protocolBody } from "./protocol.ts";

const chunk = 5_000;
export const noProtocol =
  "no formulas are confirmed for this project: a manager confirms volume, part and pixel size on its page of statistics first";

/** The confirmed formulas of a project: the last version, or the one that is named; null where nobody confirmed any. */
export async function protocolOf(db: Db, project: ProjectId, version?: number): Promise<Protocol | null> {
  const [row] = await protocolsOf(db, project, version);
  if (row === undefined) return null;
  const { formulas, accepted } = protocolBody.parse(row.body);
  return { name: row.name, version: row.version, formulas, accepted };
}

/** Objects as they were annotated, and measured, at a position. */
export async function* objectsAt(
  db: Db,
  facts: ExportFacts,
  ids: readonly number[],
  at: { position: LedgerPosition; signal?: AbortSignal; counted?: (objects: number) => void },
): AsyncGenerator<ExportObject> {
  for (let from = 0; from < ids.length; from += chunk) {
    at.signal?.throwIfAborted();
    const objects = await exportObjects(db, ids.slice(from, from + chunk), at.position);
    for (const object of objects) yield facts.past(object);
    at.counted?.(objects.length);
  }
}

type Reading = {
  readonly most: number;
  readonly signal?: AbortSignal;
  readonly counted?: (done: number, total: number) => void;
};

/** All that figures are made of, as it stands now; null where there are more objects than `most`. */
export async function readNow(db: Db, sight: Sight, samples: readonly SampleId[], { most, signal, counted }: Reading) {
  const view = await compileView(db, sight, samples.length === 0 ? {} : { samples: [...samples] }, defaultSort);
  const ids: number[] = [];
  for (let part = await idsAfter(db, view, 0, chunk); part.length > 0; part = await idsAfter(db, view, part.at(-1) ?? 0, chunk)) {
    ids.push(...part.map(Number));
    if (ids.length > most) return null;
  }
  const position = await currentPosition(db, sight.projectId);
  const facts = await exportFacts(db, sight.projectId, position);
  let done = 0;
  const told = (objects: number) => {
    done += objects;
    counted?.(done, ids.length);
  };
  return { facts, objects: objectsAt(db, facts, ids, { position, signal, counted: told }) };
}
