import { connect, type Db, insertProject, trainingCopies, trainingMix, trainingTaxa } from "@nauplius/db";
import { startTemporary } from "@nauplius/db/embedded/temporary";
import { applyMigrations } from "@nauplius/db/migrate";
import { sql } from "@nauplius/db/sql";
import { type ProjectId, userId } from "@nauplius/domain";

// How long each part of a training set's preview takes on a project with so many validated objects: `tsx bench/preview.bench.ts 1000000`.
// Counts by taxon and
// instruments are asked for at each change of the form, the same image twice once for a choice of projects.
const n = Number(process.argv[2] ?? 100_000);
const [samples, taxa] = [200, 120];
const now = new Date(Date.UTC(2026, 0, 1));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** One image in fifty is that of another object. */
async function fill(db: Db): Promise<ProjectId> {
  const by = userId.parse("bench");
  await db.prisma.user.create({ data: { id: by, name: "Bench", email: "bench@example.org" } });
  const made = { title: "Preview", instrument: "ISIIS", description: "", access: "private" as const, createdBy: by, now };
  const project = await insertProject(db, made);
  await db.run(sql`insert into taxon (name, display_name, search_name, updated_at)
    select 'Taxon ' || t, 'Taxon ' || t, 'taxon ' || t, ${now} from generate_series(1, ${taxa}::int) t`);
  await db.run(sql`insert into sample (project_id, name) select ${project}, 'tow ' || s from generate_series(1, ${samples}::int) s`);
  await db.run(sql`insert into acquisition (project_id, sample_id, name) select ${project}, id, name from sample`);
  await db.run(
    sql`insert into process (project_id, acquisition_id, name, dialect) select project_id, id, 'p', 'zooprocess' from acquisition`,
  );
  const pack = await db.row<{ id: number }>(sql`insert into pack (key, bytes, state) values ('packs/bench', 0, 'sealed') returning id`);
  await db.run(sql`
    insert into "object" (project_id, sample_id, acquisition_id, original_id, features, random, taxon_id, state, vignettes)
    select ${project}, s.id, a.id, g::text, array(select (random() * 1000)::real from generate_series(1, 30) f where g > 0), 0, t.id, 'validated', 1
    from generate_series(1, ${n}::int) g
      join (select id, row_number() over (order by id) as at from sample) s on s.at = 1 + g % ${samples}
      join acquisition a on a.sample_id = s.id
      join (select id, row_number() over (order by id) as at from taxon) t on t.at = 1 + (g::bigint * 7919 / 13) % ${taxa}
    order by g`);
  await db.run(sql`
    insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
    select o.id, o.original_id || '.png', ${pack?.id}, 0, 900, 'image/png', 60, 40,
      sha256((case when o.id % 50 = 0 then o.id - 1 else o.id end)::text::bytea)
    from "object" o order by o.id`);
  await db.run(sql`vacuum analyze "object", vignette, sample, acquisition, process, taxon`);
  return project;
}

const database = await startTemporary();
try {
  await applyMigrations(database.url);
  const db = connect(database.url);
  const project = await fill(db);
  for (const [what, ask] of Object.entries({
    "counts by taxon": () => trainingTaxa(db, [project], "image"),
    instruments: () => trainingMix(db, [project], "image"),
    "the same image twice": () => trainingCopies(db, [project]),
  })) {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const began = performance.now();
      await ask();
      times.push((performance.now() - began) / 1000);
    }
    say(`${what}: ${times.map((time) => time.toFixed(2)).join(", ")} s for ${n} validated objects`);
  }
  await db.close();
} finally {
  await database.stop();
}
