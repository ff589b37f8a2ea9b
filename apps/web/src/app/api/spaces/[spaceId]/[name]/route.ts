import { spaceFile } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { download } from "@/server/download.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

type Params = { params: Promise<{ spaceId: string; name: string }> };

/** A table of a space, as a download; the right is asked for each time. */
export const GET = traced(async (request: Request, { params }: Params): Promise<Response> => {
  const ctx = await contextFor(request.headers);
  const { spaceId, name } = await params;
  const outcome = await spaceFile.call(ctx, { spaceId, name });
  return outcome.ok ? download(ctx, outcome.value) : problem(outcome.error);
});
