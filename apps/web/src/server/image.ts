import "server-only";
import { readVignette } from "@nauplius/services";
import { contextFor } from "./context.ts";
import { problem } from "./problem.ts";

/** The only types that an image is served as, whatever a file said of itself. What is not here is handed out as bytes to be saved. */
const shownAs: Record<string, string> = {
  "image/png": "image/png",
  "image/jpeg": "image/jpeg",
  "image/gif": "image/gif",
  "image/webp": "image/webp",
  "image/bmp": "image/bmp",
  "image/tiff": "image/tiff",
};

/** A file name that is safe in a header and on any disk; other letters come along encoded (RFC 6266). */
function disposition(kind: "inline" | "attachment", fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? "image";
  const plain = name.replace(/[^A-Za-z0-9._-]/g, "_").slice(-120);
  const encoded = encodeURIComponent(name.slice(-120)).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** One image: its id never means other bytes, so the browser of the person who may see it keeps it. */
export async function imageResponse(request: Request, id: string, original: boolean): Promise<Response> {
  const outcome = await readVignette.call(await contextFor(request.headers), { vignetteId: id, original } as never);
  if (!outcome.ok) return problem(outcome.error);
  const known = shownAs[outcome.value.mime];
  return new Response(Buffer.from(outcome.value.bytes), {
    headers: {
      "content-type": known ?? "application/octet-stream",
      "content-disposition": disposition(known === undefined || original ? "attachment" : "inline", outcome.value.fileName),
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, max-age=31536000, immutable",
      // Another person at the same browser asks again.
      vary: "Cookie, Authorization",
    },
  });
}
