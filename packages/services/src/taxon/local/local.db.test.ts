import { randomUUID } from "node:crypto";
import { counterDifferences, ledgerDifferences, runById } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { batchId, createRng, type ProjectId, type RunId, taxonId } from "@nauplius/domain";
import {
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeTaxa,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runUndoBatch } from "../../annotation/undo-run.ts";
import type { Actor } from "../../context.ts";
import { nameTaxa } from "../../object/counts.ts";
import { executeRun, type RunHandle, type RunOutcome } from "../../run/execute.ts";
import type { Outcome } from "../../verb.ts";
import { taxonChildren } from "../read/tree.ts";
import { previewRelabel, relabelHere, undoRelabel } from "../relabel/local.ts";
import { runRelabelTaxa } from "../relabel/run.ts";
import { addAlias, removeAlias } from "./aliases.ts";
import { listRelabels, projectTaxa } from "./in-use.ts";
import { readPreset, setPreset } from "./preset.ts";
import { addLocalTaxon, changeLocalTaxon, removeLocalTaxon } from "./taxa.ts";

let site: TestSite;
let project: ProjectId;
let manager: Actor;
let annotator: Actor;
let taxa: Awaited<ReturnType<typeof makeTaxa>>;
const id = (name: string) => taxonId.parse(taxa.get(name));

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}
const refusalOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.code);
const newBatch = () => batchId.parse(randomUUID());

beforeAll(async () => {
  site = await makeSite();
  taxa = await makeTaxa(site.db, ["living", "living/Copepoda", "Copepoda/Calanoida", "living/Mollusca"]);
  project = await makeProject(site.db, "mine");
  manager = asUser(await makeMember(site.db, project, "manager", "manager"));
  annotator = asUser(await makeMember(site.db, project, "annotator", "annotator"));
  const sample = await makeSample(site.db, project, "s");
  const acquisition = await makeAcquisition(site.db, project, sample, "a");
  await makeObjects(site.db, { project, sample, acquisition, rng: createRng(7) }, [
    { originalId: "a", taxonId: id("Copepoda"), state: "validated" },
    { originalId: "b", taxonId: id("Copepoda"), state: "predicted", score: 0.5 },
    { originalId: "c", taxonId: id("Calanoida"), state: "predicted", score: 0.25 },
    { originalId: "d", taxonId: id("Mollusca"), state: "validated" },
  ]);
});
afterAll(() => site.dispose());

test("roots with something below them come before roots that are only a name, page by page", async () => {
  await makeTaxa(site.db, ["Aaa orphan", "Bbb orphan", "Zzz", "Zzz/below"]);
  const page = async (after?: number) =>
    value(await taxonChildren.call(site.as(manager), { limit: 2, ...(after === undefined ? {} : { after: taxonId.parse(after) }) })).taxa;
  const first = await page();
  const second = await page(first.at(-1)?.id);
  expect([...first, ...second].map((t) => t.name)).toEqual(["living", "Zzz", "Aaa orphan", "Bbb orphan"]);
});

const labels = async () =>
  (
    await site.db.rows<{ text: string }>(sql`
      select concat_ws(' ', o.original_id, t.name, o.state, o.score, o.annotated_by) as text from "object" o left join taxon t on t.id = o.taxon_id order by o.id`)
  ).map((row) => row.text);
const work = async (
  run: RunId | null,
  job: (d: { db: TestSite["db"]; clock: { now: () => Date } }, handle: RunHandle) => Promise<RunOutcome>,
) => {
  if (run === null) throw new Error("no run was made");
  const { db, clock, log } = site.as({ kind: "system" });
  await executeRun({ db, clock, log, worker: "test", stop: new AbortController().signal }, run, (handle) => job({ db, clock }, handle));
  return runById(db, run);
};

describe("a project's own taxa", () => {
  test("are made, renamed and taken away by its managers only, and seen only there", async () => {
    const input = { projectId: project, parentId: id("Copepoda"), name: "ovigerous" };
    expect(refusalOf(await addLocalTaxon.call(site.as(annotator), input))).toBe("forbidden");
    const made = value(await addLocalTaxon.call(site.as(manager), input));
    expect(refusalOf(await addLocalTaxon.call(site.as(manager), { ...input, name: "Ovigerous" }))).toBe("conflict");
    const children = async (of: ProjectId | undefined) =>
      value(await taxonChildren.call(site.as(manager), { parentId: id("Copepoda"), projectId: of })).taxa.map((t) => t.name);
    expect([await children(project), await children(undefined)]).toEqual([["Calanoida", "ovigerous"], ["Calanoida"]]);
    const named = async (who: Actor) =>
      value(await nameTaxa.call(site.as(who), { ids: `${id("Copepoda")},${made.taxonId}` })).map((t) => t.displayName);
    expect(await named(annotator)).toEqual(["Copepoda", "ovigerous"]);
    const stranger = asUser(await makeUser(site.db, "stranger"));
    for (const who of [stranger, { kind: "anonymous" } as const, { ...manager, projectIds: [] } as Actor])
      expect(await named(who)).toEqual(["Copepoda"]);
    const own = { projectId: project, taxonId: made.taxonId, version: 0 };
    value(await changeLocalTaxon.call(site.as(manager), { ...own, name: "with eggs" }));
    expect(refusalOf(await changeLocalTaxon.call(site.as(manager), { ...own, name: "stale" }))).toBe("stale");
    expect(await children(project)).toEqual(["Calanoida", "with eggs"]);
    expect(value(await removeLocalTaxon.call(site.as(manager), { ...own, version: 1 }))).toEqual({ removed: true, deprecated: false });
    expect(await children(project)).toEqual(["Calanoida"]);
    expect(refusalOf(await removeLocalTaxon.call(site.as(manager), { ...own, taxonId: id("Copepoda") }))).toBe("notFound");
  });

  test("that objects carry cannot be taken away; once re-labelled they stay as the past's names", async () => {
    const made = value(await addLocalTaxon.call(site.as(manager), { projectId: project, parentId: id("Mollusca"), name: "veliger" }));
    const there = { projectId: project, from: id("Mollusca"), to: made.taxonId, batchId: newBatch(), expected: 1 };
    await work(value(await relabelHere.call(site.as(manager), there)).runId, runRelabelTaxa);
    const own = { projectId: project, taxonId: made.taxonId, version: 0 };
    expect(refusalOf(await removeLocalTaxon.call(site.as(manager), own))).toBe("conflict");
    const back = value(await undoRelabel.call(site.as(manager), { projectId: project, of: there.batchId, batchId: newBatch() }));
    await work(back.runId, runUndoBatch);
    expect(value(await removeLocalTaxon.call(site.as(manager), own))).toEqual({ removed: false, deprecated: true });
  });
});

describe("re-label all X as Y here", () => {
  const asked = () => ({ projectId: project, from: id("Copepoda"), to: id("Mollusca"), withChildren: true });

  test("is previewed taxon by taxon, with the states chosen", async () => {
    expect(value(await previewRelabel.call(site.as(manager), asked()))).toEqual({
      objects: 3,
      counts: [
        { id: id("Copepoda"), displayName: "Copepoda", objects: 2 },
        { id: id("Calanoida"), displayName: "Calanoida", objects: 1 },
      ],
    });
    const some = await previewRelabel.call(site.as(manager), { ...asked(), withChildren: false, choice: "notValidated" });
    expect(value(some)).toEqual({ objects: 1, counts: [{ id: id("Copepoda"), displayName: "Copepoda", objects: 1 }] });
    expect(refusalOf(await previewRelabel.call(site.as(annotator), asked()))).toBe("forbidden");
    expect(refusalOf(await previewRelabel.call(site.as(manager), { ...asked(), to: id("Copepoda"), withChildren: false }))).toBe("invalid");
  });

  test("another number than decided on is refused, and nothing changes", async () => {
    const before = await labels();
    expect(refusalOf(await relabelHere.call(site.as(manager), { ...asked(), batchId: newBatch(), expected: 2 }))).toBe("conflict");
    expect(await labels()).toEqual(before);
  });

  test("is one batch, the manager's, seen by nobody; the same gesture twice is done once; taken back as a whole", async () => {
    const before = await labels();
    const input = { ...asked(), batchId: newBatch(), expected: 3 };
    const first = value(await relabelHere.call(site.as(manager), input));
    expect(value(await relabelHere.call(site.as(manager), input))).toEqual({ ...first, repeated: true });
    const run = await work(first.runId, runRelabelTaxa);
    expect(run?.result).toEqual({ changed: 3, projects: 1 });
    expect(await labels()).toEqual([
      "a Mollusca validated user-manager",
      "b Mollusca predicted user-manager",
      "c Mollusca predicted user-manager",
      "d Mollusca validated",
    ]);
    expect(
      await site.db.row(
        sql`select count(*)::int as events, bool_or(seen) as seen from annotation_event where batch_id = ${input.batchId}::uuid`,
      ),
    ).toEqual({
      events: 3,
      seen: false,
    });
    const [listed] = value(await listRelabels.call(site.as(manager), { projectId: project }));
    expect(listed).toMatchObject({ id: input.batchId, byName: "manager", undoneBy: null });
    const undone = value(await undoRelabel.call(site.as(manager), { projectId: project, of: input.batchId, batchId: newBatch() }));
    expect((await work(undone.runId, runUndoBatch))?.state).toBe("done");
    expect(await labels()).toEqual(before);
    expect(refusalOf(await undoRelabel.call(site.as(manager), { projectId: project, of: input.batchId, batchId: newBatch() }))).toBe(
      "conflict",
    );
    expect(await counterDifferences(site.db)).toEqual([]);
    expect(await ledgerDifferences(site.db)).toEqual([]);
  });
});

test("aliases and preset are the managers'", async () => {
  const alias = { projectId: project, taxonId: id("Calanoida"), name: "Hüpferling" };
  expect(refusalOf(await addAlias.call(site.as(annotator), alias))).toBe("forbidden");
  const { aliasId } = value(await addAlias.call(site.as(manager), alias));
  expect(refusalOf(await addAlias.call(site.as(manager), { ...alias, name: "hupferling" }))).toBe("conflict");
  expect(value(await projectTaxa.call(site.as(manager), { projectId: project })).aliases.map((a) => [a.name, a.taxon])).toEqual([
    ["Hüpferling", "Calanoida"],
  ]);
  value(await removeAlias.call(site.as(manager), { projectId: project, aliasId }));
  const taken = [id("Mollusca"), id("Copepoda"), id("Mollusca")];
  expect(refusalOf(await setPreset.call(site.as(annotator), { projectId: project, taxa: taken }))).toBe("forbidden");
  value(await setPreset.call(site.as(manager), { projectId: project, taxa: taken }));
  expect(value(await readPreset.call(site.as(annotator), { projectId: project })).map((t) => t.displayName)).toEqual([
    "Mollusca",
    "Copepoda",
  ]);
  expect(refusalOf(await setPreset.call(site.as(manager), { projectId: project, taxa: [taxonId.parse(999_999)] }))).toBe("notFound");
});
