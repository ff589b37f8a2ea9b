import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Refusal, refusalCodes, refuse } from "@nauplius/domain";
import { finishUpload, openUpload, ownUpload } from "@nauplius/services";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { contextFor } from "./context.ts";
import { env } from "./env.ts";
import { site } from "./site.ts";

const gibi = 1024 ** 3;

/** A tus server answers a refusal as text: the page shows the sentence. */
const thrown = (refusal: Refusal) => ({ status_code: refusalCodes[refusal.code].status, body: refusal.message });

const isRemote = (): boolean => site().storage.kind === "s3";

/** Where bytes arrive: in the storage folder itself, or, before an object store takes them, in a temporary one. */
const arrivals = (): string => (isRemote() ? join(tmpdir(), "nauplius-uploads") : join(env().STORAGE_DIR ?? "", "uploads"));

async function open(): Promise<Server> {
  const directory = arrivals();
  await mkdir(directory, { recursive: true });
  return new Server({
    path: "/api/uploads",
    relativeLocation: true,
    datastore: new FileStore({ directory }),
    maxSize: env().UPLOAD_QUOTA_GB * gibi,
    onUploadCreate: async (request, upload) => {
      const ctx = await contextFor(request.headers);
      // An upload without a length would pass the quota.
      if (upload.size === undefined) throw thrown(refuse("invalid", "say how long the file is (Upload-Length)").error);
      const limits = { quotaBytes: env().UPLOAD_QUOTA_GB * gibi, reserveBytes: env().DISK_RESERVE_GB * gibi };
      const opened = await openUpload(ctx, limits, { id: upload.id, name: upload.metadata?.filename ?? "", bytes: upload.size });
      if (!opened.ok) throw thrown(opened.error);
      return { metadata: { filename: upload.metadata?.filename ?? "" } };
    },
    onIncomingRequest: async (request, id) => {
      // A new upload has no row yet: onUploadCreate asks for its right.
      if (request.method === "POST" || request.method === "OPTIONS") return;
      const own = await ownUpload(await contextFor(request.headers), id);
      if (!own.ok) throw thrown(own.error);
    },
    onUploadFinish: async (request, upload) => {
      if (isRemote()) {
        const path = join(directory, upload.id);
        await site().storage.write(`uploads/${upload.id}`, createReadStream(path));
        await rm(path, { force: true });
      }
      await finishUpload(await contextFor(request.headers), upload.id);
      return {};
    },
  });
}

let opened: Promise<Server> | undefined;
export function uploadServer(): Promise<Server> {
  opened ??= open();
  return opened;
}
