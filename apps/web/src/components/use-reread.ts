"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/** Reads the page again after a change. What opens next must hold the new version: an editor closes (`then`) once the page shows it. */
export function useReread() {
  const router = useRouter();
  const [isReading, start] = useTransition();
  const after = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (isReading) return;
    const then = after.current;
    after.current = null;
    then?.();
  }, [isReading]);
  // The page may put a new editor in its place, with the new version: this one is over too.
  useEffect(() => () => after.current?.(), []);
  const reread = (then: () => void) => {
    after.current = then;
    start(() => router.refresh());
  };
  return { isReading, reread };
}
