import type { ExportRow, FreeExportColumn } from "./columns.ts";

export const free: readonly FreeExportColumn[] = [
  { level: "object", name: "area", type: "number", precision: "single" },
  { level: "object", name: "note", type: "text" },
  { level: "sample", name: "tot_vol", type: "number" },
  { level: "acquisition", name: "gain", type: "number" },
  { level: "process", name: "software", type: "text" },
];
export const base: ExportRow = {
  objectId: "o1",
  imageFile: "a.png",
  imageRank: 0,
  latitude: -1.5,
  longitude: 170.25,
  date: "2014-04-20",
  time: "04:20:00",
  depthMin: 0,
  depthMax: 100.5,
  link: null,
  complement: null,
  annotation: {
    state: "validated",
    category: "egg<other",
    categoryId: 85078,
    personName: "A. One",
    personEmail: "a@b.org",
    date: "2015-11-11",
    time: "15:31:00",
    score: null,
    hierarchy: "living>other>egg",
  },
  sampleId: "s",
  acquisitionId: "a",
  processId: "p",
  dataportalDescriptor: '<a b="c"/>',
  instrument: "epson",
  free: [Math.fround(241.04), "ripe", "107.50", "9999", "zp 7.23"],
  permalink: "https://x/objects/1",
};
export async function* of<T>(...rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}
export async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
export const all = { images: true, scores: true, permalinks: true };
