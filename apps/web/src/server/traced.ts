import "server-only";
import { randomUUID } from "node:crypto";
import { site } from "./site.ts";

/** The id that a proxy gave, if it is one; else our own. */
const requestIdOf = (given: string | null): string => (given !== null && /^[\w-]{8,64}$/.test(given) ? given : randomUUID());

type Handler<Rest extends unknown[]> = (request: Request, ...rest: Rest) => Promise<Response> | Response;

/** Every answer tells its request's id, and a fault is one line in the log and one sentence to the person: no more of it leaves the house. */
export function traced<Rest extends unknown[]>(handle: Handler<Rest>): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const id = requestIdOf(request.headers.get("x-request-id"));
    const known = request.headers.get("x-request-id") === id;
    const asked = known ? request : withId(request, id);
    const response = await attempt(() => handle(asked, ...rest), id, asked);
    try {
      response.headers.set("x-request-id", id);
      return response;
    } catch {
      // Answers of the network are immutable; a copy is not.
      const headers = new Headers(response.headers);
      headers.set("x-request-id", id);
      return new Response(response.body, { status: response.status, headers });
    }
  };
}

function withId(request: Request, id: string): Request {
  const headers = new Headers(request.headers);
  headers.set("x-request-id", id);
  return new Request(request, { headers });
}

async function attempt(work: () => Promise<Response> | Response, id: string, request: Request): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    site().log.error({ request: id, method: request.method, path: new URL(request.url).pathname, error }, "request failed");
    const title = `something went wrong here; tell your operator the id ${id}`;
    const body = JSON.stringify({ type: "urn:nauplius:fault", title, status: 500 });
    return new Response(body, { status: 500, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } });
  }
}
