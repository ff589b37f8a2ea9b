import { open, rename, rm } from "node:fs/promises";
import { err, ok, type Result } from "@nauplius/domain";
import { openArchive } from "../archive/open.ts";
import { readClassImages } from "./class-images.ts";
import { forFolders } from "./for-folders.ts";
import { openPredictor } from "./predictor.ts";
import type { Provider } from "./runtime.ts";

export type PredictRequest = {
  readonly model: string;
  /** Images in folders of any kind, or a zip, tar or tar.gz of them. */
  readonly images: string;
  /** CSV: object, taxon, score, then the next best of each. */
  readonly out: string;
  /** So many taxa for each object. */
  readonly top: number;
  readonly views: number;
  readonly threads: number;
  readonly provider?: Provider;
  readonly onNotice?: (notice: string) => void;
  readonly signal?: AbortSignal;
  readonly onProgress?: (objects: number) => void;
};

export type PredictedFile = {
  readonly objects: number;
  readonly seconds: number;
  readonly objectsPerSecond: number;
  readonly refused: readonly { readonly name: string; readonly why: string }[];
};

/** Predicts all images and writes one line for each; the file appears when it is whole. */
export async function predictToFile(request: PredictRequest): Promise<Result<PredictedFile, string>> {
  const began = performance.now();
  const opened = await openPredictor(request.model, request);
  if (!opened.ok) return opened;
  const predictor = opened.value;
  const archive = await openArchive(request.images, { signal: request.signal });
  const part = `${request.out}.part`;
  try {
    if (!archive.ok) return err(archive.error.message);
    const fit = forFolders(predictor.model, request);
    if (!fit.ok) return fit;
    const { taxa } = predictor.model.manifest;
    const refused: { name: string; why: string }[] = [];
    const source = readClassImages(
      archive.value,
      () => true,
      ({ file, message }) => refused.push({ name: file ?? "", why: message }),
    );
    const file = await open(part, "w");
    let objects = 0;
    try {
      const columns = Array.from({ length: request.top }, (_, k) => (k === 0 ? "taxon,score" : `taxon_${k + 1},score_${k + 1}`));
      await file.write(`object,${columns.join(",")}\n`);
      for await (const { input, result } of predictor.predict(source, { signal: request.signal, views: request.views })) {
        if (!result.ok) {
          refused.push({ name: input.name, why: result.error });
          continue;
        }
        const { scores } = result.value;
        const cells = bestFirst(scores)
          .slice(0, request.top)
          .map((c) => `${cell(taxa[c] ?? "")},${(scores[c] ?? 0).toFixed(5)}`);
        await file.write(`${cell(input.path)},${cells.join(",")}\n`);
        objects += 1;
        if (objects % 500 === 0) request.onProgress?.(objects);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (objects === 0) return err(`${request.images} holds no image that can be read`);
    await rename(part, request.out);
    const seconds = (performance.now() - began) / 1000;
    return ok({ objects, seconds, objectsPerSecond: objects / seconds, refused });
  } finally {
    await rm(part, { force: true });
    if (archive.ok) await archive.value.close();
    await predictor.close();
  }
}

/** Classes by falling score. */
export const bestFirst = (scores: Float32Array): number[] =>
  Array.from(scores, (_, c) => c).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));

/** Quoted where CSV needs it (RFC 4180). */
const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
