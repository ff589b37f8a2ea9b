import "server-only";
import { refuse } from "@nauplius/domain";
import { contextFor } from "./context.ts";
import { env } from "./env.ts";
import { requestTimes } from "./metrics.ts";
import { problem } from "./problem.ts";
import { matchRoute } from "./routes.ts";
import { site } from "./site.ts";

const maxBody = 8 * 1024 * 1024;

const refusal = (...args: Parameters<typeof refuse>) => problem(refuse(...args).error);

/** Cookies travel with every request a browser makes; only our own pages may change things with them. */
export function isForeign(request: Request): boolean {
  if (request.method === "GET" || request.headers.has("authorization")) return false;
  const origin = request.headers.get("origin");
  return request.headers.get("sec-fetch-site") === "cross-site" || (origin !== null && origin !== new URL(env().BASE_URL).origin);
}

/** A query value that begins like JSON is JSON (filters); the rest is text. */
function fromQuery(url: URL): Record<string, unknown> {
  return Object.fromEntries([...url.searchParams].map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}

async function inputOf(request: Request): Promise<Record<string, unknown> | null> {
  try {
    if (request.method === "GET") return fromQuery(new URL(request.url));
    const text = await request.text();
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
  if (Number(request.headers.get("content-length") ?? 0) > maxBody) return refusal("tooLarge", `the body is over ${maxBody} bytes`);
  const input = await inputOf(request);
  if (input === null) return refusal("invalid", "the body is not a JSON object");
  const ctx = await contextFor(request.headers);
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
