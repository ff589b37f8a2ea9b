import type { AcquisitionId, ObjectId, ProjectId, SampleId, State } from "@nauplius/domain";
import { hiddenBatches, type Sight, sightTests } from "../objects/filter.ts";
import { join, sql, type Tx } from "../sql/connection.ts";

/** An object to show what a taxon looks like. */
export type Example = {
  readonly objectId: ObjectId;
  readonly projectId: ProjectId;
  readonly vignetteId: number;
  readonly width: number;
  readonly height: number;
  readonly background?: string;
  readonly state: State;
};

/** Among so many of a state the examples are chosen. */
const looked = 500;

/** Some objects of a taxon that the reader may see, validated ones first, in the stable random order. */
export async function examplesOf(db: Tx, sight: Sight, taxon: number, limit: number): Promise<Example[]> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const some = (state: State, place: number) => sql`
    (select o.id, o.project_id, o.state, o.random, ${place}::int as place from "object" o
     where ${join(sightTests(sight, hidden), " and ")} and o.taxon_id = ${taxon} and o.state = ${state} and o.vignettes > 0 limit ${looked})`;
  return db.rows<Example>(sql`
    select o.id as "objectId", o.project_id as "projectId", v.id as "vignetteId", v.width, v.height, v.background, o.state
    from (select * from (${some("validated", 0)} union all ${some("predicted", 1)}) c order by place, random limit ${limit}) o
    join lateral (select id, width, height, background from vignette v where v.object_id = o.id order by rank limit 1) v on true order by o.place, o.random`);
}

type Part = { readonly sample: SampleId | undefined; readonly acquisition: AcquisitionId | undefined };

/** Some objects of a project, or of a part of it, that the reader may see, as they come in the stable random order. */
export async function examplesOfProject(db: Tx, sight: Sight, part: Part, limit: number): Promise<Example[]> {
  const hidden = await hiddenBatches(db, sight.projectId);
  const tests = [
    ...sightTests(sight, hidden),
    sql`o.vignettes > 0`,
    ...(part.sample === undefined ? [] : [sql`o.sample_id = ${part.sample}`]),
    ...(part.acquisition === undefined ? [] : [sql`o.acquisition_id = ${part.acquisition}`]),
  ];
  return db.rows<Example>(sql`
    select o.id as "objectId", o.project_id as "projectId", v.id as "vignetteId", v.width, v.height, v.background, o.state
    from (select o.id, o.project_id, o.state, o.random from "object" o where ${join(tests, " and ")}
      order by coalesce(o.random::float8, 'Infinity'::float8), o.id limit ${limit}) o
    join lateral (select id, width, height, background from vignette v where v.object_id = o.id order by rank limit 1) v on true`);
}
