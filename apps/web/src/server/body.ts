/** The largest body that a request with JSON may have. */
export const maxBody = 8 * 1024 * 1024;

/** The body as text; null when it is too long, whatever its header said. */
export async function textOf(request: Request, max = maxBody): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > max) return null;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array> | []) {
    bytes += part.byteLength;
    if (bytes > max) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** The body as a JSON object: null when it is none. */
export async function objectOf(request: Request): Promise<Record<string, unknown> | "tooLarge" | null> {
  try {
    const text = await textOf(request);
    if (text === null) return "tooLarge";
    if (text === "") return {};
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
