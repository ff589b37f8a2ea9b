import { randomUUID } from "node:crypto";
import { sql } from "@nauplius/db/sql";
import { type Access, createRng, type ObjectId, type ProjectId, type SampleId, type TaxonId, type UserId } from "@nauplius/domain";
import {
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeTaxa,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { idOf, makeDivision, makeRuns, makeSegmentation, makeSpace } from "./parts.fixture.ts";
import { makeTogether, type Together } from "./together.fixture.ts";

/** One project with one of everything, and the ids by which a request may name it. */
export type House = Together & {
  readonly projectId: ProjectId;
  readonly sampleId: SampleId;
  readonly acquisitionId: number;
  readonly otherAcquisitionId: number;
  /** Unclassified, predicted, validated; all of the first sample. */
  readonly objects: readonly ObjectId[];
  readonly originalIds: readonly string[];
  readonly vignetteId: number;
  readonly runs: { readonly asking: number; readonly failed: number; readonly done: number; readonly plate: number };
  readonly viewId: number;
  readonly orderId: number;
  readonly trashId: number;
  readonly invitationId: number;
  readonly localTaxonId: number;
  readonly segmentationId: number;
  readonly unitId: number;
  readonly divisionId: number;
  readonly aliasId: number;
  readonly uploadId: string;
  readonly preparationId: number;
  readonly spaceId: number;
  /** Of all objects, those of the second sample among them. */
  readonly mapId: number;
  readonly manager: UserId;
  readonly viewer: UserId;
  readonly batchId: string;
  /** The second sample, which a limited member does not see. */
  readonly far: { readonly sampleId: SampleId; readonly acquisitionId: number; readonly objects: readonly ObjectId[] };
};

export type Land = {
  readonly taxa: ReadonlyMap<string, TaxonId>;
  readonly account: UserId;
  /** A candidate with one class. */
  readonly modelId: number;
};

/** Ids from here on are recognisable wherever they turn up. Runs are the project's, whatever samples they touch. */
export async function countFrom(site: TestSite, first: number, except: readonly string[] = []): Promise<void> {
  const sequences = await site.db.rows<{ name: string; table: string }>(sql`
    select quote_ident(sequencename) as name, replace(sequencename, '_id_seq', '') as table from pg_sequences
    where schemaname = 'public' and data_type = 'bigint'::regtype`);
  for (const { name } of sequences.filter(({ table }) => !except.includes(table)))
    await site.db.row(sql`select setval(${name}::regclass, ${first})`);
}

export async function makeLand(site: TestSite): Promise<Land> {
  const taxa = await makeTaxa(site.db, ["Copepoda", "Copepoda/Calanus", "Chaetognatha", "Detritus"]);
  const manifest = {
    kind: "network",
    name: "example",
    taxa: ["Copepoda"],
    training: { recipe: "scratch", parent: null, data: { name: "drawn", images: 1 }, split: { how: "none" } },
    metrics: null,
    files: {},
  };
  const modelId = await idOf(
    site.db,
    sql`insert into model (name, version, origin, manifest, card) values ('example', '1.0.0', 'uploaded', ${JSON.stringify(manifest)}::jsonb, '') returning id`,
  );
  await site.db.run(
    sql`insert into model_class (model_id, ordinal, name, taxon_id) values (${modelId}, 0, 'Copepoda', ${taxa.get("Copepoda")})`,
  );
  return { taxa, account: await makeUser(site.db, "bystander"), modelId };
}

/** `mark` is in every name of the project; `farMark` in every name of its second sample; `farFrom`: where that sample's ids begin. */
export async function makeHouse(
  site: TestSite,
  land: Land,
  mark: string,
  options: { access?: Access; farMark?: string; farFrom?: number } = {},
): Promise<House> {
  const { db } = site;
  const taxon = (name: string) => land.taxa.get(name) ?? null;
  const project = await makeProject(db, `${mark} project`, options.access ?? "private");
  const manager = await makeMember(db, project, `${mark}-manager`, "manager");
  const viewer = await makeMember(db, project, `${mark}-viewer`, "viewer");
  const sample = await makeSample(db, project, `${mark} tow`);
  const acquisition = await makeAcquisition(db, project, sample, `${mark} scan`);
  const other = await makeAcquisition(db, project, sample, `${mark} scan 2`);
  const originalIds = ["plain", "guess", "sure"].map((name) => `${mark} ${name}`);
  const [plain = "", guess = "", sure = ""] = originalIds;
  const seeds = [
    { originalId: plain, free: { note: `${mark} note` } },
    { originalId: guess, taxonId: taxon("Copepoda"), state: "predicted" as const, score: 0.7 },
    { originalId: sure, taxonId: taxon("Copepoda"), state: "validated" as const },
  ];
  const objects = await makeObjects(db, { project, sample, acquisition, rng: createRng(project) }, seeds);
  const runs = await makeRuns(db, { project, manager, mark });
  await site.as({ kind: "system" }).storage.write(`packs/${mark}`, new Uint8Array(16));
  const pack = await idOf(db, sql`insert into pack (key, bytes) values (${`packs/${mark}`}, 16) returning id`);
  const vignetteId = await idOf(
    db,
    sql`
    insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, hash)
    values (${objects[2]}, ${`${mark}.png`}, ${pack}, 0, 8, 'image/png', 2, 2, '\\x00'::bytea) returning id`,
  );
  await db.run(sql`insert into field (project_id, level, name, type) values (${project}, 'object', ${"note"}, 'text')`);
  const localTaxonId = await idOf(
    db,
    sql`
    insert into taxon (parent_id, name, display_name, search_name, kind, project_id, updated_at)
    values (${taxon("Copepoda")}, ${`${mark} form`}, ${`${mark} form`}, ${`${mark} form`.toLowerCase()}, 'morphological', ${project}, now()) returning id`,
  );
  const batchId = randomUUID();
  await db.run(sql`insert into batch (id, project_id, kind, by) values (${batchId}::uuid, ${project}, 'label', ${manager})`);
  const house = {
    projectId: project,
    sampleId: sample,
    acquisitionId: acquisition,
    otherAcquisitionId: other,
    objects,
    originalIds,
    vignetteId,
    runs,
    viewId: await idOf(
      db,
      sql`insert into saved_view (project_id, user_id, name, query, shared) values (${project}, ${manager}, ${`${mark} view`}, '', true) returning id`,
    ),
    orderId: await idOf(
      db,
      sql`insert into view_order (project_id, key, ids, objects, made_at, used_at)
        select ${project}, ${mark}, string_agg(int8send(o), ''::bytea), count(*)::int, now(), now() from unnest(${[...objects]}::bigint[]) o returning id`,
    ),
    trashId: await idOf(
      db,
      sql`insert into trash (project_id, level, label, expires_at) values (${project}, 'object', ${`${mark} trash`}, now() + interval '30 days') returning id`,
    ),
    invitationId: await idOf(
      db,
      sql`
      insert into link (kind, hash, email, project_id, role, sample_ids, created_by, expires_at)
      values ('invitation', ${randomUUID()}, ${`${mark.toLowerCase()}@example.org`}, ${project}, 'viewer', '{}', ${manager}, now() + interval '300 years') returning id`,
    ),
    localTaxonId,
    ...(await makeSegmentation(db, { project, manager, mark, run: runs.done })),
    divisionId: await makeDivision(db, { project, sample, acquisition, child: objects[0] ?? 0 }, mark),
    aliasId: await idOf(
      db,
      sql`
      insert into taxon_synonym (taxon_id, name, search_name, project_id) values (${taxon("Calanus")}, ${`${mark} alias`}, ${`${mark} alias`.toLowerCase()}, ${project}) returning id`,
    ),
    uploadId: randomUUID().replaceAll("-", ""),
    ...(await makeSpace(db, project, mark, runs.done)),
    ...(await makeTogether(db, { project, mark, manager, objects, taxon: taxon("Copepoda") })),
    manager,
    viewer,
    batchId,
  };
  await db.run(
    sql`insert into upload (id, user_id, name, key, bytes, received_at) values (${house.uploadId}, ${manager}, ${`${mark}.zip`}, ${`uploads/${house.uploadId}`}, 3, now())`,
  );
  if (options.farFrom !== undefined) await countFrom(site, options.farFrom, ["run", "object_map"]);
  const farMark = options.farMark ?? mark;
  const farSample = await makeSample(db, project, `${farMark} tow 2`);
  const farAcquisition = await makeAcquisition(db, project, farSample, `${farMark} scan 3`);
  const farSeeds = [{ originalId: `${farMark} away`, taxonId: taxon("Chaetognatha"), state: "validated" as const }];
  const farObjects = await makeObjects(db, { project, sample: farSample, acquisition: farAcquisition, rng: createRng(project) }, farSeeds);
  const onMap = [...objects, ...farObjects];
  const mapId = await idOf(
    db,
    sql`insert into object_map (project_id, run_id, source, method, space, created_at, total, facts, objects, xs, ys)
      values (${project}, ${runs.done}, 'features', 'pca', 'features 1', now(), ${onMap.length}, '{"seed":1,"percent":[60,20]}'::jsonb,
        ${onMap}::bigint[], ${onMap.map((_, i) => i / onMap.length)}::real[], ${onMap.map(() => 0)}::real[]) returning id`,
  );
  return { ...house, mapId, far: { sampleId: farSample, acquisitionId: farAcquisition, objects: farObjects } };
}
