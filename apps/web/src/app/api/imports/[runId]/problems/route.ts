import { Readable } from "node:stream";
import { problemsCsv } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

/** All problems of an import as CSV. */
export const GET = traced(async (request: Request, { params }: { params: Promise<{ runId: string }> }): Promise<Response> => {
  const { runId } = await params;
  const outcome = await problemsCsv.call(await contextFor(request.headers), { runId });
  if (!outcome.ok) return problem(outcome.error);
  return new Response(Readable.toWeb(Readable.from(outcome.value)) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="import-${Number(runId)}-problems.csv"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
