import { objectsToUpdate, stagedRows, type Tx } from "@nauplius/db";
import type { Level } from "@nauplius/domain";
import { problem } from "@nauplius/formats";
import { type ProblemSink, problemSink } from "../check/sink.ts";
import type { ImportJob } from "../job.ts";
import type { ColumnPlan, ImportTable } from "../load/columns.ts";
import { type Change, misplaced, objectChanges, parentChanges, type Row } from "./differences.ts";
import { labelOf, type Names } from "./labels.ts";

/** Rows looked at in one go. */
export const updateChunk = 500;
const shownChanges = 100;

export type UpdatePreview = {
  /** Objects in the files that the project has, and those that it lacks. */
  readonly objects: number;
  readonly unknown: number;
  readonly cells: number;
  readonly labels: number;
  readonly fields: readonly { readonly level: Level; readonly field: string; readonly changes: number }[];
  /** The first changes, before -> after. */
  readonly first: readonly Omit<Change, "id">[];
};

export type Comparison = {
  readonly changes: Change[];
  readonly labels: ReturnType<typeof labelOf>[];
  readonly known: number;
  readonly last: number | null;
};
export type UpdateTools = {
  readonly job: ImportJob;
  readonly tables: ReadonlyMap<string, ImportTable>;
  readonly columns: ColumnPlan;
  readonly names: Names | null;
};

/** What the next rows would change. Each parent is looked at once: in the first row that describes it. */
export async function compareRows(tx: Tx, t: UpdateTools, after: number, seen: Set<string>, sink: ProblemSink | null): Promise<Comparison> {
  const { job } = t;
  const rows = await stagedRows<Row>(tx, job.handle.run.id, after, updateChunk);
  const objects = new Map(
    (
      await objectsToUpdate(
        tx,
        job.input.projectId,
        rows.map((r) => r.object),
      )
    ).map((o) => [o.name, o]),
  );
  const changes: Change[] = [];
  const labels: ReturnType<typeof labelOf>[] = [];
  let known = 0;
  for (const { row, file, object: name } of rows) {
    const object = objects.get(name);
    const table = t.tables.get(file);
    const at = { file, line: row.line } as const;
    if (object === undefined || table === undefined) {
      sink?.add({
        ...problem({
          ...at,
          severity: "warning",
          code: "missingValue",
          column: "object_id",
          value: name,
          what: `this project has no object ${name}; updates create nothing`,
        }),
        code: "unknownObject",
      });
      continue;
    }
    known += 1;
    const elsewhere = misplaced(row, object);
    if (elsewhere !== null) {
      const what = `object ${name} lies in ${elsewhere.expected}, the file says ${elsewhere.value}`;
      sink?.add(
        problem({ ...at, code: "conflictingParent", column: elsewhere.column, value: elsewhere.value, what, expected: elsewhere.expected }),
      );
      continue;
    }
    changes.push(...objectChanges(row, object, t.columns.targets.get(file) ?? []));
    for (const change of parentChanges(row, object, table)) {
      const key = `${change.level} ${change.id} ${change.field}`;
      if (seen.has(key)) continue;
      seen.add(key);
      changes.push(change);
    }
    const label = t.names === null ? null : labelOf(row, object, t.names);
    if (label !== null) labels.push(label);
  }
  return { changes, labels, known, last: rows.at(-1)?.seq ?? null };
}

/** Goes through all rows and says what an update would change; nothing is written but problems. */
export async function previewUpdate(t: UpdateTools): Promise<{ preview: UpdatePreview; errors: number; firstError: string | null }> {
  const { job } = t;
  const sink = problemSink(job);
  const seen = new Set<string>();
  const fields = new Map<string, { level: Level; field: string; changes: number }>();
  const first: Omit<Change, "id">[] = [];
  const counts = { objects: 0, cells: 0, labels: 0 };
  for (let after = 0; ; ) {
    job.handle.signal.throwIfAborted();
    const found = await compareRows(job.db, t, after, seen, sink);
    if (found.last === null) break;
    after = found.last;
    counts.objects += found.known;
    counts.cells += found.changes.length;
    counts.labels += found.labels.length;
    for (const { id: _id, ...change } of found.changes) {
      const key = `${change.level} ${change.field}`;
      const field = fields.get(key) ?? { level: change.level, field: change.field, changes: 0 };
      fields.set(key, { ...field, changes: field.changes + 1 });
      if (first.length < shownChanges) first.push(change);
    }
    for (const label of found.labels) {
      if (label === null || first.length >= shownChanges) break;
      first.push({ level: "object", name: label.name, field: "annotation", before: label.before, after: label.after });
    }
    await sink.flush();
    job.handle.progress({ step: "compare", done: after });
  }
  await sink.flush(true);
  const { errors, firstError, warnings } = sink.counts();
  const byCount = [...fields.values()].sort((a, b) => b.changes - a.changes);
  return { preview: { ...counts, unknown: warnings, fields: byCount, first }, errors, firstError };
}
