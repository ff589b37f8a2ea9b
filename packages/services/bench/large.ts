import { type Db, insertProject, upsertMembership } from "@nauplius/db";
import { type ProjectId, type UserId, userId } from "@nauplius/domain";

const taxa = 60;
const samples = 40;
const features = ["area", "mean", "major", "minor", "perim.", "feret", "circ.", "skew", "kurt", "fractal"] as const;

export type Large = { readonly project: ProjectId; readonly person: UserId; readonly objects: number; readonly first: number };

/** Indexes are made after the rows: a million rows then take seconds, not minutes. */
async function withoutIndexes(db: Db, table: string, work: () => Promise<void>): Promise<void> {
  const { rows } = await db.pool.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = $1
      and not exists (select 1 from pg_constraint c where c.conname = indexname)`,
    [table],
  );
  for (const { indexname } of rows) await db.pool.query(`drop index "${indexname}"`);
  await work();
  for (const { indexdef } of rows) await db.pool.query(indexdef);
}

/** A project of so many objects, made in the database from a seed: features, a free column, predictions, an event each, counters. */
export async function makeLarge(db: Db, objects: number): Promise<Large> {
  const q = (text: string, values: readonly unknown[] = []) => db.pool.query(text, [...values]);
  const at = new Date(Date.UTC(2026, 0, 1));
  const person = userId.parse(`large ${objects}`);
  await db.prisma.user.create({ data: { id: person, name: "Large", email: `large${objects}@example.org` } });
  const project = await insertProject(db, {
    ...{ title: `${objects} objects`, instrument: "ISIIS", description: "", access: "private" },
    ...{ createdBy: person, now: at },
  });
  await upsertMembership(db, { projectId: project, userId: person, role: "reviewer", sampleIds: [], expiresAt: null, addedBy: null });
  await q(
    `insert into taxon (id, name, display_name, search_name, updated_at)
      select t, 'Taxon ' || t, 'Taxon ' || t, 'taxon ' || t, $2 from generate_series(1, $1::int) t on conflict do nothing`,
    [taxa, at],
  );
  await q("insert into feature_list (id, names) values (1, $1) on conflict do nothing", [features]);
  await q("insert into project_feature_list (project_id, feature_list_id) values ($1, 1)", [project]);
  await q("insert into field (project_id, level, name, type) values ($1, 'object', 'salt', 'number')", [project]);
  const { rows } = await q(
    "insert into sample (project_id, name, stale) select $1, 'tow ' || s, '{}' from generate_series(1, $2::int) s returning id",
    [project, samples],
  );
  const firstSample = Math.min(...rows.map((r: { id: number }) => Number(r.id)));
  await q(
    `insert into acquisition (id, project_id, sample_id, name, pixel_size, stale)
      select id, project_id, id, name, 66, '{}' from sample where project_id = $1`,
    [project],
  );
  const first = Number(
    (await q("select greatest((select max(id) from object), (select max(id) from annotation_event), 0) + 1 as id")).rows[0].id,
  );
  const batch = (
    await q("insert into batch (id, project_id, kind, at) values (gen_random_uuid(), $1, 'import', $2) returning id", [project, at])
  ).rows[0].id;
  await q("select setseed(0.42)");
  const filling = ["object", "annotation_event", "prediction"].reduceRight(
    (work, table) => () => withoutIndexes(db, table, work),
    async () => {
      await q(
        `insert into object (id, project_id, sample_id, acquisition_id, original_id, taxon_id, state, score, area, random, features, feature_list_id, free,
          date, depth_min, depth_max, latitude, longitude, vignettes, annotated_at, last_event_id, version)
        select $2 + n, $1, $3 + n % ${samples}, $3 + n % ${samples}, 'o_' || n, 1 + (random() ^ 3 * ${taxa - 1})::int, 'predicted', random()::real,
          (random() ^ 4 * 20000 + 50)::real, random()::real, (select array_agg((random() * 1000)::real) from generate_series(1, ${features.length}) f where n >= 0),
          1, jsonb_build_object('salt', round((random() * 40)::numeric, 3)), date '2020-01-01' + (n % 1000)::int, n % 500, n % 500 + 10, 43, 7, 0, $4, $2 + n, 1
        from generate_series(0, $5::bigint - 1) n`,
        [project, first, firstSample, at, objects],
      );
      await q(
        `insert into annotation_event (id, project_id, object_id, batch_id, taxon_id, state, how, seen, at, score, version)
        select id, project_id, id, $2, taxon_id, state, 'import', false, annotated_at, score, 1 from object where project_id = $1`,
        [project, batch],
      );
      await q(
        `insert into prediction (object_id, model_id, taxon_ids, scores, margin, entropy, unknown)
        select id, 1, array[taxon_id, 1 + taxon_id % ${taxa}], array[score, (1 - score) / 2], abs(score - (1 - score) / 2), 1 - score, 0
        from object where project_id = $1`,
        [project],
      );
    },
  );
  await filling();
  await q(
    `insert into counter (project_id, sample_id, taxon_id, state, objects)
      select project_id, sample_id, taxon_id, state, count(*) from object where project_id = $1 group by 1, 2, 3, 4`,
    [project],
  );
  for (const table of ["object", "annotation_event", "taxon", "feature_list"])
    await q(`select setval(pg_get_serial_sequence('"${table}"', 'id'), (select max(id) from "${table}"))`);
  await q("select setval(pg_get_serial_sequence('acquisition', 'id'), (select max(id) from acquisition))");
  await q("vacuum analyze");
  return { project, person, objects, first };
}
