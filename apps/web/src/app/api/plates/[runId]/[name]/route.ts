import { plateFile } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { download } from "@/server/download.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

type Params = { params: Promise<{ runId: string; name: string }> };

/** A file of a plate, as a download; the right is asked for each time. */
export const GET = traced(async (request: Request, { params }: Params): Promise<Response> => {
  const ctx = await contextFor(request.headers);
  const { runId, name } = await params;
  const outcome = await plateFile.call(ctx, { runId, name });
  return outcome.ok ? download(ctx, outcome.value) : problem(outcome.error);
});
