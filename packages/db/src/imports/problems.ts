import type { RunId } from "@nauplius/domain";
import { empty, sql, type Tx } from "../sql/connection.ts";
import { copyLine } from "../sql/copy.ts";

export type ProblemRow = {
  readonly id: number;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: string;
  readonly value: string;
  readonly expected: string;
  readonly message: string;
};
export type NewProblem = {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly expected: string | null;
  readonly message: string;
};

export const insertProblems = (tx: Tx, run: RunId, problems: readonly NewProblem[]): Promise<void> =>
  problems.length === 0
    ? Promise.resolve()
    : tx.copy(
        "run_problem",
        ["run_id", "severity", "code", "file", "line", "column", "value", "expected", "message"],
        problems.map((p) =>
          copyLine([run, p.severity, p.code, p.file, p.line, p.column ?? "", p.value ?? "", p.expected ?? "", p.message]),
        ),
      );

export const clearProblems = (tx: Tx, run: RunId): Promise<number> => tx.run(sql`delete from run_problem where run_id = ${run}`);

export type ProblemFilter = { readonly severity?: "error" | "warning"; readonly file?: string; readonly code?: string };

const chosen = (f: ProblemFilter) => sql`
  ${f.severity === undefined ? empty : sql`and severity = ${f.severity}`}
  ${f.file === undefined ? empty : sql`and file = ${f.file}`}
  ${f.code === undefined ? empty : sql`and code = ${f.code}`}`;

/** Problems in the order in which they were found. */
export const problemsOf = (
  db: Tx,
  run: RunId,
  page: ProblemFilter & { readonly after: number; readonly limit: number },
): Promise<ProblemRow[]> =>
  db.rows<ProblemRow>(sql`
    select id, severity, code, file, line, "column", value, expected, message from run_problem
    where run_id = ${run} and id > ${page.after} ${chosen(page)} order by id limit ${page.limit}`);

export type ProblemCount = { readonly severity: "error" | "warning"; readonly code: string; readonly file: string; readonly count: number };

export const countProblems = (db: Tx, run: RunId): Promise<ProblemCount[]> =>
  db.rows(sql`
    select severity, code, file, count(*)::int as count from run_problem where run_id = ${run}
    group by 1, 2, 3 order by min(id) limit 5000`);
