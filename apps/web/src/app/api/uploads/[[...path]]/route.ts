import { dropUpload } from "@nauplius/services";
import { contextFor } from "@/server/context.ts";
import { isForeign } from "@/server/dispatch.ts";
import { problem } from "@/server/problem.ts";
import { uploadServer } from "@/server/uploads.ts";

export const dynamic = "force-dynamic";

/** Resumable uploads (tus 1.0): the bytes stream to disk, the right is asked for at every request. */
async function answer(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response(null, { status: 403 });
  if (request.method === "DELETE") return giveUp(request);
  return (await uploadServer()).handleWeb(request);
}

/** An upload given up is forgotten with its bytes: ours to do, since its row says what of the quota it takes. */
async function giveUp(request: Request): Promise<Response> {
  const id = new URL(request.url).pathname.split("/").at(-1) ?? "";
  const dropped = await dropUpload(await contextFor(request.headers), id);
  return dropped.ok ? new Response(null, { status: 204, headers: { "tus-resumable": "1.0.0" } }) : problem(dropped.error);
}

export { answer as DELETE, answer as HEAD, answer as OPTIONS, answer as PATCH, answer as POST };
