import type { FieldType, Level } from "@nauplius/domain";
import { readLatitude, readLongitude } from "../cells/coordinate.ts";
import { readDate } from "../cells/date.ts";
import { readDepth, readDescriptor, readId, readImagePath, readRank, readText } from "../cells/fields.ts";
import { numberHint, readNumber } from "../cells/number.ts";
import type { Cell } from "../cells/parsed.ts";
import { readTime } from "../cells/time.ts";
import { type Problem, type ProblemFacts, problem, shorten } from "../problem.ts";
import { readAnnotation } from "./annotation.ts";
import { type Field, levelPrefixes } from "./columns.ts";
import type { FreeColumn, TableHeader, TableMode } from "./header.ts";
import type { EcoTaxaRow } from "./row.ts";
import { hasMissingCodes, missingCodes } from "./summary.ts";

/** Types a project has already settled, by "level.name"; where it says text, nothing is read as a number. */
export type KnownTypes = ReadonlyMap<string, FieldType>;
export const typeKey = (column: { level: Level; name: string }): string => `${column.level}.${column.name}`;

export type RowContext = { readonly header: TableHeader; readonly mode: TableMode; readonly types: KnownTypes };
export type RowReading = { readonly row: EcoTaxaRow | null; readonly problems: Problem[] };

/** Reads one cell by its rule; what is wrong is noted in `refused` and as a problem, and the cell counts as empty. */
export type FieldReader = {
  readonly read: <T>(field: Field, rule: (cell: string) => Cell<T>, severity?: "warning") => T | null;
  readonly refused: ReadonlySet<Field>;
};

export function parseRow(cells: readonly string[], line: number, context: RowContext): RowReading {
  const { header, mode } = context;
  const problems: Problem[] = [];
  const report = (facts: Omit<ProblemFacts, "file" | "line">): void => {
    problems.push(problem({ ...facts, file: header.file, line }));
  };
  const refused = new Set<Field>();
  const field: FieldReader = {
    refused,
    read: (name, rule, severity = undefined) => {
      const at = header.fields.get(name);
      const cell = at === undefined ? undefined : cells[at];
      if (cell === undefined || cell === "") return null;
      const result = rule(cell);
      if (result.ok) return result.value;
      refused.add(name);
      const { expected, hint = null } = result.error;
      report({ severity, code: "invalidValue", column: name, value: cell, what: `"${shorten(cell)}" is not valid`, expected, hint });
      return null;
    },
  };

  checkWidth(cells, header, report);
  const objectId = field.read("object_id", readId);
  const imageFile = field.read("img_file_name", readImagePath);
  if (objectId === null && !refused.has("object_id")) {
    report({ code: "missingValue", column: "object_id", what: "object_id is empty", expected: "a name for the object" });
  }
  if (imageFile === null && mode === "create" && !refused.has("img_file_name")) {
    report({ code: "missingValue", column: "img_file_name", what: "img_file_name is empty", expected: "the path of the object's image" });
  }
  const free = readFree(cells, context, report);
  const place = readPlace(field, report);
  const parents = readParents(cells, { header, field, report });
  const annotation = mode === "metadata" ? null : readAnnotation(field, report);
  if (objectId === null) return { row: null, problems };
  const row: EcoTaxaRow = {
    line,
    faulty: false,
    objectId,
    imageFile,
    imageRank: field.read("img_rank", readRank),
    ...place,
    date: field.read("object_date", readDate),
    time: field.read("object_time", readTime),
    link: field.read("object_link", readText),
    complement: field.read("complement_info", readText),
    annotation,
    ...parents,
    dataportalDescriptor: field.read("sample_dataportal_descriptor", readDescriptor),
    instrument: field.read("acq_instrument", readText),
    ...free,
  };
  return { row: problems.some((p) => p.severity === "error") ? { ...row, faulty: true } : row, problems };
}

export type Report = (facts: Omit<ProblemFacts, "file" | "line">) => void;

function checkWidth(cells: readonly string[], header: TableHeader, report: Report): void {
  const width = header.names.length;
  if (cells.length < width) {
    report({
      severity: "warning",
      code: "shortRow",
      what: `the line has ${cells.length} cells, the header ${width}; the others are read as empty`,
    });
  }
  for (let at = 0; at < cells.length; at += 1) {
    const value = cells[at] ?? "";
    if ((header.names[at] ?? "") !== "" || value.trim() === "") continue;
    report({
      code: "valueWithoutColumn",
      column: `column ${at + 1}`,
      value,
      what: `"${shorten(value)}" stands in a column without a name`,
      expected: `at most ${width} named columns`,
    });
    return;
  }
}

function readPlace(field: FieldReader, report: Report) {
  const latitude = field.read("object_lat", readLatitude);
  const longitude = field.read("object_lon", readLongitude);
  const depthMin = field.read("object_depth_min", readDepth);
  const depthMax = field.read("object_depth_max", readDepth);
  const refused = field.refused.has("object_lat") || field.refused.has("object_lon");
  if ((latitude === null) !== (longitude === null) && !refused) {
    report({
      severity: "warning",
      code: "doubtfulValue",
      column: latitude === null ? "object_lat" : "object_lon",
      what: "only one of latitude and longitude is given",
      expected: "both or none",
    });
  }
  if (depthMin !== null && depthMax !== null && depthMin > depthMax) {
    report({
      severity: "warning",
      code: "doubtfulValue",
      column: "object_depth_min",
      value: String(depthMin),
      what: `the upper depth ${depthMin} m lies below the lower depth ${depthMax} m`,
      expected: "depths that grow downwards",
    });
  }
  return { latitude, longitude, depthMin, depthMax };
}

type ParentContext = { readonly header: TableHeader; readonly field: FieldReader; readonly report: Report };

function readParents(cells: readonly string[], { header, field, report }: ParentContext) {
  const read = (level: "sample" | "acquisition" | "process", id: "sample_id" | "acq_id" | "process_id"): string | null => {
    const value = field.read(id, readId);
    if (value !== null || !header.fields.has(id)) return value;
    const described = header.free.find((column) => column.level === level && (cells[column.at] ?? "").trim() !== "");
    if (described && (cells[header.fields.get(id) ?? -1] ?? "").trim() === "") {
      report({
        code: "missingValue",
        column: id,
        what: `${id} is empty although ${described.header} is filled`,
        expected: `a name for the ${levelPrefixes[level]}`,
      });
    }
    return null;
  };
  return { sampleId: read("sample", "sample_id"), acquisitionId: read("acquisition", "acq_id"), processId: read("process", "process_id") };
}

function readFree(cells: readonly string[], { header, types }: RowContext, report: Report) {
  const texts: (string | null)[] = new Array(header.free.length).fill(null);
  const numbers: (number | null)[] = new Array(header.free.length).fill(null);
  header.free.forEach((column, at) => {
    const cell = cells[column.at] ?? "";
    if (cell === "" || cell.trim() === "") return;
    texts[at] = cell;
    const type = types.get(typeKey(column)) ?? column.declared;
    if (type === "text") return;
    const number = readNumber(cell);
    if (number !== undefined) {
      numbers[at] = number !== null && hasMissingCodes(column.level) && missingCodes.has(number) ? null : number;
    } else if (type === "number") report(notANumber(column, cell));
  });
  return { texts, numbers };
}

/** Objects' numbers must be numbers; parents keep their exact text beside, so there it is only a warning. */
function notANumber(column: FreeColumn, cell: string): Omit<ProblemFacts, "file" | "line"> {
  const what = `"${shorten(cell)}" is not a number`;
  const facts = { column: column.header, value: cell, what, hint: numberHint(cell) };
  if (column.level === "object") return { ...facts, code: "invalidValue", expected: "a number, nan, or nothing" };
  return { ...facts, severity: "warning", code: "notNumeric", expected: "a number, as the project has in this column; the text is kept" };
}
