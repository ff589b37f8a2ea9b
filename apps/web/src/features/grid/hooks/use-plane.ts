"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { contentTop, heightOf, moved, type Place, placeFor } from "../model/scroll.ts";

/** Rows kept ready beyond the screen. */
const overscan = 3;
/** After so long at rest the bar is put where the content stands. */
const restMs = 200;

type Setup = { readonly rows: number; readonly rowHeight: number; readonly padding: number };
type Shown = { readonly first: number; readonly end: number; readonly offset: number };

/** The rows near the window, whatever their number: the plane never grows taller than a browser can hold. */
export function usePlane(scroller: RefObject<HTMLDivElement | null>, { rows, rowHeight, padding }: Setup) {
  const content = rows * rowHeight + 2 * padding;
  const place = useRef<Place>({ scrollTop: 0, offset: 0 });
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [shown, setShown] = useState<Shown>({ first: 0, end: 0, offset: 0 });

  const show = useCallback(() => {
    const view = scroller.current?.clientHeight ?? 0;
    const top = contentTop(place.current);
    const first = Math.max(0, Math.floor((top - padding) / rowHeight) - overscan);
    const end = Math.min(rows, Math.ceil((top + view - padding) / rowHeight) + overscan);
    const { offset } = place.current;
    setShown((old) => (old.first === first && old.end === end && old.offset === offset ? old : { first, end, offset }));
  }, [scroller, rows, rowHeight, padding]);

  const put = useCallback(
    (top: number) => {
      const box = scroller.current;
      if (box === null) return;
      place.current = placeFor({ content, view: box.clientHeight }, top);
      box.scrollTop = place.current.scrollTop;
      show();
    },
    [scroller, content, show],
  );

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const onScroll = () => {
      if (box.scrollTop === place.current.scrollTop) return;
      place.current = moved({ content, view: box.clientHeight }, place.current, box.scrollTop);
      show();
      clearTimeout(rest.current);
      if (content > heightOf({ content })) rest.current = setTimeout(() => put(contentTop(place.current)), restMs);
    };
    box.addEventListener("scroll", onScroll, { passive: true });
    const sized = new ResizeObserver(show);
    sized.observe(box);
    return () => {
      clearTimeout(rest.current);
      box.removeEventListener("scroll", onScroll);
      sized.disconnect();
    };
  }, [scroller, content, show, put]);

  // Another number or height of rows: the first row that was seen stays where it was.
  const was = useRef(rowHeight);
  useLayoutEffect(() => {
    const row = (contentTop(place.current) - padding) / was.current;
    was.current = rowHeight;
    put(row <= 0 ? contentTop(place.current) : row * rowHeight + padding);
  }, [rowHeight, padding, put]);

  return {
    height: heightOf({ content }),
    first: shown.first,
    end: shown.end,
    /** For the rows as they are drawn. */
    shownOffset: shown.offset,
    top: () => contentTop(place.current),
    offset: () => place.current.offset,
    /** Scrolls just so far that a row is seen. */
    scrollToRow(row: number): void {
      const view = scroller.current?.clientHeight ?? 0;
      const top = padding + row * rowHeight;
      const seen = contentTop(place.current);
      if (top < seen + padding) put(top - padding);
      else if (top + rowHeight > seen + view) put(top + rowHeight + padding - view);
    },
  };
}
