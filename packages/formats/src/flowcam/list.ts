import { readNumber } from "../cells/number.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { readLines } from "../text/lines.ts";

/** Types of FlowCam columns, as the list names them. */
export type FlowcamField = { readonly name: string; readonly type: string };

export type FlowcamObject = {
  readonly line: number;
  readonly id: number;
  /** The collage that holds the image, and where: pixels. */
  readonly collage: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** um a pixel */
  readonly pixelSize: number | null;
  /** Every cell as it is written, in the order of the fields. */
  readonly cells: readonly string[];
};
export type FlowcamEvent =
  | { readonly kind: "fields"; readonly fields: readonly FlowcamField[] }
  | { readonly kind: "object"; readonly object: FlowcamObject }
  | { readonly kind: "problem"; readonly problem: Problem };

const wanted = ["id", "collage_file", "image_x", "image_y", "image_w", "image_h"] as const;

/** Streams a FlowCam list (`.lst`): a version, `num-fields|n`, n lines `name|type`, then one line an object with bars between its cells. */
export async function* readFlowcamList(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<FlowcamEvent> {
  const fields: FlowcamField[] = [];
  let announced = -1;
  let done = false;
  const refuse = (line: number, value: string, what: string, expected: string): FlowcamEvent => ({
    kind: "problem",
    problem: problem({ code: "invalidHeader", file, line, value, what, expected }),
  });
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (done) return;
      if (line.kind === "fault") {
        yield {
          kind: "problem",
          problem: problem({ code: line.code, file, line: line.line, value: line.got, what: "the line cannot be read" }),
        };
        continue;
      }
      const text = line.text.trim();
      if (text === "" || (line.line === 1 && /^\d+$/.test(text))) continue;
      if (announced < 0) {
        announced = Number(/^num-fields\|(\d+)$/.exec(text)?.[1] ?? "0");
        if (announced >= 1 && announced <= 10_000) continue;
        done = true;
        yield refuse(line.line, text, "this is no FlowCam list", "num-fields| and a number");
      } else if (fields.length < announced) {
        const [name = "", type = ""] = text.split("|");
        fields.push({ name: name.trim().toLowerCase(), type: type.trim() });
        if (fields.length < announced) continue;
        const lacking = wanted.filter((each) => !fields.some((field) => field.name === each));
        done = lacking.length > 0;
        yield done
          ? refuse(line.line, "", `the list has no ${lacking.join(", ")}`, "the fields of a FlowCam list")
          : { kind: "fields", fields };
      } else yield objectOf(text.split("|"), line.line, { fields, file });
    }
  if (!done && (announced < 0 || fields.length < announced))
    yield {
      kind: "problem",
      problem: problem({
        code: "truncated",
        file,
        what: `the list ends after ${fields.length} of its ${Math.max(0, announced)} fields`,
        expected: "a whole list",
      }),
    };
}

function objectOf(
  cells: readonly string[],
  line: number,
  { fields, file }: { fields: readonly FlowcamField[]; file: string },
): FlowcamEvent {
  const cell = (name: string): string => cells[fields.findIndex((field) => field.name === name)] ?? "";
  const whole = (name: string): number | null => {
    const value = readNumber(cell(name));
    return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
  };
  const [id, x, y, width, height] = [whole("id"), whole("image_x"), whole("image_y"), whole("image_w"), whole("image_h")];
  const collage = cell("collage_file").trim();
  if (cells.length !== fields.length || id === null || x === null || y === null || width === null || height === null || collage === "") {
    const value = cells.join("|");
    const what = cells.length === fields.length ? `"${shorten(value)}" is no object` : `the line has ${cells.length} cells`;
    return {
      kind: "problem",
      problem: problem({
        code: "invalidValue",
        file,
        line,
        value,
        what,
        expected: `${fields.length} cells with id, place and size in the collage`,
      }),
    };
  }
  const constant = readNumber(cell("cal_const"));
  const pixelSize = typeof constant === "number" && constant > 0 ? constant : null;
  return { kind: "object", object: { line, id, collage, x, y, width, height, pixelSize, cells } };
}
