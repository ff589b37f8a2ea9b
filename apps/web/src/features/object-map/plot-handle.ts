import type { Corner, MapPoints } from "@nauplius/domain";
import type { Ref } from "react";
import type { Rgb } from "./model/kinds.ts";

/** What the tools beside the plot ask of it. */
export type PlotHandle = {
  /** Place on the map of a pixel of the plot. */
  readonly place: (x: number, y: number) => Corner;
  /** Nearer by so many doublings; negative: farther. */
  readonly zoom: (steps: number) => void;
  /** By shares of what is seen. */
  readonly pan: (right: number, down: number) => void;
  readonly whole: () => void;
  /** Corners of what is seen. */
  readonly inView: () => Corner[];
};

/** A point under the pointer, and the pointer's pixel. */
export type Hovered = { readonly point: number; readonly x: number; readonly y: number };

export type PlotProps = {
  readonly ref: Ref<PlotHandle>;
  readonly points: MapPoints;
  /** Four bytes a point. */
  readonly colours: Uint8Array;
  readonly outline: readonly Corner[] | null;
  readonly outlineColour: Rgb;
  /** Of a point, px. */
  readonly radius: number;
  readonly onHover: (hovered: Hovered | null) => void;
  /** The plot is there: what is asked of it is answered. */
  readonly onReady: () => void;
  readonly onFailed: (why: string) => void;
};
