import type { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

/** A store takes 10,000 parts of a blob: 320 GB. Whole parts in memory can be sent again after a 503, a stream cannot. */
const partBytes = 32 * 1024 * 1024;

type Target = { readonly client: S3Client; readonly Bucket: string; readonly Key: string };

/** The bytes of a stream in parts of equal size, the last one shorter. */
async function* partsOf(body: Readable, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    let rest = Buffer.from(chunk);
    while (bytes + rest.byteLength >= size) {
      const cut = size - bytes;
      yield Buffer.concat([...waiting, rest.subarray(0, cut)], size);
      rest = rest.subarray(cut);
      waiting = [];
      bytes = 0;
    }
    waiting.push(rest);
    bytes += rest.byteLength;
  }
  if (bytes > 0) yield Buffer.concat(waiting, bytes);
}

/** Writes a stream of any length; the blob appears when its last part has arrived. */
export async function writeStream({ client, ...target }: Target, body: Readable): Promise<{ bytes: number }> {
  const parts = partsOf(body, partBytes);
  const first = await parts.next();
  const only = first.value ?? Buffer.alloc(0);
  if (only.byteLength < partBytes) {
    await client.send(new PutObjectCommand({ ...target, Body: only }));
    return { bytes: only.byteLength };
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  try {
    const done: { PartNumber: number; ETag: string | undefined }[] = [];
    let bytes = 0;
    for (let part: Buffer | undefined = only; part !== undefined; part = (await parts.next()).value ?? undefined) {
      const PartNumber = done.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body: part }));
      done.push({ PartNumber, ETag });
      bytes += part.byteLength;
    }
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: done } }));
    return { bytes };
  } catch (error) {
    // Parts that belong to nothing cost room until they are thrown away.
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
    throw error;
  }
}
