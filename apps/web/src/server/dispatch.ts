import "server-only";
import { refuse } from "@nauplius/domain";
import type { Context } from "@nauplius/services";
import { maxBody, objectOf } from "./body.ts";
import { contextFor } from "./context.ts";
import { env } from "./env.ts";
import { requestTimes } from "./metrics.ts";
import { isForeignTo } from "./origins.ts";
import { problem } from "./problem.ts";
import { matchRoute } from "./routes.ts";

const refusal = (...args: Parameters<typeof refuse>) => problem(refuse(...args).error);

export const isForeign = (request: Request): boolean => isForeignTo(env().BASE_URL, request);

/** A token that is not good is said to be so: a script would take what everybody may see for all there is. */
export const badToken = (request: Request, ctx: Context): boolean => request.headers.has("authorization") && ctx.actor.kind === "anonymous";

/** Whether a page sends what somebody did who is not signed in (any more): a session that ended, or another person at the same browser. */
function isOfAnother(request: Request, { actor }: Context): boolean {
  const person = request.headers.get("x-person");
  return person !== null && (actor.kind !== "user" || actor.userId !== person);
}

/** A query value that begins like JSON is JSON (filters); the rest is text. */
function fromQuery(url: URL): Record<string, unknown> {
  return Object.fromEntries([...url.searchParams].map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]));
}

async function inputOf(request: Request): Promise<Record<string, unknown> | "tooLarge" | null> {
  if (request.method !== "GET") return objectOf(request);
  try {
    return fromQuery(new URL(request.url));
  } catch {
    return null;
  }
}

/** One request to /api/v1: route, input, verb, answer; timed by verb. */
export async function dispatch(request: Request, path: readonly string[]): Promise<Response> {
  const match = matchRoute(request.method, path);
  const stop = requestTimes.startTimer({ verb: match?.route[2].name ?? "none" });
  let status = 500;
  try {
    const response = await answer(request, path, match);
    status = response.status;
    return response;
  } finally {
    stop({ status });
  }
}

async function answer(request: Request, path: readonly string[], match: ReturnType<typeof matchRoute>): Promise<Response> {
  if (match === null) return refusal("notFound", `there is no ${request.method} /api/v1/${path.join("/")}`);
  if (isForeign(request)) return refusal("forbidden", "this request came from another site");
  const input = await inputOf(request);
  if (input === "tooLarge") return refusal("tooLarge", `the body is over ${maxBody} bytes`);
  if (input === null) return refusal("invalid", "the body is not a JSON object");
  const ctx = await contextFor(request.headers);
  if (badToken(request, ctx)) return refusal("unauthenticated", "this token is not known, has expired or was revoked");
  if (isOfAnother(request, ctx)) return refusal("unauthenticated", "this was done by somebody who is not signed in here now");
  // The verb parses: what came over the wire has no type until then.
  const outcome = await match.route[2].call(ctx, { ...input, ...match.params } as never);
  return outcome.ok ? Response.json(outcome.value ?? {}, { headers: { "cache-control": "no-store" } }) : problem(outcome.error);
}
