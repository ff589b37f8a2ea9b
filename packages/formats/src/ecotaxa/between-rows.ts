import type { Level } from "@nauplius/domain";
import { isMissingWord } from "../cells/number.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import type { TableHeader } from "./header.ts";
import type { EcoTaxaRow } from "./row.ts";
import { createSeenKeys } from "./seen.ts";

type Place = { readonly file: string; readonly line: number };
type Parent = Place & { readonly texts: Map<string, string | null> };
type ParentLevel = Exclude<Level, "object">;

export type BetweenRows = {
  /** Problems of this row against all rows before it, in whichever table of the import. */
  readonly check: (row: EcoTaxaRow, header: TableHeader) => Problem[];
};

const at = ({ file, line }: Place): string => `${file}, line ${line}`;

/** What no row shows alone: doubles, an acquisition with two samples or processes, parents described in two ways. */
export function createBetweenRows(): BetweenRows {
  const seen = createSeenKeys();
  const sampleOf = new Map<string, Place & { id: string }>();
  const processOf = new Map<string, Place & { id: string }>();
  const parents = new Map<string, Parent>();
  const reported = new Set<string>();

  const once = (key: string, found: Problem): Problem[] => {
    if (reported.has(key)) return [];
    reported.add(key);
    return [found];
  };

  const double = (row: EcoTaxaRow, file: string): Problem[] => {
    if (row.imageFile === null || seen.add(`${row.objectId}\0${row.imageFile}`)) return [];
    return [
      problem({
        code: "duplicateImage",
        file,
        line: row.line,
        column: "object_id",
        value: row.objectId,
        what: `object ${row.objectId} with image ${row.imageFile} stands in this import twice`,
        expected: "each object and image once",
      }),
    ];
  };

  const bound = (row: EcoTaxaRow, file: string, kind: "sample" | "process"): Problem[] => {
    const [id, known] = kind === "sample" ? [row.sampleId, sampleOf] : [row.processId, processOf];
    if (row.acquisitionId === null || id === null) return [];
    const first = known.get(row.acquisitionId);
    if (!first) known.set(row.acquisitionId, { id, file, line: row.line });
    if (!first || first.id === id) return [];
    const code = kind === "sample" ? "acquisitionInTwoSamples" : "acquisitionWithTwoProcesses";
    const what = `acquisition ${row.acquisitionId} has ${kind} ${id} here and ${first.id} in ${at(first)}`;
    return once(
      `${code} ${row.acquisitionId} ${id}`,
      problem({
        code,
        file,
        line: row.line,
        column: kind === "sample" ? "sample_id" : "process_id",
        value: id,
        what,
        expected: `one ${kind} for an acquisition`,
      }),
    );
  };

  const described = (row: EcoTaxaRow, header: TableHeader, level: ParentLevel): Problem[] => {
    const id = level === "sample" ? row.sampleId : level === "acquisition" ? row.acquisitionId : row.processId;
    if (id === null) return [];
    // ZooProcess names one process for all scans of a sample; what is described is the run over one acquisition.
    const key = level === "process" ? `process ${row.acquisitionId} ${id}` : `${level} ${id}`;
    const known = parents.get(key);
    const parent = known ?? { file: header.file, line: row.line, texts: new Map() };
    if (!known) parents.set(key, parent);
    const found = known || !isMissingWord(id) ? [] : [nameless(row, header.file, level, id)];
    header.free.forEach((column, index) => {
      if (column.level !== level) return;
      const text = row.texts[index] ?? null;
      if (!parent.texts.has(column.name)) parent.texts.set(column.name, text);
      const first = parent.texts.get(column.name) ?? null;
      if (first === text) return;
      const what = `${level} ${id} has "${shorten(text ?? "")}" here and "${shorten(first ?? "")}" in ${at(parent)}; the first stands`;
      found.push(
        ...once(
          `${key} ${column.name}`,
          problem({
            severity: "warning",
            code: "conflictingParent",
            file: header.file,
            line: row.line,
            column: column.header,
            value: text,
            what,
            expected: `one value for a ${level}`,
          }),
        ),
      );
    });
    return found;
  };

  return {
    check: (row, header) => [
      ...double(row, header.file),
      ...bound(row, header.file, "sample"),
      ...bound(row, header.file, "process"),
      ...described(row, header, "sample"),
      ...described(row, header, "acquisition"),
      ...described(row, header, "process"),
    ],
  };
}

function nameless(row: EcoTaxaRow, file: string, level: ParentLevel, id: string): Problem {
  return problem({
    severity: "warning",
    code: "doubtfulValue",
    file,
    line: row.line,
    column: level === "acquisition" ? "acq_id" : `${level}_id`,
    value: id,
    what: `a ${level} is called "${id}"`,
    expected: "a name",
  });
}
