import { type Assignment, compileView, countLeft, type Decided, decidedOf, descendants } from "@nauplius/db";
import { askedBy, defaultSort, forecastDay, groundOf, leftOf, paceDays, perDay, queryOfView, type UserId } from "@nauplius/domain";
import { type Grant, sightOf } from "../access.ts";
import type { Context } from "../context.ts";
import { viewOf } from "./input.ts";

export type Progress = {
  readonly left: number;
  readonly done: number;
  /** Objects a day of all its persons together, over two weeks at most. */
  readonly perDay: number;
  /** The day on which it is done at this pace; null: there is no pace yet. */
  readonly forecast: string | null;
  /** Address of what is left, behind the path. */
  readonly continue: string;
};

const dayMs = 86_400_000;

const recently = (decided: readonly Decided[], now: Date): number => {
  const from = new Date(now.getTime() - paceDays * dayMs).toISOString().slice(0, 10);
  return decided.filter(({ day }) => day > from).reduce((sum, { objects }) => sum + objects, 0);
};

/** How far an assignment is for whoever looks at it; null: its view names columns that the project has no more. */
export async function progressOf(ctx: Context, grant: Grant, assignment: Assignment): Promise<(Progress & { mine: number }) | null> {
  const { filter, sort } = viewOf(assignment.query);
  const asked = askedBy(filter);
  if (!asked.ok) return null;
  const left = leftOf(filter, asked.value);
  const sight = sightOf(grant);
  const waiting = await compileView(ctx.db, sight, left, defaultSort);
  if (waiting.unknown.length > 0) return null;
  const taxa = filter.taxa === undefined ? null : filter.withChildren ? await descendants(ctx.db, filter.taxa) : filter.taxa;
  const decided = await decidedOf(ctx.db, {
    project: assignment.projectId,
    persons: assignment.persons.map(({ id }) => id),
    since: assignment.createdAt,
    place: await compileView(ctx.db, sight, groundOf(filter), defaultSort),
    asked: asked.value,
    taxa,
  });
  const now = ctx.clock.now();
  const pace = perDay(recently(decided, now), assignment.createdAt, now);
  const waits = await countLeft(ctx.db, waiting);
  const user: UserId | null = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  const total = (rows: readonly Decided[]): number => rows.reduce((sum, { objects }) => sum + objects, 0);
  return {
    left: waits,
    done: total(decided),
    perDay: pace,
    forecast: forecastDay(waits, pace, now),
    continue: new URLSearchParams(queryOfView({ filter: left, sort })).toString(),
    mine: total(decided.filter(({ by }) => by === user)),
  };
}
