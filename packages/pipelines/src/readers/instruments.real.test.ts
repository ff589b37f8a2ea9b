import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readFlowcamList, readIfcbHeader, readIfcbName, readIfcbTargets, readParticleProfile } from "@nauplius/formats";
import sharp from "sharp";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("../../../../../shared/data/morphology/", import.meta.url));
const absent = !existsSync(folder);
if (absent) console.warn("skipped: files of UVP, FlowCam and IFCB, since ../shared/data is not there");
const stream = (name: string): AsyncIterable<Uint8Array> => createReadStream(`${folder}${name}`);

describe.skipIf(absent)("files of other instruments", () => {
  test("a UVP5 cast: images and particles of the raw table give the volumes and counts of EcoPart's own export", async () => {
    const { rows, problems } = await readParticleProfile(
      stream("ecopart/20191121010000_brusample01_PAR_raw_20210201_14_15.tsv"),
      "PAR_raw",
    );
    expect([rows.length, problems]).toEqual([1421, []]);
    const lines = readFileSync(`${folder}ecopart/export_reduced_20210201_09_41_PAR_brusample01.tsv`, "latin1").trimEnd().split(/\r?\n/);
    const [names = [], ...exported] = lines.map((line) => line.split("\t"));
    const classes = names.flatMap((name, at) => (/^LPM \(.*\[# l-1\]$/.test(name) ? [at] : []));
    // aa, exp and volume of an image as the export's summary has them: 0.0002 mm2, 1.02, 1.13 L.
    const bins = new Map<number, { images: Map<number, number>; particles: number }>();
    for (const { depth, images, count } of rows) {
      const middle = Math.floor(depth / 5) * 5 + 2.5;
      const bin = bins.get(middle) ?? { images: new Map<number, number>(), particles: 0 };
      bin.images.set(depth, images);
      bin.particles += count;
      bins.set(middle, bin);
    }
    expect(bins.size).toBe(exported.length);
    for (const cells of exported) {
      const bin = bins.get(Number(cells[3]));
      const volume = 1.13 * [...(bin?.images.values() ?? [])].reduce((sum, images) => sum + images, 0);
      expect(volume).toBeCloseTo(Number(cells[4]), 10);
      const perLitre = classes.reduce((sum, at) => sum + Number(cells[at]), 0);
      expect((bin?.particles ?? 0) / volume).toBeCloseTo(perLitre, 8);
    }
  });
  test("a FlowCam list: every object lies inside its collage", async () => {
    const list = "flowcam/flowcam_COMICS_DY086_20171118_MSC019_t0_4x.lst";
    const { width, height } = await sharp(`${folder}flowcam/flowcam_COMICS_DY086_20171118_MSC019_t0_4x_000001.tif`).metadata();
    let [objects, inFirst] = [0, 0];
    for await (const event of readFlowcamList(stream(list), "list")) {
      if (event.kind === "problem") throw new Error(event.problem.message);
      if (event.kind === "fields") expect(event.fields).toHaveLength(65);
      if (event.kind !== "object") continue;
      objects += 1;
      const { x, y, width: w, height: h, collage, pixelSize } = event.object;
      expect(pixelSize).toBe(1.813);
      if (!collage.endsWith("_000001.tif")) continue;
      inFirst += 1;
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(height);
    }
    expect(objects).toBeGreaterThan(500);
    expect(inFirst).toBeGreaterThan(10);
  });
  test("an IFCB bin: the targets fill the pixels one behind the other", async () => {
    const bin = "ifcb/data/IFCB5_2012_028_081515";
    const name = readIfcbName("IFCB5_2012_028_081515");
    expect(name).toMatchObject({ startedAt: "2012-01-28T08:15:15.000Z", generation: "old" });
    let next = 1;
    let targets = 0;
    for await (const event of readIfcbTargets(stream(`${bin}.adc`), { file: "adc", generation: "old" })) {
      if (event.kind === "problem") throw new Error(event.problem.message);
      const { offset, width, height } = event.target;
      expect(offset).toBe(next);
      next += width * height;
      targets += width > 0 ? 1 : 0;
    }
    expect(next).toBeLessThanOrEqual(statSync(`${folder}${bin}.roi`).size);
    expect(targets).toBe(6);
    expect((await readIfcbHeader(stream(`${bin}.hdr`))).get("blobsizethresh")).toBe("10");
  });
});
