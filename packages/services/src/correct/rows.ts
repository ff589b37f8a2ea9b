import { freeFields, type TableRow, tableRows } from "@nauplius/db";
import { type FieldType, filter, fixedFields, isFeature, type Level, level, offeredFields, ok, projectId } from "@nauplius/domain";
import { z } from "zod";
import { type Outcome, verb } from "../verb.ts";
import { viewOf } from "./targets.ts";
import { ofTheWhole } from "./verbs.ts";

export type TableColumn = {
  readonly name: string;
  readonly type: FieldType | "date" | "time" | "instant";
  readonly unit: string | null;
  /** Of this project's dictionary: its unit may be set. */
  readonly own: boolean;
  readonly required: boolean;
};
export type CorrectionTable = { readonly columns: readonly TableColumn[]; readonly rows: readonly TableRow[]; readonly more: boolean };

/** Columns of a level that a manager may correct: what every project has, then the project's dictionary. */
function columnsOf(at: Level, dictionary: Awaited<ReturnType<typeof freeFields>>): TableColumn[] {
  const fixed = fixedFields[at].map(
    (f): TableColumn => ({ name: f.name, type: f.type, unit: f.unit, own: false, required: f.required ?? false }),
  );
  const own = dictionary.filter((f) => f.level === at && !(at === "object" && isFeature(f.name)) && !fixed.some((x) => x.name === f.name));
  const offered = offeredFields.filter((f) => f.level === at && !own.some((x) => x.name === f.name));
  return [
    ...fixed,
    ...[...offered, ...own].map((f): TableColumn => ({ name: f.name, type: f.type, unit: f.unit, own: own.includes(f), required: false })),
  ];
}

/** Rows of one level with all that can be corrected in them, in id order. A filter is about objects; of the levels above it narrows what hangs on the
 *  samples and acquisitions that it names. */
export const correctionRows = verb({
  name: "correct.rows",
  permission: "correct.run",
  input: z.strictObject({
    projectId,
    level,
    filter: filter.default({}),
    after: z.int().nonnegative().default(0),
    limit: z.int().min(1).max(5000).default(1000),
  }),
  project: (_ctx, i) => i.projectId,
  run: async (ctx, i, grant): Promise<Outcome<CorrectionTable>> => {
    const whole = ofTheWhole(grant);
    if (!whole.ok) return whole;
    const columns = columnsOf(i.level, await freeFields(ctx.db, i.projectId));
    const view = i.level === "object" ? await viewOf(ctx.db, i.projectId, i.filter) : ok(null);
    if (!view.ok) return view;
    const { samples, acquisitions } = i.filter;
    const of = {
      project: i.projectId,
      level: i.level,
      fields: columns.map((c) => c.name),
      view: view.value,
      places: { samples, acquisitions },
    };
    const rows = await tableRows(ctx.db, of, { after: i.after, limit: i.limit + 1 });
    return ok({ columns, rows: rows.slice(0, i.limit), more: rows.length > i.limit });
  },
});
