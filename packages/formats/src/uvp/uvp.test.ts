import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../ecotaxa/reading.fixture.ts";
import { readUvpInstant, readUvpLatitude, readUvpLongitude } from "./cells.ts";
import { readUvpHeader, uvpPixelSize } from "./header.ts";
import { type ParticleEvent, readUvp6Particles } from "./particles.ts";
import { createProfile, readParticleProfile } from "./profile.ts";
import { pixelsOfEsd, readUvpSettings, uvp6Acquisition } from "./settings.ts";
import { readUvp5Images, readUvp5Particles } from "./uvp5.ts";

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const event of events) found.push(event);
  return found;
}

describe("cells of UVP files", () => {
  test.each([
    ["43°48 08", 43 + 48 / 60 + 8 / 3600],
    ["4348 08", 43 + 48 / 60 + 8 / 3600],
    ["43.4811", 43 + 48.11 / 60],
    ["-6.3000", -6.5],
  ])("latitude %s", (text, degrees) => {
    const cell = readUvpLatitude(text);
    expect(cell.ok && cell.value).toBeCloseTo(degrees, 10);
  });
  test("longitudes are east positive; what has more than 60 minutes is refused", () => {
    expect(readUvpLongitude("-6429 57")).toMatchObject({ ok: true, value: -(64 + 29 / 60 + 57 / 3600) });
    expect([readUvpLongitude("7.6500").ok, readUvpLatitude("nan")]).toEqual([false, { ok: true, value: null }]);
  });
  test.each([
    ["20220518-042127-284", { date: "2022-05-18", time: "04:21:27", milliseconds: 284 }],
    ["20160710164151_998", { date: "2016-07-10", time: "16:41:51", milliseconds: 998 }],
    ["20191121010000", { date: "2019-11-21", time: "01:00:00", milliseconds: 0 }],
  ])("moment %s", (text, value) => expect(readUvpInstant(text)).toEqual({ ok: true, value }));
  test("there is no 31st of June", () => expect(readUvpInstant("20220631-042127").ok).toBe(false));
});

describe("header tables", () => {
  const head =
    "cruise;ship;filename;profileid;bottomdepth;ctdrosettefilename;latitude;longitude;firstimage;volimage;aa;exp;dn;endimg;yoyo;stationid";
  test("UVP5 and the longer UVP6 form; doubles and bad cells are told by line and column", async () => {
    const uvp5 = await readUvpHeader(
      bytesOf(`${head}\nomer;europe;20120520080213;omer2_1;82;omer2_1;43.4111;7.1901;579;0.48;0.0014;1.397;D;871;N;st1\n`),
      "h.txt",
    );
    expect(uvp5.problems).toEqual([]);
    expect(uvp5.rows[0]?.values).toMatchObject({
      profile: "omer2_1",
      firstImage: 579,
      lastImage: 871,
      imageVolume: 0.48,
      aa: 0.0014,
      exp: 1.397,
      pixelSize: null,
    });
    expect(uvp5.rows[0]?.values.latitude).toBeCloseTo(43 + 41.11 / 60, 10);
    const uvp6 = await readUvpHeader(
      bytesOf(
        `${head};sampletype;integrationtime;pixelsize;sampledatetime\nae;ship;20230406-133013;p1;nan;;3210 0;-6429 57;7546;0.690;0.0023;1.136;;69979;;p1;P;5;73;20230406-144332-820\nae;ship;f;P1;deep;;1.0;1.0;1;1;1;1;;1;;p1;P;nan;73;x\n`,
      ),
      "h6.txt",
    );
    expect(uvp6.rows[0]?.values).toMatchObject({
      bottomDepth: null,
      sampleType: "P",
      integrationTime: 5,
      pixelSize: 73,
      startedAt: { time: "14:43:32", milliseconds: 820 },
    });
    expect(uvp6.problems.map(({ line, column, value, severity }) => [line, column, value, severity])).toEqual([
      [3, "bottomdepth", "deep", "error"],
      [3, "sampledatetime", "x", "error"],
      [3, "profileid", "P1", "warning"],
    ]);
  });
  test("pixel sizes are um in one and mm in the other", () => expect([73, 0.088, 0, null].map(uvpPixelSize)).toEqual([73, 88, null, null]));
  test("another table is refused by its missing column", async () =>
    expect((await readUvpHeader(bytesOf("a;b\n1;2\n"), "h.txt")).problems[0]).toMatchObject({
      code: "missingColumn",
      column: "profileid",
    }));
});

describe("settings", () => {
  test("a UVP6's: Aa is um2 in the hardware file and mm2 here", async () => {
    const ini =
      "[HW_CONF]\nAa=2300.000\nCamera_ref=000213LP\nExp=1.136\nImage_volume=0.530\nPixel_Size=73\nPressure_offset=999\nThreshold=20\n\n[ACQ_CONF]\nVignetting_lower_limit_size=620\nAppendices_ratio=1.5\n";
    const { settings, problems } = await readUvpSettings(bytesOf(ini), "metadata.ini");
    expect(problems).toEqual([]);
    expect(uvp6Acquisition(settings)).toMatchObject({
      camera: "000213LP",
      aa: 0.0023,
      exp: 1.136,
      imageVolume: 0.53,
      pixelSize: 73,
      threshold: 20,
      depthOffset: null,
      smallestVignette: 620,
      ratio: 1.5,
    });
    // Worked by hand: ((pi / 0.0023) 0.31^2) ^ (1 / 1.136) = 73.2
    expect([pixelsOfEsd(0.62, 0.0023, 1.136), pixelsOfEsd(0.01, 0.0023, 1.136)]).toEqual([73, 0]);
  });
  test("a UVP5's HDR file", async () => {
    const { settings } = await readUvpSettings(
      bytesOf("[General]\n; comment=1\nShutterSpeed=12;\nGain=6\n[Processing]\nThresh=21\nSMbase=0\n"),
      "HDR.hdr",
    );
    expect([
      settings.get("general.shutterspeed")?.value,
      settings.get("processing.thresh")?.value,
      settings.has("general.; comment"),
    ]).toEqual(["12", "21", false]);
  });
});

describe("particles of a UVP6", () => {
  const text =
    "HW_CONF,000125HF,1,ACQ_CTD\n\n20220518-042127-284,1.67,31.75,0:1,2005,31.0,9.6;2,65,31.8,8.1;\n20220518-042127-468,1.68,31.75,1:1,3079,31.8,10.4;144,1,52.0,41.5;\n20220518-042127-507,NaN,31.75,1:EMPTY_IMAGE;\n20220518-042127-547,1.7,31.75,1:OVER_EXPOSED;\n20220518-042127-587,1.7,31.75,1:1,x,3;\n";
  const read = async (file: string | Uint8Array): Promise<ParticleEvent[]> => all(readUvp6Particles(bytesOf(file), "p.csv"));
  test("one line an image: light, depth, and the particles by size", async () => {
    const events = await read(text);
    const images = events.flatMap((event) => (event.kind === "image" ? [event.image] : []));
    expect(images.map(({ line, lit, depth, state, particles }) => [line, lit, depth, state, particles.length])).toEqual([
      [3, false, 1.67, "measured", 2],
      [4, true, 1.68, "measured", 2],
      [5, true, null, "empty", 0],
      [6, true, 1.7, "overexposed", 0],
    ]);
    expect(images[1]?.particles[1]).toEqual({ pixels: 144, count: 1, meanGrey: 52, sdGrey: 41.5 });
    expect(events.at(-1)).toMatchObject({
      kind: "problem",
      problem: { file: "p.csv", line: 7, code: "invalidValue", expected: expect.stringContaining("pixels,count,grey") },
    });
  });
  test("any bytes end in problems, never in an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(Array.isArray(await read(bytes))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("tables of a UVP5", () => {
  test("images in both forms of the sensor cells", async () => {
    const results =
      "image;time;sensors\n1;\t20160710164151_998;\t00203;00181;00009;\t542;\n2;\t20160628160507_071;\t00213*00180*00012;\t1289;\n3;;;\n4;\tnoon;\t00213;\n";
    const events = await all(readUvp5Images(bytesOf(results), "d.dat"));
    expect(events.flatMap((event) => (event.kind === "row" ? [[event.row.image, event.row.depth]] : []))).toEqual([
      [1, 20.3],
      [2, 21.3],
    ]);
    expect(events.at(-1)).toMatchObject({ kind: "problem", problem: { line: 5 } });
  });
  test("particles of work folders and of raw files", async () => {
    const work = await all(readUvp5Particles(bytesOf("image;blob;area;mean\n12;0;7;42\n12;1;oops;54\n"), "p.bru"));
    expect(work).toMatchObject([
      { kind: "row", row: { image: 12, area: 7, meanGrey: 42 } },
      { kind: "problem", problem: { line: 3 } },
    ]);
    const raw = await all(readUvp5Particles(bytesOf("image;blob;x;area;mean\n12;0;99;7;42\n"), "p.bru", "bru"));
    expect(raw).toMatchObject([{ kind: "row", row: { area: 7, meanGrey: 42 } }]);
  });
});

describe("profiles", () => {
  test("images add up metre by metre; one that lies above an earlier one is left out with its volume", () => {
    const profile = createProfile({ descentFilter: true, depthOffset: 0.5 });
    const one = [{ pixels: 3, count: 2 }];
    for (const [depth, particles] of [
      [1.6, one],
      [2.1, one],
      [1.9, one],
      [2.4, []],
      [3.1, []],
    ] as const)
      profile.add({ depth, particles });
    expect(profile.rows()).toEqual([
      { depth: 2, images: 3, pixels: 3, count: 4 },
      { depth: 3, images: 1, pixels: 0, count: 0 },
    ]);
    expect(profile.leftOut()).toBe(1);
  });
  test("a raw particle table; a metre with two numbers of images is told", async () => {
    const { rows, problems } = await readParticleProfile(
      bytesOf("depth\timgcount\tarea\tnbr\tgreylimit1\n2\t1\t7\t400\t42\n2\t2\t12\t200\t42\n3\t1\tx\t5\t1\n"),
      "PAR.tsv",
    );
    expect(rows).toEqual([
      { depth: 2, images: 1, pixels: 7, count: 400 },
      { depth: 2, images: 2, pixels: 12, count: 200 },
    ]);
    expect(problems.map(({ line, column, severity }) => [line, column, severity])).toEqual([
      [3, "imgcount", "warning"],
      [4, "area", "error"],
    ]);
  });
});
