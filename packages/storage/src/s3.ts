import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { writeStream } from "./s3-stream.ts";
import { checkKey, type PackWriter, type Storage } from "./storage.ts";

export type S3Settings = { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string };

/** Every commit uploads what was appended as one sealed blob: bytes that rows point at are never only on one machine. */
function s3Writer(put: (body: Uint8Array) => Promise<void>): PackWriter {
  let parts: Uint8Array[] = [];
  let end = 0;
  return {
    append: (bytes) => {
      const at = end;
      parts.push(bytes);
      end += bytes.byteLength;
      return at;
    },
    commit: async () => {
      const whole = Buffer.concat(parts);
      parts = [];
      await put(whole);
      return { bytes: end, sealed: true };
    },
    close: async () => undefined,
  };
}

/** Blobs in an S3-compatible object store. */
export function s3Storage(settings: S3Settings): Storage {
  const client = new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: true,
    // Check sums of the newest kind are Amazon's; stores of others refuse or garble them. What is sent is signed with its SHA-256 anyway.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
  });
  const Bucket = settings.bucket;
  const put = async (key: string, body: Uint8Array): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key: checkKey(key), Body: body }));
  };
  const get = async (key: string, Range?: string) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: checkKey(key), Range }));
    if (answer.Body === undefined) throw new Error(`${key}: the object store answered without a body`);
    return answer.Body;
  };

  return {
    kind: "s3",
    read: async (key, offset, length) => {
      // No range says "nothing": a store would send the whole blob.
      if (length === 0) return new Uint8Array();
      const bytes = await (await get(key, `bytes=${offset}-${offset + length - 1}`)).transformToByteArray();
      if (bytes.byteLength !== length) throw new Error(`${key}: wanted ${length} bytes at ${offset}, the store gave ${bytes.byteLength}`);
      return bytes;
    },
    stream: async (key, range) =>
      Readable.fromWeb((await get(key, range && `bytes=${range.start}-${range.end}`)).transformToWebStream() as never),
    write: async (key, body) => {
      if (body instanceof Uint8Array) {
        await put(key, body);
        return { bytes: body.byteLength };
      }
      return writeStream({ client, Bucket, Key: checkKey(key) }, body);
    },
    size: async (key) => {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key: checkKey(key) }))).ContentLength ?? null;
      } catch (error) {
        if (error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey")) return null;
        throw error;
      }
    },
    asFile: async (key) => {
      const folder = await mkdtemp(join(tmpdir(), "nauplius-s3-"));
      const path = join(folder, "blob");
      const body = (await get(key)).transformToWebStream();
      await pipeline(Readable.fromWeb(body as never), createWriteStream(path));
      return { path, release: () => rm(folder, { recursive: true, force: true }) };
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: checkKey(key) }));
    },
    list: async function* (folder) {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/`, ContinuationToken }));
        for (const entry of page.Contents ?? []) if (entry.Key) yield { key: entry.Key, bytes: entry.Size ?? 0 };
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
    },
    appendTo: async (key) => s3Writer((body) => put(key, body)),
    free: async () => null,
    probe: async () => {
      const marker = new TextEncoder().encode("nauplius");
      await put("probe/marker", marker);
      const back = await (await get("probe/marker")).transformToString();
      if (back !== "nauplius") throw new Error(`bucket ${Bucket}: a blob written there reads back differently`);
    },
    close: async () => client.destroy(),
  };
}
