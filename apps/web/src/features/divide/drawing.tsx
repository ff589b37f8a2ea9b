"use client";
import { SegmentedControl } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { paintGrey } from "@/components/grey-image.ts";
import type { CutPart } from "./cut.ts";
import classes from "./divide.module.css";
import type { Ground } from "./ground.ts";
import type { Line } from "./types.ts";

/** Colours of the parts, in their order; with their names in text beside, so that nobody must tell them apart by colour alone. */
export const partColours = [
  [25, 113, 194],
  [224, 133, 0],
  [43, 138, 62],
  [174, 62, 201],
  [194, 37, 92],
  [12, 133, 153],
] as const;
export const colourOf = (part: number): readonly [number, number, number] => partColours[part % partColours.length] ?? partColours[0];

/** Edges of the object and of its neighbours. */
export const edgeColours = { own: [232, 89, 12], other: [0, 107, 114] } as const;

const paint = (canvas: HTMLCanvasElement, { grey, edge, othersEdge }: Ground, parts: readonly CutPart[]): void =>
  paintGrey(canvas, grey, (tint) => {
    for (const at of othersEdge) tint(at, edgeColours.other);
    for (const at of edge) tint(at, edgeColours.own);
    for (const [n, { region }] of parts.entries())
      region.mask.forEach((v, i) => {
        if (v !== 0) tint((region.y + Math.floor(i / region.width)) * grey.width + region.x + (i % region.width), colourOf(n));
      });
  });

type Props = {
  readonly ground: Ground;
  readonly background: string;
  readonly parts: readonly CutPart[];
  readonly lines: readonly Line[];
  readonly onLine: (line: Line) => void;
  readonly label: string;
};

const closer = ["1", "2", "4"] as const;
/** Screen pixels of one pixel of the ground: large enough to draw on, no larger than the page. */
const zoomFor = (width: number): number => Math.max(1, Math.min(6, 940 / width));
/** Points closer than this add nothing to a line. */
const leastStep = 0.75;

/** A picture on which lines are drawn with a pointer, one for each stroke; edges and parts are tinted. One can go closer. */
export function Drawing({ ground, background, parts, lines, onLine, label }: Props) {
  const t = useTranslations("divide");
  const { grey, region } = ground;
  const canvas = useRef<HTMLCanvasElement>(null);
  const paper = useRef<HTMLElement>(null);
  const [stroke, setStroke] = useState<Line | null>(null);
  const [times, setTimes] = useState<string>("1");
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, ground, parts);
  }, [ground, parts]);
  useEffect(() => {
    const { current: box } = paper;
    if (box === null || times === "1") return;
    const [across, down] = [(region.x + region.width / 2) / grey.width, (region.y + region.height / 2) / grey.height];
    box.scrollTo(across * box.scrollWidth - box.clientWidth / 2, down * box.scrollHeight - box.clientHeight / 2);
  }, [times, region, grey]);
  const zoom = zoomFor(grey.width);
  const place = (event: PointerEvent<SVGSVGElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) * grey.width) / box.width, ((event.clientY - box.top) * grey.height) / box.height];
  };
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (stroke === null) return;
    const next = place(event);
    const last = stroke.at(-1) ?? next;
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) >= leastStep) setStroke([...stroke, next]);
  };
  const end = () => {
    if (stroke !== null && stroke.length > 1) onLine(stroke);
    setStroke(null);
  };
  return (
    <div className={classes.desk}>
      <SegmentedControl
        size="xs"
        aria-label={t("closer")}
        value={times}
        onChange={setTimes}
        data={closer.map((value) => ({ value, label: t("times", { value }) }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section ref={paper} className={classes.paper} data-background={background} tabIndex={0} aria-label={label}>
        <div
          className={classes.drawing}
          style={{ width: `calc(${times} * min(100%, ${grey.width * zoom}px))`, aspectRatio: `${grey.width} / ${grey.height}` }}
        >
          <canvas ref={canvas} width={grey.width} height={grey.height} role="img" aria-label={label} />
          <svg
            viewBox={`0 0 ${grey.width} ${grey.height}`}
            aria-hidden
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              setStroke([place(event)]);
            }}
            onPointerMove={go}
            onPointerUp={end}
            onPointerCancel={() => setStroke(null)}
          >
            {[...lines, ...(stroke === null ? [] : [stroke])].map((line, n) => (
              <polyline key={n} points={line.map((point) => point.join(",")).join(" ")} />
            ))}
          </svg>
        </div>
      </section>
    </div>
  );
}
