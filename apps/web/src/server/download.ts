import { Readable } from "node:stream";
import type { Context } from "@nauplius/services";

type Kept = { readonly key: string; readonly name: string; readonly bytes: number };

/** A file of the storage as a download: never shown in place, never kept by what lies between. */
export async function download(ctx: Context, file: Kept): Promise<Response> {
  const body = Readable.toWeb(await ctx.storage.stream(file.key)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
