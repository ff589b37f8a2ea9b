import { readNumber } from "../cells/number.ts";
import { type Problem, problem, shorten } from "../problem.ts";
import { readLines } from "../text/lines.ts";

/** One target of an IFCB bin: a line of its `.adc`. */
export type IfcbTarget = {
  /** Number of the line, which is the number of the object. */
  readonly number: number;
  readonly trigger: number;
  /** Box in the camera's frame, pixels; of no size (and at -11) where the target has no image. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its width x height grey bytes begin in the `.roi`. */
  readonly offset: number;
};
export type IfcbEvent = { readonly kind: "target"; readonly target: IfcbTarget } | { readonly kind: "problem"; readonly problem: Problem };

/** Columns of the two generations: instruments 1 to 6 ("IFCB5_2012_028_081515") and later ones ("D20130823T160901_IFCB010"). */
const layouts = {
  old: { x: 9, y: 10, width: 11, height: 12, offset: 13 },
  later: { x: 13, y: 14, width: 15, height: 16, offset: 17 },
} as const;

export type IfcbName = { readonly instrument: number; readonly startedAt: string; readonly generation: keyof typeof layouts };

/** A bin's name: its instrument, when it began (UTC, ISO 8601), and the generation of its files. Null where it is none. */
export function readIfcbName(name: string): IfcbName | null {
  const [, number, year, day, h, mi, s] = /^IFCB(\d+)_(\d{4})_(\d{3})_(\d{2})(\d{2})(\d{2})/i.exec(name) ?? [];
  if (number !== undefined) {
    const at = new Date(Date.parse(`${year}-01-01T${h}:${mi}:${s}Z`) + (Number(day) - 1) * 86_400_000);
    return Number.isNaN(at.getTime()) ? null : { instrument: Number(number), startedAt: at.toISOString(), generation: "old" };
  }
  const [, y, mo, d, hh, mm, ss, later] = /^D(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})_IFCB(\d+)/i.exec(name) ?? [];
  if (later === undefined) return null;
  const at = new Date(`${y}-${mo}-${d}T${hh}:${mm}:${ss}Z`);
  return Number.isNaN(at.getTime()) ? null : { instrument: Number(later), startedAt: at.toISOString(), generation: "later" };
}

/** Streams an `.adc`: one target a line, commas between, no names. */
export async function* readIfcbTargets(
  bytes: AsyncIterable<Uint8Array>,
  { file, generation }: { file: string; generation: keyof typeof layouts },
): AsyncGenerator<IfcbEvent> {
  const layout = layouts[generation];
  let number = 0;
  for await (const lines of readLines(bytes))
    for (const line of lines) {
      if (line.kind === "line" && line.text.trim() === "") continue;
      number += 1;
      const cells = line.kind === "line" ? line.text.split(",") : [];
      const whole = (at: number): number | null => {
        const value = readNumber(cells[at] ?? "");
        return typeof value === "number" && Number.isInteger(value) ? value : null;
      };
      const [trigger, x, y, width, height, offset] = [
        whole(0),
        whole(layout.x),
        whole(layout.y),
        whole(layout.width),
        whole(layout.height),
        whole(layout.offset),
      ];
      if (
        trigger === null ||
        x === null ||
        y === null ||
        width === null ||
        height === null ||
        offset === null ||
        Math.min(width, height, offset) < 0
      ) {
        const value = line.kind === "line" ? line.text : line.got;
        yield {
          kind: "problem",
          problem: problem({
            code: "invalidValue",
            file,
            line: line.line,
            value,
            what: `"${shorten(value)}" is no target`,
            expected: `a line of an IFCB's .adc with ${layout.offset + 1} or more columns`,
          }),
        };
      } else yield { kind: "target", target: { number, trigger, x, y, width, height, offset } };
    }
}

/** Reads an `.hdr`: lines `name: value` of later instruments, or the names and values that earlier ones write in two quoted lines. */
export async function readIfcbHeader(bytes: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  let names: readonly string[] = [];
  for await (const lines of readLines(bytes, 100_000))
    for (const line of lines) {
      if (line.kind === "fault") continue;
      const text = line.text.trim();
      const quoted = [...text.matchAll(/"([^"]*)"/g)].map((found) => (found[1] ?? "").trim());
      if (quoted.length > 1 && quoted.length === names.length) for (const [at, name] of names.entries()) values.set(name, quoted[at] ?? "");
      else if (quoted.length === 1 && /^\w[\w()]*(?:\s+[\w()]+){2,}$/.test(quoted[0] ?? ""))
        names = (quoted[0] ?? "").split(/\s+/).map((name) => name.toLowerCase());
      const [, name, value] = /^"?([A-Za-z]\w*)\s*[:=]\s*([^"]*)"?$/.exec(text) ?? [];
      if (name !== undefined) values.set(name.toLowerCase(), (value ?? "").trim());
    }
  return values;
}
