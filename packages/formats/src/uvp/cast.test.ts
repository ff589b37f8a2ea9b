import { expect, test } from "vitest";
import { type CastFiles, type CastImage, castFilesIn, nameOfCast, readCast } from "./cast.ts";

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
async function read(cast: CastFiles | undefined, files: Record<string, string>): Promise<CastImage[]> {
  const images: CastImage[] = [];
  if (cast === undefined) return images;
  for await (const event of readCast(cast, (file) => bytes(files[file] ?? ""))) if (event.kind === "image") images.push(event.image);
  return images;
}

test("particle tables of a UVP6 and of a UVP5 are found among other files, named after their cast", () => {
  const names = [
    "cast_1_Images.zip/ecotaxa_cast_1.tsv",
    "cast_1_Particule.zip/particules.csv",
    "raw/20220518-042127/20220518-042127_data.txt",
    ...["work/tow_3.bru", "work/tow_3_datfile.txt", "raw/HDR2016.bru", "raw/HDR2016.dat", "work/lonely.bru"],
  ];
  expect(castFilesIn(names).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "uvp6 cast_1",
    "uvp6 20220518-042127",
    "uvp5 tow_3",
    "uvp5 2016",
  ]);
  expect(castFilesIn(names).flatMap((cast) => (cast.kind === "uvp5" ? [cast.form] : []))).toEqual(["bru1", "bru"]);
});

test("images of a UVP6 keep their depth, their state, and particles by size", async () => {
  const file = "a_Particule.zip/particules.csv";
  const text =
    "20220518-042127-468,1.68,31.75,1:1,3,31.8,10.4;2,4,39.9,17.4;\n20220518-042128-000,2.5,31.75,1:EMPTY_IMAGE\n20220518-042129,3,31,0:OVER\n";
  expect(await read(castFilesIn([file])[0], { [file]: text })).toEqual([
    { at: "2022-05-18T04:21:27.468Z", depth: 1.68, lit: true, state: "measured", areas: [1, 2], counts: [3, 4], greys: [31.8, 39.9] },
    { at: "2022-05-18T04:21:28.000Z", depth: 2.5, lit: true, state: "empty", areas: [], counts: [], greys: [] },
    { at: "2022-05-18T04:21:29.000Z", depth: 3, lit: false, state: "overexposed", areas: [], counts: [], greys: [] },
  ]);
});

test("particles of a UVP5 are counted by image and size, and images without any stay as such", async () => {
  const files = {
    "w/tow.bru": "Image; Blob; Area; Mean\n1;0;5;30\n1;1;5;40\n1;2;9;50\n3;0;7;20\n",
    "w/tow_datfile.txt": "Image; Time; Sensor\n1;20160710164151_998;105;\n2;20160710164152_000;110;\n3;20160710164152_100;121;\n",
  };
  const images = await read(castFilesIn(Object.keys(files))[0], files);
  expect(images.map(({ depth, areas, counts, greys, state }) => ({ depth, areas, counts, greys, state }))).toEqual([
    { depth: 10.5, areas: [5, 9], counts: [2, 1], greys: [35, 50], state: "measured" },
    { depth: 11, areas: [], counts: [], greys: [], state: "empty" },
    { depth: 12.1, areas: [7], counts: [1], greys: [20], state: "measured" },
  ]);
});

test("a cast belongs to the only acquisition, or to the one of its name; else it is left for a person", () => {
  const cast = { kind: "uvp6", name: "Cast_1", file: "x" } as const;
  expect([nameOfCast(cast, ["other"]), nameOfCast(cast, ["cast_2", "cast_1"]), nameOfCast(cast, ["a", "b"])]).toEqual([
    "other",
    "cast_1",
    null,
  ]);
});
