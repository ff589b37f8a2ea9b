import type { AttemptId, ObjectId, PracticeId, ProjectId, UserId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightCondition, where } from "../objects/filter.ts";
import type { Compiled } from "../objects/window.ts";
import { sql, type Tx } from "../sql/connection.ts";

export type PracticeRow = {
  readonly id: PracticeId;
  readonly name: string;
  readonly about: string;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly objects: number;
  readonly taxa: number;
  /** How often the person who asks went through it. */
  readonly finished: number;
  /** Answers of an attempt that is not finished; null: there is none. */
  readonly begun: number | null;
};

export const practicesOf = (db: Tx, project: ProjectId, user: UserId): Promise<PracticeRow[]> =>
  db.rows<PracticeRow>(sql`
    select p.id, p.name, p.about, p.created_at as "createdAt", p.closed_at as "closedAt",
      (select count(*)::int from practice_object o where o.set_id = p.id) as objects,
      (select count(distinct o.taxon_id)::int from practice_object o where o.set_id = p.id) as taxa,
      (select count(*)::int from practice_attempt a where a.set_id = p.id and a.user_id = ${user} and a.finished_at is not null) as finished,
      (select (select count(*)::int from practice_answer w where w.attempt_id = a.id) from practice_attempt a where a.set_id = p.id and a.user_id = ${user}
        and a.finished_at is null order by a.id desc limit 1) as begun
    from practice_set p where p.project_id = ${project} order by p.closed_at nulls first, p.id desc`);

type New = { readonly projectId: ProjectId; readonly name: string; readonly about: string; readonly by: UserId | null; readonly at: Date };

/** Freezes validated objects of a view with their taxa, at most so many of each; answers how many it took. */
export async function insertPractice(
  tx: Tx,
  p: New,
  from: { view: Compiled; perTaxon: number; limit: number },
): Promise<{ id: PracticeId; objects: number }> {
  const row = await tx.row<{ id: PracticeId }>(sql`
    insert into practice_set (project_id, name, about, created_by, created_at) values (${p.projectId}, ${p.name}, ${p.about}, ${p.by}, ${p.at}) returning id`);
  if (row === null) throw new Error("insert into practice_set returned no row");
  // Shuffled by a hash: the stable random order alone would put the same object first in every set.
  const objects = await tx.run(sql`
    insert into practice_object (set_id, object_id, ordinal, taxon_id)
    select ${row.id}::bigint, c.id, row_number() over (order by md5(c.id::text || ${String(row.id)}))::int, c.taxon_id
    from (select o.id, o.taxon_id, o.random, row_number() over (partition by o.taxon_id order by o.random, o.id) as place from "object" o
      join annotation_event e on e.id = o.last_event_id
      ${where([...from.view.tests, sql`o.vignettes > 0 and o.taxon_id is not null and (e.seen or e.how = 'import')`])}) c
    where c.place <= ${from.perTaxon} order by c.place, c.random limit ${from.limit}`);
  return { id: row.id, objects };
}

export const closePractice = (tx: Tx, id: PracticeId, at: Date | null): Promise<number> =>
  tx.run(sql`update practice_set set closed_at = ${at} where id = ${id}`);

export const practiceOpen = async (db: Tx, id: PracticeId): Promise<boolean> =>
  (await db.row(sql`select 1 from practice_set where id = ${id} and closed_at is null`)) !== null;

/** The attempt that a person is in; begins one where there is none. */
export async function attemptOf(tx: Tx, practice: PracticeId, user: UserId, at: Date): Promise<AttemptId> {
  await tx.row(sql`select pg_advisory_xact_lock(hashtextextended(${`practice ${practice} ${user}`}, 0))`);
  const row =
    (await tx.row<{ id: AttemptId }>(
      sql`select id from practice_attempt where set_id = ${practice} and user_id = ${user} and finished_at is null order by id desc limit 1`,
    )) ??
    (await tx.row<{ id: AttemptId }>(
      sql`insert into practice_attempt (set_id, user_id, started_at) values (${practice}, ${user}, ${at}) returning id`,
    ));
  if (row === null) throw new Error("insert into practice_attempt returned no row");
  return row.id;
}

export type PracticeStep = { readonly ordinal: number; readonly objectId: ObjectId };
export type PracticePlace = { readonly total: number; readonly answered: number; readonly next: PracticeStep | null };

/** Where an attempt stands, of what its person may see. */
export async function placeOfAttempt(db: Tx, sight: Sight, practice: PracticeId, attempt: AttemptId): Promise<PracticePlace> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const seen = sql`from practice_object p join "object" o on o.id = p.object_id left join practice_answer w on w.attempt_id = ${attempt}
    and w.object_id = p.object_id where p.set_id = ${practice} and ${sightCondition(sight, hidden)}`;
  const counts = await db.row<{ total: number; answered: number }>(
    sql`select count(*)::int as total, count(w.object_id)::int as answered ${seen}`,
  );
  const next = await db.row<PracticeStep>(
    sql`select p.ordinal, p.object_id as "objectId" ${seen} and w.object_id is null order by p.ordinal limit 1`,
  );
  return { total: counts?.total ?? 0, answered: counts?.answered ?? 0, next };
}

/** Taxa that a set asks for. */
export const taxaOfPractice = (db: Tx, practice: PracticeId): Promise<{ id: number; displayName: string }[]> =>
  db.rows(sql`
    select t.id, t.display_name as "displayName" from taxon t where t.id in (select taxon_id from practice_object where set_id = ${practice})
    order by t.display_name collate "C"`);

/** Writes the answer to the object at a place; false: there is no such place, or it was answered. */
export const answerPractice = async (
  tx: Tx,
  to: { practice: PracticeId; attempt: AttemptId; ordinal: number },
  taxon: number,
  at: Date,
): Promise<boolean> =>
  (await tx.run(sql`
    insert into practice_answer (attempt_id, object_id, taxon_id, at)
    select ${to.attempt}::bigint, p.object_id, ${taxon}::bigint, ${at}::timestamptz from practice_object p
    where p.set_id = ${to.practice} and p.ordinal = ${to.ordinal} on conflict do nothing`)) === 1;

export const finishAttempt = (tx: Tx, attempt: AttemptId, at: Date): Promise<number> =>
  tx.run(sql`update practice_attempt set finished_at = ${at} where id = ${attempt} and finished_at is null`);

export type PracticeAnswer = {
  readonly attempt: AttemptId;
  readonly finishedAt: Date;
  readonly objectId: ObjectId;
  readonly first: number;
  readonly second: number;
};

/** Answers of a person's finished attempts beside the truth, newest attempt first. */
export const practiceAnswers = (db: Tx, practice: PracticeId, user: UserId): Promise<PracticeAnswer[]> =>
  db.rows<PracticeAnswer>(sql`
    select a.id as attempt, a.finished_at as "finishedAt", w.object_id as "objectId", p.taxon_id as first, w.taxon_id as second
    from practice_attempt a join practice_answer w on w.attempt_id = a.id join practice_object p on p.set_id = a.set_id and p.object_id = w.object_id
    where a.set_id = ${practice} and a.user_id = ${user} and a.finished_at is not null order by a.id desc, p.ordinal`);
