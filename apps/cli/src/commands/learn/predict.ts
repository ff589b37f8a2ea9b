import { predictToFile } from "@nauplius/pipelines/learn";
import { type Ending, exitCodes, type Invocation } from "../../command.ts";
import { failed, imagesOf, line, modelOf, outOf, providerOf, threadsOf, toldOnStderr, viewsOf, wholeNumber } from "./options.ts";

export async function predict({ options, json, signal }: Invocation): Promise<Ending> {
  const out = outOf(options);
  const written = await predictToFile({
    model: await modelOf(options),
    images: imagesOf(options).path,
    out,
    top: wholeNumber(options, "top", { from: 1, to: 100 }),
    views: viewsOf(options),
    threads: threadsOf(options),
    provider: providerOf(options),
    onNotice: toldOnStderr,
    signal,
    onProgress: (objects) => line(json, `${objects} objects`),
  });
  line(json, "");
  if (!written.ok) return failed(written.error);
  const { objects, seconds, objectsPerSecond, refused } = written.value;
  const text = [
    `${objects} objects in ${out}, ${seconds.toFixed(1)} s (${objectsPerSecond.toFixed(0)} a second)`,
    ...refused.map(({ name, why }) => `${name}: ${why}`),
  ].join("\n");
  return { exit: exitCodes.done, json: { out, objects, seconds, objectsPerSecond, refused }, text };
}
