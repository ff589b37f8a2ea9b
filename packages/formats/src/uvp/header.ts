import { readText } from "../cells/fields.ts";
import { type Problem, problem } from "../problem.ts";
import { collectNamedTable, type NamedRow } from "../text/named-table.ts";
import { readAmount, readUvpInstant, readUvpLatitude, readUvpLongitude, readWhole } from "./cells.ts";

const columns = {
  profile: { names: ["profileid"], read: readText, required: true },
  /** Start of the recording: the name of the raw folder without HDR. */
  filename: { names: ["filename"], read: readText, required: true },
  cruise: { names: ["cruise"], read: readText },
  ship: { names: ["ship"], read: readText },
  station: { names: ["stationid"], read: readText },
  /** m */
  bottomDepth: { names: ["bottomdepth"], read: readAmount },
  ctd: { names: ["ctdrosettefilename"], read: readText },
  latitude: { names: ["latitude"], read: readUvpLatitude },
  longitude: { names: ["longitude"], read: readUvpLongitude },
  firstImage: { names: ["firstimage"], read: readWhole },
  /** 999999 and more: to the end of the descent. */
  lastImage: { names: ["endimg"], read: readWhole },
  /** L an image. */
  imageVolume: { names: ["volimage"], read: readAmount },
  /** Surface of a particle, mm2, is aa x (its pixels) ^ exp. */
  aa: { names: ["aa"], read: readAmount },
  exp: { names: ["exp"], read: readAmount },
  /** P: by pressure (a profile); T: by time. */
  sampleType: { names: ["sampletype"], read: readText },
  /** s */
  integrationTime: { names: ["integrationtime"], read: readAmount },
  /** um in UVP6 headers, mm in UVP5 ones. */
  pixelSize: { names: ["pixelsize"], read: readAmount },
  startedAt: { names: ["sampledatetime"], read: readUvpInstant },
  comment: { names: ["comment"], read: readText },
} as const;

export type UvpHeaderRow = NamedRow<typeof columns>;

/** Reads `uvp5_header_*.txt` or `uvp6_header_*.txt` of a UVP project: one cast a line, which is one sample. */
export async function readUvpHeader(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ rows: UvpHeaderRow[]; problems: Problem[] }> {
  const { rows, problems } = await collectNamedTable(bytes, { file, columns, what: "a UVP header table", separator: ";" });
  const named = rows.filter((row) => row.values.profile !== null);
  const seen = new Map<string, number>();
  for (const { line, values } of named) {
    const key = (values.profile ?? "").toLowerCase();
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    else {
      const facts = { severity: "warning", code: "conflictingParent", file, line, column: "profileid", value: values.profile } as const;
      problems.push(
        problem({ ...facts, what: `${values.profile} stands in this table twice, first in line ${first}`, expected: "each profile once" }),
      );
    }
  }
  return { rows: named, problems };
}

/** Pixel size in um, whichever unit the header has: no camera of a UVP has pixels below half a micrometre. */
export const uvpPixelSize = (written: number | null): number | null =>
  written === null || written <= 0 ? null : written < 0.5 ? written * 1000 : written;
