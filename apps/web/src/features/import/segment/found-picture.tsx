import { useEffect, useRef } from "react";
import type { Grey, Seen } from "./find.ts";
import classes from "./segment.module.css";

/** Over objects, and over what is left out (cut by the edge, too large, lines). */
const tint = { objects: [0, 150, 255], others: [255, 120, 0] } as const;

function paint(canvas: HTMLCanvasElement, { data, width, height }: Grey, seen: Seen): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  const pixels = image.data;
  for (let i = 0; i < data.length; i++) {
    const grey = data[i] ?? 0;
    pixels.set([grey, grey, grey, 255], 4 * i);
  }
  for (const kind of ["others", "objects"] as const) {
    const [red, green, blue] = tint[kind];
    for (const runs of seen[kind])
      for (let n = 0; n < runs.length; n += 3) {
        const [row = 0, from = 0, to = 0] = [runs[n], runs[n + 1], runs[n + 2]];
        for (let at = row * width + from; at < row * width + to; at++) {
          const half = (data[at] ?? 0) >> 1;
          pixels.set([half + (red >> 1), half + (green >> 1), half + (blue >> 1)], 4 * at);
        }
      }
  }
  context.putImageData(image, 0, 0);
}

/** The picture with what is found in it. */
export function FoundPicture({ grey, seen, label }: { readonly grey: Grey; readonly seen: Seen; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, grey, seen);
  }, [grey, seen]);
  return <canvas ref={canvas} width={grey.width} height={grey.height} className={classes.picture} role="img" aria-label={label} />;
}
