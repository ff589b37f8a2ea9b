import { type Row, rootKey } from "./branches.ts";

export type KeyMove = { readonly to: number } | { readonly toggle: number; readonly isOpen: boolean } | { readonly choose: number } | null;

const isTaxon = (row: Row | undefined): row is Extract<Row, { kind: "taxon" }> => row?.kind === "taxon";

/** What a key does in the tree, as in every tree: arrows move, right opens, left closes or goes up, letters jump. */
export function keyMove(rows: readonly Row[], at: number, key: string): KeyMove {
  const step = (from: number, by: number): KeyMove => {
    for (let i = from + by; i >= 0 && i < rows.length; i += by) if (isTaxon(rows[i])) return { to: i };
    return null;
  };
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return step(at, 1);
    case "ArrowUp":
      return step(at, -1);
    case "Home":
      return step(-1, 1);
    case "End":
      return step(rows.length, -1);
    case "PageDown":
      return step(Math.min(rows.length - 2, at + 19), 1);
    case "PageUp":
      return step(Math.max(1, at - 19), -1);
  }
  if (!isTaxon(row)) return null;
  switch (key) {
    case "ArrowRight":
      if (row.taxon.children === 0) return null;
      return row.isOpen ? step(at, 1) : { toggle: row.taxon.id, isOpen: true };
    case "ArrowLeft":
      if (row.isOpen) return { toggle: row.taxon.id, isOpen: false };
      return row.parent === rootKey ? null : { to: rows.findIndex((r) => isTaxon(r) && r.taxon.id === row.parent) };
    case "Enter":
    case " ":
      return { choose: row.taxon.id };
  }
  if (!/^[\p{L}\p{N}]$/u.test(key)) return null;
  const letter = key.toLowerCase();
  const found = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((r) => isTaxon(r) && r.taxon.name.toLowerCase().startsWith(letter));
  return found === undefined ? null : { to: rows.indexOf(found) };
}
