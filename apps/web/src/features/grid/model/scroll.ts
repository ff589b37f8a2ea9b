/** What is scrolled: the height of all rows, and of the window onto them; px. */
export type Extent = { readonly content: number; readonly view: number };
/** Where the window stands: what the browser says, and how much further down the content is. */
export type Place = { readonly scrollTop: number; readonly offset: number };

/** Browsers stop at 16 to 33 million px, fewer at high pixel ratios: no element of ours is taller than this. */
export const tallest = 4_000_000;

export const heightOf = ({ content }: Pick<Extent, "content">): number => Math.min(content, tallest);
const reach = (e: Extent) => ({ bar: Math.max(0, heightOf(e) - e.view), rows: Math.max(0, e.content - e.view) });

export const contentTop = ({ scrollTop, offset }: Place): number => scrollTop + offset;

/** The place at which the scroll bar tells where the content stands. */
export function placeFor(e: Extent, top: number): Place {
  const { bar, rows } = reach(e);
  const wanted = Math.min(Math.max(0, top), rows);
  const scrollTop = rows === 0 ? 0 : Math.round((wanted / rows) * bar);
  return { scrollTop, offset: wanted - scrollTop };
}

/** A short movement moves the content by the same pixels; a long one (the bar was dragged or clicked) goes to that part of the content. */
export function moved(e: Extent, from: Place, scrollTop: number): Place {
  const { bar, rows } = reach(e);
  if (bar === rows) return { scrollTop, offset: 0 };
  const isShort = Math.abs(scrollTop - from.scrollTop) <= 2 * e.view;
  const top = isShort ? scrollTop + from.offset : (scrollTop / bar) * rows;
  // At its ends the bar says where the content ends too.
  const held = scrollTop <= 0 && !isShort ? 0 : scrollTop >= bar && !isShort ? rows : Math.min(Math.max(0, top), rows);
  return { scrollTop, offset: held - scrollTop };
}
