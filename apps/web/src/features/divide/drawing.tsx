"use client";
import type { Grey } from "@nauplius/imaging";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { paintGrey } from "@/components/grey-image.ts";
import type { CutPart } from "./cut.ts";
import classes from "./divide.module.css";
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

const paint = (canvas: HTMLCanvasElement, grey: Grey, parts: readonly CutPart[]): void =>
  paintGrey(canvas, grey, (tint) => {
    for (const [n, { region }] of parts.entries())
      region.mask.forEach((v, i) => {
        if (v !== 0) tint((region.y + Math.floor(i / region.width)) * grey.width + region.x + (i % region.width), colourOf(n));
      });
  });

type Props = {
  readonly grey: Grey;
  readonly background: string;
  readonly parts: readonly CutPart[];
  readonly lines: readonly Line[];
  readonly onLine: (line: Line) => void;
  readonly label: string;
};

/** Screen pixels of one pixel of the vignette: large enough to draw on, no larger than the page. */
const zoomFor = (width: number): number => Math.max(1, Math.min(6, 780 / width));
/** Points closer than this add nothing to a line. */
const leastStep = 0.75;

/** A vignette on which lines are drawn with a pointer, one for each stroke; parts are tinted. */
export function Drawing({ grey, background, parts, lines, onLine, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [stroke, setStroke] = useState<Line | null>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, grey, parts);
  }, [grey, parts]);
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.paper} data-background={background} tabIndex={0} aria-label={label}>
      <div
        className={classes.drawing}
        style={{ width: `min(100%, ${grey.width * zoom}px)`, aspectRatio: `${grey.width} / ${grey.height}` }}
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
  );
}
