import { type Db, particleImages, particleSummary, projectOf } from "@nauplius/db";
import { acquisitionId, ok } from "@nauplius/domain";
import { createProfile, type ProfileRow } from "@nauplius/formats";
import { z } from "zod";
import { verb } from "../verb.ts";
import { acquisitionInSight } from "./verbs.ts";

const page = 5000;

export type CastProfile = {
  /** By metre of depth: images, and particles by size (px); metres without particles have a row of size 0, so that their volume counts. */
  readonly rows: readonly ProfileRow[];
  /** Images above an earlier one, left out by the descent filter. */
  readonly leftOut: number;
};

/** The particle table of a cast, added up metre by metre: what sampled volumes by depth (images x volume of an image) and particle spectra are
 *  made of. Images without light, and without depth, are no part of it. Overexposed ones have no particles but did look: they are left out too. */
export async function castProfile(
  db: Db,
  acquisition: number,
  { descentFilter }: { readonly descentFilter: boolean },
): Promise<CastProfile> {
  const profile = createProfile({ descentFilter });
  for (let after = 0; ; ) {
    const images = await particleImages(db, acquisition, after, page);
    for (const { depth, lit, state, areas, counts } of images)
      if (lit && depth !== null && state !== "overexposed")
        profile.add({ depth, particles: areas.map((pixels, at) => ({ pixels, count: counts[at] ?? 0 })) });
    const last = images.at(-1);
    if (last === undefined) return { rows: profile.rows(), leftOut: profile.leftOut() };
    after = last.ordinal;
  }
}

/** What is kept of an acquisition's particle table, and its images and particles by metre. */
export const readCastParticles = verb({
  name: "acquisition.particles",
  permission: "sample.read",
  input: z.strictObject({ acquisitionId, descentFilter: z.stringbool().default(true) }),
  project: (ctx, i) => projectOf(ctx.db, "acquisition", i.acquisitionId),
  run: async (ctx, i, grant) => {
    const visible = await acquisitionInSight(ctx, grant, i.acquisitionId);
    if (!visible.ok) return visible;
    const summary = await particleSummary(ctx.db, i.acquisitionId);
    return ok({ summary, profile: summary === null ? null : await castProfile(ctx.db, i.acquisitionId, i) });
  },
});
