import { describe, expect, test } from "vitest";
import { binParticles, classOf, detailedClasses, reducedClasses } from "./particles.ts";
import { depthBin, descentFilter, imagesByBin, lineScanVolume, netVolume, uvpVolume } from "./sampled-volume.ts";
import { equivalentDiameter, sphereVolume, uvpDiameter, uvpPixels, volumesOf } from "./size.ts";

describe("sizes", () => {
  test("of a disc and its sphere", () => {
    expect(equivalentDiameter(Math.PI)).toBe(2);
    expect(sphereVolume(2)).toBeCloseTo((4 / 3) * Math.PI, 12);
  });

  test("three volumes of one individual, mm3", () => {
    const got = volumesOf({ area: Math.PI * 100, areaExc: Math.PI * 81, major: 40, minor: 10, pixelMm: 0.1 });
    expect(got.plain).toBeCloseTo((4 / 3) * Math.PI, 12);
    expect(got.riddled).toBeCloseTo((4 / 3) * Math.PI * 0.729, 12);
    expect(got.ellipsoid).toBeCloseTo((4 / 3) * Math.PI * 2 * 0.5 * 0.5, 12);
    expect(volumesOf({ area: 5, areaExc: Number.NaN, major: 2, minor: 2, pixelMm: 1 }).riddled).toBeNaN();
  });

  test("EcoTaxa's biovolume: 4/3 pi (sqrt(area/pi) pixel)^3 is the plain sphere, in the cube of the pixel's unit", () => {
    const written = (area: number, pixel: number) => (4 / 3) * Math.PI * (Math.sqrt(area / Math.PI) * pixel) ** 3;
    // An export with a pixel of 10.6 (um) says mm3 where it has um3: 1e9 times too many.
    const { plain } = volumesOf({ area: 1300, areaExc: 1300, major: 1, minor: 1, pixelMm: 0.0106 });
    expect(written(1300, 10.6) / plain).toBeCloseTo(1e9, -1);
    expect(written(1300, 0.0106)).toBeCloseTo(plain, 15);
  });

  test("UVP pixels and diameters are each other's inverse", () => {
    const calibration = { aa: 0.0002, exp: 1.02 };
    expect(uvpDiameter(7, calibration)).toBeCloseTo(2 * Math.sqrt((0.0002 * 7 ** 1.02) / Math.PI), 15);
    for (const pixels of [1, 30, 2500]) expect(uvpPixels(uvpDiameter(pixels, calibration), calibration)).toBeCloseTo(pixels, 9);
  });
});

describe("sampled volume", () => {
  test("by instrument, m3", () => {
    expect(netVolume({ mouth: 0.25, distance: 75 })).toBe(18.75);
    expect(netVolume({ mouth: 0.25, distance: 75, efficiency: 0.8 })).toBe(15);
    expect(uvpVolume({ images: 1000, litresPerImage: 1.13 })).toBeCloseTo(1.13, 12);
    expect(lineScanVolume({ lines: 2_000_000, pitch: 0.068, window: 139, depthOfField: 500 })).toBeCloseTo(9.452, 3);
  });

  test("counts images of the descent only", () => {
    const depths = [0, 3, 2, 3, 7, 6.9, 12, Number.NaN, 11];
    expect([...descentFilter(depths)]).toEqual([1, 1, 0, 1, 1, 0, 1, 0, 0]);
    expect(imagesByBin(depths, descentFilter(depths), 5)).toEqual(
      new Map([
        [0, 3],
        [1, 1],
        [2, 1],
      ]),
    );
  });

  test("bins are closed above", () => expect([depthBin(4.99, 5), depthBin(5, 5), depthBin(-0.1, 5)]).toEqual([0, 1, -1]));
});

describe("particles by depth", () => {
  test("classes are EcoPart's: closed below, open above, the last without end", () => {
    expect([detailedClasses.length, reducedClasses.length]).toEqual([45, 15]);
    expect([
      classOf(0.0009, reducedClasses),
      classOf(0.001, reducedClasses),
      classOf(0.002, reducedClasses),
      classOf(500, reducedClasses),
    ]).toEqual([-1, 0, 1, 14]);
  });

  test("counts and volumes a litre of the images in the bin", () => {
    const rows = { depth: [2, 2, 4, 7], images: [1, 1, 3, 2], area: [7, 75, 7, 12], count: [400, 33, 40, 10] };
    const [first, second] = binParticles(rows, { aa: 0.0002, exp: 1.02, litresPerImage: 1.13, classes: reducedClasses });
    expect([first.depth, first.images, second.depth, second.images]).toEqual([2.5, 4, 7.5, 2]);
    expect(first.litres).toBeCloseTo(4.52, 12);
    // 7 px are 43 um, 75 px are 144 um.
    expect(first.concentration[5]).toBeCloseTo(440 / 4.52, 12);
    expect(first.concentration[7]).toBeCloseTo(33 / 4.52, 12);
    const d = uvpDiameter(12, { aa: 0.0002, exp: 1.02 });
    expect(second.biovolume[5]).toBeCloseTo((10 * sphereVolume(d)) / 2.26, 15);
  });
});
