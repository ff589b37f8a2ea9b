import { sql } from "@nauplius/db/sql";
import { createRng, type TaxonId, uuidV7 } from "@nauplius/domain";
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
import { undo } from "../annotation/undo.ts";
import type { Context } from "../context.ts";
import { addAssignment, editAssignment, listAssignments, removeAssignment } from "./assignments.ts";
import { campaignCsv, readCampaign } from "./campaign.ts";
import { myWork } from "./mine.ts";

let site: TestSite;
let project: Awaited<ReturnType<typeof makeProject>>;
let taxa: ReadonlyMap<string, TaxonId>;
let ids: readonly number[];
const people = new Map<string, Context>();
const as = (name: string): Context => people.get(name) as Context;
const idOf = (name: string): string => `user-${name}`;

beforeAll(async () => {
  site = await makeSite();
  taxa = await makeTaxa(site.db, ["Copepoda", "Detritus"]);
  project = await makeProject(site.db, "work");
  const sample = await makeSample(site.db, project, "tow");
  const acquisition = await makeAcquisition(site.db, project, sample, "scan");
  const seeds = Array.from({ length: 20 }, (_, i) => ({
    originalId: `o${i}`,
    ...(i < 12 ? { taxonId: taxa.get(i < 8 ? "Copepoda" : "Detritus") as number, state: "predicted" as const, score: 0.9 } : {}),
  }));
  ids = await makeObjects(site.db, { project, sample, acquisition, rng: createRng("work") }, seeds);
  for (const [name, role] of [
    ["meg", "manager"],
    ["ann", "annotator"],
    ["tom", "trainee"],
    ["vic", "viewer"],
  ] as const)
    people.set(name, site.as(asUser(await makeMember(site.db, project, name, role))));
});
afterAll(() => site.dispose());

let at = 0;
const rng = createRng("strokes");
async function label(name: string, objects: readonly number[], taxonId: number | "keep" = "keep"): Promise<void> {
  const rows = await site.db.rows<{ id: number; version: number }>(
    sql`select id, version from "object" where id = any(${[...objects]}::bigint[])`,
  );
  const outcome = await labelObjects.call(as(name), {
    projectId: project,
    batchId: newBatch(),
    how: "one",
    target: { by: "ids", objects: rows },
    change: { taxonId, state: "validated" },
  });
  expect(outcome).toMatchObject({ ok: true, value: { conflicts: [] } });
}
const newBatch = (): string =>
  uuidV7(
    ++at,
    Uint8Array.from({ length: 10 }, () => rng.int(256)),
  );
async function give(query: string, persons: readonly string[], name = "Copepods"): Promise<number> {
  const outcome = await addAssignment.call(as("meg"), { projectId: project, name, query, persons: persons.map(idOf), dueOn: "2026-12-24" });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.id;
}
async function progress(id: number) {
  const outcome = await listAssignments.call(as("meg"), { projectId: project });
  const found = outcome.ok ? outcome.value.find((a) => Number(a.id) === id) : undefined;
  return { left: found?.progress?.left, done: found?.progress?.done, perDay: found?.progress?.perDay };
}
const minePart = async (name: string) => {
  const outcome = await myWork.call(as(name), {});
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
};

test("work is left until its persons decide, whatever taxon they choose; what others or an undo do is not theirs", async () => {
  const id = await give(`taxon=${taxa.get("Copepoda")}&state=predicted`, ["ann"]);
  expect(await progress(id)).toEqual({ left: 8, done: 0, perDay: 0 });
  await label("ann", ids.slice(0, 3));
  await label("ann", ids.slice(3, 4), taxa.get("Detritus"));
  // Somebody else's decision takes an object away, and objects of another taxon are no part of it.
  await label("meg", ids.slice(4, 5));
  await label("ann", ids.slice(8, 10));
  expect(await progress(id)).toEqual({ left: 3, done: 4, perDay: 4 });
  expect((await undo.call(as("ann"), { projectId: project, batchId: newBatch() })).ok).toBe(true);
  await label("ann", ids.slice(5, 6));
  expect((await undo.call(as("ann"), { projectId: project, batchId: newBatch() })).ok).toBe(true);
  expect(await progress(id)).toEqual({ left: 3, done: 4, perDay: 4 });
});

test("each person finds their work with the address of what is left and their own pace; others find nothing", async () => {
  const { assignments, pace } = await minePart("ann");
  expect(assignments).toMatchObject([
    { name: "Copepods", project: "work", dueOn: "2026-12-24", with: [], progress: { left: 3, done: 4, mine: 4 } },
  ]);
  const address = new URLSearchParams(assignments[0]?.progress?.continue);
  expect([address.get("state"), address.get("accepted")]).toEqual(["predicted", "0"]);
  expect(pace?.days.reduce((sum, d) => sum + d.seen, 0)).toBe(7);
  expect(await minePart("tom")).toEqual({ assignments: [], pace: null });
  expect(JSON.stringify(await listAssignments.call(as("meg"), { projectId: project }))).not.toContain("mine");
});

test("a trainee's proposal is their work done, and the reviewer's work begun", async () => {
  const own = await give("", ["tom"], "Everything");
  const second = await give("proposed=1", ["meg"], "Proposals");
  expect((await progress(second)).left).toBe(0);
  const before = await progress(own);
  await label("tom", ids.slice(12, 15), taxa.get("Copepoda"));
  expect(await progress(own)).toEqual({ left: (before.left ?? 0) - 3, done: 3, perDay: 3 });
  expect(await progress(second)).toMatchObject({ left: 3, done: 0 });
  await label("meg", ids.slice(12, 14));
  expect(await progress(second)).toMatchObject({ left: 1, done: 2 });
});

test("refuses people who cannot label, views that never get done, views that cannot be read and columns that are gone", async () => {
  const asked = { projectId: project, name: "x", query: "", persons: [idOf("ann")] };
  const why = async (more: object) => {
    const outcome = await addAssignment.call(as("meg"), { ...asked, ...more });
    return outcome.ok ? "ok" : `${outcome.error.code} ${outcome.error.faults?.[0]?.path}`;
  };
  expect(await why({ persons: [idOf("vic")] })).toBe("invalid persons");
  expect(await why({ persons: [] })).toBe("invalid persons");
  expect(await why({ query: "state=validated" })).toBe("invalid query");
  expect(await why({ query: "depth=low..high" })).toBe("invalid query");
  expect(await why({ name: " " })).toBe("invalid name");
  expect(await why({ dueOn: "tomorrow" })).toBe("invalid dueOn");
  const gone = await give("f=object/nosuch:1..2", ["ann"], "Gone");
  expect(await progress(gone)).toEqual({ left: undefined, done: undefined, perDay: undefined });
  expect((await addAssignment.call(as("ann"), asked)).ok).toBe(false);
  expect(await removeAssignment.call(as("meg"), { assignmentId: gone })).toMatchObject({ ok: true });
});

test("an assignment that is closed, or given to others, is nobody's work any more", async () => {
  const id = await give("state=predicted", ["ann"], "Short");
  const names = async () => (await minePart("ann")).assignments.map((a) => a.name);
  expect(await names()).toContain("Short");
  const change = { assignmentId: id, name: "Short", dueOn: null, persons: [idOf("ann")], closed: true };
  expect((await editAssignment.call(as("meg"), change)).ok).toBe(true);
  expect(await names()).not.toContain("Short");
  expect((await editAssignment.call(as("meg"), { ...change, closed: false, persons: [idOf("tom")] })).ok).toBe(true);
  expect(await names()).not.toContain("Short");
  expect((await minePart("tom")).assignments.map((a) => a.name)).toContain("Short");
});

test("a campaign tells whole projects, assignments, samples and taxa to those who manage them, and the same as CSV", async () => {
  const outcome = await readCampaign.call(as("meg"), { projects: String(project) });
  if (!outcome.ok) throw new Error(outcome.error.message);
  const line = (level: string, name: string) => outcome.value.lines.find((l) => l.level === level && l.name === name);
  expect(line("project", "work")).toMatchObject({ done: 7, left: 13 });
  expect(line("sample", "tow")).toMatchObject({ done: 7, left: 13 });
  // Copepoda: 4 of hers and one of the manager's, less the one that became Detritus; two proposals confirmed.
  expect(line("taxon", "Copepoda")).toMatchObject({ done: 6 });
  expect(line("assignment", "Copepods")).toMatchObject({ persons: ["ann"], dueOn: "2026-12-24", done: 4, left: 3 });
  expect(await readCampaign.call(as("ann"), {})).toEqual({ ok: true, value: { projects: [], lines: [] } });
  expect((await readCampaign.call(as("meg"), { projects: "1;2" })).ok).toBe(false);
  const csv = await campaignCsv.call(as("meg"), {});
  const rows = csv.ok ? csv.value.trim().split("\r\n") : [];
  expect(rows[0]).toBe("level,project,name,persons,due,done,left,per_day,forecast");
  expect(rows).toHaveLength(outcome.value.lines.length + 1);
});
