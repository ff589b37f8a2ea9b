import type { EChartsCoreOption } from "echarts/core";

/** Letters of the note are so high and, on average, so wide. */
const [lineHeight, letterWidth] = [15, 6];
/** While the width of a figure is not known, px. */
const usualWidth = 600;

const linesFor = (note: string, width: number): number =>
  Math.max(1, Math.ceil((note.length * letterWidth) / (width === 0 ? usualWidth : Math.max(120, width))));

/** Room below a figure for its note, px. @param width - of the figure; 0: not known yet */
export const roomFor = (note: string | null, width: number): number => (note === null ? 0 : lineHeight * linesFor(note, width) + 4);

type Placed = { readonly bottom?: unknown };
/** What stands at a distance from the lower edge, in px. */
const parts = ["grid", "legend", "visualMap", "dataZoom"] as const;

const lifted = (part: Placed, room: number): Placed => (typeof part.bottom === "number" ? { ...part, bottom: part.bottom + room } : part);

/** The option with a note along its lower edge, below everything that stands there. */
export function noted(option: EChartsCoreOption, note: string | null, width: number): EChartsCoreOption {
  if (note === null) return option;
  const room = roomFor(note, width);
  const moved = parts.flatMap((name) => {
    const part = option[name] as Placed | readonly Placed[] | undefined;
    if (part === undefined) return [];
    return [[name, Array.isArray(part) ? part.map((each: Placed) => lifted(each, room)) : lifted(part as Placed, room)] as const];
  });
  const text = { fontSize: 11, lineHeight, fontWeight: "normal" as const, overflow: "break" as const, ...(width > 0 && { width }) };
  return { ...option, ...Object.fromEntries(moved), title: { text: note, left: 0, bottom: 0, padding: 0, textStyle: text } };
}
