import type { ObjectRow } from "@nauplius/services";
import { topics } from "./topics.ts";

type Position = ObjectRow["position"];
export type FetchPage = (after: Position | undefined, limit: number) => Promise<readonly ObjectRow[]>;

export type OrderState = {
  readonly ids: readonly number[];
  /** Nothing comes after the last one. */
  readonly whole: boolean;
  readonly loading: boolean;
  readonly failure: unknown;
};

/** Rows that a page of the screen needs, and rows taken at once when somebody jumps far. */
export const pageSize = 200;
const farSize = 1000;

/** The order of a view, read page after page behind each other: places in it never change until it is read anew. */
export function createOrder(fetchPage: FetchPage, onRows: (rows: readonly ObjectRow[]) => void) {
  const ids: number[] = [];
  const known = new Set<number>();
  const changes = topics<"order">();
  let last: Position | undefined;
  let wanted = 0;
  let state: OrderState = { ids, whole: false, loading: false, failure: null };

  const tell = (next: Partial<OrderState>) => {
    state = { ...state, ...next, ids: next.ids ?? state.ids };
    changes.tell("order");
  };

  async function read(): Promise<void> {
    tell({ loading: true, failure: null });
    try {
      while (!state.whole && ids.length < wanted) {
        const limit = wanted - ids.length > pageSize ? farSize : pageSize;
        const rows = await fetchPage(last, limit);
        last = rows.at(-1)?.position ?? last;
        onRows(rows);
        // An object that moved in the order while it was read keeps its first place.
        for (const row of rows) {
          if (!known.has(row.id)) ids.push(row.id);
          known.add(row.id);
        }
        tell({ ids: [...ids], whole: rows.length < limit });
      }
      tell({ loading: false });
    } catch (failure) {
      tell({ loading: false, failure });
    }
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => changes.subscribe("order", listener),
    /** Sees to it that so many rows of the view are here. */
    want(rows: number): void {
      wanted = Math.max(wanted, rows);
      if (!state.loading && !state.whole && state.failure === null && ids.length < wanted) void read();
    },
    retry(): void {
      if (!state.loading) void read();
    },
  };
}
