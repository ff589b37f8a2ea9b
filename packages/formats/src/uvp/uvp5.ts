import { readNumber } from "../cells/number.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { readLines } from "../text/lines.ts";
import { readUvpInstant, type UvpInstant } from "./cells.ts";

/** One image of a UVP5 cast. */
export type Uvp5Image = { readonly line: number; readonly image: number; readonly at: UvpInstant | null /** m */; readonly depth: number };
export type Uvp5Particle = { readonly line: number; readonly image: number /** px */; readonly area: number; readonly meanGrey: number };
export type Uvp5Event<T> = { readonly kind: "row"; readonly row: T } | { readonly kind: "problem"; readonly problem: Problem };

/** Cells of a line, without the tabs and blanks that the instrument writes around them. */
const cellsOf = (text: string): string[] => text.split(";").map((cell) => cell.trim());

async function* rowsOf<T>(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  { read, expected }: { read: (cells: readonly string[], line: number) => T | null | undefined; expected: string },
): AsyncGenerator<Uvp5Event<T>> {
  let titled = false;
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (line.kind === "fault") {
        yield {
          kind: "problem",
          problem: problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read", expected }),
        };
        continue;
      }
      if (line.text.trim() === "") continue;
      const cells = cellsOf(line.text);
      // Each file of a recording begins with its column names.
      if (!/^\d/.test(cells[0] ?? "")) {
        titled = true;
        continue;
      }
      const row = read(cells, line.line);
      if (row === undefined) continue;
      if (row !== null) yield { kind: "row", row };
      else {
        const facts = { code: "invalidValue", file, line: line.line, value: line.text } as const;
        yield { kind: "problem", problem: problem({ ...facts, what: `"${shorten(line.text)}" is not valid`, expected }) };
      }
    }
  if (!titled)
    yield {
      kind: "problem",
      problem: problem({ severity: "warning", code: "invalidHeader", file, what: "the file has no line of column names", expected }),
    };
}

/** Streams `<profile>_datfile.txt` or `HDR*.dat`: image; time; sensors, the first of which is the pressure in tenths of a dbar. In raw
 *  files the sensors stand in one cell with stars between. */
export const readUvp5Images = (bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uvp5Event<Uvp5Image>> =>
  rowsOf(bytes, file, {
    expected: "image; time; pressure in tenths of a dbar; ...",
    read: ([image = "", moment = "", sensors = ""], line) => {
      if (sensors === "") return undefined;
      const [number, pressure, at] = [readNumber(image), readNumber(sensors.split("*")[0] ?? ""), readUvpInstant(moment)];
      if (typeof number !== "number" || typeof pressure !== "number" || !at.ok) return null;
      return { line, image: number, at: at.value, depth: pressure / 10 };
    },
  });

/** Streams a `.bru` table: one particle a line. Work and results folders (and `.bru1`) have image; blob; area; mean grey; ..., raw `.bru`
 *  files one column more in front of the area. */
export const readUvp5Particles = (
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  form: "bru1" | "bru" = "bru1",
): AsyncGenerator<Uvp5Event<Uvp5Particle>> =>
  rowsOf(bytes, file, {
    expected: form === "bru1" ? "image; blob; area; mean grey; ..." : "image; blob; column; area; mean grey; ...",
    read: (cells, line) => {
      const at = form === "bru1" ? 2 : 3;
      const [image, area, meanGrey] = [cells[0], cells[at], cells[at + 1]].map((cell) => readNumber(cell ?? ""));
      if (typeof image !== "number" || typeof area !== "number" || typeof meanGrey !== "number") return null;
      return { line, image, area, meanGrey };
    },
  });
