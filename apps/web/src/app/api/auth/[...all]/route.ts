import { isOpenEndpoint } from "@nauplius/services/auth";
import { auth } from "@/server/auth.ts";

/** The auth library's own endpoints, those that we open; every other is a verb of ours or does not exist. Made per request: a build has no environment. */
const handle = (request: Request): Promise<Response> | Response =>
  isOpenEndpoint(request.method, new URL(request.url).pathname.replace(/^\/api\/auth/, ""))
    ? auth().handler(request)
    : new Response(null, { status: 404 });

export { handle as GET, handle as POST };
