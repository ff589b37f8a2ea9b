import { sql } from "@nauplius/db/sql";
import { makeTow } from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FormSite, formSite } from "./forms.fixture.ts";

let f: FormSite;
beforeAll(async () => {
  f = await formSite();
});
afterAll(() => f.site.dispose());

/** One tow without date and volume: three of the 45 features, of which one never varies and one has gaps. */
async function addPoorTow(objects: number): Promise<void> {
  const names = ["area", "mean", "min"];
  const list = await f.site.db.row<{ id: number }>(sql`insert into feature_list (names) values (${names}::text[]) returning id`);
  await f.site.db.run(sql`insert into project_feature_list (project_id, feature_list_id) values (${f.project}, ${list?.id})`);
  const seeds = Array.from({ length: objects }, (_, i) => ({
    ...{ originalId: `poor ${i}`, taxonId: f.copepods, state: "validated" as const, featureListId: list?.id ?? null },
    features: [10 + ((i * 7919) % 101), i % 9 === 0 ? null : 100 + ((i * 104_729) % 89), 5],
  }));
  await makeTow(f.site.db, f.project, { name: "poor", objects: seeds });
}

test("objects without features are no space: the refusal says what can be done", async () => {
  await makeTow(f.site.db, f.project, {
    name: "unmeasured",
    objects: Array.from({ length: 20 }, (_, i) => ({ originalId: `u${i}`, taxonId: f.copepods, state: "validated" as const })),
  });
  await f.site.db.run(sql`delete from project_feature_list where project_id = ${f.project}`);
  expect(await f.build(await f.prepare("Unmeasured"))).toMatchObject({
    state: "refused",
    reason: /no measured features: measure them, or import them with their table/,
  });
  await f.site.db.run(sql`update "object" set trash_id = 0 where sample_id in (select id from sample where name = 'unmeasured')`);
});

test("one sample without date and volume, features missing, constant and with gaps: a space, with a sentence for each", async () => {
  await addPoorTow(150);
  expect(await f.build(await f.prepare("Poor"), { k: 200, axes: 2 })).toMatchObject({ state: "done", reason: "" });
  const result = await f.resultOf(await f.spaceOf("Poor"));
  expect(result).toMatchObject({ individuals: 150, features: ["area", "mean"], axes: 2, series: [] });
  expect(result.warnings).toEqual([
    "No formulas are confirmed: each individual weighs 1, not sub_part / volume.",
    expect.stringMatching(/^42 features not in the table are left out: /),
    "1 features never varying are left out: min",
    "2 morphs instead of 200: 150 individuals carry no more",
    "2 morphs on 2 axes: MRic and MDiv need more morphs than axes, and are empty",
    "one sample only: there is nothing to compare it with, along a gradient or in time",
    "1 samples have no date such as 2019-11-21",
  ]);
  const [sample] = result.samples as { indices: Record<string, { value: number | null; reason?: string }> }[];
  expect(sample?.indices.MRic).toEqual({ value: null, reason: "2 forms on 2 axes: more forms than axes are needed" });
  expect(sample?.indices.FDis?.value).toBeGreaterThan(0);
});
