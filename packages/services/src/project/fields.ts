import { annotatorsOf, countMembers, featuresOf, freeFields } from "@nauplius/db";
import { type FieldDefinition, featureCatalogue, ok, projectId } from "@nauplius/domain";
import { z } from "zod";
import { verb } from "../verb.ts";

const input = z.strictObject({ projectId });

/** Columns that every project has, beside those of its dictionary. */
const fixed: readonly FieldDefinition[] = [
  { level: "object", name: "id", type: "text", unit: null },
  { level: "object", name: "lat", type: "number", unit: "°" },
  { level: "object", name: "lon", type: "number", unit: "°" },
  { level: "object", name: "depth_min", type: "number", unit: "m" },
  { level: "object", name: "depth_max", type: "number", unit: "m" },
  { level: "object", name: "link", type: "text", unit: null },
  { level: "object", name: "complement_info", type: "text", unit: null },
  { level: "sample", name: "id", type: "text", unit: null },
  { level: "acquisition", name: "id", type: "text", unit: null },
  { level: "acquisition", name: "instrument", type: "text", unit: null },
  { level: "acquisition", name: "pixel_size", type: "number", unit: "µm" },
  { level: "acquisition", name: "sub_part", type: "number", unit: null },
];
const units = new Map(featureCatalogue.map((feature) => [feature.name, feature.unit]));

/** Everything that can be filtered, sorted and shown by name: fixed columns, measured features, the project's dictionary. */
export const listFields = verb({
  name: "project.fields",
  permission: "project.read",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => {
    const [free, features] = await Promise.all([freeFields(ctx.db, i.projectId), featuresOf(ctx.db, i.projectId)]);
    const nameOf = (f: FieldDefinition) => `${f.level}/${f.name}`;
    const known = new Set(free.map(nameOf));
    const always = new Set(fixed.map(nameOf));
    const measured = features
      .filter((name) => !known.has(`object/${name}`))
      .map((name): FieldDefinition => ({ level: "object", name, type: "number", unit: units.get(name) ?? null }));
    // A file's own column of the same name (acq_sub_part) is what the fixed one was read from.
    return ok([...fixed, ...measured, ...free.filter((f) => !always.has(nameOf(f)))]);
  },
});

/** Who annotated here: for the filter. Names are for members. */
export const projectAnnotators = verb({
  name: "project.annotators",
  permission: "view.read",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok(await annotatorsOf(ctx.db, i.projectId)),
});

/** How many people work here, without their names. */
export const projectMemberCount = verb({
  name: "project.memberCount",
  permission: "project.read",
  input,
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i) => ok({ members: await countMembers(ctx.db, i.projectId, ctx.clock.now()) }),
});
