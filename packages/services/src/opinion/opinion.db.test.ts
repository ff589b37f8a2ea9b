import { sql } from "@nauplius/db/sql";
import { createRng, type ProjectId, type TaxonId } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import { addComment, listComments, listRecentComments, removeComment } from "../comment/verbs.ts";
import type { Context } from "../context.ts";
import { giveOpinion, nextOpinion, opinionStatus, readAgreement, setOpinionTerms } from "./verbs.ts";

let site: TestSite;
let project: ProjectId;
let taxa: ReadonlyMap<string, TaxonId>;
let ids: readonly number[];
const people = new Map<string, Context>();
const as = (name: string): Context => people.get(name) as Context;
const taxon = (name: string): number => taxa.get(name) as number;

beforeAll(async () => {
  site = await makeSite();
  taxa = await makeTaxa(site.db, ["Copepoda", "Detritus"]);
  project = await makeProject(site.db, "opinions");
  const sample = await makeSample(site.db, project, "tow");
  const acquisition = await makeAcquisition(site.db, project, sample, "scan");
  const seeds = Array.from({ length: 200 }, (_, i) => ({ originalId: `o${i}` }));
  ids = await makeObjects(site.db, { project, sample, acquisition, rng: createRng("opinions") }, seeds);
  await site.db.run(sql`update "object" set vignettes = 1`);
  for (const [name, role] of [
    ["meg", "manager"],
    ["ann", "annotator"],
    ["bob", "annotator"],
  ] as const)
    people.set(name, site.as(asUser(await makeMember(site.db, project, name, role))));
  await label("ann", ids.slice(0, 100), "Copepoda");
  await label("bob", ids.slice(100, 180), "Detritus");
});
afterAll(() => site.dispose());

async function label(name: string, objects: readonly number[], called: string): Promise<void> {
  const rows = await site.db.rows<{ id: number; version: number }>(
    sql`select id, version from "object" where id = any(${[...objects]}::bigint[])`,
  );
  const outcome = await labelObjects.call(as(name), {
    projectId: project,
    batchId: crypto.randomUUID(),
    how: "page",
    target: { by: "ids", objects: rows },
    change: { taxonId: taxon(called), state: "validated" },
  });
  expect(outcome.ok).toBe(true);
}
const draw = async (name: string) => {
  const outcome = await nextOpinion.call(as(name), { projectId: project });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.opinion;
};
const status = async (name: string) => {
  const outcome = await opinionStatus.call(as(name), { projectId: project });
  return outcome.ok ? outcome.value : null;
};

test("nothing is shown again until the project says so, and never more than five in a hundred", async () => {
  expect(await draw("ann")).toBeNull();
  expect((await setOpinionTerms.call(as("meg"), { projectId: project, share: 6, managerSees: true })).ok).toBe(false);
  expect((await setOpinionTerms.call(as("ann"), { projectId: project, share: 5, managerSees: true })).ok).toBe(false);
  expect((await setOpinionTerms.call(as("meg"), { projectId: project, share: 5, managerSees: false })).ok).toBe(true);
  expect(await status("ann")).toMatchObject({ share: 5, decided: 100, allowed: 5, waiting: 5 });
});

test("what is shown says nothing of its label; it is answered once, by whom it was shown to, and is no label", async () => {
  const shown = await draw("ann");
  expect(shown).not.toBeNull();
  expect(Object.keys(shown ?? {}).sort()).toEqual(["id", "pixelSize", "vignettes"]);
  expect(await draw("ann")).toEqual(shown);
  const before = await site.db.row(sql`select count(*)::int as events, sum(version)::int as versions from annotation_event`);
  const answer = { opinionId: Number(shown?.id), taxonId: taxon("Copepoda") };
  expect(await giveOpinion.call(as("bob"), answer)).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await giveOpinion.call(as("ann"), { ...answer, taxonId: 987_654 })).toMatchObject({ ok: false });
  expect(await giveOpinion.call(as("ann"), answer)).toMatchObject({ ok: true });
  expect(await giveOpinion.call(as("ann"), answer)).toMatchObject({ ok: false, error: { code: "conflict" } });
  expect(await site.db.row(sql`select count(*)::int as events, sum(version)::int as versions from annotation_event`)).toEqual(before);
});

test("one's own work rests for a day, then comes in turn with that of others, until the share is reached", async () => {
  const whose = async () =>
    (await site.db.rows<{ own: boolean }>(sql`select first_by = user_id as own from opinion where user_id = 'user-ann' order by id`)).map(
      (r) => r.own,
    );
  // Everything was decided minutes ago: only others' work can be shown.
  expect(await whose()).toEqual([false]);
  await site.db.run(sql`update annotation_event set at = at - interval '2 days'`);
  for (const answer of ["Detritus", "Copepoda", null, "Detritus"]) {
    const shown = await draw("ann");
    const given = { opinionId: Number(shown?.id), taxonId: answer === null ? null : taxon(answer) };
    expect(await giveOpinion.call(as("ann"), given)).toMatchObject({ ok: true });
  }
  expect(await whose()).toEqual([false, false, true, false, true]);
  expect(await draw("ann")).toBeNull();
  expect(await status("ann")).toMatchObject({ answered: 5, waiting: 0 });
});

test("agreement is for the person; the manager sees the project's only where it says so", async () => {
  const read = async (name: string) => {
    const outcome = await readAgreement.call(as(name), { projectId: project });
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value;
  };
  // Others' objects are Detritus: called Copepoda, Detritus, and once nothing. Her own are Copepoda: called so, then Detritus.
  const { mine, differ, project: none } = await read("ann");
  expect(none).toBeNull();
  expect(mine).toMatchObject({ others: { objects: 2, agreed: 0.5 }, own: { objects: 2, agreed: 0.5, kappa: 0 }, cannotSay: 1 });
  expect(mine.own.taxa.map((t) => [t.taxon, t.first, t.second])).toEqual([
    ["Copepoda", 2, 1],
    ["Detritus", 0, 1],
  ]);
  expect(differ).toHaveLength(3);
  expect((await read("meg")).project).toBeNull();
  await setOpinionTerms.call(as("meg"), { projectId: project, share: 5, managerSees: true });
  expect((await read("meg")).project).toMatchObject({ others: { objects: 2 }, persons: [{ name: "ann", own: { objects: 2 } }] });
  expect((await read("bob")).project).toBeNull();
});

test("comments stand beside an object for members; one takes back one's own, a manager anybody's", async () => {
  const object = ids[0] as number;
  const say = async (name: string, text: string) => {
    const outcome = await addComment.call(as(name), { objectId: object, text });
    return outcome.ok ? outcome.value.id : outcome.error.code;
  };
  const first = await say("ann", "an egg sac?");
  expect(await say("ann", "  ")).toBe("invalid");
  const second = await say("bob", "yes");
  expect(await listComments.call(as("meg"), { objectId: object })).toMatchObject({
    ok: true,
    value: [{ text: "an egg sac?", name: "ann" }, { text: "yes" }],
  });
  expect(await removeComment.call(as("bob"), { commentId: Number(first) })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await removeComment.call(as("bob"), { commentId: Number(second) })).toMatchObject({ ok: true });
  expect(await removeComment.call(as("meg"), { commentId: Number(first) })).toMatchObject({ ok: true });
  expect(await listRecentComments.call(as("meg"), { projectId: project })).toEqual({ ok: true, value: [] });
});
