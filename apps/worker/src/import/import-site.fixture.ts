import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Db, runById, upsertMembership } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId, RunId, TaxonId, UserId } from "@nauplius/domain";
import { deriveVignette, discover, encodePng, imagesOf, openArchive, zooscanDerived } from "@nauplius/pipelines";
import {
  clearIfOver,
  executeRun,
  type ImportDependencies,
  type ImportOptions,
  importBatch,
  type RunHandle,
  type RunRow,
  startImport,
} from "@nauplius/services";
import { asUser, makeMember, makeProject, makeSite, makeTaxa, type TestSite } from "@nauplius/testing/factories";

/** A grey gradient with a dark square: every image another. */
export async function picture(seed: number, size = 12): Promise<Uint8Array> {
  const data = new Uint8Array(size * size);
  for (let i = 0; i < data.length; i++) data[i] = 255 - ((i * (seed + 3)) % 60);
  for (let y = 4; y < 8; y++) for (let x = 4; x < 8; x++) data[y * size + x] = seed % 100;
  return (await encodePng({ data, width: size, height: size, channels: 1 })).bytes;
}

/** A tab-separated table from column names and rows. */
export const table = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [columns, ...rows].map((cells) => cells.join("\t")).join("\n");

/** A database that looks at the run behind each of its transactions. */
export const watched = (db: Db, look: () => Promise<void>): Db => ({
  ...db,
  transaction: async (work) => {
    const value = await db.transaction(work);
    await look();
    return value;
  },
});

export type Files = Readonly<Record<string, string | Uint8Array>>;
export type Start = { readonly project?: ProjectId; readonly options?: Partial<ImportOptions>; readonly by?: UserId };

export type ImportSite = {
  readonly site: TestSite;
  readonly db: Db;
  readonly project: ProjectId;
  readonly manager: UserId;
  readonly taxa: Map<string, TaxonId>;
  /** Another project with the same manager. */
  readonly anotherProject: () => Promise<ProjectId>;
  /** Writes files into a folder of their own. */
  readonly folder: (files: Files) => Promise<string>;
  readonly start: (path: string, how?: Start) => Promise<RunId>;
  /** Works on a run until it stops by itself. `broken`: the dependencies of one attempt, made to fail. */
  readonly work: (run: RunId, broken?: (handle: RunHandle) => Partial<ImportDependencies>) => Promise<RunRow>;
  readonly import: (path: string, how?: Start) => Promise<RunRow>;
  /** What a project shows, by names and not by ids: equal imports are equal here. */
  readonly picture: (project?: ProjectId) => Promise<object>;
  /** Rows that hang on an import without being published. */
  readonly leftovers: () => Promise<object>;
  /** What a worker gives an import to work with. */
  readonly dependencies: ImportDependencies;
  readonly dispose: () => Promise<void>;
};

export async function importSite(): Promise<ImportSite> {
  const site = await makeSite();
  const { db } = site;
  const root = await mkdtemp(join(tmpdir(), "nauplius-import-"));
  const project = await makeProject(db, "Villefranche");
  const manager = await makeMember(db, project, "Manager", "manager");
  const taxa = await makeTaxa(db, ["living", "living/Copepoda", "living/Chaetognatha", "detritus"]);
  const ctx = site.as({ kind: "system" });
  let folders = 0;
  const signal = new AbortController().signal;
  const dependencies: ImportDependencies = {
    db,
    storage: ctx.storage,
    clock: { now: () => new Date() },
    log: ctx.log,
    importRoot: root,
    reserveBytes: 0,
    chunkRows: 3,
    ports: {
      openArchive,
      discover,
      imagesOf,
      zooscanDerived,
      derive: (images) => Promise.all(images.map((image) => deriveVignette(image))),
    },
  };

  const start: ImportSite["start"] = async (path, how = {}) => {
    const relative = path.startsWith(root) ? path.slice(root.length + 1) : path;
    const source = path.startsWith(root) ? { from: "server" as const, path: relative } : { from: "path" as const, path };
    const actor = path.startsWith(root) ? asUser(how.by ?? manager) : ({ kind: "system" } as const);
    const started = await startImport.call(site.as(actor), { projectId: how.project ?? project, source, options: how.options ?? {} });
    if (!started.ok) throw new Error(started.error.message);
    return started.value.run;
  };
  const read = async (run: RunId): Promise<RunRow> => {
    const row = await runById(db, run);
    if (row === null) throw new Error("the run is gone");
    return row;
  };
  const work: ImportSite["work"] = async (run, broken = () => ({})) => {
    const executor = { db, clock: dependencies.clock, log: ctx.log, worker: "test-worker", stop: signal };
    await executeRun(executor, run, (handle) => importBatch({ ...dependencies, ...broken(handle) }, handle));
    await clearIfOver(dependencies, run);
    return read(run);
  };
  return {
    site,
    db,
    project,
    manager,
    taxa,
    start,
    work,
    dependencies,
    anotherProject: async () => {
      const other = await makeProject(db, "Another");
      await upsertMembership(db, { projectId: other, userId: manager, role: "manager", sampleIds: [], expiresAt: null, addedBy: null });
      return other;
    },
    folder: async (files) => {
      folders += 1;
      const path = join(root, `batch${folders}`);
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), content);
      }
      return path;
    },
    import: async (path, how) => work(await start(path, how)),
    picture: (of = project) => contents(db, of),
    leftovers: async () =>
      (await db.row<object>(sql`
        select (select count(*)::int from import_row) as rows, (select count(*)::int from import_image) as images,
          (select count(*)::int from "object" o join run r on r.id = o.batch_id where r.published_at is null) as objects,
          (select count(*)::int from sample s join run r on r.id = s.batch_id where r.published_at is null) as samples,
          (select count(*)::int from acquisition a join run r on r.id = a.batch_id where r.published_at is null) as acquisitions,
          (select count(*)::int from pack k where not exists (select 1 from vignette v where v.pack_id = k.id)) as packs`)) ?? {},
    dispose: async () => {
      await site.dispose();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export const contents = async (db: Db, project: ProjectId): Promise<object> => ({
  objects: await db.rows(sql`
    select o.original_id as id, s.name as sample, a.name as acquisition, p.name as process, p.dialect, a.pixel_size as pixel, o.latitude, o.longitude, o.date,
      o.time::text as time, o.depth_min, o.depth_max, o.free, o.features, l.names as list, t.display_name as taxon, o.state, u.name as by, o.score, o.version,
      o.random, o.area, o.complement_info as complement, o.link,
      (select jsonb_agg(jsonb_build_array(v.rank, v.file_name, v.width, v.height, encode(v.hash, 'hex')) order by v.rank) from vignette v where v.object_id = o.id) as images,
      o.vignettes,
      (select jsonb_agg(jsonb_build_array(e.state, e.how, e.seen, e.version, e.id = o.last_event_id) order by e.id) from annotation_event e where e.object_id = o.id) as events
    from "object" o join sample s on s.id = o.sample_id join acquisition a on a.id = o.acquisition_id join process p on p.acquisition_id = a.id
    left join feature_list l on l.id = o.feature_list_id left join taxon t on t.id = o.taxon_id left join "user" u on u.id = o.annotated_by
    where o.project_id = ${project} and o.trash_id is null order by o.original_id`),
  samples: await db.rows(
    sql`select name, latitude, longitude, started_at, depth_min, depth_max, free from sample where project_id = ${project} order by name`,
  ),
  counters: await db.rows(sql`
    select s.name, c.taxon_id, c.state, c.objects from counter c join sample s on s.id = c.sample_id
    where c.project_id = ${project} and c.objects <> 0 order by 1, 2, 3`),
  fields: await db.rows(sql`select level, name, type, unit from field where project_id = ${project} order by level, name`),
});
