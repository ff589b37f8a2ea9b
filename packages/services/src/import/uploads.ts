import {
  expiredUploads,
  forgetUpload,
  insertUpload,
  lockPerson,
  receiveUpload,
  type UploadRow,
  uploadById,
  uploadedBytes,
  uploadsOf,
} from "@nauplius/db";
import { ok, refuse, type UserId } from "@nauplius/domain";
import { z } from "zod";
import { grantFor } from "../access.ts";
import { actingUser, type Context } from "../context.ts";
import { invalidInput, type Outcome, verb } from "../verb.ts";

export type UploadLimits = {
  /** What one person's uploads may take together. */
  readonly quotaBytes: number;
  /** What must stay free on the disk. */
  readonly reserveBytes: number;
};

const newUpload = z.strictObject({
  /** Made by the server: hexadecimal, the blob's name. */
  id: z.string().regex(/^[0-9a-f]{16,64}$/),
  name: z
    .string()
    .trim()
    .min(1, "a file name")
    .max(255)
    .regex(/^[^\p{Cc}]*$/u, "a file name without control characters"),
  bytes: z.int().nonnegative(),
});

const day = 24 * 60 * 60_000;
/** Uploads that nobody finished, and those that lie since long, make room. */
const unfinishedDays = 7;
const keptDays = 30;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 1)} GB`;

async function signedIn(ctx: Context): Promise<Outcome<UserId>> {
  const grant = await grantFor(ctx, "import.upload", undefined);
  if (!grant.ok) return grant;
  const user = actingUser(ctx);
  return user === null ? refuse("unauthenticated", "sign in to upload") : ok(user);
}

/** Room for one more upload of a person, or why there is none. */
export async function openUpload(ctx: Context, limits: UploadLimits, raw: z.input<typeof newUpload>): Promise<Outcome<{ key: string }>> {
  const parsed = newUpload.safeParse(raw);
  if (!parsed.success) return invalidInput(parsed.error);
  const user = await signedIn(ctx);
  if (!user.ok) return user;
  await dropExpired(ctx);
  const { id, name, bytes } = parsed.data;
  const free = await ctx.storage.free();
  if (free !== null && free - bytes < limits.reserveBytes)
    return refuse(
      "quotaExceeded",
      `${name} has ${gigabytes(bytes)} and the disk ${gigabytes(free)} free, of which ${gigabytes(limits.reserveBytes)} must stay free; ask your operator for room`,
    );
  const key = `uploads/${id}`;
  return ctx.db.transaction(async (tx) => {
    await lockPerson(tx, user.value);
    const used = await uploadedBytes(tx, user.value);
    if (used + bytes > limits.quotaBytes)
      return refuse(
        "quotaExceeded",
        `${name} has ${gigabytes(bytes)}; your uploads take ${gigabytes(used)} of ${gigabytes(limits.quotaBytes)}: delete some of them first`,
      );
    await insertUpload(tx, { id, userId: user.value, name, key, bytes, now: ctx.clock.now() });
    return ok({ key });
  });
}

/** An upload for its owner; for anybody else it does not exist. */
export async function ownUpload(ctx: Context, id: string): Promise<Outcome<UploadRow>> {
  const user = await signedIn(ctx);
  if (!user.ok) return user;
  const upload = await uploadById(ctx.db, id);
  return upload === null || upload.userId !== user.value ? refuse("notFound", "there is no such upload of yours") : ok(upload);
}

/** The last byte arrived. */
export const finishUpload = async (ctx: Context, id: string): Promise<void> => {
  await receiveUpload(ctx.db, id, ctx.clock.now());
};

export const listUploads = verb({
  name: "import.uploads",
  permission: "import.upload",
  input: z.strictObject({}),
  run: async (ctx) => {
    const user = actingUser(ctx);
    const uploads = user === null ? [] : await uploadsOf(ctx.db, user);
    return ok(uploads.map(({ id, name, bytes, receivedAt, createdAt }) => ({ id, name, bytes, receivedAt, createdAt })));
  },
});

/** Gives up an upload of one's own, or deletes what has arrived. */
export async function dropUpload(ctx: Context, id: string): Promise<Outcome<null>> {
  const upload = await ownUpload(ctx, id);
  if (!upload.ok) return upload;
  await remove(ctx, upload.value);
  return ok(null);
}

export const deleteUpload = verb({
  name: "import.deleteUpload",
  permission: "import.upload",
  input: z.strictObject({ uploadId: z.string().min(1).max(64) }),
  run: async (ctx, i) => {
    const dropped = await dropUpload(ctx, i.uploadId);
    return dropped.ok ? ok({ deleted: true }) : dropped;
  },
});

async function remove(ctx: Context, upload: Pick<UploadRow, "id" | "key">): Promise<void> {
  await forgetUpload(ctx.db, upload.id, ctx.clock.now());
  await ctx.storage.remove(upload.key);
  await ctx.storage.remove(`${upload.key}.json`);
}

async function dropExpired(ctx: Context): Promise<void> {
  const now = ctx.clock.now().getTime();
  const old = await expiredUploads(ctx.db, new Date(now - unfinishedDays * day), new Date(now - keptDays * day));
  for (const upload of old) await remove(ctx, upload);
}
