import type { State } from "../annotation/states.ts";
import type { Filter } from "../filter/schemas.ts";
import { err, ok, type Result } from "../result.ts";

/** Which labels of a view wait for a decision: those that its persons are to take away. */
export type Asked = { readonly states: readonly State[]; readonly proposed: boolean };

const undecided: readonly State[] = ["unclassified", "predicted"];

/** What a view asks for when it is given to somebody. A view that keeps its objects when they are decided never gets done. */
export function askedBy(filter: Filter): Result<Asked, string> {
  const states = filter.states ?? undecided;
  if (states.includes("validated") || states.length === 0)
    return err("a view of validated objects never gets done: choose unclassified, predicted, proposed or dubious ones");
  // What a trainee proposes is predicted until a reviewer says so.
  if (filter.proposed === true) return ok({ states: ["predicted"], proposed: true });
  return ok({ states, proposed: false });
}

/** The view of what is left: what "continue" opens and what is counted. What was accepted is done. */
export const leftOf = (filter: Filter, asked: Asked): Filter => ({
  ...filter,
  states: [...asked.states],
  proposed: asked.proposed,
  accepted: false,
});

/** The part of a filter that no label changes: where an object stays when its work is done. */
export function groundOf(filter: Filter): Filter {
  const { states, taxa, withChildren, annotatedBy, annotatedEver, annotatedAt, score, proposed, accepted, ...place } = filter;
  return place;
}
