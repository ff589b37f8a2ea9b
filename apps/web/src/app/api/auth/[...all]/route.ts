import { isOpenEndpoint } from "@nauplius/services/auth";
import { auth } from "@/server/auth.ts";
import { textOf } from "@/server/body.ts";
import { traced } from "@/server/traced.ts";

/** The auth library's own endpoints, those that we open; every other is a verb of ours or does not exist. Made per request: a build has no environment. */
const handle = traced(async (request) => {
  const closed = !isOpenEndpoint(request.method, new URL(request.url).pathname.replace(/^\/api\/auth/, ""));
  if (closed) return new Response(null, { status: 404 });
  const { handler } = await auth();
  if (request.method === "GET") return handler(request);
  // The library reads whatever comes; nobody signs in with more than this.
  const body = await textOf(request, 64 * 1024);
  if (body === null) return new Response(null, { status: 413 });
  return handler(new Request(request.url, { method: request.method, headers: request.headers, body }));
});

export { handle as GET, handle as POST };
