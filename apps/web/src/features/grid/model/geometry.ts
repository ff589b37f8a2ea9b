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

export function geometryFor(width: number, edge: number, lines: number): Geometry {
  const columns = Math.max(1, Math.floor((width - 2 * padding + gap) / (edge + gap)));
  const captions = lines === 0 ? 0 : lines * captionLine + 3;
  return { edge, columns, gap, padding, rowHeight: edge + captions + gap };
}

/** What is left over goes between the columns, so that both margins are equal. */
export const columnStep = (g: Geometry, width: number): number =>
  g.columns === 1 ? g.edge + g.gap : (width - 2 * g.padding - g.edge) / (g.columns - 1);

/** Places (indexes) of the tiles that a rectangle touches. */
export function touched(g: Geometry, width: number, r: Rectangle, total: number): number[] {
  const step = columnStep(g, width);
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
