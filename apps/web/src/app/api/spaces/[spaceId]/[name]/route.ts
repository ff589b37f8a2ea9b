import { Readable } from "node:stream";
import { spaceFile } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

type Params = { params: Promise<{ spaceId: string; name: string }> };

/** A table of a space, as a download; the right is asked for each time. */
export const GET = traced(async (request: Request, { params }: Params): Promise<Response> => {
  const ctx = await contextFor(request.headers);
  const { spaceId, name } = await params;
  const outcome = await spaceFile.call(ctx, { spaceId, name });
  if (!outcome.ok) return problem(outcome.error);
  const file = outcome.value;
  const body = Readable.toWeb(await ctx.storage.stream(file.key)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
