import { featuresOf } from "@nauplius/db";
import { ok, projectId } from "@nauplius/domain";
import { proposedRules } from "@nauplius/ecology/quantities";
import { z } from "zod";
import { verb } from "../verb.ts";
import type { PreparationBody } from "./input.ts";

/** The measured features of a project, each with the rule that a recipe of one's own begins with. */
export const proposeRules = verb({
  name: "space.rules",
  permission: "statistics.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(proposedRules(await featuresOf(ctx.db, i.projectId))),
});

/** Features that a message names, of hundreds. */
const most = 60;

/** What is wrong with the rules of a preparation in this project; null: nothing. */
export function recipeFault({ recipe, rules }: Pick<PreparationBody, "recipe" | "rules">, measured: readonly string[]) {
  const named = Object.keys(rules);
  const fault = (path: string, message: string) => ({ path, message });
  if (recipe !== "own")
    return named.length === 0
      ? null
      : fault("rules", `got rules of ${named.length} features beside the recipe ${recipe}, expected the recipe own`);
  const known = measured.length === 0 ? "this project has no measured features" : `expected some of ${measured.slice(0, most).join(", ")}`;
  if (named.length === 0) return fault("rules", `got no feature; ${known}`);
  const strange = named.find((feature) => !measured.includes(feature));
  return strange === undefined ? null : fault(`rules.${strange}`, `got ${strange}; ${known}`);
}
