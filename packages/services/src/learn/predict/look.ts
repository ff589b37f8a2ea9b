import { type Db, firstVignettes, type ModelRow, type PredictionRow } from "@nauplius/db";
import type { Storage } from "@nauplius/storage";
import { readVignettes } from "../../object/vignettes.ts";
import type { RunHandle } from "../../run/execute.ts";
import type { RunningModel, Seen } from "../ports.ts";
import { byTaxon, type ClassTaxa, packEmbedding } from "./decide.ts";

/** Embeddings are comparable within one network and one way of preparing its input. */
export const spaceOf = ({ manifest }: Pick<ModelRow, "manifest">): string =>
  `${manifest.files["model.onnx"]?.sha256 ?? ""} ${manifest.preprocessing}`;

type Looking = {
  readonly db: Db;
  readonly storage: Storage;
  readonly handle: RunHandle;
  readonly running: RunningModel;
  readonly classes: ClassTaxa;
};

export type Fresh = {
  readonly rows: PredictionRow[];
  readonly vectors: { objectId: number; vector: Uint8Array }[];
  readonly unreadable: Set<number>;
};

/** What a model says of objects that it has not seen, and where it sees them. */
export async function look({ db, storage, handle, running, classes }: Looking, ids: readonly number[]): Promise<Fresh> {
  const fresh: Fresh = { rows: [], vectors: [], unreadable: new Set() };
  if (ids.length === 0) return fresh;
  const places = await firstVignettes(db, ids);
  const source = async function* (): AsyncGenerator<Seen> {
    for await (const { objectId, bytes } of readVignettes(storage, places)) yield { objectId, bytes };
  };
  for await (const { input: seen, result } of running.predict(source(), handle.signal)) {
    if (!result.ok) {
      fresh.unreadable.add(seen.objectId);
      await handle.note(`object ${seen.objectId}: ${result.error}`, "warning");
      continue;
    }
    fresh.rows.push(byTaxon(seen.objectId, result.value.scores, classes));
    fresh.vectors.push({ objectId: seen.objectId, vector: packEmbedding(result.value.embedding) });
  }
  return fresh;
}
