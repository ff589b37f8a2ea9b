import { randomUUID } from "node:crypto";
import { sql } from "@nauplius/db/sql";
import type { ImportQuestions } from "@nauplius/services";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ImportSite, importSite, picture, table, watched } from "./import-site.fixture.ts";

let s: ImportSite;
beforeEach(async () => {
  s = await importSite();
  const columns = [
    "object_id",
    "img_file_name",
    "object_lat",
    "object_lon",
    "object_area",
    "object_mean",
    "object_note",
    "object_annotation_status",
    "object_annotation_category",
    "sample_id",
    "sample_tot_vol",
    "acq_id",
    "acq_sub_part",
  ];
  const rows = [1, 2, 3, 4, 5].map((n) => [
    `o${n}`,
    `o${n}.png`,
    43,
    7,
    100 + n,
    "241.039993286133",
    `note ${n}`,
    "predicted",
    "detritus",
    "s1",
    "12",
    "a1",
    "8",
  ]);
  const images = await Promise.all([1, 2, 3, 4, 5].map(async (n) => [`o${n}.png`, await picture(n)] as const));
  const run = await s.import(await s.folder({ "ecotaxa_a.tsv": table(columns, rows), ...Object.fromEntries(images) }));
  expect(run).toMatchObject({ state: "done", result: { objectsAdded: 5 } });
});
afterEach(() => s.dispose());

const answers = { users: {}, taxa: {}, leaveOut: false, load: false };
type Shown = {
  objects: {
    id: string;
    latitude: number;
    free: Record<string, unknown>;
    taxon: string;
    state: string;
    by: string | null;
    version: number;
    events: unknown[];
  }[];
  samples: { free: object; latitude: number }[];
  counters: { state: string; objects: number }[];
};
const shown = async () => (await s.picture()) as Shown;

test("values that differ are changed, empty cells and unknown objects are left, and everything is in the history", async () => {
  const path = await s.folder({
    "ecotaxa_up.tsv": table(
      [
        "object_id",
        "object_lat",
        "object_mean",
        "object_note",
        "object_size_class",
        "sample_id",
        "sample_tot_vol",
        "acq_id",
        "acq_sub_part",
      ],
      [
        ["o1", 44.5, "241.039993286133", "", "small", "s1", "15", "a1", "16"],
        ["o2", "", "99.5", "new note", "", "s1", "15", "a1", "16"],
        ["nobody", 1, 1, "x", "", "s1", "15", "a1", "16"],
      ],
    ),
  });
  const run = await s.import(path, { options: { mode: "update" } });
  expect(run).toMatchObject({ state: "done", result: { objectsUpdated: 2, objectsAdded: 0 } });
  const now = await shown();
  expect(now.objects).toHaveLength(5);
  expect(now.objects[0]).toMatchObject({ id: "o1", latitude: 44.5, free: { note: "note 1", size_class: "small", mean: 241.039993286133 } });
  expect(now.objects[1]).toMatchObject({ id: "o2", latitude: 43, free: { note: "new note", mean: 99.5 } });
  expect(now.samples[0]).toMatchObject({ free: { tot_vol: "15" } });
  expect(await s.db.rows(sql`select sub_part, free ->> 'sub_part' as text from acquisition where name = 'a1'`)).toEqual([
    { sub_part: 16, text: "16" },
  ]);
  const edits = await s.db.rows<{ field: string }>(
    sql`select level || ' ' || field as field, before, after from edit_event order by 1, row_id`,
  );
  expect(edits).toEqual(
    expect.arrayContaining([
      { field: "object lat", before: 43, after: 44.5 },
      { field: "object note", before: "note 2", after: "new note" },
      { field: "sample tot_vol", before: "12", after: "15" },
      { field: "acquisition sub_part", before: "8", after: "16" },
    ]),
  );
  const warnings = await s.db.rows(sql`select code, file, line from run_problem where run_id = ${run.id} and code = 'unknownObject'`);
  expect(warnings).toEqual([{ code: "unknownObject", file: "ecotaxa_up.tsv", line: 4 }]);
  const again = await s.import(path, { options: { mode: "update" } });
  expect(again).toMatchObject({ state: "done", result: { objectsUpdated: 0 } });
});

test("a person sees the difference first, and decides", async () => {
  const path = await s.folder({
    "ecotaxa_up.tsv": table(
      ["object_id", "object_lat", "object_note"],
      [
        ["o1", 44.5, "note 1"],
        ["o2", 44.5, "other"],
      ],
    ),
  });
  const before = await s.picture();
  const asking = await s.import(path, { options: { mode: "update", confirm: true } });
  expect(asking.state).toBe("asking");
  const { changes, confirm } = asking.questions as unknown as ImportQuestions;
  expect(confirm).toBe(true);
  expect(changes).toMatchObject({
    objects: 2,
    unknown: 0,
    cells: 3,
    labels: 0,
    fields: [
      { field: "lat", changes: 2 },
      { field: "note", changes: 1 },
    ],
  });
  expect(changes?.first).toContainEqual({ level: "object", name: "o2", field: "note", before: "note 2", after: "other" });
  expect(await s.picture()).toEqual(before);
  await s.db.run(sql`update run set state = 'queued', answers = '{"load": true}' where id = ${asking.id}`);
  expect(await s.work(asking.id)).toMatchObject({ state: "done", result: { objectsUpdated: 2 } });
});

test("annotations come too when asked, as events of the ledger with their counters", async () => {
  const path = await s.folder({
    "ecotaxa_up.tsv": table(
      ["object_id", "object_annotation_status", "object_annotation_category", "object_annotation_person_name", "object_annotation_date"],
      [
        ["o1", "validated", "Copepoda", "Manager", "20200101"],
        ["o2", "predicted", "detritus", "", ""],
        ["o3", "dubious", "detritus", "", ""],
      ],
    ),
  });
  const metadata = await s.import(path, { options: { mode: "update" } });
  expect(metadata).toMatchObject({ state: "done", result: { objectsUpdated: 0 } });
  const run = await s.import(path, { options: { mode: "update", update: "classification", answers } });
  expect(run).toMatchObject({ state: "done", result: { objectsUpdated: 2 } });
  const now = await shown();
  expect(now.objects[0]).toMatchObject({ taxon: "Copepoda", state: "validated", by: "Manager", version: 2 });
  expect(now.objects[0]?.events).toEqual([
    ["predicted", "import", false, 1, false],
    ["validated", "import", true, 2, true],
  ]);
  expect(now.objects[1]).toMatchObject({ state: "predicted", version: 1 });
  expect(now.objects[2]).toMatchObject({ state: "dubious", by: "Manager", version: 2 });
  expect(now.counters.map((c) => [c.state, c.objects]).sort()).toEqual([
    ["dubious", 1],
    ["predicted", 3],
    ["validated", 1],
  ]);
});

test("an object that lies in another sample than the file says is an error with its place; nothing is moved", async () => {
  const before = await s.picture();
  const path = await s.folder({ "ecotaxa_up.tsv": table(["object_id", "object_lat", "sample_id"], [["o1", 10, "elsewhere"]]) });
  const run = await s.import(path, { options: { mode: "update" } });
  expect(run).toMatchObject({ state: "refused" });
  expect(run.reason).toContain("ecotaxa_up.tsv, line 2, sample_id");
  expect(await s.picture()).toEqual(before);
});

test("an update that is cut off goes on from where it was", async () => {
  const path = await s.folder({
    "ecotaxa_up.tsv": table(
      ["object_id", "object_note"],
      [1, 2, 3, 4, 5].map((n) => [`o${n}`, `changed ${n}`]),
    ),
  });
  const run = await s.start(path, { options: { mode: "update" } });
  const dies = async () => {
    const at = await s.db.row<{ step: string; seq: number }>(
      sql`select cursor ->> 'step' as step, (cursor ->> 'seq')::int as seq from run where id = ${run}`,
    );
    if (at?.step === "update" && at.seq > 0) throw new Error(`crash ${randomUUID()}`);
  };
  const first = await s.work(run, () => ({ db: watched(s.db, dies) }));
  expect(first.state).toBe("queued");
  expect(await s.work(run)).toMatchObject({ state: "done", result: { objectsUpdated: 5 } });
  const edits = await s.db.row<{ n: number }>(sql`select count(*)::int as n from edit_event where field = 'note'`);
  expect(edits).toEqual({ n: 5 });
});
