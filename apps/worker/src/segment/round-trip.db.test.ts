import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { counterDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { type ExportFile, joinObjects, type RunRow, readOutline, separateObject, startBackup, startExport } from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImportSite, importSite } from "../import/import-site.fixture.ts";
import { segmentedTray, segmentSite } from "./segment-site.fixture.ts";

let s: ImportSite;
let at: ReturnType<typeof segmentSite>;
const slow = { timeout: 180_000 };

type Placed = { id: number; name: string; width: number; height: number };
const largest = (place: number): Promise<Placed | null> =>
  s.db.row(sql`
    select o.id, o.original_id as name, v.width, v.height from "object" o join vignette v on v.object_id = o.id
    where o.trash_id is null and o.project_id = ${s.project} order by o.area desc, o.id offset ${place} limit 1`);

async function finished(asked: { ok: true; value: { run: number } } | { ok: false; error: { message: string } }): Promise<RunRow> {
  if (!asked.ok) throw new Error(asked.error.message);
  const run = await at.work(asked.value.run);
  if (run.state !== "done") throw new Error(run.reason);
  return run;
}

async function separate({ id, width, height }: Placed): Promise<number[]> {
  const lines = [[[width / 2, 0] as [number, number], [width / 2, height - 1] as [number, number]]];
  const run = await finished(await separateObject.call(at.manager(), { objectId: id as never, batchId: randomUUID() as never, lines }));
  return (run.result as { children: { id: number }[] }).children.map((child) => Number(child.id));
}

const parents: string[] = [];
beforeAll(async () => {
  s = await importSite();
  at = segmentSite(s);
  await at.segmentAll({ folder: await s.folder(await segmentedTray()), profile: "zooscan" });
  // One that stays in its parts, and one that is put together again.
  const [first, second] = [await largest(0), await largest(1)];
  if (first === null || second === null) throw new Error("no objects");
  await separate(first);
  const parts = await separate(second);
  await finished(await joinObjects.call(at.manager(), { projectId: s.project, batchId: randomUUID() as never, objects: parts as never }));
  parents.push(first.name, second.name, `${second.name}_1`, `${second.name}_2`);
}, 180_000);
afterAll(() => s.dispose());

type Shown = { name: string; parent: string | null; parts: string | null; mask: string | null };
/** What stands in a project: names, links to what was divided, masks. */
const standing = (project: ProjectId): Promise<Shown[]> =>
  s.db.rows(sql`
    select o.original_id as name, o.free ->> 'separated_from' as parent, o.free ->> 'joined_from' as parts, encode(v.mask, 'hex') as mask
    from "object" o join vignette v on v.object_id = o.id where o.project_id = ${project} and o.trash_id is null order by 1`);
const counted = (project: ProjectId) =>
  s.db.row(sql`select sum(objects)::int as n from counter where project_id = ${project}`) as Promise<{ n: number } | null>;

test.each(["tsv", "backup"] as const)(
  "children, their links and their masks go out and come in elsewhere by %s; what was retired does not",
  slow,
  async (format) => {
    const there = await s.anotherProject();
    const asked =
      format === "backup"
        ? await startBackup.call(at.manager(), { projectId: s.project })
        : await startExport.call(at.manager(), { projectId: s.project, options: { format } });
    const run = await finished(asked);
    const [file] = (run.result as { files: ExportFile[] }).files;
    const root = await s.folder({});
    const path = `${root}.zip`;
    await writeFile(path, await buffer(await at.manager().storage.stream(file?.key ?? "")));
    expect(await s.import(path, { project: there })).toMatchObject({ state: "done" });
    const here = await standing(s.project);
    expect(await standing(there)).toEqual(here);
    const names = here.map(({ name }) => name);
    for (const parent of parents) expect(names).not.toContain(parent);
    expect(here.filter(({ parent }) => parent === parents[0]).map(({ name }) => name)).toEqual([`${parents[0]}_1`, `${parents[0]}_2`]);
    expect(here.find(({ parts }) => parts !== null)).toMatchObject({
      name: `${parents[1]}_1_joined`,
      parts: `${parents[1]}_1; ${parents[1]}_2`,
    });
    expect(here.every(({ mask }) => mask !== null)).toBe(true);
    expect(await counted(there)).toEqual({ n: here.length });
    expect(await counterDifferences(s.db)).toEqual([]);
    // The scan stayed where it was segmented: there the object is cut on its vignette, by the mask that came along.
    const object = await s.db.row<{ id: number }>(sql`select id from "object" where project_id = ${there} order by area desc limit 1`);
    expect(await readOutline.call(at.manager(), { objectId: Number(object?.id) as never })).toMatchObject({
      ok: true,
      value: { scan: null, vignette: { mask: expect.any(String) } },
    });
  },
);
