"use client";
import { Button, Group, useComputedColorScheme } from "@mantine/core";
import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import classes from "./chart.module.css";
import { noted, roomFor } from "./chart-note.ts";
import { withPlainTips } from "./chart-tips.ts";
import { useUnsigned } from "./unsigned.tsx";

register([
  ...[BarChart, HeatmapChart, LineChart, ScatterChart],
  ...[BrushComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, ToolboxComponent],
  ...[TitleComponent, TooltipComponent, VisualMapComponent],
  SVGRenderer,
]);

type Props = {
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** What its file is called. */
  readonly title: string;
  /** What it shows, for those who hear the page. */
  readonly label: string;
  /** A sentence that stands within it, beside the one on samples that nobody signed off. */
  readonly note?: string | null;
  /** Address that a mark's data names as `href`. */
  readonly onOpen?: (href: string) => void;
  /** Drawn on it (`brush` of the option). */
  readonly box?: Box | null;
  /** The box that a person drew; null: it went away. */
  readonly onBox?: (box: Box | null) => void;
};
/** A part of both axes, in their units. */
export type Box = { readonly across: readonly [number, number]; readonly upwards: readonly [number, number] };

/** What echarts says of a brush. */
type Brushed = { readonly areas?: readonly { readonly coordRange?: readonly [Box["across"], Box["upwards"]] }[] };

export const fileName = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "") || "chart";

/** Hands a file to the person. */
export function save(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** A drawing as pixels, twice as fine as on the page. */
export async function pngOf(svg: string, { width, height }: { width: number; height: number }): Promise<string> {
  const image = new Image();
  image.src = svg;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

/** A chart of echarts as SVG: it fits its place, follows the theme, and goes out as SVG and PNG; what it shows of samples that nobody signed off it
 *  says within, so that the file says it too. */
export function Chart({ option, height, title, label, note: own = null, onOpen, box, onBox }: Props) {
  const t = useTranslations("site.chart");
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: true });
  const unsigned = useUnsigned().sentence;
  const note = own === null || unsigned === null ? (own ?? unsigned) : `${own} ${unsigned}`;
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const chart = useRef<EChartsType>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  const boxed = useRef(onBox);
  boxed.current = onBox;
  useEffect(() => {
    if (place.current === null) return;
    const made = init(place.current, scheme === "dark" ? "dark" : undefined, { renderer: "svg" });
    chart.current = made;
    made.on("click", ({ data }) => {
      const href = (data as { href?: unknown } | null)?.href;
      if (typeof href === "string") open.current?.(href);
    });
    made.on("brushEnd", (event) => {
      const range = (event as Brushed).areas?.[0]?.coordRange;
      if (range !== undefined) boxed.current?.({ across: range[0], upwards: range[1] });
    });
    made.on("brush", (event) => {
      if ((event as Brushed).areas?.length === 0) boxed.current?.(null);
    });
    const element = place.current;
    const size = new ResizeObserver(() => {
      setWidth(element.clientWidth);
      made.resize();
    });
    size.observe(element);
    return () => {
      size.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [scheme]);
  useEffect(() => {
    const drawn = noted(withPlainTips(option), note, width);
    chart.current?.setOption({ animation: false, backgroundColor: "transparent", ...drawn }, { notMerge: true });
    // Drawing needs no tool to be taken up first.
    if (option.brush !== undefined)
      chart.current?.dispatchAction({ type: "takeGlobalCursor", key: "brush", brushOption: { brushType: "rect", brushMode: "single" } });
  }, [option, note, width, scheme]);
  const isBoxed = useRef(false);
  useEffect(() => {
    if (option.brush === undefined || (box == null && !isBoxed.current)) return;
    isBoxed.current = box != null;
    const areas = box == null ? [] : [{ brushType: "rect", coordRange: [box.across, box.upwards], xAxisIndex: 0, yAxisIndex: 0 }];
    chart.current?.dispatchAction({ type: "brush", areas });
  }, [option, note, width, scheme, box]);
  const write = async (form: "svg" | "png") => {
    const drawn = chart.current;
    if (drawn === null) return;
    const svg = drawn.getDataURL({ type: "svg", backgroundColor: scheme === "dark" ? "#1a1b1e" : "#ffffff" });
    const url = form === "svg" ? svg : await pngOf(svg, { width: drawn.getWidth(), height: drawn.getHeight() });
    save(`${fileName(title)}.${form}`, url);
  };
  return (
    <div>
      <div ref={place} role="img" aria-label={label} className={classes.chart} style={{ height: height + roomFor(note, width) }} />
      <Group gap={4} justify="flex-end">
        {(["svg", "png"] as const).map((form) => (
          <Button
            key={form}
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t("save", { title, form: t(form) })}
            onClick={() => void write(form)}
          >
            {t(form)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
