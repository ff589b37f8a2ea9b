import { createWriteStream } from "node:fs";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sql } from "@nauplius/db/sql";
import { writeZip } from "@nauplius/pipelines";
import { startImport } from "@nauplius/services";
import { asUser, makeMember } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportSite, importSite, picture, table } from "./import-site.fixture.ts";

let s: ImportSite;
beforeAll(async () => {
  s = await importSite();
});
afterAll(() => s.dispose());

const answers = { users: {}, taxa: {}, leaveOut: true, load: false };
const problems = (run: number) =>
  s.db.rows<{ severity: string; code: string; file: string }>(
    sql`select severity, code, file from run_problem where run_id = ${run} order by id`,
  );
const names = async () => (await s.db.rows<{ name: string }>(sql`select original_id as name from "object" order by 1`)).map((o) => o.name);

async function zip(entries: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const path = join(await s.folder({ "keep.txt": "" }), "..", `hostile-${Math.random().toString(36).slice(2)}.zip`);
  async function* all() {
    for (const [name, content] of Object.entries(entries)) yield { name, compress: false, open: async () => Buffer.from(content) };
  }
  await pipeline(writeZip(all(), new AbortController().signal), createWriteStream(path));
  return path;
}

/** The same bytes with another name of the same length: what honest writers refuse to write. */
async function renamed(path: string, from: string, to: string): Promise<string> {
  const bytes = await readFile(path);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, "latin1");
  await writeFile(path, bytes);
  return path;
}

describe("what an attacker puts into an archive is refused by name, and the rest comes in", () => {
  test("a name that leads out of the archive", async () => {
    const path = await zip({
      "ecotaxa_t.tsv": table(["object_id", "img_file_name"], [["t1", "good.png"]]),
      "good.png": await picture(1),
      "aaaaaaa.png": await picture(2),
    });
    await renamed(path, "aaaaaaa.png", "../evil.png");
    const refused = await s.import(path);
    expect(refused.state).toBe("refused");
    expect(await problems(refused.id)).toContainEqual({ severity: "error", code: "unsafeName", file: "../evil.png" });
    const run = await s.import(path, { options: { answers } });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 1 } });
    expect(await names()).toContain("t1");
  });

  test("a link in a folder; an image that is none; a picture that would fill the memory", async () => {
    const path = await s.folder({
      "ecotaxa_l.tsv": table(
        ["object_id", "img_file_name"],
        [
          ["l1", "good.png"],
          ["l2", "passwd.png"],
          ["l3", "page.png"],
          ["l4", "bomb.png"],
        ],
      ),
      "good.png": await picture(3),
      "page.png": "<html><script>alert(1)</script></html>",
      "bomb.png": pngOf(60_000, 60_000),
    });
    await symlink("/etc/passwd", join(path, "passwd.png"));
    const run = await s.import(path, { options: { answers } });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 1 } });
    const found = await problems(run.id);
    expect(found).toEqual(
      expect.arrayContaining([
        { severity: "error", code: "link", file: "passwd.png" },
        { severity: "error", code: "missingImage", file: "ecotaxa_l.tsv" },
        { severity: "error", code: "badImage", file: "page.png" },
        { severity: "error", code: "badImage", file: "bomb.png" },
      ]),
    );
    expect(await names()).toContain("l1");
    expect(await names()).not.toContain("l2");
  });

  test("an image path that points outside is refused with its line", async () => {
    const path = await s.folder({
      "ecotaxa_p.tsv": table(["object_id", "img_file_name"], [["p1", "../../etc/passwd"]]),
      "x.png": await picture(4),
    });
    const run = await s.import(path);
    expect(run.state).toBe("refused");
    expect(run.reason).toContain("ecotaxa_p.tsv, line 2, img_file_name");
  });

  test("text of the files is stored as text, whatever it would be elsewhere", async () => {
    const poison = `"><img src=x onerror=alert(1)> \\ ${"'"} {{7*7}} \u202e`;
    const path = await s.folder({
      "ecotaxa_x.tsv": table(
        ["object_id", "img_file_name", "object_note", "sample_id", "acq_id"],
        [["x1", "x.png", poison.replaceAll('"', '""'), "=cmd|'/c calc'!A1", "a"]],
      ),
      "x.png": await picture(5),
    });
    const run = await s.import(path);
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 1 } });
    const stored = await s.db.row<{ note: string; sample: string }>(sql`
      select o.free ->> 'note' as note, s.name as sample from "object" o join sample s on s.id = o.sample_id where o.original_id = 'x1'`);
    expect(stored?.sample).toBe("=cmd|'/c calc'!A1");
    expect(stored?.note).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("what is not there for everybody", () => {
  test("a path outside of the import folder, also through a link, does not exist", async () => {
    const inside = await s.folder({ "a.png": await picture(1) });
    await symlink("/etc", join(inside, "..", "way-out"));
    for (const path of ["../../etc", "/etc", "way-out", "way-out/ssl"]) {
      const started = await startImport.call(s.site.as(asUser(s.manager)), {
        projectId: s.project,
        source: { from: "server", path },
        options: {},
      });
      if (!started.ok) throw new Error(started.error.message);
      const run = await s.work(started.value.run);
      expect(run).toMatchObject({ state: "refused" });
      expect(run.reason).toContain("there is no");
    }
  });

  test("a path of the machine is the operator's; annotators and strangers start nothing", async () => {
    const machine = await startImport.call(s.site.as(asUser(s.manager)), {
      projectId: s.project,
      source: { from: "path", path: "/etc" },
      options: {},
    });
    expect(machine).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const annotator = await makeMember(s.db, s.project, "Annotator", "annotator");
    const theirs = await startImport.call(s.site.as(asUser(annotator)), {
      projectId: s.project,
      source: { from: "server", path: "." },
      options: {},
    });
    expect(theirs).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const stranger = await startImport.call(s.site.as({ kind: "anonymous" }), {
      projectId: s.project,
      source: { from: "server", path: "." },
      options: {},
    });
    expect(stranger).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("a disk that is nearly full refuses the import with a sentence and leaves nothing", async () => {
    const run = await s.start(await s.folder({ "f.png": await picture(1) }), { options: { mode: "images" } });
    const ended = await s.work(run, () => ({ reserveBytes: Number.MAX_SAFE_INTEGER }));
    expect(ended).toMatchObject({ state: "refused" });
    expect(ended.reason).toContain("must stay free");
    expect(await s.leftovers()).toMatchObject({ rows: 0, images: 0, packs: 0 });
  });
});

/** A PNG whose header claims a size, with nothing behind it. */
function pngOf(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(header);
  header.writeUInt32BE(13, 8);
  header.write("IHDR", 12, "latin1");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 0, 0, 0, 0], 24);
  return header;
}
