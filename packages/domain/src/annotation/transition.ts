import type { Role } from "../people/roles.ts";
import { roleAtLeast } from "../people/roles.ts";
import { err, ok, type Result } from "../result.ts";
import type { Change } from "./schemas.ts";
import type { Annotation } from "./states.ts";

type Current = Pick<Annotation, "taxonId" | "state" | "proposed" | "accepted" | "score">;
export type Next = Current;

/** Whether a label leaves an object as it is: then it is no event. A score alone is the model's, not the person's. */
export const sameAnnotation = (a: Omit<Current, "score">, b: Omit<Current, "score">): boolean =>
  a.taxonId === b.taxonId && a.state === b.state && a.proposed === b.proposed && a.accepted === b.accepted;

/** What a gesture makes of an object, or why it may not. The one place where a person's labels turn into states. */
export function transition(current: Current, change: Change, role: Role): Result<Next, string> {
  const taxonId = change.taxonId === "keep" ? current.taxonId : change.taxonId;
  if (taxonId === null && change.state !== "unclassified") return err("has no taxon yet: choose one");
  if (!roleAtLeast(role, "annotator")) {
    // A trainee's label waits for a reviewer; what an annotator decided stays.
    if ((current.state === "validated" || current.state === "dubious") && !current.proposed)
      return err("was decided by an annotator; a trainee cannot change it");
    if (change.state !== "validated") return err("a trainee proposes taxa; other states are set by annotators");
    return ok({ taxonId, state: "predicted", proposed: true, accepted: false, score: null });
  }
  switch (change.state) {
    case "validated":
    case "dubious":
      return ok({ taxonId, state: change.state, proposed: false, accepted: false, score: null });
    case "predicted":
      return ok({ taxonId, state: "predicted", proposed: false, accepted: false, score: current.score });
    case "unclassified":
      return ok({ taxonId: null, state: "unclassified", proposed: false, accepted: false, score: null });
  }
}
