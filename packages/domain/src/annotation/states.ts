import { z } from "zod";

/** EcoTaxa's four states, so that files exchange exactly. */
export const states = ["unclassified", "predicted", "dubious", "validated"] as const;
export type State = (typeof states)[number];
export const state = z.enum(states);

/** How an event came about; with `seen` it tells validated from accepted. */
export const hows = ["one", "page", "interval", "filter", "import", "model", "undo", "redo", "revert", "edit"] as const;
export type How = (typeof hows)[number];
export const how = z.enum(hows);

/** Status words of EcoTaxa files. */
export const stateToEcoTaxa = {
  unclassified: "",
  predicted: "predicted",
  dubious: "dubious",
  validated: "validated",
} as const satisfies Record<State, string>;

export const isHuman = (s: State): boolean => s === "validated" || s === "dubious";
/** Predictions never overwrite what a person decided. */
export const mayBePredicted = (s: State): boolean => s === "unclassified" || s === "predicted";

/** The annotation shown on an object: always that of its last event. */
export type Annotation = {
  readonly taxonId: number | null;
  readonly state: State;
  /** A trainee's label waiting for a reviewer. */
  readonly proposed: boolean;
  /** Inside an interval whose precision a person bounded, not looked at. */
  readonly accepted: boolean;
  readonly by: string | null;
  readonly at: Date | null;
  readonly score: number | null;
};
