/** Where tiles stand in the scrolled plane; all in px. */
export type Geometry = {
  readonly edge: number;
  readonly rowHeight: number;
  readonly gap: number;
  readonly padding: number;
  readonly columns: number;
};
export type Rectangle = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export const gap = 10;
export const padding = 12;
const captionLine = 15;

/** Tiles of about the wanted edge, a little smaller or larger so that a row fills the width. */
export function geometryFor(width: number, wanted: number, lines: number): Geometry {
  const room = width - 2 * padding + gap;
  const columns = Math.max(1, Math.round(room / (wanted + gap)));
  const edge = Math.max(1, Math.min(Math.floor(room / columns) - gap, Math.round(wanted * 1.5)));
  const captions = lines === 0 ? 0 : lines * captionLine + 3;
  return { edge, columns, gap, padding, rowHeight: edge + captions + gap };
}

export const columnStep = (g: Geometry): number => g.edge + g.gap;

/** Places (indexes) of the tiles that a rectangle touches. */
export function touched(g: Geometry, r: Rectangle, total: number): number[] {
  const step = columnStep(g);
  const rows = {
    first: Math.max(0, Math.floor((r.top - g.padding) / g.rowHeight)),
    last: Math.floor((r.bottom - g.padding) / g.rowHeight),
  };
  const found: number[] = [];
  for (let row = rows.first; row <= rows.last; row++) {
    const top = g.padding + row * g.rowHeight;
    if (top + g.rowHeight - g.gap < r.top) continue;
    for (let column = 0; column < g.columns; column++) {
      const left = g.padding + column * step;
      const index = row * g.columns + column;
      if (index < total && left <= r.right && left + g.edge >= r.left) found.push(index);
    }
  }
  return found;
}

/** Places of the tiles of which at least half the height is seen. */
export function onScreen(g: Geometry, scrollTop: number, height: number, total: number): { readonly first: number; readonly end: number } {
  const half = g.edge / 2;
  const first = Math.max(0, Math.ceil((scrollTop - g.padding - half) / g.rowHeight));
  const last = Math.floor((scrollTop + height - g.padding - half) / g.rowHeight);
  return { first: Math.min(total, first * g.columns), end: Math.max(0, Math.min(total, (last + 1) * g.columns)) };
}
