import { campaignCsv } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

/** A campaign as CSV. */
export const GET = traced(async (request: Request): Promise<Response> => {
  const projects = new URL(request.url).searchParams.get("projects") ?? undefined;
  const outcome = await campaignCsv.call(await contextFor(request.headers), { projects });
  if (!outcome.ok) return problem(outcome.error);
  return new Response(outcome.value, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="campaign.csv"',
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
