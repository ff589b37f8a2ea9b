"use client";
import { useCallback, useSyncExternalStore } from "react";
import type { Session } from "../model/session.ts";
import classes from "./tile.module.css";

type Props = { readonly session: Session; readonly id: number; readonly width: number; readonly height: number };

/** The outline of the kept mask over a vignette that is drawn in this size; nothing where no mask is kept. */
export function MaskOutline({ session, id, width, height }: Props) {
  const outline = useSyncExternalStore(
    useCallback((l: () => void) => session.outlines.subscribe(id, l), [session, id]),
    () => session.outlines.get(id),
    () => null,
  );
  if (outline === null) return null;
  return (
    <svg
      className={classes.outline}
      width={width}
      height={height}
      viewBox={`0 0 ${outline.width} ${outline.height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={outline.path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
