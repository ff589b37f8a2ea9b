import { evaluateOnImages } from "@nauplius/pipelines/learn";
import { type Ending, exitCodes, type Invocation } from "../../command.ts";
import { failed, imagesOf, line, modelOf, percent, providerOf, shares, threadsOf, toldOnStderr, viewsOf } from "./options.ts";

export async function evaluate({ options, json, signal }: Invocation): Promise<Ending> {
  const model = await modelOf(options);
  const found = await evaluateOnImages({
    model,
    images: imagesOf(options).path,
    views: viewsOf(options),
    threads: threadsOf(options),
    provider: providerOf(options),
    onNotice: toldOnStderr,
    only: options.heldOut === true ? { part: "test", shares } : undefined,
    signal,
    onProgress: (objects) => line(json, `${objects} objects`),
  });
  line(json, "");
  if (!found.ok) return failed(found.error);
  const { confusion: _, reliability, perClass, taxa, ...figures } = found.value;
  const classes = perClass.flatMap((scores, c) => (scores.support + scores.predicted > 0 ? [{ taxon: taxa[c], ...scores }] : []));
  const text = [
    `${figures.objects} objects of ${figures.classes} classes in ${figures.seconds.toFixed(1)} s (${figures.objectsPerSecond.toFixed(0)} a second)`,
    `top-1 ${percent(figures.top1)}, top-5 ${percent(figures.top5)}, balanced accuracy ${percent(figures.balancedAccuracy)}, macro F1 ${figures.macroF1.toFixed(3)}`,
    `log-loss ${figures.logLoss.toFixed(3)}, calibration error ${figures.ece.toFixed(3)}, Bray-Curtis ${figures.brayCurtis.toFixed(3)}`,
    ...figures.unknown.map(({ taxon, images }) => `"${taxon}" is unknown to the model: ${images} images not counted`),
    ...figures.refused.map(({ name, why }) => `${name}: ${why}`),
  ].join("\n");
  return { exit: exitCodes.done, json: { model, ...figures, reliability, perClass: classes }, text };
}
