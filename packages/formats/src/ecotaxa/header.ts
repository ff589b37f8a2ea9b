import { type FieldType, isColumnName, type Level } from "@nauplius/domain";
import { type Problem, problem } from "../problem.ts";
import { type Field, isField, isInternal, levelOfPrefix, levelPrefixes, permalinkColumn } from "./columns.ts";

export type FreeColumn = {
  readonly level: Level;
  /** Name without the level's prefix, lower case. */
  readonly name: string;
  /** As in the file's header. */
  readonly header: string;
  /** Position of the cell in the row. */
  readonly at: number;
  /** What the types row says, if there is one. */
  readonly declared: FieldType | null;
};

export type TableHeader = {
  readonly file: string;
  readonly names: readonly string[];
  readonly fields: ReadonlyMap<Field, number>;
  readonly free: readonly FreeColumn[];
  readonly hasTypes: boolean;
};

/**
 * create: objects come in; metadata: known objects get new values; classification: known objects get new annotations as well.
 * The two updates need no image column.
 */
export type TableMode = "create" | "metadata" | "classification";

export type HeaderReading = {
  readonly header: TableHeader;
  readonly problems: readonly Problem[];
  /** Without object_id (or, in create mode, img_file_name) no row means anything. */
  readonly usable: boolean;
};

const prefixList = "object_, sample_, acq_, process_, img_ or complement_info";

type Place =
  | { readonly kind: "field"; readonly field: Field }
  | { readonly kind: "free"; readonly level: Level; readonly name: string }
  | { readonly kind: "none" };
type Placed = { readonly place: Place; readonly problem: Problem | null };

export function readHeader(cells: readonly string[], options: { readonly file: string; readonly mode: TableMode }): HeaderReading {
  const { file, mode } = options;
  const names = cells.map((cell) =>
    cell
      .replace(/^\ufeff/, "")
      .trim()
      .toLowerCase(),
  );
  const known = new Set(names);
  const problems: Problem[] = [];
  const fields = new Map<Field, number>();
  const free: FreeColumn[] = [];
  const seen = new Map<string, number>();
  names.forEach((name, at) => {
    if (name === "") return;
    const header = (cells[at] ?? "").trim();
    const first = seen.get(name);
    if (first !== undefined) {
      problems.push(
        problem({
          code: "duplicateColumn",
          file,
          line: 1,
          column: header,
          value: header,
          what: `the column stands twice, as number ${first + 1} and ${at + 1}`,
          expected: "each column once",
        }),
      );
      return;
    }
    seen.set(name, at);
    const { place, problem: found } = placeColumn(name, { file, header, known });
    if (found) problems.push(found);
    if (place.kind === "field") fields.set(place.field, at);
    if (place.kind === "free") free.push({ level: place.level, name: place.name, header, at, declared: null });
  });
  problems.push(...missingColumns({ file, mode, names, fields, free }));
  const usable = fields.has("object_id") && (mode !== "create" || fields.has("img_file_name"));
  return { header: { file, names, fields, free, hasTypes: false }, problems, usable };
}

type ColumnContext = { readonly file: string; readonly header: string; readonly known: ReadonlySet<string> };

function placeColumn(name: string, { file, header, known }: ColumnContext): Placed {
  const none: Place = { kind: "none" };
  const at = { file, line: 1, column: header, value: header } as const;
  if (name === permalinkColumn) return { place: none, problem: null };
  if (isInternal(name, known)) {
    return {
      place: none,
      problem: problem({ ...at, severity: "warning", code: "ignoredColumn", what: "an internal column of an EcoTaxa export is not read" }),
    };
  }
  if (isField(name)) return { place: { kind: "field", field: name }, problem: null };
  const underscore = name.indexOf("_");
  if (underscore < 0)
    return {
      place: none,
      problem: problem({
        ...at,
        code: "invalidHeader",
        what: `${header} is not a column name`,
        expected: `a name that begins with ${prefixList}`,
      }),
    };
  const prefix = name.slice(0, underscore);
  const rest = name.slice(underscore + 1);
  if (prefix === "img") {
    return {
      place: none,
      problem: problem({
        ...at,
        severity: "warning",
        code: "ignoredColumn",
        what: "images have no such property, the column is not read",
        expected: "img_file_name or img_rank",
      }),
    };
  }
  const level = levelOfPrefix.get(prefix);
  if (!level)
    return {
      place: none,
      problem: problem({ ...at, code: "unknownPrefix", what: `${header} has the unknown prefix ${prefix}_`, expected: prefixList }),
    };
  if (rest === "")
    return {
      place: none,
      problem: problem({
        ...at,
        code: "invalidHeader",
        what: `${header} has nothing behind its prefix`,
        expected: `a name such as ${prefix}_area`,
      }),
    };
  if (!isColumnName(rest))
    return {
      place: none,
      problem: problem({
        ...at,
        code: "invalidHeader",
        what: `${header} has a name that is a word of the machine's own`,
        expected: `another name behind ${prefix}_`,
      }),
    };
  return { place: { kind: "free", level, name: rest }, problem: null };
}

type Found = { file: string; mode: TableMode; names: readonly string[]; fields: ReadonlyMap<Field, number>; free: readonly FreeColumn[] };

function missingColumns({ file, mode, names, fields, free }: Found): Problem[] {
  const missing = (column: Field, why: string): Problem =>
    problem({ code: "missingColumn", file, line: 1, column, what: `the table has no column ${column}`, expected: why });
  const problems: Problem[] = [];
  if (mode === "create" && !fields.has("img_file_name")) problems.push(missing("img_file_name", "a column with the image of each object"));
  if (!fields.has("object_id")) problems.push(missing("object_id", "a column that names each object"));
  const parents = [
    ["sample", "sample_id"],
    ["acquisition", "acq_id"],
    ["process", "process_id"],
  ] as const;
  for (const [level, id] of parents) {
    const prefix = `${levelPrefixes[level]}_`;
    const described = free.some((column) => column.level === level) || names.some((name) => isField(name) && name.startsWith(prefix));
    if (described && !fields.has(id)) problems.push(missing(id, `it, because there are other columns that begin with ${prefix}`));
  }
  return problems;
}

const typeCell = /^\[\s*([a-z])\s*\]$/i;

/** The second line is a types row when most of its filled cells look like [f]. */
export function isTypesRow(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  return filled.length > 0 && filled.filter((cell) => typeCell.test(cell.trim())).length * 2 > filled.length;
}

/** Only free columns of objects have a say in their type; parents' free columns are typed by what they hold. */
export function readTypes(header: TableHeader, cells: readonly string[], line: number): { header: TableHeader; problems: Problem[] } {
  const problems: Problem[] = [];
  const free = header.free.map((column) => {
    if (column.level !== "object") return column;
    const cell = (cells[column.at] ?? "").trim();
    const letter = typeCell.exec(cell)?.[1]?.toLowerCase();
    if (letter === "f" || letter === "n") return { ...column, declared: "number" as const };
    if (letter === "t") return { ...column, declared: "text" as const };
    problems.push(
      problem({
        code: "invalidType",
        file: header.file,
        line,
        column: column.header,
        value: cell,
        what: `"${cell}" is not a type`,
        expected: "[f] for numbers or [t] for text",
      }),
    );
    return column;
  });
  return { header: { ...header, free, hasTypes: true }, problems };
}
