import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A small S3 in memory: what the product asks of an object store, with faults on demand. */
export type TestS3 = {
  readonly settings: { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string };
  readonly blobs: Map<string, Buffer>;
  /** Uploads in parts that nobody ended. */
  readonly uploads: ReadonlyMap<string, unknown>;
  /** Requests so far, as "PUT packs/a". */
  readonly requests: string[];
  /** The next `times` requests of this method are answered 503 SlowDown. */
  readonly fail: (method: string, times: number) => void;
  readonly stop: () => Promise<void>;
};

const bucket = "plankton";
const accessKeyId = "test-access-key";

export async function startS3(): Promise<TestS3> {
  const blobs = new Map<string, Buffer>();
  const requests: string[] = [];
  const uploads = new Map<string, Map<number, Buffer>>();
  const failing = new Map<string, number>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://s3");
    const key = decodeURIComponent(url.pathname).slice(bucket.length + 2);
    const method = request.method ?? "";
    const body = await bodyOf(request);
    requests.push(`${method} ${key}`);
    const left = failing.get(method) ?? 0;
    if (left > 0) {
      failing.set(method, left - 1);
      return refuse(response, 503, "SlowDown");
    }
    if (!request.headers.authorization?.includes(accessKeyId)) return refuse(response, 403, "InvalidAccessKeyId");
    if (!url.pathname.startsWith(`/${bucket}`)) return refuse(response, 404, "NoSuchBucket");
    if (method === "GET" && url.searchParams.has("list-type")) return list(url, response);
    const upload = url.searchParams.get("uploadId");
    if (url.searchParams.has("uploads") || upload !== null) return multipart(method, key, upload, url, body, response);
    if (method === "PUT") {
      blobs.set(key, body);
      response.writeHead(200, { etag: etagOf(body) }).end();
      return;
    }
    if (method === "DELETE") {
      blobs.delete(key);
      response.writeHead(204).end();
      return;
    }
    const blob = blobs.get(key);
    if (blob === undefined) return method === "HEAD" ? void response.writeHead(404).end() : refuse(response, 404, "NoSuchKey");
    const part = partOf(blob, request.headers.range);
    if (part === null) return refuse(response, 416, "InvalidRange");
    response.writeHead(request.headers.range === undefined ? 200 : 206, { "content-length": part.byteLength, etag: etagOf(blob) });
    response.end(method === "HEAD" ? undefined : part);
  }

  /** An upload in parts: begun, each part, put together or thrown away. */
  function multipart(method: string, key: string, upload: string | null, url: URL, body: Buffer, response: ServerResponse): void {
    const id = upload ?? `upload-${requests.length}`;
    const parts = uploads.get(id) ?? new Map<number, Buffer>();
    uploads.set(id, parts);
    if (method === "PUT") parts.set(Number(url.searchParams.get("partNumber")), body);
    if (method === "POST" && upload !== null)
      blobs.set(key, Buffer.concat([...parts].toSorted(([a], [b]) => a - b).map(([, part]) => part)));
    if (method === "DELETE" || (method === "POST" && upload !== null)) uploads.delete(id);
    response.writeHead(200, { "content-type": "application/xml", etag: etagOf(body) });
    const name = upload === null ? "InitiateMultipartUploadResult" : "CompleteMultipartUploadResult";
    response.end(method === "POST" ? `<${name}><Key>${key}</Key><UploadId>${id}</UploadId></${name}>` : undefined);
  }

  /** Two keys a page, so that paging is tried. */
  function list(url: URL, response: ServerResponse): void {
    const after = url.searchParams.get("continuation-token") ?? "";
    const keys = [...blobs.keys()].filter((k) => k.startsWith(url.searchParams.get("prefix") ?? "") && k > after).toSorted();
    const page = keys.slice(0, 2);
    const more = keys.length > page.length;
    const contents = page.map((k) => `<Contents><Key>${k}</Key><Size>${blobs.get(k)?.byteLength}</Size></Contents>`).join("");
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    response.writeHead(200, { "content-type": "application/xml" });
    response.end(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: { endpoint, region: "us-east-1", bucket, accessKeyId, secretAccessKey: "test-secret-of-the-store" },
    blobs,
    uploads,
    requests,
    fail: (method, times) => failing.set(method, times),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const etagOf = (bytes: Buffer): string => `"${createHash("md5").update(bytes).digest("hex")}"`;

/** The body; the SDK sends streams in signed or check-summed chunks (aws-chunked), of which only the data count. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const whole = Buffer.concat(parts);
  if (!request.headers["content-encoding"]?.includes("aws-chunked") && request.headers["x-amz-decoded-content-length"] === undefined)
    return whole;
  const data: Buffer[] = [];
  for (let at = 0; at < whole.length; ) {
    const line = whole.indexOf("\r\n", at);
    const size = Number.parseInt(whole.subarray(at, line).toString("latin1"), 16);
    if (!(size > 0)) break;
    data.push(whole.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(data);
}

/** A range that makes no sense is not looked at; one that begins behind the end cannot be given. */
function partOf(blob: Buffer, range: string | undefined): Buffer | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (match === null) return blob;
  const start = Number(match[1]);
  const last = match[2] === "" ? blob.byteLength - 1 : Number(match[2]);
  if (last < start && match[2] !== "") return blob;
  return start >= blob.byteLength ? null : blob.subarray(start, last + 1);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<Error><Code>${code}</Code><Message>${code} for a test</Message></Error>`);
}
