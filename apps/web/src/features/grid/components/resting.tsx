"use client";
import { useReducedMotion } from "@mantine/hooks";
import type { RefObject } from "react";
import { useGrid } from "../context.tsx";
import { useRest } from "../hooks/use-rest.ts";
import { Magnifier } from "./magnifier.tsx";

/** Magnifies the tile over which the mouse rests, on the other side of the screen. Whoever wants little motion has it on Z alone. */
export function Resting(props: { readonly area: RefObject<HTMLElement | null> }) {
  const { display } = useGrid();
  const isCalm = useReducedMotion();
  return display.atRest && !isCalm ? <AtRest {...props} /> : null;
}

function AtRest({ area }: { readonly area: RefObject<HTMLElement | null> }) {
  const rest = useRest(area);
  return rest === null ? null : <Magnifier key={rest.id} id={rest.id} side={rest.half === "left" ? "right" : "left"} />;
}
