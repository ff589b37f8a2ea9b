"use client";
import { type PointerEvent, useState } from "react";
import classes from "./object-map.module.css";

export type Pixel = readonly [x: number, y: number];
type Props = { readonly tool: "lasso" | "rectangle"; readonly label: string; readonly onDrawn: (line: readonly Pixel[]) => void };

const corners = ([left, top]: Pixel, [right, bottom]: Pixel): Pixel[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** A sheet over the plot on which an outline is drawn by mouse, pen or finger; what is below does not move meanwhile. */
export function Pen({ tool, label, onDrawn }: Props) {
  const [line, setLine] = useState<readonly Pixel[]>([]);
  const pixel = (event: PointerEvent<SVGSVGElement>): Pixel => {
    const sheet = event.currentTarget.getBoundingClientRect();
    return [event.clientX - sheet.left, event.clientY - sheet.top];
  };
  const from = line[0];
  const to = line.at(-1);
  const outline = from === undefined || to === undefined ? [] : tool === "rectangle" ? corners(from, to) : line;
  return (
    <svg
      className={classes.pen}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine([pixel(event)]);
      }}
      onPointerMove={(event) => {
        // Read now: when the state is brought up to date the event has no target any more.
        const at = pixel(event);
        if (from !== undefined) setLine((old) => (tool === "rectangle" ? [from, at] : [...old, at]));
      }}
      onPointerUp={() => {
        setLine([]);
        if (outline.length > 2) onDrawn(outline);
      }}
      onPointerCancel={() => setLine([])}
    >
      {outline.length > 1 && <polygon points={outline.map((corner) => corner.join(",")).join(" ")} />}
    </svg>
  );
}
