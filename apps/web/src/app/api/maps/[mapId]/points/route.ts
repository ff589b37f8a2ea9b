import { packPoints } from "@nauplius/domain";
import { mapPoints } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

/** All points of a map in one response of plain bytes (domain, map/points). Labels change: nobody keeps it. */
export const GET = traced(async (request: Request, { params }: { params: Promise<{ mapId: string }> }): Promise<Response> => {
  const outcome = await mapPoints.call(await contextFor(request.headers), { mapId: (await params).mapId } as never);
  if (!outcome.ok) return problem(outcome.error);
  const header = new TextEncoder().encode(JSON.stringify(outcome.value.header));
  return new Response(packPoints(header, outcome.value.points), {
    headers: { "content-type": "application/octet-stream", "cache-control": "private, no-store" },
  });
});
