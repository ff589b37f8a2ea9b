import { randomUUID } from "node:crypto";
import type { Tx } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId, SampleId, UserId } from "@nauplius/domain";
import type { House } from "./world.fixture.ts";

export const idOf = async (tx: Tx, statement: ReturnType<typeof sql>): Promise<number> => {
  const row = await tx.row<{ id: number }>(statement);
  if (row === null) throw new Error("no row");
  return row.id;
};

type Mine = { readonly project: ProjectId; readonly manager: UserId; readonly mark: string };

/** Runs of a project that ask, failed and are done, each with a log and a problem. */
export async function makeRuns(db: Tx, { project, manager, mark }: Mine): Promise<House["runs"]> {
  const insertRun = (kind: string, state: string, input: object = {}) =>
    idOf(
      db,
      sql`
      insert into run (kind, state, project_id, created_by, input, questions, result, reason) values (${kind}, ${state}, ${project}, ${manager},
        ${JSON.stringify(input)}::jsonb, ${JSON.stringify({ users: [], taxa: [] })}::jsonb, ${JSON.stringify({})}::jsonb, ${`${mark} reason`}) returning id`,
    );
  const runs = {
    asking: await insertRun("importBatch", "asking", { projectId: project, source: { from: "server", path: `${mark}.zip` }, options: {} }),
    failed: await insertRun("importBatch", "failed", { projectId: project, source: { from: "server", path: `${mark}.zip` }, options: {} }),
    done: await insertRun("exportProject", "done", {
      projectId: project,
      sampleIds: [],
      validatedOnly: false,
      people: true,
      emails: false,
      options: {},
    }),
    plate: await insertRun("drawPlate", "done", {
      ...{ projectId: project, filter: {}, sort: { by: "id", direction: "ascending" }, form: "pdf", title: mark },
      ...{ sampleIds: [], validatedOnly: false },
    }),
  };
  for (const run of Object.values(runs)) {
    await db.run(sql`insert into run_log (run_id, level, message) values (${run}, 'info', ${`${mark} log`})`);
    await db.run(sql`insert into run_problem (run_id, severity, code, message) values (${run}, 'error', 'x', ${`${mark} problem`})`);
  }
  return runs;
}

/** A batch of scans with one unit. */
export async function makeSegmentation(
  db: Tx,
  { project, manager, mark, run }: Mine & { readonly run: number },
): Promise<Pick<House, "segmentationId" | "unitId">> {
  const segmentationId = await idOf(
    db,
    sql`
    insert into segmentation (project_id, created_by, name, profile, source, run_id, facts) values (${project}, ${manager}, ${`${mark} scans`}, 'zooscan',
      ${JSON.stringify({ from: "server", path: mark })}::jsonb, ${run}, '{}') returning id`,
  );
  const unit = {
    ...{ name: `${mark}_tot_1`, kind: "scan", file: `${mark}_tot_1.tif`, folder: null, blanks: [], navigation: null, startedAt: null },
    ...{ sample: `${mark} tow`, acquisition: `tot_${mark}`, cells: {}, reason: null, usable: true, suggestion: null },
  };
  const unitId = await idOf(
    db,
    sql`
    insert into segmentation_unit (segmentation_id, ordinal, name, unit) values (${segmentationId}, 1, ${unit.name}, ${JSON.stringify(unit)}::jsonb) returning id`,
  );
  return { segmentationId, unitId };
}

/** A preparation and a space made with it. */
export async function makeSpace(db: Tx, project: ProjectId, mark: string, run: number): Promise<Pick<House, "preparationId" | "spaceId">> {
  const preparationId = await idOf(
    db,
    sql`insert into preparation (project_id, name, version, body, created_at) values (${project}, ${`${mark} forms`}, 1, ${JSON.stringify(preparation)}::jsonb, now()) returning id`,
  );
  const lists = {
    percent: [100],
    eigenvalues: [1],
    features: ["area"],
    loadings: [[1]],
    points: [],
    morphs: [],
    samples: [],
    series: [],
    files: [],
  };
  const choices = { k: 1, axes: null, groups: 1, seed: 1 };
  const result = JSON.stringify({ individuals: 2, axes: 1, ...lists, warnings: [`${mark} space`], sampleIds: [], choices });
  const spaceId = await idOf(
    db,
    sql`insert into morphospace (project_id, preparation_id, run_id, created_at, result, space) values (${project}, ${preparationId}, ${run}, now(), ${result}::jsonb, '{}') returning id`,
  );
  return { preparationId, spaceId };
}
const preparation = { recipe: "published", taxa: [], states: ["validated"], perSample: 2000 };

/** An object of which the first one was cut. */
export async function makeDivision(
  db: Tx,
  { project, sample, acquisition, child }: { project: ProjectId; sample: SampleId; acquisition: number; child: number },
  mark: string,
): Promise<number> {
  const trash = await idOf(
    db,
    sql`insert into trash (project_id, level, label, expires_at) values (${project}, 'retired', 'separate', '9999-12-31') returning id`,
  );
  const parent = await idOf(
    db,
    sql`insert into "object" (project_id, sample_id, acquisition_id, original_id, random, trash_id)
      values (${project}, ${sample}, ${acquisition}, ${`${mark} whole`}, 0, ${trash}) returning id`,
  );
  const division = await idOf(
    db,
    sql`insert into division (kind, batch_id, at) values ('separate', ${randomUUID()}::uuid, now()) returning id`,
  );
  await db.run(
    sql`insert into division_member (division_id, object_id, part, ordinal) values (${division}, ${parent}, 'parent', 1), (${division}, ${child}, 'child', 1)`,
  );
  return division;
}
