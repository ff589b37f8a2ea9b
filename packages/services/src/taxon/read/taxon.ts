import {
  countsByProject,
  descendants,
  lineageOf,
  nameOfUser,
  nodeCounts,
  type ProjectCount,
  stateCounts,
  synonymsOf,
  taxaByIds,
  taxonRecord,
} from "@nauplius/db";
import { inheritedFlags, ok, type ProjectId, projectId, proposeFlags, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { verb } from "../../verb.ts";
import { onlookerOf } from "../onlooker.ts";

const input = z.strictObject({ taxonId, projectId: projectId.optional() });

/** A project's own taxon is open to whoever may see the project. */
export async function projectOfTaxonInput(ctx: Context, i: { taxonId: number; projectId?: ProjectId }): Promise<ProjectId | undefined> {
  return i.projectId ?? (await taxonRecord(ctx.db, i.taxonId))?.projectId ?? undefined;
}

const none = () => refuse("notFound", "there is no such taxon");

/** All that is known of a taxon itself: place, names, flags, what replaces it. */
export const readTaxon = verb({
  name: "taxon.read",
  permission: "taxonomy.read",
  input,
  project: projectOfTaxonInput,
  run: async (ctx, i, grant) => {
    const taxon = await taxonRecord(ctx.db, i.taxonId);
    if (taxon === null || (taxon.projectId !== null && taxon.projectId !== grant.project)) return none();
    const [lineage, synonyms, confirmedBy, related] = await Promise.all([
      lineageOf(ctx.db, taxon.id),
      synonymsOf(ctx.db, taxon.id, grant.project),
      taxon.flagsConfirmedBy === null ? null : nameOfUser(ctx.db, taxon.flagsConfirmedBy),
      taxaByIds(ctx.db, taxon.replacedBy === null ? [] : [taxon.replacedBy]),
    ]);
    const { flagsConfirmedBy: _, ...own } = taxon;
    return ok({
      ...own,
      /** Root first, the taxon itself left out. */
      lineage: lineage
        .slice(1)
        .reverse()
        .map(({ id, name, displayName, rank }) => ({ id, name, displayName, rank })),
      synonyms,
      flags: inheritedFlags(lineage),
      inherited: inheritedFlags(lineage.slice(1)),
      proposedFlags: proposeFlags(taxon.name),
      flagsConfirmedBy: confirmedBy,
      replacement: related[0] === undefined ? null : { id: related[0].id, displayName: related[0].displayName },
    });
  },
});

const shownProjects = 100;

export type TaxonPlaces = {
  readonly own: number;
  readonly total: number;
  readonly states: Readonly<Record<string, number>>;
  readonly projects: readonly ProjectCount[];
};

/** Where a taxon and all below it were found: counts and projects, as far as the reader may know of them. */
export const taxonPlaces = verb({
  name: "taxon.places",
  permission: "taxonomy.read",
  input,
  project: projectOfTaxonInput,
  run: async (ctx, i, grant) => {
    const who = onlookerOf(ctx);
    const below = await descendants(ctx.db, [i.taxonId]);
    const [[count], states, projects] = await Promise.all([
      nodeCounts(ctx.db, who, [i.taxonId], grant.project),
      stateCounts(ctx.db, who, below, grant.project),
      countsByProject(ctx.db, who, below, shownProjects),
    ]);
    const byState: Record<string, number> = {};
    for (const { state, objects } of states) byState[state] = (byState[state] ?? 0) + objects;
    const places: TaxonPlaces = { own: count?.own ?? 0, total: count?.total ?? 0, states: byState, projects };
    return ok(places);
  },
});
