import { bytesOfPoint, createRng, packPoints } from "@nauplius/domain";
import { layLandmarks, placeRest, reduce } from "../src/learn/map.tasks.ts";

/** `tsx bench/map.bench.ts [objects]`: a map of drawn embeddings (256 signed bytes, 40 groups of unequal size) in the parts of the run, what
 *  comes over the wire, and how much of the groups the map keeps, beside the two main components alone. */
const objects = Number(process.argv[2] ?? 100_000);
const [length, groups, neighbours, seed] = [256, 40, 15, 1];

const random = createRng("map bench");
const centres = Array.from({ length: groups }, () => Float64Array.from({ length }, () => random.normal(0, 1)));
const groupOf = Uint8Array.from({ length: objects }, () => Math.floor(groups * random.next() ** 2));
const values = new Int8Array(objects * length);
for (let row = 0; row < objects; row++)
  for (let i = 0; i < length; i++)
    values[row * length + i] = Math.round(5 * ((centres[groupOf[row] ?? 0]?.[i] ?? 0) + random.normal(0, 1)));

function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const start = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Share of 500 objects whose nearest other object on the map is of their group. */
function kept(places: Float32Array, width: number): number {
  let right = 0;
  const draw = createRng("drawn");
  for (let i = 0; i < 500; i++) {
    const row = draw.int(objects);
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (let other = 0; other < objects; other++) {
      const distance = Math.hypot(
        (places[row * width] ?? 0) - (places[other * width] ?? 0),
        (places[row * width + 1] ?? 0) - (places[other * width + 1] ?? 0),
      );
      if (other !== row && distance < least) [best, least] = [other, distance];
    }
    if (groupOf[best] === groupOf[row]) right += 1;
  }
  return right / 5;
}

const reduced = timed(() => reduce({ table: { values, length }, seed }));
if (reduced.value === null) throw new Error("no directions");
const rows = { values: reduced.value.values, length: reduced.value.length, seed };
const laid = timed(() => layLandmarks({ ...rows, neighbours }));
const placed = timed(() => placeRest({ ...rows, laid: laid.value }));
const zeros = { x: new Float32Array(objects), y: new Float32Array(objects), ids: new Float64Array(objects) };
const small = {
  taxon: new Uint16Array(objects),
  sample: new Uint16Array(objects),
  state: new Uint8Array(objects),
  score: new Uint8Array(objects),
};
const bytes = packPoints(new Uint8Array(0), { ...zeros, ...small }).byteLength;
const whole = reduced.seconds + laid.seconds + placed.seconds;
process.stdout.write(
  `${objects} embeddings of ${length} dimensions, one thread, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB\n` +
    `${rows.length} main components ${reduced.seconds.toFixed(1)} s, UMAP of ${laid.value.rows.length} ${laid.seconds.toFixed(1)} s, ` +
    `the others placed among them ${placed.seconds.toFixed(1)} s: ${whole.toFixed(1)} s (${(whole / reduced.seconds).toFixed(1)} times the components alone)\n` +
    `the response: ${(bytes / 1e6).toFixed(2)} MB, ${bytesOfPoint} bytes an object\n` +
    `nearest on the map is of the same group: ${kept(placed.value, 2).toFixed(1)} %, by the two main components alone ${kept(rows.values, rows.length).toFixed(1)} %\n`,
);
