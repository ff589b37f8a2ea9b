import { calibrationsOf, effectiveFlags, listSamples, signOffsBySample, talliesBySample, taxaByIds } from "@nauplius/db";
import { ok, projectId } from "@nauplius/domain";
import { dayPart } from "@nauplius/formats";
import { z } from "zod";
import { verb } from "../verb.ts";

/** How far a project is and where: counts by sample, taxon and state, the samples with their part of the day, calibrations that differ, checks signed. */
export const projectStatistics = verb({
  name: "statistics.project",
  permission: "statistics.read",
  input: z.strictObject({ projectId }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant) => {
    const [tallies, rows, calibrations, checks] = await Promise.all([
      talliesBySample(ctx.db, i.projectId, grant.sampleIds),
      listSamples(ctx.db, i.projectId, grant.sampleIds),
      calibrationsOf(ctx.db, i.projectId, grant.sampleIds),
      signOffsBySample(ctx.db, i.projectId, grant.sampleIds),
    ]);
    const ids = [...new Set(tallies.map(({ taxonId }) => taxonId))].filter((id) => id !== 0);
    const [names, flags] = await Promise.all([taxaByIds(ctx.db, ids), effectiveFlags(ctx.db, ids)]);
    const taxa = names.map(({ id, displayName }) => ({ id, displayName, living: flags.get(id)?.living ?? true }));
    const samples = rows.map(({ id, name, latitude, longitude, startedAt, depthMin, depthMax, counts }) => {
      const iso = startedAt === null ? null : new Date(startedAt).toISOString();
      const part = dayPart({ latitude, longitude, date: iso?.slice(0, 10) ?? null, time: iso?.slice(11, 19) ?? null });
      return { id, name, latitude, longitude, startedAt: iso, depthMin, depthMax, counts, dayPart: part };
    });
    return ok({ tallies, taxa, samples, calibrations, checks });
  },
});
