import { err, ok, type Result } from "@nauplius/domain";
import { type FullReport, type Part, partOfName, reportOf } from "@nauplius/ml";
import { openArchive } from "../archive/open.ts";
import { readClassImages } from "./class-images.ts";
import type { Shares } from "./class-set.ts";
import { forFolders } from "./for-folders.ts";
import { openPredictor } from "./predictor.ts";
import type { Provider } from "./runtime.ts";

export type EvaluateRequest = {
  readonly model: string;
  /** Class folders: a folder, zip, tar or tar.gz. */
  readonly images: string;
  readonly views: number;
  readonly threads: number;
  readonly provider?: Provider;
  readonly onNotice?: (notice: string) => void;
  /** Only the objects of one part of the split by file names; all by default. */
  readonly only?: { readonly part: Part; readonly shares: Shares };
  readonly signal?: AbortSignal;
  readonly onProgress?: (objects: number) => void;
};

export type Evaluation = FullReport & {
  readonly taxa: readonly string[];
  /** From the first byte read to the last figure. */
  readonly seconds: number;
  readonly objectsPerSecond: number;
  /** Class folders that the model does not know: reported, not counted. */
  readonly unknown: readonly { readonly taxon: string; readonly images: number }[];
  readonly refused: readonly { readonly name: string; readonly why: string }[];
};

/** Judges a model on class folders; says in a sentence why it cannot. */
export async function evaluateOnImages(request: EvaluateRequest): Promise<Result<Evaluation, string>> {
  const began = performance.now();
  const opened = await openPredictor(request.model, request);
  if (!opened.ok) return opened;
  const predictor = opened.value;
  const archive = await openArchive(request.images, { signal: request.signal });
  try {
    if (!archive.ok) return err(archive.error.message);
    const fit = forFolders(predictor.model, request);
    if (!fit.ok) return fit;
    const { taxa } = predictor.model.manifest;
    const known = new Map(taxa.map((taxon, index) => [taxon, index]));
    const unknown = new Map<string, number>();
    const refused: { name: string; why: string }[] = [];
    const isWanted = ({ path, taxon }: { path: string; taxon: string | null }): boolean => {
      if (request.only && partOfName(path, request.only.shares) !== request.only.part) return false;
      if (taxon !== null && known.has(taxon)) return true;
      unknown.set(taxon ?? "(outside of class folders)", (unknown.get(taxon ?? "(outside of class folders)") ?? 0) + 1);
      return false;
    };
    const source = readClassImages(archive.value, isWanted, ({ file, message }) => refused.push({ name: file ?? "", why: message }));
    const rows: Float32Array[] = [];
    const truth: number[] = [];
    for await (const { input, result } of predictor.predict(source, { signal: request.signal, views: request.views })) {
      if (!result.ok) {
        refused.push({ name: input.name, why: result.error });
        continue;
      }
      rows.push(result.value.scores);
      truth.push(known.get(input.taxon ?? "") ?? -1);
      if (rows.length % 500 === 0) request.onProgress?.(rows.length);
    }
    if (rows.length === 0) return err(`${request.images} holds no image of a class that the model knows`);
    const probabilities = new Float32Array(rows.length * taxa.length);
    for (const [row, scores] of rows.entries()) probabilities.set(scores, row * taxa.length);
    const report = reportOf({ probabilities, truth: Int32Array.from(truth), classes: taxa.length });
    const seconds = (performance.now() - began) / 1000;
    const untold = [...unknown].map(([taxon, images]) => ({ taxon, images }));
    return ok({ ...report, taxa, seconds, objectsPerSecond: rows.length / seconds, unknown: untold, refused });
  } finally {
    if (archive.ok) await archive.value.close();
    await predictor.close();
  }
}
