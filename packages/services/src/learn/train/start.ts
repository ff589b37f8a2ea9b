import { foundTaxa, insertRun, modelById, projectById, type TaxonSupport, trainingCopies, trainingMix, trainingTaxa } from "@nauplius/db";
import {
  type NeededToTrain,
  neededToTrain,
  ok,
  refuse,
  siteRecipes,
  type TrainingSet,
  trainingRequest,
  trainingSet,
  trainingUses,
} from "@nauplius/domain";
import { z } from "zod";
import { actingUser, type Context } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";
import { featuresToTrain } from "../features.ts";
import { mappingOf, targetOf } from "./choose.ts";

export type PreviewClass = {
  readonly taxonId: number;
  readonly taxon: string;
  readonly objects: number;
  /** Taxa of the projects that count under it. */
  readonly from: readonly { readonly taxonId: number; readonly taxon: string; readonly objects: number; readonly samples: number }[];
  readonly isOneSample: boolean;
  readonly isLeftOut: boolean;
};

/** Fewer objects than this in a class teach little; said, not forbidden. */
const fewToLearn = 20;

/** Why a set names what is not there, or says of one taxon two things. */
async function objectionTo(ctx: Context, { projects, mapping }: TrainingSet): Promise<string | null> {
  for (const project of projects) if ((await projectById(ctx.db, project)) === null) return `set.projects: there is no project ${project}`;
  const from = mapping.map((line) => line.from);
  const twice = from.find((taxon, at) => from.indexOf(taxon) < at);
  if (twice !== undefined) return `set.mapping: taxon ${twice} is mapped twice, expected one line for each taxon`;
  const to = [...new Set(mapping.flatMap((line) => (line.to === null ? [] : [line.to])))];
  const known = new Set((await foundTaxa(ctx.db, to, null)).map(({ id }) => Number(id)));
  const unknown = to.find((taxon) => !known.has(Number(taxon)));
  return unknown === undefined ? null : `set.mapping: there is no taxon ${unknown} in the site's tree`;
}

async function classesOf(ctx: Context, set: TrainingSet, needed: NeededToTrain) {
  const support = await trainingTaxa(ctx.db, set.projects, needed);
  const mapping = mappingOf(set);
  const groups = new Map<number, TaxonSupport[]>();
  const dropped: TaxonSupport[] = [];
  for (const line of support) {
    const target = targetOf(line.taxonId, mapping);
    if (target === null) dropped.push(line);
    else groups.set(target, [...(groups.get(target) ?? []), line]);
  }
  const taxa = new Map((await foundTaxa(ctx.db, [...groups.keys()], null)).map((t) => [Number(t.id), t]));
  const local = [...groups].filter(([taxon]) => !taxa.has(taxon)).flatMap(([, lines]) => lines);
  const classes = [...groups]
    .flatMap(([taxonId, from]): PreviewClass[] => {
      const taxon = taxa.get(taxonId);
      if (taxon === undefined) return [];
      const objects = from.reduce((sum, line) => sum + line.objects, 0);
      const isOneSample = new Set(from.flatMap(({ span }) => span)).size === 1;
      return [{ taxonId, taxon: taxon.displayName, objects, from, isOneSample, isLeftOut: objects < set.fewest }];
    })
    .toSorted((a, b) => b.objects - a.objects);
  return { classes, dropped, local };
}

const leftOutKinds = { image: "withoutImage", features: "withoutFeatures", either: "showsNothing" } as const;

/** What a training set would hold: counts by class, and what speaks against it. */
export const previewTraining = verb({
  name: "training.preview",
  permission: "model.manage",
  input: z.strictObject({ set: trainingSet, recipe: z.enum(siteRecipes).default("head"), uses: z.enum(trainingUses).default("both") }),
  run: async (ctx, i) => {
    const objection = await objectionTo(ctx, i.set);
    if (objection !== null) return refuse("invalid", objection);
    const needed = neededToTrain(i);
    const { classes, dropped, local } = await classesOf(ctx, i.set, needed);
    const [mix, found] = await Promise.all([trainingMix(ctx.db, i.set.projects, needed), featuresToTrain(ctx.db, i.set.projects, needed)]);
    const measured = i.uses === "images" ? null : found;
    const kept = classes.filter(({ isLeftOut }) => !isLeftOut);
    const named = (lines: readonly { taxon: string; objects: number }[]) => lines.map((l) => `${l.taxon} (${l.objects})`).join(", ");
    const few = kept.filter(({ objects }) => objects < fewToLearn);
    const single = kept.filter(({ isOneSample }) => isOneSample);
    const warnings = [
      ...(few.length > 0 ? [{ kind: "few", text: named(few) }] : []),
      ...(single.length > 0 ? [{ kind: "oneSample", text: named(single) }] : []),
      ...(measured !== null && measured.apart.length > 0
        ? [{ kind: "dialects", text: `${measured.dialects.join(", ")}: ${measured.apart.join(", ")}` }]
        : []),
      ...(measured !== null && measured.features !== null && measured.unmeasured > 0
        ? [{ kind: "unmeasured", text: String(measured.unmeasured) }]
        : []),
      ...(mix.instruments.length > 1 ? [{ kind: "instruments", text: mix.instruments.join(", ") }] : []),
      ...(mix.leftOut > 0 ? [{ kind: leftOutKinds[needed], text: String(mix.leftOut) }] : []),
      ...(local.length > 0 ? [{ kind: "local", text: named(local) }] : []),
    ];
    const objects = kept.reduce((sum, line) => sum + line.objects, 0);
    return ok({ classes, dropped, objects, features: measured?.features ?? null, warnings });
  },
});

/** Warns of the same image twice among what projects validated. Asked for once: it takes longer than the rest, and no mapping changes it. */
export const previewCopies = verb({
  name: "training.copies",
  permission: "model.manage",
  input: z.strictObject({ projects: trainingSet.shape.projects }),
  run: async (ctx, { projects }) => {
    const objection = await objectionTo(ctx, trainingSet.parse({ projects }));
    if (objection !== null) return refuse("invalid", objection.replace(/^set\./, ""));
    const { copies, contradictions } = await trainingCopies(ctx.db, projects);
    return ok({
      warnings: [
        ...(copies > contradictions ? [{ kind: "copies", text: String(copies - contradictions) }] : []),
        ...(contradictions > 0 ? [{ kind: "contradictions", text: String(contradictions) }] : []),
      ],
    });
  },
});

/** Trains a model on what taxonomists validated, as a run; it becomes a candidate that a person may promote. */
export const startTraining = verb({
  name: "training.start",
  permission: "model.manage",
  input: trainingRequest,
  run: async (ctx, i) => {
    const parent = await modelById(ctx.db, i.parentId);
    if (parent === null) return refuse("notFound", "there is no such model to begin with");
    if (parent.manifest.kind === "forest")
      return refuse("invalid", `parentId: ${parent.name} ${parent.version} is a forest, expected a network to begin with`);
    const objection = await objectionTo(ctx, i.set);
    if (objection !== null) return refuse("invalid", objection);
    if (i.uses === "features" && i.recipe !== "forest")
      return refuse("invalid", `uses: got features, and recipe ${i.recipe} learns from images: expected both or images`);
    if (i.uses === "features" && (await featuresToTrain(ctx.db, i.set.projects, "features")).features === null)
      return refuse("invalid", "uses: nothing was measured of these objects by which all of them can be compared, expected images");
    const { classes } = await classesOf(ctx, i.set, neededToTrain(i));
    const kept = classes.filter(({ isLeftOut }) => !isLeftOut);
    if (kept.length < 2)
      return refuse(
        "invalid",
        `set: these projects hold ${kept.length === 0 ? "no class" : "one class"} with at least ${i.set.fewest} validated objects, expected at least two`,
      );
    const input = { ...i, title: `${i.name} (${i.recipe})` };
    const run = await insertRun(ctx.db, { kind: "trainModel", projectId: null, createdBy: actingUser(ctx), input, now: ctx.clock.now() });
    await deliver(ctx, { id: run, kind: "trainModel" });
    return ok({ run });
  },
});
