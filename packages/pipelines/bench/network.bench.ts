import { createRng } from "@nauplius/domain";
import { createBatch, type GreyImage, readSignal, resample, scaleSignal, sizesOf } from "@nauplius/ml";
import { imageFolders, imagesOf } from "../src/archive/classes.ts";
import { openArchive } from "../src/archive/open.ts";
import { openModel } from "../src/learn/model-folder.ts";
import { openPredictor } from "../src/learn/predictor.ts";
import { runNetwork } from "../src/learn/run-network.ts";
import { openSession } from "../src/learn/runtime.ts";
import { decodeVignette } from "../src/learn/vignette.ts";
import { perSecond, timed } from "./measure.ts";

/** `tsx bench/network.bench.ts <model folder> <class folders or tar> [images]`: end to end, network alone, and the same
 *  network on fixed squares of 224 pixels, on the same images. */
const [folder = "", path = "", wanted = "1000"] = process.argv.slice(2);
const model = await openModel(folder);
const archive = await openArchive(path);
if (!model.ok || !archive.ok) throw new Error(model.ok ? "no such images" : model.error);
const { manifest, network } = model.value;
const named = [...imagesOf(archive.value, imageFolders(archive.value))];
const images: { name: string; bytes: Uint8Array }[] = [];
for (const { name } of createRng(1).shuffle(named).slice(0, Number(wanted))) {
  const bytes = await archive.value.read(name);
  if (bytes.ok) images.push({ name, bytes: bytes.value.slice() });
}

const cores = 2;
const predictor = await openPredictor(folder, { threads: cores });
if (!predictor.ok) throw new Error(predictor.error);
const predictAll = async () => {
  let count = 0;
  for await (const { result } of predictor.value.predict(images)) count += result.ok ? 1 : 0;
  return count;
};
await predictAll();
const whole = await timed(images.length, predictAll);
await predictor.value.close();

const run = await openSession(network, 1);
const greys: GreyImage[] = [];
for (const { bytes } of images) {
  const grey = await decodeVignette(bytes);
  if (grey.ok) greys.push(grey.value);
}
const objects = greys.map((grey) => {
  const signal = readSignal(grey);
  return { signal: scaleSignal(signal, manifest.input), numbers: sizesOf(signal) };
});
const use = { shape: manifest.shape, contract: manifest.input, views: 1 };
await runNetwork(run, objects, use);
const bucketed = await timed(objects.length, () => runNetwork(run, objects, use));

/** The longest side becomes 224 in a square of 224, one batch of eight after the other. */
const side = 224;
const squares = greys.slice(0, 160).map((grey) => {
  const signal = readSignal(grey);
  return { signal: resample(signal, side, Math.max(1, Math.round((signal.height * side) / signal.width))), numbers: sizesOf(signal) };
});
const fixed = await timed(squares.length, async () => {
  for (let at = 0; at < squares.length; at += 8) {
    const group = squares.slice(at, at + 8);
    const batch = createBatch(group.length, side, side);
    batch.mask.fill(1);
    for (const [row, { signal }] of group.entries())
      batch.pixels.set(
        Float32Array.from(signal.data, (value) => value / 64),
        row * side * side,
      );
    await run({
      image: { data: batch.pixels, dims: [group.length, 1, side, side] },
      mask: { data: batch.mask, dims: [group.length, 1, side / 16, side / 16] },
      numbers: { data: Float32Array.from(group.flatMap(({ numbers }) => [...numbers])), dims: [group.length, manifest.shape.numbers] },
    });
  }
});
const ratio = perSecond(bucketed) / perSecond(fixed);
process.stdout.write(
  `${images.length} images of ${path}\n` +
    `end to end on ${cores} threads (decoded, prepared, run): ${perSecond(whole)} objects/s\n` +
    `network alone on one thread: ${perSecond(bucketed)} objects/s in rectangles, ${perSecond(fixed)} in squares of ${side}: ${ratio.toFixed(1)} times\n`,
);
await archive.value.close();
