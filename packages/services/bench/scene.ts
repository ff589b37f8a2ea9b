import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type CopyValue, copyLine, type Db, insertPack, insertProject, recordPack, upsertMembership } from "@nauplius/db";
import { createRng, type ObjectId, type ProjectId, type UserId, userId } from "@nauplius/domain";
import type { Storage } from "@nauplius/storage";
import { filesOf, jpegSize } from "./tar.ts";

export type Bench = {
  readonly project: ProjectId;
  readonly person: UserId;
  readonly ids: readonly ObjectId[];
  readonly taxa: readonly number[];
};

const samples = 12;
const key = "packs/bench";
const labelled = new Date(Date.UTC(2026, 0, 1));

type Row = Readonly<Record<string, CopyValue>>;

/** Rows of one table by COPY; the first names the columns. Ids are ours: the database is new. */
async function copy(db: Db, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  await db.copy(
    table,
    columns,
    rows.map((row) => copyLine(columns.map((column) => row[column]))),
  );
  if (columns.includes("id") && typeof rows[0]?.id === "number")
    await db.pool.query("select setval(pg_get_serial_sequence($1, 'id'), $2)", [`"${table}"`, rows.length]);
}

async function makePeople(db: Db): Promise<{ project: ProjectId; person: UserId }> {
  const person = userId.parse("bench");
  await db.prisma.user.create({ data: { id: person, name: "Bench", email: "bench@example.org" } });
  const made = { title: "PlanktonSet", instrument: "ISIIS", description: "", access: "private" as const, createdBy: person, now: labelled };
  const project = await insertProject(db, made);
  await upsertMembership(db, { projectId: project, userId: person, role: "reviewer", sampleIds: [], expiresAt: null, addedBy: null });
  return { project, person };
}

/** Every vignette in one pack, in a random order that no import has: pages of any sort read from all over it. */
async function storeVignettes(db: Db, storage: Storage, tar: string) {
  const bytes = readFileSync(tar);
  const files = createRng("bench").shuffle([...filesOf(tar)].filter((f) => f.name.endsWith(".jpg")));
  const writer = await storage.appendTo(key);
  const stored = files.map((file) => {
    const image = bytes.subarray(file.offset, file.offset + file.length);
    return {
      taxon: file.name.split("/")[1] ?? "",
      name: basename(file.name, ".jpg"),
      at: writer.append(image),
      length: image.length,
      hash: createHash("sha256").update(image).digest(),
      ...jpegSize(image),
    };
  });
  const { bytes: length } = await writer.commit();
  await writer.close();
  const pack = await insertPack(db, key, "bench");
  await recordPack(db, pack, length, true);
  return { stored, pack };
}

/** PlanktonSet as an import leaves it: predicted objects over twelve samples, an event each, counters. */
export async function loadPlanktonSet(db: Db, storage: Storage, tar: string): Promise<Bench> {
  const { project, person } = await makePeople(db);
  const { stored, pack } = await storeVignettes(db, storage, tar);
  const rng = createRng("scores");
  const names = [...new Set(stored.map((v) => v.taxon))].sort();
  const place = Array.from({ length: samples }, (_, i) => i + 1);
  const batch = randomUUID();
  await copy(
    db,
    "taxon",
    names.map((name, i) => ({ id: i + 1, name, display_name: name, search_name: name, updated_at: labelled })),
  );
  await copy(
    db,
    "sample",
    place.map((id) => ({ id, project_id: project, name: `tow ${id}`, stale: [] })),
  );
  await copy(
    db,
    "acquisition",
    place.map((id) => ({ id, project_id: project, sample_id: id, name: `tow ${id}`, pixel_size: 66, stale: [] })),
  );
  await copy(db, "batch", [{ id: batch, project_id: project, kind: "import" }]);
  const objects = stored.map((v, i) => ({
    id: i + 1,
    sample: (i % samples) + 1,
    taxon: names.indexOf(v.taxon) + 1,
    score: Math.fround(rng.next()),
    area: Math.round(v.width * v.height * rng.uniform(0.2, 0.5)),
    random: Math.fround(rng.next()),
    v,
  }));
  const label = { state: "predicted", annotated_at: labelled };
  await copy(
    db,
    "object",
    objects.map((o) => ({
      id: o.id,
      project_id: project,
      sample_id: o.sample,
      acquisition_id: o.sample,
      original_id: o.v.name,
      taxon_id: o.taxon,
      ...label,
      score: o.score,
      area: o.area,
      random: o.random,
      features: [],
      vignettes: 1,
      last_event_id: o.id,
      version: 1,
    })),
  );
  await copy(
    db,
    "annotation_event",
    objects.map((o) => ({
      id: o.id,
      project_id: project,
      object_id: o.id,
      batch_id: batch,
      taxon_id: o.taxon,
      state: "predicted",
      how: "import",
      seen: false,
      at: labelled,
      score: o.score,
      version: 1,
    })),
  );
  await copy(
    db,
    "vignette",
    objects.map(({ id, v }) => ({
      id,
      object_id: id,
      rank: 0,
      file_name: `${v.name}.jpg`,
      pack_id: pack,
      offset: v.at,
      length: v.length,
      mime: "image/jpeg",
      width: v.width,
      height: v.height,
      background: "light",
      hash: v.hash,
    })),
  );
  const counts = new Map<string, number>();
  for (const o of objects) counts.set(`${o.sample}/${o.taxon}`, (counts.get(`${o.sample}/${o.taxon}`) ?? 0) + 1);
  await copy(
    db,
    "counter",
    [...counts].map(([at, n]) => ({
      project_id: project,
      sample_id: Number(at.split("/")[0]),
      taxon_id: Number(at.split("/")[1]),
      state: "predicted",
      objects: n,
    })),
  );
  await db.pool.query("analyze");
  return { project, person, ids: objects.map((o) => o.id as ObjectId), taxa: names.map((_, i) => i + 1) };
}
