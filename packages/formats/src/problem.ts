/** What can be wrong with a file. Codes are for machines and tests; people read `message`. */
export const problemCodes = [
  // text
  "emptyFile",
  "strayBytes",
  "nulCharacter",
  "lineTooLong",
  "tooManyColumns",
  "quoteNotClosed",
  // header
  "invalidHeader",
  "unknownPrefix",
  "duplicateColumn",
  "missingColumn",
  "invalidType",
  "ignoredColumn",
  "noRows",
  // cells
  "valueWithoutColumn",
  "shortRow",
  "missingValue",
  "invalidValue",
  "tooLong",
  "outsideArchive",
  "missingCode",
  "notNumeric",
  "doubtfulValue",
  "withoutPosition",
  "statusWithoutCategory",
  "categoryWithoutStatus",
  // between rows
  "duplicateImage",
  "acquisitionInTwoSamples",
  "acquisitionWithTwoProcesses",
  "conflictingParent",
  // taxonomies
  "duplicateTaxon",
  "orphanTaxon",
  "missingParent",
  // archives
  "unreadableArchive",
  "unsafeName",
  "link",
  "specialFile",
  "duplicateName",
  "nameClash",
  "systemFile",
  "overlappingEntries",
  "lyingSize",
  "bomb",
  "tooLarge",
  "tooManyEntries",
  "nestedTooDeep",
  "encrypted",
  "unsupportedCompression",
  "truncated",
  "corrupt",
  // discovery
  "nothingToImport",
  "unknownFile",
] as const;
export type ProblemCode = (typeof problemCodes)[number];
export type Severity = "error" | "warning";

export type Problem = {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly file: string;
  /** 1 is the header's line; null when the problem is the whole file's. */
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly expected: string | null;
  /** A complete sentence that names file, line and column. */
  readonly message: string;
};

export type ProblemFacts = {
  readonly code: ProblemCode;
  readonly file: string;
  /** What is wrong, as the middle of a sentence. */
  readonly what: string;
  readonly severity?: Severity;
  readonly line?: number | null;
  readonly column?: string | null;
  readonly value?: string | null;
  readonly expected?: string | null;
  readonly hint?: string | null;
};

const longestShown = 120;
export const shorten = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);

export function problem(facts: ProblemFacts): Problem {
  const { code, file, what, severity = "error", line = null, column = null, value = null, expected = null, hint = null } = facts;
  const place = [file, line === null ? null : `line ${line}`, column].filter((part) => part !== null).join(", ");
  const wanted = expected === null ? "" : `; expected ${expected}`;
  const advice = hint === null ? "" : ` (${hint})`;
  const shown = value === null ? null : shorten(value);
  return { severity, code, file, line, column, value: shown, expected, message: `${place}: ${what}${wanted}${advice}.` };
}
