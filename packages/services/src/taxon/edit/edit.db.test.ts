import { randomUUID } from "node:crypto";
import { counterDifferences, historyOf, ledgerDifferences, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { batchId, createRng, type ObjectId, type ProjectId, type RunId, type TaxonChange, taxonId } from "@nauplius/domain";
import {
  anonymous,
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { labelObjects } from "../../annotation/label.ts";
import { runUndoBatch } from "../../annotation/undo-run.ts";
import type { Actor } from "../../context.ts";
import { executeRun, type RunHandle, type RunOutcome } from "../../run/execute.ts";
import type { Outcome } from "../../verb.ts";
import { loadTaxonomy } from "../load/load.ts";
import { taxonHistory } from "../read/history.ts";
import { readTaxon, taxonPlaces } from "../read/taxon.ts";
import { runRelabelTaxa } from "../relabel/run.ts";
import { addTaxon } from "./add.ts";
import { changeTaxon } from "./change.ts";
import { previewTaxonChange } from "./preview.ts";
import { undoMerge } from "./unmerge.ts";

const sites: TestSite[] = [];
afterAll(async () => {
  for (const one of sites) await one.dispose();
});

let site: TestSite;
let editor: Actor;
let person: Actor;
let project: ProjectId;
let objects: ObjectId[];

const tree = `id\tparent_id\tname\trename_to\ttaxostatus\ttaxotype
1\t\\N\tliving\t\\N\tA\tP
2\t1\tCopepoda\t\\N\tA\tP
3\t2\tegg\t\\N\tA\tM
4\t2\tpart\t\\N\tA\tM
5\t1\tKopepoda\t\\N\tA\tP
6\t5\tegg\t\\N\tA\tM
7\t5\tlarvae\t\\N\tA\tM
8\t1\tMollusca\t\\N\tA\tP
9\t1\tCopepodes\t5\tD\tP
`;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}
const refusalOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.code);

beforeEach(async () => {
  site = await makeSite();
  sites.push(site);
  async function* bytes() {
    yield new TextEncoder().encode(tree);
  }
  value(await loadTaxonomy(site.db, bytes(), "tree.tsv", { by: null, at: new Date(0), runId: null }));
  editor = asUser(await makeUser(site.db, "editor", ["taxonEditor"]), ["taxonEditor"]);
  project = await makeProject(site.db, "first");
  person = asUser(await makeMember(site.db, project, "annotator", "annotator"));
  const sample = await makeSample(site.db, project, "s");
  const acquisition = await makeAcquisition(site.db, project, sample, "a");
  const seeds = [
    { originalId: "a", taxonId: await id("Kopepoda"), state: "validated" },
    { originalId: "b", taxonId: await id("Kopepoda"), state: "predicted", score: 0.75 },
    { originalId: "c", taxonId: await id("egg<Kopepoda"), state: "dubious" },
    { originalId: "d", taxonId: await id("Copepoda"), state: "validated" },
    { originalId: "e" },
  ] as const;
  objects = await makeObjects(site.db, { project, sample, acquisition, rng: createRng(1) }, seeds);
});

const rows = () =>
  site.db.rows<{ id: number; display: string; parent: string | null; status: string; replaced: string | null; version: number }>(sql`
    select t.id, t.display_name as display, p.display_name as parent, t.status, r.display_name as replaced, t.version from taxon t
    left join taxon p on p.id = t.parent_id left join taxon r on r.id = t.replaced_by order by t.id`);
const row = async (display: string) => (await rows()).find((r) => r.display === display);
const id = async (display: string) => taxonId.parse((await row(display))?.id);
const change = async (display: string, what: TaxonChange, as: Actor = editor) => {
  const taxon = await row(display);
  return changeTaxon.call(site.as(as), { taxonId: taxonId.parse(taxon?.id), version: taxon?.version ?? 0, change: what });
};
const work = async (
  run: RunId | null,
  job: (d: { db: TestSite["db"]; clock: { now: () => Date } }, handle: RunHandle) => Promise<RunOutcome>,
) => {
  if (run === null) throw new Error("no run was made");
  const { db, clock, log } = site.as({ kind: "system" });
  await executeRun({ db, clock, log, worker: "test", stop: new AbortController().signal }, run, (handle) => job({ db, clock }, handle));
  return runById(db, run);
};
const labels = async () =>
  (
    await site.db.rows<{ name: string; taxon: string | null; state: string; by: string | null; score: number | null }>(sql`
      select o.original_id as name, t.display_name as taxon, o.state, o.annotated_by as by, o.score from "object" o left join taxon t on t.id = o.taxon_id
      order by o.id`)
  ).map((r) => `${r.name} ${r.taxon} ${r.state}${r.score === null ? "" : ` ${r.score}`}`);
const expectSound = async () => {
  expect(await counterDifferences(site.db)).toEqual([]);
  expect(await ledgerDifferences(site.db)).toEqual([]);
};

describe("ordinary changes", () => {
  test("add, rename, move: names around follow, each change has its history", async () => {
    const added = value(await addTaxon.call(site.as(editor), { parentId: await id("Mollusca"), name: "egg", kind: "morphological" }));
    expect(added.displayName).toBe("egg<Mollusca");
    value(await change("egg<Mollusca", { kind: "edit", patch: { name: "veliger", rank: "stage", aphiaId: 51 } }));
    expect((await rows()).map((r) => r.display)).toContain("veliger");
    value(await change("Kopepoda", { kind: "move", parentId: await id("Mollusca") }));
    value(await change("Mollusca", { kind: "edit", patch: { name: "Weichtiere" } }));
    expect((await row("Kopepoda"))?.parent).toBe("Weichtiere");
    const history = value(await taxonHistory.call(site.as(editor), { taxonId: await id("veliger") }));
    expect(history.map((e) => [e.kind, e.before, e.after, e.byName])).toEqual([
      ["edit", { name: "egg", rank: "", aphiaId: null }, { name: "veliger", rank: "stage", aphiaId: 51 }, "editor"],
      ["add", null, expect.objectContaining({ name: "egg" }), "editor"],
    ]);
    expect(value(await taxonHistory.call(site.as(anonymous), { taxonId: await id("veliger") }))[0]?.byName).toBeNull();
  });

  test("a circle, a twin and a stale version are refused, and nothing changes", async () => {
    const before = await rows();
    expect(refusalOf(await change("Copepoda", { kind: "move", parentId: await id("egg<Copepoda") }))).toBe("conflict");
    expect(refusalOf(await change("Copepoda", { kind: "move", parentId: await id("Copepoda") }))).toBe("conflict");
    expect(refusalOf(await change("part", { kind: "edit", patch: { name: "Egg" } }))).toBe("conflict");
    expect(refusalOf(await change("part", { kind: "move", parentId: await id("Copepodes") }))).toBe("conflict");
    const stale = { taxonId: await id("part"), version: 7, change: { kind: "edit", patch: { rank: "x" } } } as const;
    expect(refusalOf(await changeTaxon.call(site.as(editor), stale))).toBe("stale");
    expect(refusalOf(await change("part", { kind: "edit", patch: { name: "a<b" } }))).toBe("invalid");
    expect(await rows()).toEqual(before);
  });

  test("only taxon editors and admins", async () => {
    const admin = asUser(await makeUser(site.db, "root", ["admin"]), ["admin"]);
    const patch = { kind: "edit", patch: { rank: "class" } } as const;
    expect(refusalOf(await change("Copepoda", patch, person))).toBe("forbidden");
    expect(refusalOf(await change("Copepoda", patch, anonymous))).toBe("unauthenticated");
    expect(refusalOf(await change("Copepoda", patch, admin))).toBeNull();
  });

  test("flags are inherited until a person says otherwise, and who said so is kept", async () => {
    const egg = await id("egg<Copepoda");
    expect(value(await readTaxon.call(site.as(anonymous), { taxonId: egg }))).toMatchObject({
      flags: { living: true, extent: "whole", countsAsIndividual: true },
      flagsConfirmedBy: null,
    });
    value(await change("Copepoda", { kind: "flags", flags: { living: false, extent: "several", countsAsIndividual: null } }));
    const read = value(await readTaxon.call(site.as(editor), { taxonId: egg }));
    expect(read).toMatchObject({ flags: { living: false, extent: "whole", countsAsIndividual: true }, inherited: { extent: "several" } });
    expect(value(await readTaxon.call(site.as(editor), { taxonId: await id("Copepoda") })).flagsConfirmedBy).toBe("editor");
  });

  test("deprecated: still readable, shorter name free for others, can be restored", async () => {
    value(await change("Kopepoda", { kind: "deprecate", replacedBy: await id("Copepoda") }));
    expect(await row("Kopepoda")).toMatchObject({ status: "deprecated", replaced: "Copepoda" });
    expect((await labels()).slice(0, 2)).toEqual(["a Kopepoda validated", "b Kopepoda predicted 0.75"]);
    value(await change("Kopepoda", { kind: "restore" }));
    expect(await row("Kopepoda")).toMatchObject({ status: "unreviewed", replaced: null });
  });
});

describe("a merge", () => {
  const merge = async () => change("Kopepoda", { kind: "merge", into: await id("Copepoda") });

  test("is shown before it happens, and the preview leaves no trace", async () => {
    const before = await rows();
    const kopepoda = await row("Kopepoda");
    const what = { kind: "merge", into: await id("Copepoda") } as const;
    const input = { taxonId: taxonId.parse(kopepoda?.id), version: kopepoda?.version ?? 0, change: what };
    const shown = value(await previewTaxonChange.call(site.as(editor), input));
    expect(shown).toMatchObject({ objects: 3, projects: 1, shown: [], relabelled: 3, movedChildren: 1, renamed: 1 });
    expect(shown.names.map((n) => `${n.before} -> ${n.after}`)).toEqual(["egg<Copepoda -> egg"]);
    expect(await rows()).toEqual(before);
    expect(await site.db.row(sql`select count(*)::int as n from taxonomy_event where kind = 'merge'`)).toEqual({ n: 0 });
    expect(refusalOf(await previewTaxonChange.call(site.as(person), input))).toBe("forbidden");
  });

  test("takes children, names and objects along; ledger and counters stay right; who decided stays", async () => {
    const byBefore = await site.db.rows(sql`select annotated_by as by, annotated_at as at from "object" order by id`);
    const { runId } = value(await merge());
    expect(await rows()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ display: "Kopepoda", status: "deprecated", replaced: "Copepoda" }),
        expect.objectContaining({ display: "egg<Kopepoda", status: "deprecated", replaced: "egg" }),
        expect.objectContaining({ display: "egg", parent: "Copepoda", status: "approved" }),
        expect.objectContaining({ display: "larvae", parent: "Copepoda" }),
        expect.objectContaining({ display: "Copepodes", replaced: "Copepoda" }),
      ]),
    );
    expect((await labels())[0]).toBe("a Kopepoda validated");
    const run = await work(runId, runRelabelTaxa);
    expect([run?.state, run?.result]).toEqual(["done", { changed: 3, projects: 1 }]);
    expect(await labels()).toEqual([
      "a Copepoda validated",
      "b Copepoda predicted 0.75",
      "c egg dubious",
      "d Copepoda validated",
      "e null unclassified",
    ]);
    expect(await site.db.rows(sql`select annotated_by as by, annotated_at as at from "object" order by id`)).toEqual(byBefore);
    const [last, first] = await historyOf(site.db, objects[0] ?? 0);
    expect([last?.taxon, last?.how, last?.seen, first?.taxon, first?.how]).toEqual(["Copepoda", "edit", false, "Kopepoda", "import"]);
    await expectSound();
    expect(value(await taxonPlaces.call(site.as(person), { taxonId: await id("Copepoda") }))).toMatchObject({ own: 3, total: 4 });
    expect(value(await readTaxon.call(site.as(person), { taxonId: await id("Copepoda") })).synonyms.map((s) => s.name)).toEqual([
      "Kopepoda",
    ]);
  });

  test("a run that is done again changes nothing", async () => {
    const { runId } = value(await merge());
    await work(runId, runRelabelTaxa);
    await site.db.run(sql`update run set state = 'queued', finished_at = null where id = ${runId}`);
    const again = await work(runId, runRelabelTaxa);
    expect(again?.result).toEqual({ changed: 3, projects: 1 });
    expect(await site.db.row(sql`select count(*)::int as n from annotation_event where how = 'edit'`)).toEqual({ n: 3 });
  });

  test("can be taken back: taxa, children, names and labels stand as before; newer labels stay", async () => {
    const [treeBefore, labelsBefore] = [await rows(), await labels()];
    const merged = value(await merge());
    expect(refusalOf(await undoMerge.call(site.as(editor), { eventId: merged.eventId }))).toBe("busy");
    await work(merged.runId, runRelabelTaxa);
    const newer = {
      projectId: project,
      batchId: batchId.parse(randomUUID()),
      target: { by: "ids" as const, objects: [{ id: Number(objects[1]), version: 2 }] },
      change: { taxonId: await id("Mollusca"), state: "validated" as const },
    };
    value(await labelObjects.call(site.as(person), newer));
    const undone = value(await undoMerge.call(site.as(editor), { eventId: merged.eventId }));
    for (const run of undone.runs) expect((await work(run, runUndoBatch))?.state).toBe("done");
    const plain = (all: Awaited<ReturnType<typeof rows>>) => all.map(({ version: _, ...rest }) => rest);
    expect(plain(await rows())).toEqual(plain(treeBefore));
    expect(await labels()).toEqual(labelsBefore.with(1, "b Mollusca validated"));
    expect(value(await readTaxon.call(site.as(person), { taxonId: await id("Copepoda") })).synonyms).toEqual([]);
    await expectSound();
    expect(refusalOf(await undoMerge.call(site.as(editor), { eventId: merged.eventId }))).toBe("conflict");
  });

  test("objects in the trash and hidden batches keep their label; the past stays readable", async () => {
    await site.db.run(sql`with t as (insert into trash (project_id, level, label, expires_at) values (${project}, 'object', 'x', now()) returning id)
      update "object" set trash_id = (select id from t) where id = ${objects[0]}`);
    await site.db.run(
      sql`update counter set objects = objects - 1 where project_id = ${project} and taxon_id = ${await id("Kopepoda")} and state = 'validated'`,
    );
    const { runId } = value(await merge());
    expect((await work(runId, runRelabelTaxa))?.result).toEqual({ changed: 2, projects: 1 });
    expect((await labels())[0]).toBe("a Kopepoda validated");
    await expectSound();
  });

  test("into what stands below it, or into a deprecated taxon, is refused", async () => {
    expect(refusalOf(await change("Kopepoda", { kind: "merge", into: await id("egg<Kopepoda") }))).toBe("conflict");
    expect(refusalOf(await change("Kopepoda", { kind: "merge", into: await id("Copepodes") }))).toBe("conflict");
    expect(refusalOf(await change("Kopepoda", { kind: "merge", into: await id("Kopepoda") }))).toBe("invalid");
  });

  test("of a child into its parent leaves grandchildren as children", async () => {
    value(await change("Kopepoda", { kind: "merge", into: await id("living") }));
    expect(await row("larvae")).toMatchObject({ parent: "living", status: "approved" });
  });
});
