import { refuse } from "@nauplius/domain";
import { pageOfVignettes } from "@nauplius/services";
import { maxBody, objectOf } from "@/server/body.ts";
import { contextFor } from "@/server/context.ts";
import { isForeign } from "@/server/dispatch.ts";
import { problem } from "@/server/problem.ts";
import { traced } from "@/server/traced.ts";

/** A page of vignettes in one response: header length (uint32, little endian), header (JSON), then the images one after another. */
export const POST = traced(async (request: Request): Promise<Response> => {
  if (isForeign(request)) return new Response(null, { status: 403 });
  const input = await objectOf(request);
  if (input === "tooLarge") return problem(refuse("tooLarge", `the body is over ${maxBody} bytes`).error);
  // The verb says what it expected.
  const outcome = await pageOfVignettes.call(await contextFor(request.headers), (input ?? {}) as never);
  if (!outcome.ok) return problem(outcome.error);
  const header = new TextEncoder().encode(
    JSON.stringify(
      outcome.value.map((v) => ({ objectId: v.objectId, mime: v.mime, width: v.width, height: v.height, length: v.bytes.byteLength })),
    ),
  );
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, header.byteLength, true);
  const body = Buffer.concat([size, header, ...outcome.value.map((v) => v.bytes)]);
  return new Response(body, { headers: { "content-type": "application/octet-stream", "cache-control": "private, no-store" } });
});
