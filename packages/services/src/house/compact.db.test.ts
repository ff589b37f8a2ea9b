import { insertPack, recordPack } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { makeAcquisition, makeProject, makeSample, makeSite, type TestSite } from "@nauplius/testing/factories";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Compaction, compactPacks } from "./compact.ts";

let site: TestSite;
let at = Date.now();
let next = 0;
beforeAll(async () => {
  site = await makeSite();
});
afterAll(() => site.dispose());
beforeEach(async () => {
  at = Date.now();
  for (const table of [sql`vignette`, sql`import_image`, sql`pack`]) await site.db.run(sql`delete from ${table}`);
});

const storage = () => site.as({ kind: "system" }).storage;
const compaction = (more: Partial<Compaction> = {}): Compaction => ({
  db: site.db,
  storage: storage(),
  clock: { now: () => new Date(at) },
  worker: "test",
  stop: new AbortController().signal,
  ...more,
});
const letterOf = (i: number) => 65 + (i % 26);

/** A pack of ten pieces of different letters, each an object's vignette; every second one has its original behind it. */
async function makePack(): Promise<{ id: number; key: string; vignettes: number[] }> {
  const key = `packs/test-${++next}`;
  const id = await insertPack(site.db, key, "test");
  const project = await makeProject(site.db, key);
  const sample = await makeSample(site.db, project, "s");
  const acquisition = await makeAcquisition(site.db, project, sample, "a");
  const writer = await storage().appendTo(key);
  const vignettes: number[] = [];
  for (let i = 0; i < 10; i++) {
    const offset = writer.append(new Uint8Array(1000 + i).fill(letterOf(i)));
    const original = i % 2 === 0 ? writer.append(new Uint8Array(500).fill(letterOf(i) + 32)) : null;
    const row = await site.db.row<{ id: number }>(sql`
      with o as (insert into "object" (project_id, sample_id, acquisition_id, original_id, features, random) values (${project}, ${sample}, ${acquisition}, ${`o${i}`}, '{}', 0) returning id)
      insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, original_pack_id, original_offset, original_length, hash)
      select id, 'x', ${id}, ${offset}, ${1000 + i}, 'image/png', 1, 1, ${original === null ? null : id}::bigint, ${original}::bigint, ${original === null ? null : 500}::int, '\\x00' from o returning id`);
    vignettes.push(row?.id ?? 0);
  }
  const { bytes } = await writer.commit();
  await writer.close();
  await recordPack(site.db, id, bytes, true);
  return { id, key, vignettes };
}
const forget = (ids: readonly number[]) => site.db.run(sql`delete from vignette where id = any(${[...ids]}::bigint[])`);
const packs = () =>
  site.db.rows<{ id: number; key: string; bytes: number; emptied: boolean }>(
    sql`select id, key, bytes, emptied_at is not null as emptied from pack order by id`,
  );

/** Every vignette and original reads as the letters that were written. */
async function expectReadable(vignettes: readonly number[], indexOf = (v: number) => vignettes.indexOf(v)): Promise<void> {
  const rows = await site.db.rows<{
    id: number;
    key: string;
    offset: number;
    length: number;
    okey: string | null;
    ooffset: number;
    olength: number;
  }>(sql`
    select v.id, k.key, v.offset, v.length, g.key as okey, v.original_offset as ooffset, v.original_length as olength
    from vignette v join pack k on k.id = v.pack_id left join pack g on g.id = v.original_pack_id order by v.id`);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const i = indexOf(row.id);
    expect([...new Set(await storage().read(row.key, row.offset, row.length))]).toEqual([letterOf(i)]);
    expect(row.length).toBe(1000 + i);
    if (row.okey !== null) expect([...new Set(await storage().read(row.okey, row.ooffset, row.olength))]).toEqual([letterOf(i) + 32]);
  }
}

describe("a pack of which more than half is dead", () => {
  test("is written anew; readers that began before still read the old one, which goes a day later", async () => {
    const pack = await makePack();
    await forget(pack.vignettes.slice(2, 8));
    expect(await compactPacks(compaction())).toMatchObject({ packs: 1, deleted: 0 });
    await expectReadable(pack.vignettes);
    const [old, made, ...others] = await packs();
    expect([old?.emptied, made?.emptied, others.length]).toEqual([true, false, 0]);
    expect(made?.bytes).toBe(1000 + 1001 + 1008 + 1009 + 2 * 500);
    expect([...(await storage().read(pack.key, 0, 3))]).toEqual([65, 65, 65]);
    at += 25 * 3_600_000;
    expect(await compactPacks(compaction())).toMatchObject({ packs: 0, deleted: 1 });
    expect(await storage().size(pack.key)).toBeNull();
    expect((await packs()).map((p) => p.id)).toEqual([made?.id]);
    await expectReadable(pack.vignettes);
  });

  test("stays as it is when less is dead, when it is open, and when an import may still use it", async () => {
    const [half, open, staged] = [await makePack(), await makePack(), await makePack()];
    await forget(half.vignettes.slice(0, 4));
    await site.db.run(sql`update pack set state = 'open' where id = ${open.id}`);
    await site.db.run(sql`
      insert into import_image (run_id, path, pack_id, "offset", length, mime, width, height, hash) values (1, 'x', ${staged.id}, 0, 1000, 'image/png', 1, 1, '\\x00')`);
    await forget([...open.vignettes.slice(1), ...staged.vignettes.slice(1)]);
    expect(await compactPacks(compaction())).toMatchObject({ packs: 0 });
    expect((await packs()).length).toBe(3);
  });

  test("keeps what copies of a project share, once", async () => {
    const pack = await makePack();
    await site.db.run(sql`
      with o as (insert into "object" (project_id, sample_id, acquisition_id, original_id, features, random) select project_id, sample_id, acquisition_id, original_id || ' copy', '{}', 0
        from "object" where id in (select object_id from vignette where pack_id = ${pack.id}) returning id, original_id)
      insert into vignette (object_id, file_name, pack_id, "offset", length, mime, width, height, original_pack_id, original_offset, original_length, hash)
      select o.id, 'x', v.pack_id, v."offset", v.length, v.mime, 1, 1, v.original_pack_id, v.original_offset, v.original_length, v.hash
      from o join "object" s on s.original_id || ' copy' = o.original_id join vignette v on v.object_id = s.id where v.pack_id = ${pack.id}`);
    const all = (await site.db.rows<{ id: number }>(sql`select id from vignette order by id`)).map((r) => r.id);
    const kept = new Map(all.map((id, i) => [id, i % 10]));
    await forget(all.filter((id) => ![0, 1].includes(kept.get(id) ?? 0)));
    expect(await compactPacks(compaction())).toMatchObject({ packs: 1 });
    expect((await packs()).at(-1)?.bytes).toBe(1000 + 1001 + 500);
    await expectReadable(all, (id) => kept.get(id) ?? 0);
  });

  test("that nothing points at any more goes without being written anew", async () => {
    const pack = await makePack();
    await forget(pack.vignettes);
    expect(await compactPacks(compaction())).toMatchObject({ packs: 1 });
    expect((await packs()).map((p) => p.emptied)).toEqual([true]);
    at += 25 * 3_600_000;
    expect(await compactPacks(compaction())).toMatchObject({ deleted: 1 });
    expect(await storage().size(pack.key)).toBeNull();
  });
});

describe("killed", () => {
  test("before the switch, the old pack stands, and the half-written one is cleared away later", async () => {
    const pack = await makePack();
    await forget(pack.vignettes.slice(2));
    const transaction: Compaction["db"]["transaction"] = () => Promise.reject(new Error("killed"));
    await expect(compactPacks(compaction({ db: { ...site.db, transaction } }))).rejects.toThrow("killed");
    await expectReadable(pack.vignettes);
    expect(await compactPacks(compaction())).toMatchObject({ packs: 1 });
    await expectReadable(pack.vignettes);
    await site.db.run(sql`update pack set opened_at = opened_at - interval '3 days' where state = 'open'`);
    await compactPacks(compaction());
    at += 25 * 3_600_000;
    await compactPacks(compaction());
    expect(await packs()).toHaveLength(1);
    const keys: string[] = [];
    for await (const { key } of storage().list("packs")) keys.push(key);
    expect(keys.filter((key) => key.startsWith("packs/compact-"))).toContain((await packs())[0]?.key);
    await expectReadable(pack.vignettes);
  });

  test("after the switch and before the delete, the next one deletes", async () => {
    const pack = await makePack();
    await forget(pack.vignettes.slice(2));
    await compactPacks(compaction());
    at += 25 * 3_600_000;
    const remove = () => Promise.reject(new Error("killed"));
    await expect(compactPacks(compaction({ storage: { ...storage(), remove } }))).rejects.toThrow("killed");
    expect(await compactPacks(compaction())).toMatchObject({ deleted: 1 });
    await expectReadable(pack.vignettes);
  });
});

test("a row that begins to point at an emptied pack brings it back", async () => {
  const pack = await makePack();
  await forget(pack.vignettes.slice(2));
  await compactPacks(compaction());
  await site.db.run(sql`update vignette set pack_id = ${pack.id}, "offset" = 0 where id = ${pack.vignettes[0] ?? 0}`);
  at += 25 * 3_600_000;
  expect(await compactPacks(compaction())).toMatchObject({ deleted: 0 });
  expect(await storage().size(pack.key)).not.toBeNull();
  await expectReadable(pack.vignettes);
});

test("many readers read on while packs are compacted", async () => {
  const all = [await makePack(), await makePack(), await makePack()];
  for (const pack of all) await forget(pack.vignettes.slice(3));
  let busy = true;
  const indexOf = (id: number) => all.map((p) => p.vignettes.indexOf(id)).find((i) => i >= 0) ?? -1;
  const reader = async () => {
    while (busy) await expectReadable([], indexOf);
  };
  const readers = [reader(), reader(), reader()];
  await compactPacks(compaction());
  busy = false;
  await Promise.all(readers);
  expect((await packs()).filter((p) => p.emptied)).toHaveLength(3);
});
