"use client";
import type { FieldDefinition, Role, View } from "@nauplius/domain";
import { createContext, type RefObject, useContext } from "react";
import type { OpenOutbox } from "@/features/outbox/open.ts";
import type { Names } from "./model/names.ts";
import type { Session } from "./model/session.ts";
import type { Display } from "./model/view-address.ts";

/** What the tiles tell the commands: what is seen now, and where things are. */
export type Screen = {
  readonly onScreen: () => number[];
  readonly columns: () => number;
  readonly rowsOnScreen: () => number;
  readonly scrollTo: (index: number) => void;
};

export type GridProject = { readonly id: number; readonly title: string };

/** What all parts of the page know. */
export type Grid = {
  readonly project: GridProject;
  readonly userId: string | null;
  readonly role: Role | null;
  readonly fields: readonly FieldDefinition[];
  readonly may: {
    readonly label: boolean;
    readonly decide: boolean;
    readonly review: boolean;
    readonly manage: boolean;
    readonly member: boolean;
  };
  readonly session: Session;
  readonly names: Names;
  readonly view: View;
  /** Parts of the address that could not be read. */
  readonly unread: readonly string[];
  readonly display: Display;
  readonly setView: (view: View) => void;
  readonly setDisplay: (display: Partial<Display>) => void;
  /** How often the view was read anew. */
  readonly turn: number;
  /** Reads the view anew. */
  readonly refresh: () => void;
  readonly open: OpenOutbox | null;
  readonly screen: RefObject<Screen | null>;
};

const GridContext = createContext<Grid | null>(null);
export const GridProvider = GridContext.Provider;

export function useGrid(): Grid {
  const grid = useContext(GridContext);
  if (grid === null) throw new Error("useGrid: outside of a GridProvider");
  return grid;
}
