import type { RunRow } from "@nauplius/db";
import { roleAtLeast } from "@nauplius/domain";
import type { Grant } from "../access.ts";
import { actingUser, type Context } from "../context.ts";

/** A run as one person may see it. What was asked, answered and found out (paths, names and addresses of people, filters) is for whoever
 *  started it and for managers; that it runs, how far it is and how it ended is for every member. */
export function shownRun(ctx: Context, grant: Grant, run: RunRow): RunRow {
  const user = actingUser(ctx);
  const own = user !== null && run.createdBy === user;
  if (own || roleAtLeast(grant.standing.role, "manager") || grant.standing.siteRoles.includes("admin")) return run;
  const { questions: _questions, ...result } = run.result ?? {};
  return { ...run, input: {}, cursor: {}, questions: null, answers: null, result: run.result === null ? null : result };
}
