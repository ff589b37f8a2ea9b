import { assignmentsOf, countsByTaxon, listSamples, projectsAs, recentDecisions, type TaxonCount, taxaByIds } from "@nauplius/db";
import { forecastDay, ok, type ProjectId, paceDays } from "@nauplius/domain";
import { z } from "zod";
import { type Grant, grantFor } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { csvCell } from "../csv.ts";
import { verb } from "../verb.ts";
import { progressOf } from "./progress.ts";

export type CampaignLine = {
  readonly level: "project" | "assignment" | "sample" | "taxon";
  readonly projectId: ProjectId;
  readonly project: string;
  readonly id: number;
  readonly name: string;
  readonly persons: readonly string[];
  readonly dueOn: string | null;
  readonly done: number;
  readonly left: number;
  readonly perDay: number;
  readonly forecast: string | null;
};

const dayMs = 86_400_000;
const isOpen = (state: string): boolean => state === "unclassified" || state === "predicted";

type Pile = { readonly done: number; readonly left: number };
const pileOf = (counts: readonly Pick<TaxonCount, "state" | "objects">[]): Pile => ({
  done: counts.filter((c) => !isOpen(c.state)).reduce((sum, c) => sum + c.objects, 0),
  left: counts.filter((c) => isOpen(c.state)).reduce((sum, c) => sum + c.objects, 0),
});

async function linesOf(ctx: Context, grant: Grant, project: { id: ProjectId; title: string }): Promise<CampaignLine[]> {
  const now = ctx.clock.now();
  const recent = await recentDecisions(ctx.db, project.id, new Date(now.getTime() - paceDays * dayMs));
  const counts = await countsByTaxon(ctx.db, project.id);
  const samples = await listSamples(ctx.db, project.id, []);
  const taxa = new Map((await taxaByIds(ctx.db, [...new Set(counts.map((c) => c.taxonId))])).map((t) => [Number(t.id), t.displayName]));
  const here = { projectId: project.id, project: project.title };
  type What = Pick<CampaignLine, "level" | "id" | "name">;
  const line = (what: What, pile: Pile, decided: number): CampaignLine => {
    const perDay = decided / paceDays;
    return { ...here, ...what, persons: [], dueOn: null, ...pile, perDay, forecast: forecastDay(pile.left, perDay, now) };
  };
  const of = (test: (row: (typeof recent)[number]) => boolean): number => recent.filter(test).reduce((sum, r) => sum + r.objects, 0);
  const work = await Promise.all(
    (await assignmentsOf(ctx.db, project.id)).map(async ({ id, name, persons, dueOn, ...rest }): Promise<CampaignLine[]> => {
      const progress = await progressOf(ctx, grant, { id, name, persons, dueOn, ...rest });
      if (progress === null) return [];
      const { done, left, perDay, forecast } = progress;
      return [{ ...here, level: "assignment", id, name, persons: persons.map((p) => p.name), dueOn, done, left, perDay, forecast }];
    }),
  );
  return [
    line(
      { level: "project", id: project.id, name: project.title },
      pileOf(counts),
      of(() => true),
    ),
    ...work.flat(),
    ...samples.map((s) => {
      const byState = Object.entries(s.counts).map(([state, objects]) => ({
        state: state as TaxonCount["state"],
        objects: Number(objects),
      }));
      return line(
        { level: "sample", id: s.id, name: s.name },
        pileOf(byState),
        of((r) => r.sampleId === s.id),
      );
    }),
    ...[...new Set(counts.map((c) => c.taxonId))].map((id) =>
      line(
        { level: "taxon", id, name: taxa.get(id) ?? "" },
        pileOf(counts.filter((c) => c.taxonId === id)),
        of((r) => r.taxonId === id),
      ),
    ),
  ];
}

const chosen = z.strictObject({
  /** Ids with commas between them; left out: every project that the person manages. */
  projects: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15}){0,199}$/, "expected ids with commas between them")
    .transform((text) => text.split(",").map(Number))
    .optional(),
});

async function campaign(ctx: Context, i: z.output<typeof chosen>) {
  const user = actingUser(ctx);
  const isAdmin = ctx.actor.kind === "user" && ctx.actor.siteRoles.includes("admin");
  const managed = user === null ? [] : await projectsAs(ctx.db, user, "manager", isAdmin, ctx.clock.now());
  const lines: CampaignLine[] = [];
  for (const project of managed.filter(({ id }) => i.projects === undefined || i.projects.includes(Number(id)))) {
    const grant = await grantFor(ctx, "assignment.manage", project.id);
    if (grant.ok) lines.push(...(await linesOf(ctx, grant.value, project)));
  }
  return { projects: managed, lines };
}

/** Done, left, pace and forecast over the projects that the person manages: whole, by assignment, by sample, by taxon. */
export const readCampaign = verb({
  name: "assignment.campaign",
  permission: "people.self",
  input: chosen,
  run: async (ctx, i) => ok(await campaign(ctx, i)),
});

const columns = ["level", "project", "name", "persons", "due", "done", "left", "per_day", "forecast"] as const;

/** The same as CSV. */
export const campaignCsv = verb({
  name: "assignment.campaignCsv",
  permission: "people.self",
  input: chosen,
  run: async (ctx, i) => {
    const { lines } = await campaign(ctx, i);
    const rows = lines.map((l) => [
      ...[l.level, l.project, l.name, l.persons.join("; "), l.dueOn, l.done, l.left],
      ...[Math.round(l.perDay * 100) / 100, l.forecast],
    ]);
    return ok(`\ufeff${[columns, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`);
  },
});
