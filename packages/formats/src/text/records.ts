/**
 * Own state machine instead of csv-parse: there a quote fault ends the stream and the types need Node; here each fault is a
 * value with its line and reading goes on behind it.
 */
export type TableLimits = { readonly maxRecordChars: number; readonly maxColumns: number };
export const defaultTableLimits: TableLimits = { maxRecordChars: 4_000_000, maxColumns: 10_000 };

export type TextRecord =
  | { readonly kind: "record"; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: "fault"; readonly line: number; readonly code: RecordFault; readonly got: string };
type RecordFault = "lineTooLong" | "tooManyColumns" | "quoteNotClosed" | "nulCharacter";

export type RecordReader = {
  readonly push: (text: string) => TextRecord[];
  readonly end: () => TextRecord[];
  /** The separator found in the header line, "\t" until then. */
  readonly separator: () => string;
};

const newline = 10;
const carriageReturn = 13;
const quote = '"';

/** Tab wins where there is one; else the more frequent of semicolon and comma. */
function detectSeparator(header: string): string {
  if (header.includes("\t")) return "\t";
  const count = (separator: string): number => header.split(separator).length;
  return count(";") > count(",") ? ";" : count(",") > 1 ? "," : "\t";
}

type Parsed = { readonly cells: string[]; readonly end: number; readonly lines: number };
type Attempt = Parsed | "incomplete" | "unclosed";

export function createRecordReader(limits: TableLimits = defaultTableLimits, fixedSeparator?: string): RecordReader {
  let separator = fixedSeparator ?? null;
  let buffer = "";
  let searched = 0;
  let line = 1;
  let skipping = false;

  /** Index of the next line break at or after `from`, or -1. A CR that ends the buffer may be half of CRLF: not yet. */
  const nextBreak = (from: number, last: boolean): number => {
    for (let i = from; i < buffer.length; i += 1) {
      const code = buffer.charCodeAt(i);
      if (code === newline) return i;
      if (code === carriageReturn) return i + 1 < buffer.length || last ? i : -1;
    }
    return -1;
  };
  const afterBreak = (at: number): number =>
    buffer.charCodeAt(at) === carriageReturn && buffer.charCodeAt(at + 1) === newline ? at + 2 : at + 1;

  const parseQuoted = (from: number, sep: string, last: boolean): Attempt => {
    const cells: string[] = [];
    let at = from;
    let lines = 1;
    for (;;) {
      let cell = "";
      if (buffer[at] === quote) {
        at += 1;
        for (;;) {
          const close = buffer.indexOf(quote, at);
          if (close < 0) return last ? "unclosed" : "incomplete";
          if (close + 1 >= buffer.length && !last) return "incomplete";
          cell += buffer.slice(at, close);
          at = close + 1;
          if (buffer[at] !== quote) break;
          cell += quote;
          at += 1;
        }
        lines += countBreaks(cell);
      }
      const stop = cellEnd(buffer, at, sep);
      if (stop >= buffer.length && !last) return "incomplete";
      cells.push(cell + buffer.slice(at, stop));
      if (buffer[stop] === sep) {
        at = stop + 1;
        continue;
      }
      if (stop + 1 >= buffer.length && buffer[stop] === "\r" && !last) return "incomplete";
      return { cells, end: stop >= buffer.length ? stop : afterBreak(stop), lines };
    }
  };

  const fault = (code: RecordFault, got: string): TextRecord => ({ kind: "fault", line, code, got });

  const finish = (cells: string[]): TextRecord | null => {
    if (cells.length === 1 && cells[0] === "") return null;
    if (cells.length > limits.maxColumns) return fault("tooManyColumns", `${cells.length} columns`);
    if (cells.some((cell) => cell.includes("\0"))) return fault("nulCharacter", "a NUL character");
    return { kind: "record", line, cells };
  };

  const drain = (last: boolean): TextRecord[] => {
    const out: TextRecord[] = [];
    let at = 0;
    while (at < buffer.length) {
      const stop = nextBreak(Math.max(at, searched), last);
      const end = stop < 0 ? buffer.length : stop;
      if (stop < 0 && !last) {
        searched = Math.max(at, buffer.endsWith("\r") ? buffer.length - 1 : buffer.length);
        break;
      }
      const next = stop < 0 ? end : afterBreak(stop);
      searched = next;
      if (skipping) {
        skipping = false;
        line += 1;
        at = next;
        continue;
      }
      const text = buffer.slice(at, end);
      separator ??= detectSeparator(text);
      if (!text.includes(quote)) {
        const record =
          text.length > limits.maxRecordChars ? fault("lineTooLong", `${text.length} characters`) : finish(text.split(separator));
        if (record) out.push(record);
        line += 1;
        at = next;
        continue;
      }
      const attempt = parseQuoted(at, separator, last);
      if (attempt === "incomplete" && buffer.length - at <= limits.maxRecordChars) {
        searched = at;
        break;
      }
      if (attempt === "incomplete" || attempt === "unclosed") {
        out.push(fault("quoteNotClosed", "a quoted cell without an end"));
        line += 1;
        at = next;
        continue;
      }
      const record = finish(attempt.cells);
      if (record) out.push(record);
      line += attempt.lines;
      at = attempt.end;
      searched = at;
    }
    buffer = buffer.slice(at);
    searched = Math.max(0, searched - at);
    return out;
  };

  const capped = (): TextRecord[] => {
    if (buffer.length <= limits.maxRecordChars) return [];
    const out = skipping ? [] : [fault("lineTooLong", `more than ${limits.maxRecordChars} characters`)];
    skipping = true;
    buffer = buffer.endsWith("\r") ? "\r" : "";
    searched = 0;
    return out;
  };

  return {
    push: (text) => {
      buffer += text;
      return drain(false).concat(capped());
    },
    end: () => drain(true),
    separator: () => separator ?? "\t",
  };
}

function cellEnd(text: string, from: number, separator: string): number {
  for (let i = from; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === newline || code === carriageReturn || text[i] === separator) return i;
  }
  return text.length;
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === newline && text.charCodeAt(i - 1) !== carriageReturn) breaks += 1;
    if (code === carriageReturn) breaks += 1;
  }
  return breaks;
}
