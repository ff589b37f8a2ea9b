import {
  acquisitionById,
  acquisitionsOf,
  countsBy,
  freeFields,
  listSamples as listSampleRows,
  projectById,
  projectOf,
  sampleById,
  withAncestors,
} from "@nauplius/db";
import { type AcquisitionId, acquisitionId, ok, type ProjectId, projectId, refuse, sampleId } from "@nauplius/domain";
import { z } from "zod";
import type { Grant } from "../access.ts";
import type { Context } from "../context.ts";
import { verb } from "../verb.ts";

const nothing = (what: string) => refuse("notFound", `there is no such ${what}, or it is not open to you`);
/** A membership limited to samples sees those and no others. */
const isOpen = (grant: Grant, sample: number): boolean => grant.sampleIds.length === 0 || grant.sampleIds.some((id) => id === sample);

/** An acquisition that the grant lets one see. */
export async function acquisitionInSight(ctx: Context, grant: Grant, id: AcquisitionId) {
  const acquisition = await acquisitionById(ctx.db, id);
  return acquisition === null || !isOpen(grant, acquisition.sampleId) ? nothing("acquisition") : ok(acquisition);
}

export const listSamples = verb({
  name: "sample.list",
  permission: "sample.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => ok(await listSampleRows(ctx.db, i.projectId, grant.sampleIds)),
});

/** What both pages show beside their own rows: the project, its dictionary, counts with names. */
async function surroundings(ctx: Context, grant: Grant, project: ProjectId, of: { sample: number } | { acquisition: number }) {
  const [row, fields, counts] = await Promise.all([
    projectById(ctx.db, project),
    freeFields(ctx.db, project),
    countsBy(ctx.db, project, of),
  ]);
  const taxa = await withAncestors(ctx.db, [...new Set(counts.map((c) => c.taxonId).filter((id) => id !== 0))]);
  return { project: { id: project, title: row?.title ?? "" }, fields, counts, taxa, role: grant.standing.role };
}

export const readSample = verb({
  name: "sample.read",
  permission: "sample.read",
  input: z.strictObject({ sampleId }),
  project: (ctx, i) => projectOf(ctx.db, "sample", i.sampleId),
  run: async (ctx, i, grant) => {
    const sample = isOpen(grant, i.sampleId) ? await sampleById(ctx.db, i.sampleId) : null;
    if (sample === null) return nothing("sample");
    const acquisitions = await acquisitionsOf(ctx.db, i.sampleId);
    return ok({ ...sample, acquisitions, ...(await surroundings(ctx, grant, sample.projectId, { sample: i.sampleId })) });
  },
});

export const readAcquisition = verb({
  name: "acquisition.read",
  permission: "sample.read",
  input: z.strictObject({ acquisitionId }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, i, grant) => {
    const found = await acquisitionInSight(ctx, grant, i.acquisitionId);
    if (!found.ok) return found;
    const acquisition = found.value;
    const place = await sampleById(ctx.db, acquisition.sampleId);
    return ok({ ...acquisition, place, ...(await surroundings(ctx, grant, acquisition.projectId, { acquisition: i.acquisitionId })) });
  },
});
