import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Db } from "@nauplius/db";
import { openProducer } from "@nauplius/queue";
import type { Actor, Context } from "@nauplius/services";
import { localStorage, type Storage } from "@nauplius/storage";
import { temporaryDatabase } from "../database.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A clock that moves one second at each look, so that no two gestures are of the same moment. */
export function steppingClock(start = Date.UTC(2026, 0, 1)): { now: () => Date } {
  let at = start;
  return {
    now: () => {
      at += 1000;
      return new Date(at);
    },
  };
}

export type TestSite = { readonly db: Db; readonly as: (actor: Actor) => Context; readonly dispose: () => Promise<void> };

/** A real database, folder (or the store that is given) and queue of one's own, and contexts over them for any actor. */
export async function makeSite(given?: Storage): Promise<TestSite> {
  const { url, dispose } = await temporaryDatabase();
  const db = connect(url, { max: 8 });
  const folder = await mkdtemp(join(tmpdir(), "nauplius-site-"));
  const storage = given ?? localStorage(folder);
  const queue = openProducer({ databaseUrl: url, redisUrl: undefined }, () => undefined);
  const clock = steppingClock();
  return {
    db,
    as: (actor) => ({ db, storage, queue, clock, log: silent, actor, requestId: "test" }),
    dispose: async () => {
      await queue.close();
      await db.close();
      if (given === undefined) await storage.close();
      await rm(folder, { recursive: true, force: true });
      await dispose();
    },
  };
}
