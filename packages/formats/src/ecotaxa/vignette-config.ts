import { readNumber } from "../cells/number.ts";
import { type Problem, problem } from "../problem.ts";

/** What UVPapp says about its vignettes (compute_vignette.txt in a UVP6 bundle). */
export type VignetteConfig = {
  readonly gamma: number;
  readonly invert: boolean;
  /** Factor by which the picture was to be enlarged. */
  readonly scale: number;
  readonly scaleBarMm: number | null;
  /** Pixel edge in um. */
  readonly pixelSizeUm: number | null;
  readonly fontColor: "black" | "white";
  readonly fontHeightPx: number;
  /** Rows at the bottom that hold scale bar and text. */
  readonly footerHeightPx: number;
  /** The untouched picture is kept as image of rank 100. */
  readonly keepOriginal: boolean;
};

const defaults: VignetteConfig = {
  gamma: 1,
  invert: false,
  scale: 1,
  scaleBarMm: null,
  pixelSizeUm: null,
  fontColor: "black",
  fontHeightPx: 10,
  footerHeightPx: 31,
  keepOriginal: false,
};

type Entry = { readonly key: string; readonly value: string; readonly line: number };

function entriesOf(text: string): Entry[] {
  return text.split(/\r\n|\r|\n/).flatMap((raw, index) => {
    const line = raw.replace(/^\ufeff/, "").trim();
    const equals = line.indexOf("=");
    if (equals < 1 || line.startsWith(";") || line.startsWith("#") || line.startsWith("[")) return [];
    return [{ key: line.slice(0, equals).trim().toLowerCase(), value: line.slice(equals + 1).trim(), line: index + 1 }];
  });
}

/** Reads the ini text; a value that makes no sense is reported and its default stands. */
export function parseVignetteConfig(text: string, file: string): { config: VignetteConfig; problems: Problem[] } {
  const entries = new Map(entriesOf(text).map((entry) => [entry.key, entry]));
  const problems: Problem[] = [];
  const refuse = ({ key, value, line }: Entry, expected: string): void => {
    problems.push(problem({ code: "invalidValue", file, line, column: key, value, what: `"${value}" is not valid`, expected }));
  };
  const number = <T extends number | null>(key: string, fallback: T, [low, high]: readonly [number, number]): number | T => {
    const entry = entries.get(key);
    if (!entry || entry.value === "") return fallback;
    const value = readNumber(entry.value.replace(",", "."));
    if (typeof value === "number" && value >= low && value <= high) return value;
    refuse(entry, `a number from ${low} to ${high}`);
    return fallback;
  };
  const yes = (key: string): boolean => {
    const entry = entries.get(key);
    const word = entry?.value.toLowerCase() ?? "n";
    if (entry && !["y", "n", "yes", "no", ""].includes(word)) refuse(entry, "Y or N");
    return word.startsWith("y");
  };
  const color = entries.get("fontcolor");
  if (color && !/^(black|white)?$/i.test(color.value)) refuse(color, "black or white");
  const config: VignetteConfig = {
    gamma: number("gamma", defaults.gamma, [0.01, 100]),
    invert: yes("invert"),
    scale: number("scale", defaults.scale, [0.01, 100]),
    scaleBarMm: number("scalebarsize_mm", defaults.scaleBarMm, [0.001, 1000]),
    pixelSizeUm: number("pixel_size", defaults.pixelSizeUm, [0.01, 10_000]),
    fontColor: color?.value.toLowerCase() === "white" ? "white" : "black",
    fontHeightPx: number("fontheight_px", defaults.fontHeightPx, [0, 1000]),
    footerHeightPx: number("footerheight_px", defaults.footerHeightPx, [0, 1000]),
    keepOriginal: yes("keeporiginal"),
  };
  return { config, problems };
}
