import type { Db, ModelRow, PredictionRow } from "@nauplius/db";
import type { Storage } from "@nauplius/storage";
import type { RunHandle } from "../../run/execute.ts";
import type { RunningModel } from "../ports.ts";
import { byTaxon, type ClassTaxa, packEmbedding } from "./decide.ts";
import { readSeen } from "./seen.ts";

/** Embeddings are comparable within one network and one way of preparing its input. */
export const spaceOf = ({ manifest }: Pick<ModelRow, "manifest">): string =>
  `${manifest.files["model.onnx"]?.sha256 ?? ""} ${manifest.preprocessing}`;

type Looking = {
  readonly db: Db;
  readonly storage: Storage;
  readonly handle: RunHandle;
  readonly model: Pick<ModelRow, "manifest">;
  readonly running: RunningModel;
  readonly classes: ClassTaxa;
};

export type Fresh = {
  readonly rows: PredictionRow[];
  readonly vectors: { objectId: number; vector: Uint8Array }[];
  readonly unreadable: Set<number>;
};

/** What a model says of objects that it has not seen, and where it sees them. */
export async function look({ handle, running, classes, model, ...d }: Looking, ids: readonly number[]): Promise<Fresh> {
  const fresh: Fresh = { rows: [], vectors: [], unreadable: new Set() };
  if (ids.length === 0) return fresh;
  for await (const { input: seen, result } of running.predict(readSeen(d, model, ids), handle.signal)) {
    if (!result.ok) {
      fresh.unreadable.add(seen.objectId);
      await handle.note(`object ${seen.objectId}: ${result.error}`, "warning");
      continue;
    }
    fresh.rows.push(byTaxon(seen.objectId, result.value.scores, classes));
    const { embedding } = result.value;
    if (embedding !== null) fresh.vectors.push({ objectId: seen.objectId, vector: packEmbedding(embedding) });
  }
  return fresh;
}
