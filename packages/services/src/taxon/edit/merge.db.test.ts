import { randomUUID } from "node:crypto";
import { historyOf } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { batchId, taxonId } from "@nauplius/domain";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { labelObjects } from "../../annotation/label.ts";
import { runUndoBatch } from "../../annotation/undo-run.ts";
import { readTaxon, taxonPlaces } from "../read/taxon.ts";
import { runRelabelTaxa } from "../relabel/run.ts";
import { previewTaxonChange } from "./preview.ts";
import { makeScene, refusalOf, type Scene, value } from "./scene.fixture.ts";
import { undoMerge } from "./unmerge.ts";

const scenes: Scene[] = [];
afterAll(async () => {
  for (const scene of scenes) await scene.site.dispose();
});
let s: Scene;
beforeEach(async () => {
  s = await makeScene();
  scenes.push(s);
});

describe("a merge", () => {
  const merge = async () => s.change("Kopepoda", { kind: "merge", into: await s.id("Copepoda") });

  test("is shown before it happens, and the preview leaves no trace", async () => {
    const before = await s.rows();
    const kopepoda = await s.row("Kopepoda");
    const what = { kind: "merge", into: await s.id("Copepoda") } as const;
    const input = { taxonId: taxonId.parse(kopepoda?.id), version: kopepoda?.version ?? 0, change: what };
    const shown = value(await previewTaxonChange.call(s.site.as(s.editor), input));
    expect(shown).toMatchObject({ objects: 3, projects: 1, shown: [], relabelled: 3, movedChildren: 1, renamed: 1 });
    expect(shown.names.map((n) => `${n.before} -> ${n.after}`)).toEqual(["egg<Copepoda -> egg"]);
    expect(await s.rows()).toEqual(before);
    expect(await s.site.db.row(sql`select count(*)::int as n from taxonomy_event where kind = 'merge'`)).toEqual({ n: 0 });
    expect(refusalOf(await previewTaxonChange.call(s.site.as(s.person), input))).toBe("forbidden");
  });

  test("takes children, names and objects along; ledger and counters stay right; who decided stays", async () => {
    const byBefore = await s.site.db.rows(sql`select annotated_by as by, annotated_at as at from "object" order by id`);
    const { runId } = value(await merge());
    expect(await s.rows()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ display: "Kopepoda", status: "deprecated", replaced: "Copepoda" }),
        expect.objectContaining({ display: "egg<Kopepoda", status: "deprecated", replaced: "egg" }),
        expect.objectContaining({ display: "egg", parent: "Copepoda", status: "approved" }),
        expect.objectContaining({ display: "larvae", parent: "Copepoda" }),
        expect.objectContaining({ display: "Copepodes", replaced: "Copepoda" }),
      ]),
    );
    expect((await s.labels())[0]).toBe("a Kopepoda validated");
    const run = await s.work(runId, runRelabelTaxa);
    expect([run?.state, run?.result]).toEqual(["done", { changed: 3, projects: 1 }]);
    expect(await s.labels()).toEqual([
      "a Copepoda validated",
      "b Copepoda predicted 0.75",
      "c egg dubious",
      "d Copepoda validated",
      "e null unclassified",
    ]);
    expect(await s.site.db.rows(sql`select annotated_by as by, annotated_at as at from "object" order by id`)).toEqual(byBefore);
    const [last, first] = await historyOf(s.site.db, s.objects[0] ?? 0);
    expect([last?.taxon, last?.how, last?.seen, first?.taxon, first?.how]).toEqual(["Copepoda", "edit", false, "Kopepoda", "import"]);
    expect(await s.unsound()).toEqual([]);
    expect(value(await taxonPlaces.call(s.site.as(s.person), { taxonId: await s.id("Copepoda") }))).toMatchObject({ own: 3, total: 4 });
    expect(value(await readTaxon.call(s.site.as(s.person), { taxonId: await s.id("Copepoda") })).synonyms.map((s) => s.name)).toEqual([
      "Kopepoda",
    ]);
  });

  test("a run that is done again changes nothing", async () => {
    const { runId } = value(await merge());
    await s.work(runId, runRelabelTaxa);
    await s.site.db.run(sql`update run set state = 'queued', finished_at = null where id = ${runId}`);
    const again = await s.work(runId, runRelabelTaxa);
    expect(again?.result).toEqual({ changed: 3, projects: 1 });
    expect(await s.site.db.row(sql`select count(*)::int as n from annotation_event where how = 'edit'`)).toEqual({ n: 3 });
  });

  test("can be taken back: taxa, children, names and labels stand as before; newer labels stay", async () => {
    const [treeBefore, labelsBefore] = [await s.rows(), await s.labels()];
    const merged = value(await merge());
    expect(refusalOf(await undoMerge.call(s.site.as(s.editor), { eventId: merged.eventId }))).toBe("busy");
    await s.work(merged.runId, runRelabelTaxa);
    const newer = {
      projectId: s.project,
      batchId: batchId.parse(randomUUID()),
      target: { by: "ids" as const, objects: [{ id: Number(s.objects[1]), version: 2 }] },
      change: { taxonId: await s.id("Mollusca"), state: "validated" as const },
    };
    value(await labelObjects.call(s.site.as(s.person), newer));
    const undone = value(await undoMerge.call(s.site.as(s.editor), { eventId: merged.eventId }));
    for (const run of undone.runs) expect((await s.work(run, runUndoBatch))?.state).toBe("done");
    const plain = (all: Awaited<ReturnType<Scene["rows"]>>) => all.map(({ version: _, ...rest }) => rest);
    expect(plain(await s.rows())).toEqual(plain(treeBefore));
    expect(await s.labels()).toEqual(labelsBefore.with(1, "b Mollusca validated"));
    expect(value(await readTaxon.call(s.site.as(s.person), { taxonId: await s.id("Copepoda") })).synonyms).toEqual([]);
    expect(await s.unsound()).toEqual([]);
    expect(refusalOf(await undoMerge.call(s.site.as(s.editor), { eventId: merged.eventId }))).toBe("conflict");
  });

  test("objects in the trash and hidden batches keep their label; the past stays readable", async () => {
    await s.site.db.run(sql`with t as (insert into trash (project_id, level, label, expires_at) values (${s.project}, 'object', 'x', now()) returning id)
      update "object" set trash_id = (select id from t) where id = ${s.objects[0]}`);
    await s.site.db.run(
      sql`update counter set objects = objects - 1 where project_id = ${s.project} and taxon_id = ${await s.id("Kopepoda")} and state = 'validated'`,
    );
    const { runId } = value(await merge());
    expect((await s.work(runId, runRelabelTaxa))?.result).toEqual({ changed: 2, projects: 1 });
    expect((await s.labels())[0]).toBe("a Kopepoda validated");
    expect(await s.unsound()).toEqual([]);
  });

  test("into what stands below it, or into a deprecated taxon, is refused", async () => {
    expect(refusalOf(await s.change("Kopepoda", { kind: "merge", into: await s.id("egg<Kopepoda") }))).toBe("conflict");
    expect(refusalOf(await s.change("Kopepoda", { kind: "merge", into: await s.id("Copepodes") }))).toBe("conflict");
    expect(refusalOf(await s.change("Kopepoda", { kind: "merge", into: await s.id("Kopepoda") }))).toBe("invalid");
  });

  test("of a child into its parent leaves grandchildren as children", async () => {
    value(await s.change("Kopepoda", { kind: "merge", into: await s.id("living") }));
    expect(await s.row("larvae")).toMatchObject({ parent: "living", status: "approved" });
  });
});
