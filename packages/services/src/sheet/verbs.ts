import {
  type Example,
  inSight,
  type LookAlike,
  picturesOf,
  projectById,
  projectsOfObjects,
  type SheetRow,
  sheetOf,
  taxaByIds,
  taxonRecord,
  writeSheet,
} from "@nauplius/db";
import { allows, objectId, ok, type ProjectId, projectId, refuse, taxonId } from "@nauplius/domain";
import { z } from "zod";
import { grantFor, sightOf } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { taxonExamples } from "../taxon/read/examples.ts";
import { projectOfTaxonInput } from "../taxon/read/taxon.ts";
import { usableTaxon } from "../taxon/usable.ts";
import { type Outcome, verb } from "../verb.ts";

const text = z.string().trim().max(20_000);
const objectIds = z.array(objectId).max(24, "a sheet shows at most 24 objects");
const version = z.int().nonnegative();
const empty = { text: "", lookAlikes: [], objectIds: [], by: null, at: null, version: 0 };

/** Pictures of chosen objects, of those that the reader may see, in the order of the choice. */
async function chosen(ctx: Context, ids: readonly number[]): Promise<Example[]> {
  const where = await projectsOfObjects(ctx.db, ids);
  const found: Example[] = [];
  for (const project of new Set(where.map((o) => o.projectId))) {
    const grant = await grantFor(ctx, "object.read", project);
    if (grant.ok) found.push(...(await picturesOf(ctx.db, sightOf(grant.value), ids)));
  }
  return ids.flatMap((id) => found.filter((picture) => Number(picture.objectId) === id));
}

/** The chosen ones; where nobody chose any, objects that were validated as it. */
async function pictures(ctx: Context, taxon: number, sheets: readonly (SheetRow | null)[]) {
  const picked = await chosen(
    ctx,
    sheets.flatMap((sheet) => sheet?.objectIds ?? []),
  );
  if (picked.length > 0) return { images: picked, chosen: true };
  const examples = await taxonExamples.call(ctx, { taxonId: taxon });
  return { images: examples.ok ? examples.value.filter((e) => e.state === "validated") : [], chosen: false };
}

/** The taxa that it is taken for, with what tells them and how they look. */
async function lookAlikes(ctx: Context, listed: readonly LookAlike[]) {
  const names = new Map(
    (
      await taxaByIds(
        ctx.db,
        listed.map((l) => l.taxonId),
      )
    ).map((t) => [Number(t.id), t.displayName]),
  );
  return Promise.all(
    listed.flatMap(({ taxonId: taxon, tell }) => {
      const name = names.get(taxon);
      if (name === undefined) return [];
      return [
        sheetOf(ctx.db, taxon, null).then(async (sheet) => ({
          taxonId: taxon,
          taxon: name,
          tell,
          ...(await pictures(ctx, taxon, [sheet])),
        })),
      ];
    }),
  );
}

/** Who wrote is for people with an account; of a project for its members. */
const shown = (sheet: SheetRow | null, names: boolean) => ({ ...(sheet ?? empty), by: names ? (sheet?.by ?? null) : null });

/** How a taxon is told: the site's criteria and look-alikes, a project's rule, and how it looks. */
export const readSheet = verb({
  name: "sheet.read",
  permission: "taxonomy.read",
  input: z.strictObject({ taxonId, projectId: projectId.optional() }),
  project: projectOfTaxonInput,
  run: async (ctx, i, grant) => {
    const taxon = await taxonRecord(ctx.db, i.taxonId);
    if (taxon === null || (taxon.projectId !== null && taxon.projectId !== grant.project))
      return refuse("notFound", "there is no such taxon");
    const site = await sheetOf(ctx.db, i.taxonId, null);
    const project = grant.project === null ? null : await projectById(ctx.db, grant.project);
    const own = grant.project === null ? null : await sheetOf(ctx.db, i.taxonId, grant.project);
    return ok({
      taxon: { id: taxon.id, displayName: taxon.displayName },
      site: { ...shown(site, grant.standing.signedIn), lookAlikes: await lookAlikes(ctx, site?.lookAlikes ?? []) },
      project:
        project === null
          ? null
          : { id: project.id, title: project.title, ...shown(own, grant.standing.role !== null), lookAlikes: undefined },
      ...(await pictures(ctx, i.taxonId, [own, site])),
      may: { site: allows("taxonomy.edit", grant.standing), project: project !== null && allows("taxonomy.local", grant.standing) },
    });
  },
});

const slower = () => refuse("stale", "somebody changed this sheet since you opened it; reload to see their change, then make yours");

/** Objects that a sheet may show: those that whoever writes it may see. */
async function unseen(ctx: Context, ids: readonly number[]): Promise<Outcome<null>> {
  const visible = new Set((await chosen(ctx, ids)).map((picture) => Number(picture.objectId)));
  const missing = ids.filter((id) => !visible.has(id));
  return missing.length === 0 ? ok(null) : refuse("notFound", `objects ${missing.join(", ")} have no image here, or are not open to you`);
}

/** The part for everybody: criteria in words, look-alikes, objects that show it well. */
export const writeSiteSheet = verb({
  name: "sheet.site",
  permission: "taxonomy.edit",
  input: z.strictObject({
    taxonId,
    version,
    text,
    lookAlikes: z.array(z.strictObject({ taxonId, tell: z.string().trim().max(2000) })).max(20),
    objectIds,
  }),
  run: async (ctx, i) => {
    for (const id of [i.taxonId, ...i.lookAlikes.map((l) => l.taxonId)]) {
      const usable = await usableTaxon(ctx.db, id, null);
      if (!usable.ok) return usable;
    }
    if (i.lookAlikes.some((l) => l.taxonId === i.taxonId))
      return refuse("invalid", "lookAlikes: a taxon is not taken for itself", {
        faults: [{ path: "lookAlikes", message: "the taxon itself" }],
      });
    const refusal = await unseen(ctx, i.objectIds);
    if (!refusal.ok) return refusal;
    const written = await writeSheet(
      ctx.db,
      { taxon: i.taxonId, project: null, version: i.version },
      { ...i, by: actingUser(ctx), at: ctx.clock.now() },
    );
    return written ? ok({ version: i.version + 1 }) : slower();
  },
});

/** What a project rules about a taxon, and its own objects that show it well. */
export const writeProjectSheet = verb({
  name: "sheet.project",
  permission: "taxonomy.local",
  input: z.strictObject({ projectId, taxonId, version, text, objectIds }),
  project: (_ctx, i): ProjectId => i.projectId,
  run: async (ctx, i, grant) => {
    const usable = await usableTaxon(ctx.db, i.taxonId, i.projectId);
    if (!usable.ok) return usable;
    const own = new Set<number>(await inSight(ctx.db, sightOf(grant), i.objectIds));
    const strangers = i.objectIds.filter((id) => !own.has(id));
    if (strangers.length > 0) return refuse("notFound", `objects ${strangers.join(", ")} are not of this project, or not open to you`);
    const patch = { text: i.text, objectIds: i.objectIds, lookAlikes: [], by: actingUser(ctx), at: ctx.clock.now() };
    const written = await writeSheet(ctx.db, { taxon: i.taxonId, project: i.projectId, version: i.version }, patch);
    return written ? ok({ version: i.version + 1 }) : slower();
  },
});
