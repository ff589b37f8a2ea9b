import { noSelection, remove, type Selection, split } from "./selection.ts";

/** Which objects a label key is for. */
export type Target =
  | { readonly kind: "ids"; readonly ids: readonly number[]; readonly left: number }
  | { readonly kind: "matching"; readonly expected: number }
  | { readonly kind: "nothing" };

type Situation = {
  readonly selection: Selection;
  readonly onScreen: readonly number[];
  /** The tile under the cursor. */
  readonly current: number | null;
  /** Also what is chosen but not on screen. */
  readonly all: boolean;
};

/** A label key acts on what is seen: the chosen tiles on screen, or the one under the cursor. The second key takes all that is chosen. */
export function targetOf({ selection, onScreen, current, all }: Situation): Target {
  if (selection.all !== null && all) return { kind: "matching", expected: selection.all.expected };
  const { seen, unseen } = split(selection, onScreen);
  if (all && selection.ids.size > 0) return { kind: "ids", ids: [...selection.ids], left: 0 };
  if (seen.length > 0) return { kind: "ids", ids: seen, left: unseen };
  if (selection.ids.size > 0) return { kind: "nothing" };
  return current === null ? { kind: "nothing" } : { kind: "ids", ids: [current], left: 0 };
}

/** The labelled ones leave the selection; those not on screen stay chosen. */
export const afterLabel = (selection: Selection, target: Target): Selection =>
  target.kind === "matching" || selection.all !== null ? noSelection : target.kind === "ids" ? remove(selection, target.ids) : selection;
