import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { insertRun } from "@nauplius/db";
import { ok, refuse } from "@nauplius/domain";
import { z } from "zod";
import { actingUser } from "../../context.ts";
import { deliver } from "../../run/verbs.ts";
import { verb } from "../../verb.ts";
import { checkTaxonomy, loadTaxonomy } from "./load.ts";

/** WoRMS whole is about 150 MB; what plankton needs of it is far less. */
export const maxTaxonomyBytes = 64 * 1024 * 1024;

const isStream = (value: unknown): value is AsyncIterable<Uint8Array> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
const input = z.strictObject({
  /** Name of the file, for messages. */
  file: z.string().min(1).max(255),
  bytes: z.custom<AsyncIterable<Uint8Array>>(isStream, { error: "expected the bytes of a file" }),
});

class TooLong extends Error {}

async function* atMost(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of bytes) {
    seen += chunk.byteLength;
    if (seen > limit) throw new TooLong();
    yield chunk;
  }
}

/** Keeps a file and starts the run that checks it; the run asks before it loads. */
export const startTaxonomyLoad = verb({
  name: "taxon.startLoad",
  permission: "taxonomy.edit",
  input,
  run: async (ctx, i) => {
    const key = `taxonomies/${randomUUID()}`;
    try {
      await ctx.storage.write(key, Readable.from(atMost(i.bytes, maxTaxonomyBytes)));
    } catch (error) {
      await ctx.storage.remove(key).catch(() => undefined);
      if (error instanceof TooLong)
        return refuse("tooLarge", `${i.file} is over ${maxTaxonomyBytes / 1024 / 1024} MB; load larger trees from the command line`);
      throw error;
    }
    const run = {
      kind: "loadTaxonomy",
      projectId: null,
      createdBy: actingUser(ctx),
      input: { key, file: i.file },
      now: ctx.clock.now(),
    } as const;
    const runId = await insertRun(ctx.db, run);
    await deliver(ctx, { id: runId, kind: "loadTaxonomy" });
    return ok({ runId });
  },
});

/** Checks or loads a file at once: the command line's way. */
export const loadTaxonomyFile = verb({
  name: "taxon.load",
  permission: "taxonomy.edit",
  input: input.extend({ check: z.boolean().default(false) }),
  run: async (ctx, i) =>
    i.check
      ? checkTaxonomy(ctx.db, i.bytes, i.file)
      : loadTaxonomy(ctx.db, i.bytes, i.file, { by: actingUser(ctx), at: ctx.clock.now(), runId: null }),
});
