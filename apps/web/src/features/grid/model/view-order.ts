import type { ObjectRow, ShownObject } from "@nauplius/services";
import { topics } from "./topics.ts";

export type Places = { readonly ids: readonly (number | null)[]; readonly objects: readonly ShownObject[] };
export type OrderPorts = {
  /** The first objects of the view, found without its order. */
  readonly firstPage: (limit: number) => Promise<readonly ObjectRow[]>;
  /** The whole order, read once by the server. */
  readonly readOrder: () => Promise<{ readonly order: number; readonly objects: number }>;
  readonly places: (order: number, from: number, limit: number) => Promise<Places>;
  /** The server does not keep the order any more. */
  readonly isGone: (error: unknown) => boolean;
  readonly onRows: (rows: readonly ShownObject[]) => void;
};

/** Another object at each change. */
export type OrderState = {
  /** Objects of the view: exact once the order stands; null before, unless the first page holds them all. */
  readonly size: number | null;
  /** Places that are here. */
  readonly loaded: number;
  readonly loading: boolean;
  readonly failure: unknown;
};

/** Rows of one request. */
export const pageSize = 200;
/** Pages fetched ahead of what is looked at. */
export const pagesAhead = 2;
/** Requests at a time: what is seen does not wait behind what may be seen. */
const atOnce = 2;

/** The order of a view as it was read: any place can be asked for, and places never change until it is read anew. */
export function createOrder(p: OrderPorts) {
  const pages = new Map<number, readonly (number | null)[]>();
  const indexes = new Map<number, number>();
  const asked = new Set<number>();
  const changes = topics<"order">();
  let state: OrderState = { size: null, loaded: 0, loading: false, failure: null };
  let order: number | null = null;
  let begun = false;
  let wanted: readonly number[] = [];
  let waiting: { readonly pages: readonly number[]; readonly done: () => void }[] = [];

  const tell = (next: Partial<OrderState>) => {
    state = { ...state, ...next, loaded: indexes.size };
    changes.tell("order");
    waiting = waiting.filter(({ pages: needed, done }) => {
      const isHere =
        state.failure !== null || (state.size !== null && needed.every((n) => pages.has(n) || n * pageSize >= (state.size ?? 0)));
      if (isHere) done();
      return !isHere;
    });
  };

  function put(page: number, ids: readonly (number | null)[], rows: readonly ShownObject[]): void {
    p.onRows(rows);
    pages.set(page, ids);
    for (const [i, id] of ids.entries()) if (id !== null) indexes.set(id, page * pageSize + i);
  }

  /** The first page comes by itself, at once; the order behind it, unless that was all. */
  async function begin(): Promise<void> {
    begun = true;
    tell({ loading: true, failure: null });
    try {
      const rows = await p.firstPage(pageSize);
      const ids = rows.map((row) => row.id);
      put(0, ids, rows);
      if (rows.length < pageSize) return tell({ size: rows.length, loading: false });
      tell({});
      await stand();
    } catch (failure) {
      begun = false;
      tell({ failure, loading: false });
    }
  }

  async function stand(): Promise<void> {
    const read = await p.readOrder();
    order = read.order;
    // The page that came first was read a moment earlier: its places are asked for like all others.
    const first = await p.places(order, 0, pageSize);
    if (String(first.ids) !== String(pages.get(0))) {
      pages.clear();
      indexes.clear();
      put(0, first.ids, first.objects);
    }
    tell({ size: read.objects, loading: false });
    void work();
  }

  async function work(): Promise<void> {
    const needed = [...waiting.flatMap((w) => w.pages), ...wanted];
    const page = needed.find((n) => !pages.has(n) && !asked.has(n) && n * pageSize < (state.size ?? 0));
    if (order === null || page === undefined || asked.size >= atOnce || state.failure !== null) return;
    const from = order;
    asked.add(page);
    tell({ loading: true });
    void work();
    try {
      const { ids, objects } = await p.places(from, page * pageSize, pageSize);
      if (from === order) put(page, ids, objects);
      asked.delete(page);
      tell({ loading: asked.size > 0 });
    } catch (failure) {
      asked.delete(page);
      if (from !== order) return;
      if (!p.isGone(failure)) return tell({ failure, loading: asked.size > 0 });
      order = null;
      await stand().catch((other: unknown) => tell({ failure: other, loading: false }));
    }
    void work();
  }

  /** What failed is asked again when the person says so: to draw that it failed would ask at once, and for ever. */
  const go = (): void => {
    if (begun) void work();
    else if (state.failure === null) void begin();
  };

  const pagesOf = (first: number, end: number): number[] => {
    const from = Math.max(0, Math.floor(first / pageSize));
    return Array.from({ length: Math.max(0, Math.ceil(end / pageSize) - from) }, (_, i) => from + i);
  };
  const at = (index: number): number | undefined => pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? undefined;

  return {
    state: () => state,
    subscribe: (listener: () => void) => changes.subscribe("order", listener),
    /** Places that there are, as far as is known. */
    size: (): number => state.size ?? pages.get(0)?.length ?? 0,
    at,
    /** The order's name at the server; null before it stands, or where none was needed. */
    id: (): number | null => order,
    indexOf: (id: number): number => indexes.get(id) ?? -1,
    /** Those of the places that are here. */
    slice: (first: number, end: number): number[] =>
      Array.from({ length: Math.max(0, end - first) }, (_, i) => at(first + i)).filter((id): id is number => id !== undefined),
    /** All ids that are here, in the order of the view. */
    here: (): number[] => [...pages.keys()].sort((a, b) => a - b).flatMap((page) => (pages.get(page) ?? []).filter((id) => id !== null)),
    /** Sees to it that these places come, and two pages after them; what was wanted before is not fetched any more. */
    want(first: number, end: number): void {
      wanted = pagesOf(first, end + pagesAhead * pageSize);
      go();
    },
    /** Ends when these places are here, or cannot be had. */
    load(first: number, end: number): Promise<void> {
      return new Promise((done) => {
        waiting.push({ pages: pagesOf(first, end), done });
        go();
        tell({});
      });
    },
    retry(): void {
      if (state.failure === null) return;
      tell({ failure: null });
      if (!begun) void begin();
      else if (order === null) void stand().catch((failure: unknown) => tell({ failure, loading: false }));
      else void work();
    },
  };
}
