import { useEffect, useRef } from "react";
import { paintGrey } from "@/components/grey-image.ts";
import type { Grey, Seen } from "./find.ts";
import classes from "./segment.module.css";

/** Over objects, and over what is left out (cut by the edge, too large, lines). */
const tints = { objects: [0, 150, 255], others: [255, 120, 0] } as const;

const paint = (canvas: HTMLCanvasElement, grey: Grey, seen: Seen): void =>
  paintGrey(canvas, grey, (tint) => {
    for (const kind of ["others", "objects"] as const)
      for (const runs of seen[kind])
        for (let n = 0; n < runs.length; n += 3) {
          const [row = 0, from = 0, to = 0] = [runs[n], runs[n + 1], runs[n + 2]];
          for (let at = row * grey.width + from; at < row * grey.width + to; at++) tint(at, tints[kind]);
        }
  });

/** The picture with what is found in it. */
export function FoundPicture({ grey, seen, label }: { readonly grey: Grey; readonly seen: Seen; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, grey, seen);
  }, [grey, seen]);
  return <canvas ref={canvas} width={grey.width} height={grey.height} className={classes.picture} role="img" aria-label={label} />;
}
