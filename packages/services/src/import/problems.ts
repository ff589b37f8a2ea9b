import { countProblems, problemsOf, runById } from "@nauplius/db";
import { ok, runId } from "@nauplius/domain";
import { z } from "zod";
import type { Context } from "../context.ts";
import { csvCell } from "../csv.ts";
import { verb } from "../verb.ts";

const filter = {
  runId,
  severity: z.enum(["error", "warning"]).optional(),
  file: z.string().max(2000).optional(),
  code: z.string().max(64).optional(),
};
const project = async (ctx: Context, i: { runId: z.output<typeof runId> }) => (await runById(ctx.db, i.runId))?.projectId ?? null;

/** Problems of an import, a page at a time. */
export const listProblems = verb({
  name: "import.problems",
  permission: "import.run",
  input: z.strictObject({
    ...filter,
    after: z.coerce.number().int().nonnegative().default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  project,
  run: async (ctx, { runId: run, ...page }) => ok(await problemsOf(ctx.db, run, page)),
});

/** How many problems of each kind, by file. */
export const problemCounts = verb({
  name: "import.problemCounts",
  permission: "import.run",
  input: z.strictObject({ runId }),
  project,
  run: async (ctx, i) => ok(await countProblems(ctx.db, i.runId)),
});

const columns = ["severity", "code", "file", "line", "column", "value", "expected", "message"] as const;
const page = 2000;

/** All problems as CSV, in pieces. */
export const problemsCsv = verb({
  name: "import.problemsCsv",
  permission: "import.run",
  input: z.strictObject({ runId }),
  project,
  run: async (ctx, i) => {
    async function* lines(): AsyncGenerator<string> {
      yield `\ufeff${columns.join(",")}\r\n`;
      for (let after = 0; ; ) {
        const rows = await problemsOf(ctx.db, i.runId, { after, limit: page });
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows.map((row) => `${columns.map((name) => csvCell(row[name])).join(",")}\r\n`).join("");
        after = last.id;
      }
    }
    return ok(lines());
  },
});
