import {
  beginComparison,
  type Compiled,
  type Db,
  embeddedAfter,
  finishComparison,
  keepLikeness,
  type LikenessRow,
  type ModelRow,
} from "@nauplius/db";
import type { Clock, ObjectId, ProjectId, TaxonId } from "@nauplius/domain";
import { keptTaxa } from "@nauplius/domain";
import type { Compared, CompareInput } from "@nauplius/ml";
import type { RunHandle } from "../../run/execute.ts";
import type { LearningPorts } from "../ports.ts";
import { spaceOf } from "../predict/look.ts";

type Work = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ports: Pick<LearningPorts, "compare">;
  readonly handle: RunHandle;
  readonly project: ProjectId;
  readonly model: ModelRow;
  readonly view: Compiled;
};

const page = 20_000;
/** Beyond so many objects of a project, the rest is left out: a gigabyte of memory. */
const mostCompared = 2_000_000;

type Embedded = { readonly ids: readonly ObjectId[]; readonly taxa: readonly TaxonId[]; readonly input: CompareInput };

/** Compares all embedded objects of a project and keeps what came of it; nobody sees it before it is whole. */
export async function compareEmbedded(work: Work): Promise<{ readonly objects: number; readonly clusters: number }> {
  const { db, clock, handle, project, model } = work;
  const now = clock.now();
  handle.progress({ step: "reading", done: 0, total: 0 });
  const embedded = await readEmbedded(work);
  const { ids } = embedded;
  if (ids.length === mostCompared) await handle.note(`only the first ${mostCompared} objects are compared`, "warning");
  handle.progress({ step: "compare" });
  const compared = await work.ports.compare(embedded.input, handle.signal);
  const id = await db.transaction(async (tx) => {
    await handle.hold(tx);
    const { centres, clusters } = compared;
    return beginComparison(tx, {
      runId: handle.run.id,
      projectId: project,
      space: spaceOf(model),
      centres: bytesOf(centres),
      clusters,
      now,
    });
  });
  for (let start = 0; start < ids.length; start += page) {
    handle.signal.throwIfAborted();
    handle.progress({ step: "keeping", done: start, total: ids.length });
    await db.transaction(async (tx) => {
      await handle.hold(tx);
      await keepLikeness(tx, id, rowsOf(embedded, compared, start, Math.min(start + page, ids.length)));
    });
  }
  await db.transaction(async (tx) => {
    await handle.hold(tx);
    await finishComparison(tx, id, project, clock.now());
  });
  return { objects: ids.length, clusters: compared.clusters };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int8Array): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

async function readEmbedded({ db, view, model, handle }: Work): Promise<Embedded> {
  const { embedding: length } = model.manifest.shape;
  const ids: ObjectId[] = [];
  const [vectors, labels, validated, said]: [Uint8Array[], number[], number[], { classOf: number[]; scores: number[] }] = [
    [],
    [],
    [],
    { classOf: [], scores: [] },
  ];
  const classes = new Map<TaxonId, number>();
  const classOf = (taxon: TaxonId | null | undefined): number => {
    if (taxon === null || taxon === undefined) return -1;
    const known = classes.get(taxon) ?? classes.size;
    classes.set(taxon, known);
    return known;
  };
  while (ids.length < mostCompared) {
    handle.signal.throwIfAborted();
    const some = await embeddedAfter(db, view, spaceOf(model), ids.at(-1) ?? 0, page);
    for (const object of some) {
      if (object.vector.length !== length) continue;
      ids.push(object.id);
      vectors.push(object.vector);
      labels.push(classOf(object.taxonId));
      validated.push(object.isValidated ? 1 : 0);
      for (let place = 0; place < keptTaxa; place++) {
        said.classOf.push(classOf(object.taxonIds?.[place]));
        said.scores.push(object.scores?.[place] ?? 0);
      }
    }
    if (some.length < page) break;
  }
  const values = new Int8Array(ids.length * length);
  for (const [row, vector] of vectors.entries()) values.set(new Int8Array(vector.buffer, vector.byteOffset, length), row * length);
  return {
    ids,
    taxa: [...classes.keys()],
    input: {
      ...{ values, length, classOf: Int32Array.from(labels), classes: classes.size, validated: Uint8Array.from(validated) },
      said: { kept: keptTaxa, classOf: Int32Array.from(said.classOf), scores: Float32Array.from(said.scores) },
    },
  };
}

function rowsOf({ ids, taxa, input }: Embedded, compared: Compared, from: number, to: number): LikenessRow[] {
  const taxonOf = (c: number | undefined): TaxonId | null => (c === undefined || c < 0 ? null : (taxa[c] ?? null));
  return ids.slice(from, to).map((objectId, at) => {
    const row = from + at;
    return {
      objectId,
      cluster: compared.cluster[row] ?? 0,
      spread: compared.spread[row] ?? 0,
      taxonId: taxonOf(input.classOf[row]),
      distance: compared.distance[row] ?? Number.NaN,
      suspicion: compared.suspicion[row] ?? Number.NaN,
      suggestedId: taxonOf(compared.suggested[row]),
    };
  });
}
