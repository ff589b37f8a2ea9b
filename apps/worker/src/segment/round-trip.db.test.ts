import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { counterDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { ProjectId } from "@nauplius/domain";
import { type ExportFile, joinObjects, listChecks, signOff, startBackup, startExport } from "@nauplius/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DivideSite, divideSite, middle } from "./divide-site.fixture.ts";

let on: DivideSite;
let s: DivideSite["s"];
let at: DivideSite["at"];
const slow = { timeout: 180_000 };

const parents: string[] = [];
beforeAll(async () => {
  on = await divideSite();
  ({ s, at } = on);
  // One that stays in its parts, and one that is put together again.
  const ids = [await on.largest(0), await on.largest(1)];
  for (const id of ids) {
    parents.push((await on.rowOf(id)).id);
    const { children } = (await on.separate(id, middle((await on.outline(id)).vignette))).result;
    if (id !== ids[1]) continue;
    parents.push(...children.map(({ name }) => name));
    const objects = children.map((child) => child.id) as never;
    await on.divided(await joinObjects.call(at.manager(), { projectId: s.project, batchId: randomUUID() as never, objects }));
  }
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

/** The files of an export. */
async function taken(format: "tsv" | "backup" | "annotations" | "csv" | "parquet"): Promise<ExportFile[]> {
  const asked =
    format === "backup"
      ? await startBackup.call(at.manager(), { projectId: s.project })
      : await startExport.call(at.manager(), { projectId: s.project, options: { format } });
  if (!asked.ok) throw new Error(asked.error.message);
  const run = await at.work(asked.value.run);
  if (run.state !== "done") throw new Error(run.reason);
  return (run.result as { files: ExportFile[] }).files;
}

test.each(["tsv", "backup"] as const)(
  "children, their links and their masks go out and come in elsewhere by %s; what was retired does not",
  slow,
  async (format) => {
    const there = await s.anotherProject();
    const [file] = await taken(format);
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
    expect(await on.outline(await on.largest(0, there))).toMatchObject({ scan: null, vignette: { mask: expect.any(String) } });
  },
);

test("what no manager signed off stands in the manifest beside each format, until it is signed", slow, async () => {
  const formats = ["tsv", "backup", "annotations", "csv", "parquet"] as const;
  const unsigned = async () => {
    const said: string[][] = [];
    for (const format of formats) {
      const manifest = (await taken(format)).find(({ name }) => name.endsWith(".manifest.json"));
      said.push(JSON.parse((await buffer(await at.manager().storage.stream(manifest?.key ?? ""))).toString()).unsignedSamples);
    }
    return said;
  };
  expect(await unsigned()).toEqual(formats.map(() => ["tow_a"]));
  const checks = await listChecks.call(at.manager(), { projectId: s.project });
  if (!checks.ok) throw new Error(checks.error.message);
  for (const { id } of checks.value) await signOff.call(at.manager(), { acquisitionId: id as never, comment: "looked at" });
  expect(await unsigned()).toEqual(formats.map(() => []));
});
