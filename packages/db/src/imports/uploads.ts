import type { UserId } from "@nauplius/domain";
import { sql, type Tx } from "../sql/connection.ts";

export type UploadRow = {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly key: string;
  readonly bytes: number;
  readonly receivedAt: Date | null;
  readonly createdAt: Date;
};

const columns = sql`id, user_id as "userId", name, key, bytes, received_at as "receivedAt", created_at as "createdAt"`;

export const insertUpload = (
  tx: Tx,
  u: { id: string; userId: UserId; name: string; key: string; bytes: number; now: Date },
): Promise<number> =>
  tx.run(
    sql`insert into upload (id, user_id, name, key, bytes, created_at) values (${u.id}, ${u.userId}, ${u.name}, ${u.key}, ${u.bytes}, ${u.now})`,
  );

export const receiveUpload = (tx: Tx, id: string, now: Date): Promise<number> =>
  tx.run(sql`update upload set received_at = ${now} where id = ${id} and received_at is null`);

export const uploadById = (db: Tx, id: string): Promise<UploadRow | null> =>
  db.row<UploadRow>(sql`select ${columns} from upload where id = ${id} and deleted_at is null`);

export const uploadsOf = (db: Tx, user: UserId): Promise<UploadRow[]> =>
  db.rows<UploadRow>(sql`select ${columns} from upload where user_id = ${user} and deleted_at is null order by created_at desc limit 200`);

/** Bytes that a person's uploads take or will take. */
export const uploadedBytes = async (db: Tx, user: UserId): Promise<number> =>
  (
    await db.row<{ bytes: number }>(
      sql`select coalesce(sum(bytes), 0)::bigint as bytes from upload where user_id = ${user} and deleted_at is null`,
    )
  )?.bytes ?? 0;

export const forgetUpload = (tx: Tx, id: string, now: Date): Promise<number> =>
  tx.run(sql`update upload set deleted_at = ${now} where id = ${id} and deleted_at is null`);

/** What one person does twice at once comes one after the other; rows that only name the person are not kept waiting. */
export const lockPerson = (tx: Tx, user: UserId): Promise<unknown> =>
  tx.row(sql`select 1 from "user" where id = ${user} for no key update`);

export const expiredUploads = (db: Tx, unfinishedBefore: Date, receivedBefore: Date): Promise<{ id: string; key: string }[]> =>
  db.rows(sql`
    select id, key from upload where deleted_at is null and ((received_at is null and created_at < ${unfinishedBefore}) or received_at < ${receivedBefore})
    order by created_at limit 20`);
