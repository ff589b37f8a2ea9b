import { refuse } from "@nauplius/domain";
import { maxTaxonomyBytes, startTaxonomyLoad } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { isForeign } from "@/server/dispatch.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

/** A taxonomy file as the body: it is kept, and a run checks it. */
export const POST = traced(async (request: Request): Promise<Response> => {
  if (isForeign(request)) return new Response(null, { status: 403 });
  if (Number(request.headers.get("content-length") ?? 0) > maxTaxonomyBytes)
    return problem(refuse("tooLarge", `the file is over ${maxTaxonomyBytes / 1024 / 1024} MB`).error);
  if (request.body === null) return problem(refuse("invalid", "expected the file as the body of the request").error);
  const file = new URL(request.url).searchParams.get("file") ?? "";
  // A web stream is an async iterable in Node; the DOM's types do not say so.
  const bytes = request.body as unknown as AsyncIterable<Uint8Array>;
  const outcome = await startTaxonomyLoad.call(await contextFor(request.headers), { file, bytes });
  return outcome.ok ? Response.json(outcome.value) : problem(outcome.error);
});
