import type { RunState } from "@nauplius/domain";

export const steps = ["choose", "check", "answer", "load", "done"] as const;
export type Step = (typeof steps)[number];

/** Parts of the run that belong to the load; all others are the check. */
const loading: ReadonlySet<string> = new Set(["waiting", "load", "publish", "update"]);

/** Which page of the wizard a run is on; an import that ended badly stays where it ended. */
export function stepOf(run: { readonly state: RunState; readonly step: string } | null): Step {
  if (run === null) return "choose";
  if (run.state === "asking") return "answer";
  if (run.state === "done") return "done";
  return loading.has(run.step) ? "load" : "check";
}
