"use client";
import { useEffect, useState } from "react";
import type { KeyboardLayout } from "../model/key-names.ts";

type Keyboard = { readonly getLayoutMap: () => Promise<KeyboardLayout> };

/** What this person's keyboard writes, where the browser tells (Chromium); null elsewhere. */
export function useLayout(): KeyboardLayout | null {
  const [layout, setLayout] = useState<KeyboardLayout | null>(null);
  useEffect(() => {
    const { keyboard } = navigator as Navigator & { readonly keyboard?: Keyboard };
    void keyboard?.getLayoutMap().then(setLayout, () => undefined);
  }, []);
  return layout;
}
