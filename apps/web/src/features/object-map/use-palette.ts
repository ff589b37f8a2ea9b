"use client";
import { useComputedColorScheme } from "@mantine/core";
import { states } from "@nauplius/domain";
import { useMemo } from "react";
import { ownColours, type Palette, type Rgb } from "./model/kinds.ts";

/** A token of the theme, `#rrggbb`, as three numbers. */
function token(style: CSSStyleDeclaration, name: string): Rgb {
  const value = Number.parseInt(style.getPropertyValue(name).trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The theme's colours for points; others when the theme changes. */
export function usePalette(): Palette {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    return {
      own: Array.from({ length: ownColours }, (_, i) => token(style, `--kind-${i + 1}`)),
      states: states.map((state) => token(style, `--state-${state}`)),
      rest: token(style, "--kind-rest"),
      none: token(style, "--kind-none"),
      low: token(style, "--score-low"),
      high: token(style, "--score-high"),
    };
  }, [scheme]);
}
