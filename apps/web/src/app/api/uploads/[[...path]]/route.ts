import { isForeign } from "@/server/dispatch.ts";
import { uploadServer } from "@/server/uploads.ts";

export const dynamic = "force-dynamic";

/** Resumable uploads (tus 1.0): the bytes stream to disk, the right is asked for at every request. */
async function answer(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response(null, { status: 403 });
  return (await uploadServer()).handleWeb(request);
}

export { answer as DELETE, answer as HEAD, answer as OPTIONS, answer as PATCH, answer as POST };
