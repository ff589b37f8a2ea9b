import { readNumber } from "../cells/number.ts";
import { type Problem, problem } from "../problem.ts";
import { type Entry, readZooscanMeta } from "./fields.ts";

/** How ZooProcess segments: what we use of process_install_both_config.txt. */
export type ZooscanConfig = {
  /** "last": the blank scan before; */
  readonly background: string;
  /** Object where grey <= upper. */
  readonly upper: number;
  /** dpi */
  readonly resolution: number;
  /** ESD, mm */
  readonly minSizeMm: number;
  readonly maxSizeMm: number;
  /** Objects that are so much wider than high are artefacts (lines). */
  readonly longLineMm: number;
  /** "neutral": scan minus background; */
  readonly method: string;
};

const defaults: ZooscanConfig = {
  background: "last",
  upper: 243,
  resolution: 2400,
  minSizeMm: 0.3,
  maxSizeMm: 100,
  longLineMm: 1,
  method: "neutral",
};

/** Reads process_install_*_config.txt. A value that makes no sense is reported and the default stands. */
export async function readZooscanConfig(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
): Promise<{ config: ZooscanConfig; problems: Problem[] }> {
  const { fields, problems: found } = await readZooscanMeta(bytes, file);
  const problems = [...found];
  const entry = (key: string): Entry | undefined => fields.get(`sample.${key}`);
  const number = (key: string, fallback: number, low: number, high: number): number => {
    const given = entry(key);
    if (given === undefined) return fallback;
    const value = readNumber(given.value);
    if (typeof value === "number" && value >= low && value <= high) return value;
    const { line, value: text, name } = given;
    problems.push(
      problem({
        code: "invalidValue",
        file,
        line,
        column: name,
        value: text,
        what: `"${text}" is not valid`,
        expected: `a number from ${low} to ${high}`,
      }),
    );
    return fallback;
  };
  const config: ZooscanConfig = {
    background: entry("background_process")?.value ?? defaults.background,
    upper: number("upper", defaults.upper, 1, 254),
    resolution: number("resolution", defaults.resolution, 75, 12_800),
    minSizeMm: number("minsizeesd_mm", defaults.minSizeMm, 0.001, 100),
    maxSizeMm: number("maxsizeesd_mm", defaults.maxSizeMm, 0.001, 1000),
    longLineMm: number("longline_mm", defaults.longLineMm, 0, 1000),
    method: entry("method")?.value ?? defaults.method,
  };
  return { config, problems };
}

/** lut.txt: how 16-bit scans become 8-bit ones. Values stand one a line, without names, in this order. */
export type ZooscanLut = {
  readonly min: number;
  readonly max: number;
  readonly gamma: number;
  /** Limits are found by the median of each scan instead of min and max. */
  readonly adjust: boolean;
  /** Optical density between white and black. */
  readonly odRange: number;
  /** White is so many times the median. */
  readonly ratio: number;
  readonly overlap: number;
  /** dpi */
  readonly resolution: number;
};

const lutNames = [
  "min",
  "max",
  "gamma",
  "sens",
  "adjust",
  "odrange",
  "ratio",
  "sizelimit",
  "overlap",
  "medianchoice",
  "medianvalue",
  "resolution",
];

export function parseZooscanLut(text: string, file: string): { lut: ZooscanLut; problems: Problem[] } {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const problems: Problem[] = [];
  const number = (name: string, fallback: number): number => {
    const at = lutNames.indexOf(name);
    const value = lines[at] ?? "";
    if (value === "") return fallback;
    const read = readNumber(value);
    if (typeof read === "number") return read;
    problems.push(
      problem({
        code: "invalidValue",
        file,
        line: at + 1,
        column: name,
        value,
        what: `"${value}" is not valid`,
        expected: `a number (${name})`,
      }),
    );
    return fallback;
  };
  const lut: ZooscanLut = {
    min: number("min", 0),
    max: number("max", 65_536),
    gamma: number("gamma", 1),
    adjust: /^y/i.test(lines[lutNames.indexOf("adjust")] ?? "no"),
    odRange: number("odrange", 1.8),
    ratio: number("ratio", 1.15),
    overlap: number("overlap", 0.07),
    resolution: number("resolution", 1200),
  };
  return { lut, problems };
}
