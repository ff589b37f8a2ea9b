import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import { encodePng, type NewEntry, writeZip } from "@nauplius/pipelines";
import { type DemoObject, demoDataset } from "@nauplius/synthetic";

type Drawn = { readonly object: DemoObject; readonly png: Promise<Uint8Array> };

/** The demo as the EcoTaxa archive that a laboratory would send: a table and a folder of images for each sample. */
export async function demoArchive(seed: string, signal: AbortSignal): Promise<Uint8Array> {
  const { columns, objects } = demoDataset(seed);
  const head = [columns.map(({ name }) => name), columns.map(({ type }) => type)];
  const drawn: Drawn[] = [];
  for (const object of objects()) {
    signal.throwIfAborted();
    drawn.push({ object, png: pngOf(object) });
    // Drawing is all computation: images are encoded, and signals heard, in between.
    await nextTurn();
  }
  const samples = new Map<string, Drawn[]>();
  for (const one of drawn)
    samples.set(String(one.object.cells.sample_id), [...(samples.get(String(one.object.cells.sample_id)) ?? []), one]);
  async function* entries(): AsyncGenerator<NewEntry> {
    for (const [sample, ofSample] of samples) {
      const rows = ofSample.map(({ object }) => columns.map(({ name }) => object.cells[name] ?? ""));
      const table = [...head, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
      yield { name: `${sample}/ecotaxa_${sample}.tsv`, compress: true, open: async () => Readable.from([table], { objectMode: false }) };
      for (const { object, png } of ofSample) yield { name: `${sample}/${object.cells.img_file_name}`, compress: false, open: () => png };
    }
  }
  return buffer(writeZip(entries(), signal));
}

async function pngOf({ vignette: { image, width, height } }: DemoObject): Promise<Uint8Array> {
  return (await encodePng({ data: image, width, height, channels: 1 })).bytes;
}
