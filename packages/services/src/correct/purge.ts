import {
  abandonedCopies,
  type Db,
  type Expired,
  expiredTrash,
  holdExpired,
  openTrash,
  purgeObjects,
  purgeParents,
  purgeProject,
} from "@nauplius/db";
import type { Clock } from "@nauplius/domain";
import { daysBefore } from "./expiry.ts";
import { chunk } from "./work.ts";

/** Deletes for good what lay in the trash for longer than it may be restored; in short transactions. Answers how many objects went. */
export async function purgeExpired(db: Db, clock: Clock): Promise<number> {
  await forgetAbandonedCopies(db, clock);
  let purged = 0;
  for (let expired = await expiredTrash(db, clock.now()); expired.length > 0; expired = await expiredTrash(db, clock.now())) {
    for (const trash of expired) purged += await purgeOne(db, clock, trash);
  }
  return purged;
}

async function purgeOne(db: Db, clock: Clock, trash: Expired): Promise<number> {
  let purged = 0;
  for (;;) {
    const gone = await db.transaction(async (tx) =>
      (await holdExpired(tx, trash.id, clock.now())) ? purgeObjects(tx, trash, chunk) : null,
    );
    if (gone === null) return purged;
    purged += gone;
    if (gone === 0) break;
  }
  await db.transaction(async (tx) => {
    const now = clock.now();
    if (!(await holdExpired(tx, trash.id, now))) return;
    if (trash.level === "project") await purgeProject(tx, trash.projectId, now);
    else await purgeParents(tx, trash.id, now);
  });
  return purged;
}

/** A copy given up half way may be tried again for a day; then its project, which nobody ever saw, goes like other trash. */
async function forgetAbandonedCopies(db: Db, clock: Clock): Promise<void> {
  const now = clock.now();
  for (const { projectId } of await abandonedCopies(db, daysBefore(now, 1)))
    await openTrash(db, { projectId, level: "project", label: "", by: null, at: now, expiresAt: now });
}
