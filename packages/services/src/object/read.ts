import { freeFields, inSight, objectDetail, predictionOf, projectOf, vignettesOf } from "@nauplius/db";
import { featureCatalogue, objectId, ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { sightOf } from "../access.ts";
import { verb } from "../verb.ts";

const units = new Map(featureCatalogue.map((feature) => [feature.name, feature.unit]));

/** One object with all its fields and vignettes. */
export const readObject = verb({
  name: "object.read",
  permission: "object.read",
  input: z.strictObject({ objectId }),
  project: (ctx, i) => projectOf(ctx.db, "object", i.objectId),
  run: async (ctx, i, grant) => {
    const [visible] = await inSight(ctx.db, { ...sightOf(grant), retired: true }, [i.objectId]);
    const found = visible === undefined ? null : await objectDetail(ctx.db, i.objectId);
    if (found === null) return refuse("notFound", "there is no such object, or it is not open to you");
    const { features, featureNames, ...object } = found;
    const fields = await freeFields(ctx.db, object.projectId);
    const unitOf = (name: string) => fields.find((f) => f.level === "object" && f.name === name)?.unit ?? units.get(name) ?? null;
    const vignettes = await vignettesOf(ctx.db, i.objectId);
    const hidden = sightOf(grant).validatedOnly ? { annotatedBy: null, annotator: null } : {};
    return ok({
      ...object,
      ...hidden,
      // What a model guessed is for those who see more than what was validated.
      prediction: sightOf(grant).validatedOnly ? null : await predictionOf(ctx.db, i.objectId),
      role: grant.standing.role,
      fields,
      features: featureNames.map((name, at) => ({ name, value: features[at] ?? null, unit: unitOf(name) })),
      vignettes: vignettes.map((v) => ({
        id: v.id,
        rank: v.rank,
        fileName: v.fileName,
        mime: v.mime,
        width: v.width,
        height: v.height,
        footer: v.footer,
        background: v.background,
      })),
    });
  },
});
