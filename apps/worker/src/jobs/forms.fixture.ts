import type { Db } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId } from "@nauplius/domain";
import { makeTow } from "@nauplius/testing/factories";

export const formFeatures = ["area", "mean", "major", "minor", "circ."];

type Taxa = { readonly copepods: number; readonly detritus: number };
export type FormTow = {
  readonly name: string;
  /** Month of 2023, from 0. */
  readonly month: number;
  readonly objects: number;
  /** How large the form of an object is; forms of one size differ by less than one in ten. */
  readonly form: (i: number) => number;
  readonly free?: object;
  readonly scanFree?: object;
};

/** Tows of a project whose objects have measured features; a tenth of each is detritus, there to be left out. */
export async function makeForms(db: Db, project: ProjectId, { copepods, detritus }: Taxa): Promise<(tow: FormTow) => Promise<void>> {
  const list = await db.row<{ id: number }>(sql`insert into feature_list (names) values (${formFeatures}::text[]) returning id`);
  await db.run(sql`insert into project_feature_list (project_id, feature_list_id) values (${project}, ${list?.id})`);
  return async ({ name, month, objects, form, ...free }) => {
    const rng = createRng(name);
    const seeds = Array.from({ length: objects }, (_, i) => ({
      originalId: `${name} ${i}`,
      taxonId: i % 10 === 9 ? detritus : copepods,
      state: "validated" as const,
      featureListId: list?.id ?? null,
      features: formFeatures.map((_, f) => 10 * form(i) * (f + 1) + rng.next()),
    }));
    const at = { startedAt: new Date(Date.UTC(2023, month, 1)), depths: [0, 50 * (month + 1)] as const };
    await makeTow(db, project, { name, ...at, ...free, objects: seeds });
  };
}
