import type { ProjectId, State, UserId } from "@nauplius/domain";
import { empty, type Sql, sql, type Tx } from "../sql/connection.ts";

/** Who looks: counts hold the projects whose metadata they may see, and of those only their own samples. */
export type Onlooker = {
  readonly user: UserId | null;
  /** An admin, or the site itself: all projects. */
  readonly all: boolean;
  /** Projects that a token is limited to. */
  readonly only: readonly ProjectId[] | null;
  readonly now: Date;
};

const seen = (who: Onlooker): Sql => sql`
  seen as (
    select p.id, p.title, p.access, m.role, case when ${who.all} then '{}'::bigint[] else coalesce(m.sample_ids, '{}') end as samples
    from project p left join membership m on m.project_id = p.id and m.user_id = ${who.user} and (m.expires_at is null or m.expires_at > ${who.now})
    where p.trashed_at is null ${who.all ? empty : sql`and (m.role is not null or p.access in ('visible', 'open'))`}
      ${who.only === null ? empty : sql`and p.id = any(${[...who.only]}::bigint[])`})`;
const counted = sql`counter c join seen on seen.id = c.project_id and (seen.samples = '{}' or c.sample_id = any(seen.samples))`;
const ofProject = (project: ProjectId | null): Sql => (project === null ? empty : sql`and c.project_id = ${project}`);

export type NodeCount = { readonly taxonId: number; readonly own: number; readonly total: number };

/** Objects of taxa: their own, and with all below them. Climbs from the taxa in use, which are few beside the tree. */
export const nodeCounts = (db: Tx, who: Onlooker, taxa: readonly number[], project: ProjectId | null = null): Promise<NodeCount[]> =>
  db.rows<NodeCount>(sql`
    with recursive ${seen(who)},
    used as (select c.taxon_id as leaf, sum(c.objects)::bigint as n from ${counted} where c.taxon_id <> 0 ${ofProject(project)} group by 1),
    up(leaf, node, n, depth) as (
      select leaf, leaf, n, 0 from used where n > 0
      union all select up.leaf, t.parent_id, up.n, up.depth + 1 from up join taxon t on t.id = up.node where t.parent_id is not null and up.depth < 200)
    select node as "taxonId", coalesce(sum(n) filter (where leaf = node), 0)::bigint as own, sum(n)::bigint as total
    from up where node = any(${[...taxa]}::bigint[]) group by node`);

export type StateCount = { readonly taxonId: number; readonly state: State; readonly objects: number };

/** Objects of some taxa by state. */
export const stateCounts = (db: Tx, who: Onlooker, taxa: readonly number[], project: ProjectId | null = null): Promise<StateCount[]> =>
  db.rows<StateCount>(sql`
    with ${seen(who)}
    select c.taxon_id as "taxonId", c.state, sum(c.objects)::bigint as objects from ${counted}
    where c.taxon_id = any(${[...taxa]}::bigint[]) ${ofProject(project)} group by 1, 2 having sum(c.objects) > 0 order by 1, 2`);

export type ProjectCount = {
  readonly projectId: ProjectId;
  readonly title: string;
  readonly objects: number;
  readonly validated: number;
  /** May the onlooker see objects, or only that there are some? */
  readonly showsObjects: boolean;
};

/** Projects that hold objects of the taxa, most first. */
export const countsByProject = (db: Tx, who: Onlooker, taxa: readonly number[], limit: number): Promise<ProjectCount[]> =>
  db.rows<ProjectCount>(sql`
    with ${seen(who)}
    select c.project_id as "projectId", seen.title, sum(c.objects)::bigint as objects,
      coalesce(sum(c.objects) filter (where c.state = 'validated'), 0)::bigint as validated,
      (${who.all} or seen.role is not null or seen.access = 'open') as "showsObjects"
    from ${counted} where c.taxon_id = any(${[...taxa]}::bigint[]) group by 1, 2, 5 having sum(c.objects) > 0 order by 3 desc, 1 limit ${limit}`);

/** How much a change would touch, over all projects, whoever asks. */
export const touchedBy = async (db: Tx, taxa: readonly number[]): Promise<{ objects: number; projects: number }> =>
  (await db.row<{ objects: number; projects: number }>(sql`
    select coalesce(sum(c.objects), 0)::bigint as objects, count(distinct c.project_id) filter (where c.objects > 0)::int as projects
    from (select project_id, sum(objects) as objects from counter where taxon_id = any(${[...taxa]}::bigint[]) group by 1) c`)) ?? {
    objects: 0,
    projects: 0,
  };
