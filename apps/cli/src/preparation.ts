import { readFile } from "node:fs/promises";
import { ownRules } from "@nauplius/domain";
import {
  type FeatureTable,
  ownPreparation,
  type Preparation,
  publishedPreparation,
  untouchedPreparation,
  yeoJohnsonPreparation,
} from "@nauplius/ecology";
import { TableProblem } from "@nauplius/pipelines/morphospace";
import { pathOf } from "./command.ts";
import { UsageProblem } from "./env.ts";

/** Which columns of a table are read, and what is done to them. */
export type Recipe = { readonly features: readonly string[] | null; readonly prepare: (table: FeatureTable) => Preparation };

const named = {
  published: { features: publishedPreparation.rules.map((rule) => rule.feature), prepare: () => publishedPreparation },
  "yeo-johnson": { features: null, prepare: ({ names }) => yeoJohnsonPreparation(names) },
  none: { features: null, prepare: ({ names }) => untouchedPreparation(names) },
} as const satisfies Record<string, Recipe>;

export const preparationNames = Object.keys(named).join(", ");

/** One of the preparations by its name, or the recipe of a file. */
export async function recipeOf({ preparation, recipe }: Readonly<Record<string, unknown>>): Promise<Recipe> {
  if (recipe !== undefined) return readRecipe(pathOf(String(recipe)));
  if (Object.hasOwn(named, String(preparation))) return named[String(preparation) as keyof typeof named];
  throw new UsageProblem(`--preparation: got ${String(preparation)}, expected ${preparationNames}`);
}

async function readRecipe(path: string): Promise<Recipe> {
  const rules = ownRules.safeParse(await jsonIn(path));
  if (!rules.success) {
    const said = rules.error.issues.map(({ path: at, message }) => `${at.join(".") || "the recipe"}: ${message}`);
    throw new UsageProblem(`--recipe ${path}: ${said.join("; ")}`);
  }
  const features = Object.keys(rules.data);
  if (features.length === 0) throw new UsageProblem(`--recipe ${path}: got no feature, expected at least one with its rule`);
  const prepare = ({ names }: FeatureTable): Preparation => {
    const absent = features.filter((feature) => !names.includes(feature));
    if (absent.length === 0) return ownPreparation(rules.data, names);
    throw new TableProblem(
      `the recipe names ${absent.join(", ")}, which the table does not have; of the recipe it has ${names.join(", ") || "none"}`,
    );
  };
  return { features, prepare };
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageProblem(`--recipe ${path}: not JSON: ${error.message}`);
    throw new UsageProblem(`--recipe: the file ${path} cannot be read`);
  }
}
