import { afterAll, beforeAll, expect, test } from "vitest";
import { mm3, type NetSite, netSite } from "./nets.fixture.ts";

let s: NetSite;
beforeAll(async () => {
  s = await netSite();
  await s.confirm();
});
afterAll(() => s.site.dispose());

test("biovolumes are the three volumes, in mm3 a m3", async () => {
  const { of } = await s.figures({}, ["biovolumes"]);
  for (const kind of ["plain", "riddled", "ellipsoid"] as const)
    expect(of("complete", "Copepoda", kind)?.value).toBeCloseTo(25 * mm3[kind], 12);
});

test("completeness is told by count, and by the biovolume that objects stand for", async () => {
  const { completeness } = await s.figures({}, ["biovolumes"]);
  const of = (sample: string) => completeness.find(({ place }) => place.sampleId === s.samples.get(sample));
  expect(of("open")?.byCount).toBeCloseTo(30 / 40, 12);
  expect(of("open")?.byBiovolume).toBeCloseTo(30 / 40, 12);
  expect(of("dry")).toMatchObject({ byCount: 1, byBiovolume: null });
});

test("a spectrum divides the biovolume of an octave by its width", async () => {
  const { spectra } = await s.figures({}, ["spectra"]);
  const row = spectra.find(
    (one) => one.place.sampleId === s.samples.get("complete") && one.taxonId === s.taxon("Copepoda") && one.kind === "ellipsoid",
  );
  const low = 2 ** Math.floor(Math.log2(mm3.ellipsoid));
  expect(row?.spectrum.classes).toMatchObject([{ low, high: 2 * low, n: 40 }]);
  expect(row?.spectrum.classes[0]?.normalised).toBeCloseTo((25 * mm3.ellipsoid) / low, 10);
  expect(spectra.find((one) => one.place.sampleId === s.samples.get("dry"))).toMatchObject({
    spectrum: { classes: [] },
    flags: ["missingVolume"],
  });
});
