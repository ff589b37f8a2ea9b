import { type Db, modelById, modelClasses, predictorsOf, type Sight } from "@nauplius/db";
import { createRng, type ModelEvaluation } from "@nauplius/domain";
import { type Confusion, type Correct, groupConfusion, makeConfusion, makeCorrector, supportOf } from "@nauplius/ecology/quantities";

/** How to correct what still is predicted for the errors of the model that said so. */
export type Correcting = {
  readonly model: string;
  /** Group of the confusion for each taxon of the model, and the taxon that a group stands for (null: several, that have no figure of their own). */
  readonly groupOf: ReadonlyMap<number, number>;
  readonly taxonOf: readonly (number | null)[];
  readonly correct: Correct;
};
export type Corrected = { readonly by: Correcting; readonly reason?: undefined } | { readonly by: null; readonly reason: string };

/** Test objects that a class needs to be corrected by itself (science: 50). */
const least = 50;
const without = (reason: string): Corrected => ({ by: null, reason });

/** The test of the one model that said what is predicted here, if it was made on held-out samples at natural proportions. */
export async function correctionFor(db: Db, sight: Sight, draws: number): Promise<Corrected> {
  const predictors = await predictorsOf(db, sight);
  const [only, ...others] = predictors;
  if (only === undefined) return without("nothing is predicted");
  if (only.modelId === null || others.length > 0)
    return without("the predicted objects come from several models, or from files: predict them with one model");
  const model = await modelById(db, only.modelId);
  const evaluation = model?.evaluation ?? null;
  if (model === null || evaluation === null) return without("the model that predicted has no test on objects of this site");
  const name = `${model.name} ${model.version}`;
  if (!evaluation.split.bySample)
    return without(`${name} was tested on a random split, not on samples of their own: its errors here are not known`);
  const taxa = new Map((await modelClasses(db, model.id)).map((one) => [one.name, one.taxonId === null ? null : Number(one.taxonId)]));
  const grouped = groupsOf(evaluation, taxa);
  const made = makeCorrector(grouped.confusion, { least, draws, random: createRng(model.id).fork("correction").next });
  if (made.correct === null) return without(`${name}: ${made.reason}`);
  return { by: { model: name, groupOf: grouped.groupOf, taxonOf: grouped.taxonOf, correct: made.correct } };
}

/** Classes of one taxon are one; those with fewer than 50 test objects are joined to one group. */
function groupsOf({ classes, confusion }: ModelEvaluation, taxa: ReadonlyMap<string, number | null>) {
  const full = new Float64Array(classes.length ** 2);
  for (const [truth, predicted, objects] of confusion) full[truth * classes.length + predicted] = objects;
  const taxonOfClass = classes.map(({ name, taxonId }) => taxa.get(name) ?? taxonId);
  const byTaxon = groupConfusion(
    makeConfusion(
      classes.map(({ name }) => name),
      full,
    ),
    taxonOfClass.map((taxon) => `${taxon}`),
  );
  const support = supportOf(byTaxon);
  const joined: Confusion = groupConfusion(
    byTaxon,
    byTaxon.classes.map((name, i) => ((support[i] ?? 0) < least || name === "null" ? "others" : name)),
  );
  const groupOf = new Map<number, number>();
  for (const name of byTaxon.classes) {
    const at = joined.classes.indexOf(name);
    if (name !== "null") groupOf.set(Number(name), at === -1 ? joined.classes.indexOf("others") : at);
  }
  return { confusion: joined, groupOf, taxonOf: joined.classes.map((name) => (name === "others" ? null : Number(name))) };
}
