import { type EChartsCoreOption, format } from "echarts/core";

type Formatter = (...given: readonly unknown[]) => unknown;
type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const plain =
  (say: Formatter): Formatter =>
  (...given) =>
    format.encodeHTML(String(say(...given) ?? "")).replaceAll("\n", "<br>");

/** A part of an option (a series, its marks) with its tooltips; data is left alone, for there may be thousands. */
function within(part: unknown, name: string): unknown {
  if (name === "data") return part;
  if (Array.isArray(part)) return part.map((one: unknown) => within(one, ""));
  if (!isPart(part)) return part;
  if (name === "tooltip" && typeof part.formatter === "function") return { ...part, formatter: plain(part.formatter as Formatter) };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, within(value, key)]));
}

/** echarts sets what a tooltip's formatter answers as HTML: names of samples, taxa and people are texts that somebody wrote. Lines end with a line break. */
export const withPlainTips = (option: EChartsCoreOption): EChartsCoreOption => within(option, "") as EChartsCoreOption;
