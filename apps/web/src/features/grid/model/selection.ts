/** Which objects a gesture is for. `all`: everything that matches the filter, so many as it held when chosen. */
export type Selection = {
  readonly ids: ReadonlySet<number>;
  /** Where a range begins. */
  readonly anchor: number | null;
  readonly all: { readonly expected: number } | null;
};

export const noSelection: Selection = { ids: new Set(), anchor: null, all: null };

export const sizeOf = (s: Selection): number => s.all?.expected ?? s.ids.size;
export const isSelected = (s: Selection, id: number): boolean => s.all !== null || s.ids.has(id);

/** Choosing everything cannot lack one: a single tile begins anew. */
const withoutAll = (s: Selection): Selection => (s.all === null ? s : noSelection);

export function toggle(s: Selection, id: number): Selection {
  const ids = new Set(withoutAll(s).ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, all: null };
}

export const only = (id: number): Selection => ({ ids: new Set([id]), anchor: id, all: null });

/** The places between two, both among them. */
export const between = (a: number, b: number) => ({ first: Math.min(a, b), end: Math.max(a, b) + 1 });

export const add = (s: Selection, ids: Iterable<number>): Selection => {
  const base = withoutAll(s);
  return { ids: new Set([...base.ids, ...ids]), anchor: base.anchor, all: null };
};

/** What a rectangle drawn with the mouse makes of the selection that stood when it began. */
export const drag = (before: Selection, touched: readonly number[], adding: boolean): Selection =>
  adding ? add(before, touched) : { ids: new Set(touched), anchor: touched[0] ?? null, all: null };

/** Ctrl+A: what is on screen; when all of that is chosen already, everything that matches. */
export function selectAll(s: Selection, onScreen: readonly number[], matching: number): Selection {
  const whole = onScreen.length > 0 && onScreen.every((id) => s.ids.has(id));
  if (s.all !== null || (whole && matching > s.ids.size)) return { ids: new Set(), anchor: null, all: { expected: matching } };
  return add(s, onScreen);
}

/** The others of those that are loaded; the opposite of everything is nothing. */
export const invert = (s: Selection, loaded: readonly number[]): Selection =>
  s.all !== null ? noSelection : { ids: new Set(loaded.filter((id) => !s.ids.has(id))), anchor: null, all: null };

export const remove = (s: Selection, ids: Iterable<number>): Selection => {
  const left = new Set(s.ids);
  for (const id of ids) left.delete(id);
  return { ids: left, anchor: s.anchor, all: s.all };
};

/** The chosen ones that a person sees now, and how many they do not. */
export function split(s: Selection, onScreen: readonly number[]): { readonly seen: number[]; readonly unseen: number } {
  const seen = onScreen.filter((id) => isSelected(s, id));
  return { seen, unseen: sizeOf(s) - seen.length };
}
