import { type TaxonomyEventRow, type Tx, taxaByIds, taxonomyHistory } from "@nauplius/db";
import { ok, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../../verb.ts";
import { projectOfTaxonInput } from "./taxon.ts";

const page = { before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** Fields of events that hold the id of another taxon. */
const references = ["parentId", "replacedBy", "into", "from"] as const;
const idsIn = (facts: Record<string, unknown> | null): number[] =>
  references.flatMap((field) => (typeof facts?.[field] === "number" ? [Number(facts[field])] : []));

/** The names, as of now, of the taxa that events point to. */
async function named(db: Tx, events: readonly TaxonomyEventRow[]) {
  const ids = [...new Set(events.flatMap((event) => [...idsIn(event.before), ...idsIn(event.after)]))];
  const names = new Map((await taxaByIds(db, ids)).map((taxon) => [Number(taxon.id), taxon.displayName]));
  const spoken = (facts: Record<string, unknown> | null) =>
    facts === null
      ? null
      : Object.fromEntries(
          Object.entries(facts).map(([field, value]) =>
            references.some((reference) => reference === field) && typeof value === "number"
              ? [field, names.get(value) ?? `#${value}`]
              : [field, value],
          ),
        );
  return events.map((event) => ({ ...event, before: spoken(event.before), after: spoken(event.after) }));
}

/** What happened to a taxon. Who did it is for people with an account. */
export const taxonHistory = verb({
  name: "taxon.history",
  permission: "taxonomy.read",
  input: z.strictObject({ taxonId, ...page }),
  project: projectOfTaxonInput,
  run: async (ctx, i, grant) => {
    const events = await named(ctx.db, await taxonomyHistory(ctx.db, i));
    return ok(grant.standing.signedIn ? events : events.map((event) => ({ ...event, by: null, byName: null })));
  },
});

/** What happened to the site's tree; loads of files aside. */
export const siteTaxonomyHistory = verb({
  name: "taxonomy.history",
  permission: "taxonomy.edit",
  input: z.strictObject(page),
  run: async (ctx, i) => ok(await named(ctx.db, await taxonomyHistory(ctx.db, i))),
});
