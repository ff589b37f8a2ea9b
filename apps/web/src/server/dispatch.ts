import "server-only";
import { refuse } from "@nauplius/domain";
import type { Context } from "@nauplius/services";
import { contextFor } from "./context.ts";
import { env } from "./env.ts";
import { requestTimes } from "./metrics.ts";
import { isForeignTo } from "./origins.ts";
import { problem } from "./problem.ts";
import { matchRoute } from "./routes.ts";
import { site } from "./site.ts";

const maxBody = 8 * 1024 * 1024;

const refusal = (...args: Parameters<typeof refuse>) => problem(refuse(...args).error);

export const isForeign = (request: Request): boolean => isForeignTo(env().BASE_URL, request);

/** A token that is not good is said to be so: a script would take what everybody may see for all there is. */
export const badToken = (request: Request, ctx: Context): boolean => request.headers.has("authorization") && ctx.actor.kind === "anonymous";

/** A query value that begins like JSON is JSON (filters); the rest is text. */
function fromQuery(url: URL): Record<string, unknown> {
  return Object.fromEntries([...url.searchParams].map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}

/** The body as text; null when it is too long, whatever its header said. */
async function textOf(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBody) return null;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxBody) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

async function inputOf(request: Request): Promise<Record<string, unknown> | "tooLarge" | null> {
  try {
    if (request.method === "GET") return fromQuery(new URL(request.url));
    const text = await textOf(request);
    if (text === null) return "tooLarge";
    if (text === "") return {};
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** One request to /api/v1: route, input, verb, answer; timed by verb. */
export async function dispatch(request: Request, path: readonly string[]): Promise<Response> {
  const match = matchRoute(request.method, path);
  const stop = requestTimes.startTimer({ verb: match?.route[2].name ?? "none" });
  const response = await answer(request, path, match);
  stop({ status: response.status });
  return response;
}

async function answer(request: Request, path: readonly string[], match: ReturnType<typeof matchRoute>): Promise<Response> {
  if (match === null) return refusal("notFound", `there is no ${request.method} /api/v1/${path.join("/")}`);
  if (isForeign(request)) return refusal("forbidden", "this request came from another site");
  const input = await inputOf(request);
  if (input === "tooLarge") return refusal("tooLarge", `the body is over ${maxBody} bytes`);
  if (input === null) return refusal("invalid", "the body is not a JSON object");
  const ctx = await contextFor(request.headers);
  if (badToken(request, ctx)) return refusal("unauthenticated", "this token is not known, has expired or was revoked");
  try {
    // The verb parses: what came over the wire has no type until then.
    const outcome = await match.route[2].call(ctx, { ...input, ...match.params } as never);
    if (!outcome.ok) return problem(outcome.error);
    return Response.json(outcome.value ?? {}, { headers: { "cache-control": "no-store", "x-request-id": ctx.requestId } });
  } catch (error) {
    site().log.error({ request: ctx.requestId, verb: match.route[2].name, error }, "request failed");
    return new Response(
      JSON.stringify({
        type: "urn:nauplius:fault",
        title: `something went wrong here; tell your operator the id ${ctx.requestId}`,
        status: 500,
      }),
      {
        status: 500,
        headers: { "content-type": "application/problem+json" },
      },
    );
  }
}
