import type { ObjectId, OpinionId, OpinionTerms, ProjectId, UserId } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightCondition } from "../objects/filter.ts";
import { sql, type Tx } from "../sql/connection.ts";

export const opinionTermsOf = async (db: Tx, project: ProjectId): Promise<unknown> =>
  (await db.row<{ terms: unknown }>(sql`select settings -> 'opinions' as terms from project where id = ${project}`))?.terms ?? null;

export const writeOpinionTerms = (tx: Tx, project: ProjectId, terms: OpinionTerms): Promise<number> =>
  tx.run(
    sql`update project set settings = settings || jsonb_build_object('opinions', ${JSON.stringify(terms)}::jsonb) where id = ${project}`,
  );

export type OpinionTally = {
  /** Objects that the person looked at and decided. */
  readonly decided: number;
  /** Shown again so far, answered or not. */
  readonly shown: number;
  readonly answered: number;
};

export const opinionTally = async (db: Tx, project: ProjectId, user: UserId): Promise<OpinionTally> => {
  const row = await db.row<OpinionTally>(sql`
    select (select count(*)::int from batch b join annotation_event e on e.batch_id = b.id where b.project_id = ${project} and b.by = ${user} and e.seen
        and e.how in ('one', 'page') and e.state in ('validated', 'dubious')) as decided,
      count(*)::int as shown, count(answered_at)::int as answered from opinion where project_id = ${project} and user_id = ${user}`);
  return row ?? { decided: 0, shown: 0, answered: 0 };
};

/** One person draws one object at a time. */
export const lockOpinions = (tx: Tx, project: ProjectId, user: UserId): Promise<unknown> =>
  tx.row(sql`select pg_advisory_xact_lock(hashtextextended(${`opinion ${project} ${user}`}, 0))`);

export type OpenOpinion = { readonly id: OpinionId; readonly objectId: ObjectId };

/** What was shown and not answered. */
export const openOpinion = async (db: Tx, sight: Sight, user: UserId): Promise<OpenOpinion | null> => {
  const hidden = await hiddenBatches(db, sight.projectId);
  return db.row<OpenOpinion>(sql`
    select p.id, p.object_id as "objectId" from opinion p join "object" o on o.id = p.object_id
    where p.project_id = ${sight.projectId} and p.user_id = ${user} and p.answered_at is null and ${sightCondition(sight, hidden)} order by p.id limit 1`);
};

/** Draws a validated object that somebody looked at, in the stable random order: their own work of before `rested`, or another's. */
export const drawOpinion = async (
  tx: Tx,
  sight: Sight,
  o: { user: UserId; whose: "own" | "others"; rested: Date; at: Date },
): Promise<OpenOpinion | null> => {
  const hidden = await hiddenBatches(tx, sight.projectId);
  const whose = o.whose === "own" ? sql`e.by = ${o.user} and e.at <= ${o.rested}` : sql`e.by is not null and e.by <> ${o.user}`;
  return tx.row<OpenOpinion>(sql`
    insert into opinion (project_id, object_id, user_id, event_id, first_by, first_taxon, shown_at)
    select o.project_id, o.id, ${o.user}, e.id, e.by, e.taxon_id, ${o.at}::timestamptz from "object" o join annotation_event e on e.id = o.last_event_id
    where ${sightCondition(sight, hidden)} and o.state = 'validated' and o.vignettes > 0 and e.seen and e.how in ('one', 'page') and ${whose}
      and not exists (select 1 from opinion p where p.object_id = o.id and p.user_id = ${o.user})
    order by coalesce(o.random::float8, 'Infinity'::float8), o.id limit 1
    returning id, object_id as "objectId"`);
};

export const answerOpinion = (tx: Tx, id: OpinionId, user: UserId, taxon: number | null, at: Date): Promise<number> =>
  tx.run(sql`update opinion set taxon_id = ${taxon}, answered_at = ${at} where id = ${id} and user_id = ${user} and answered_at is null`);

export type OpinionPair = {
  readonly objectId: ObjectId;
  readonly userId: UserId;
  readonly name: string;
  readonly own: boolean;
  readonly first: number;
  /** Null: the person could not say. */
  readonly second: number | null;
};

/** What was said first and what was said blind; merged taxa are those that took them in. Newest first. */
export const opinionPairs = (db: Tx, project: ProjectId, user: UserId | null): Promise<OpinionPair[]> =>
  db.rows<OpinionPair>(sql`
    select p.object_id as "objectId", p.user_id as "userId", u.name, p.first_by = p.user_id as own, coalesce(f.replaced_by, p.first_taxon) as first,
      coalesce(s.replaced_by, p.taxon_id) as second
    from opinion p join "user" u on u.id = p.user_id join "object" o on o.id = p.object_id and o.trash_id is null
    left join taxon f on f.id = p.first_taxon left join taxon s on s.id = p.taxon_id
    where p.project_id = ${project} and p.answered_at is not null and (${user}::text is null or p.user_id = ${user}) order by p.answered_at desc, p.id desc`);
