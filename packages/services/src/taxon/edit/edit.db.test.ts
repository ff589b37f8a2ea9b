import { sql } from "@nauplius/db/sql";
import { anonymous, asUser, makeUser } from "@nauplius/testing/factories";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { taxonHistory } from "../read/history.ts";
import { readTaxon } from "../read/taxon.ts";
import { addTaxon } from "./add.ts";
import { changeTaxon } from "./change.ts";
import { makeScene, refusalOf, type Scene, value } from "./scene.fixture.ts";

const scenes: Scene[] = [];
afterAll(async () => {
  for (const scene of scenes) await scene.site.dispose();
});
let s: Scene;
beforeEach(async () => {
  s = await makeScene();
  scenes.push(s);
});

describe("ordinary changes", () => {
  test("add, rename, move: names around follow, each change has its history", async () => {
    const added = value(await addTaxon.call(s.site.as(s.editor), { parentId: await s.id("Mollusca"), name: "egg", kind: "morphological" }));
    expect(added.displayName).toBe("egg<Mollusca");
    value(await s.change("egg<Mollusca", { kind: "edit", patch: { name: "veliger", rank: "stage", aphiaId: 51 } }));
    expect((await s.rows()).map((r) => r.display)).toContain("veliger");
    value(await s.change("Kopepoda", { kind: "move", parentId: await s.id("Mollusca") }));
    value(await s.change("Mollusca", { kind: "edit", patch: { name: "Weichtiere" } }));
    expect((await s.row("Kopepoda"))?.parent).toBe("Weichtiere");
    const history = value(await taxonHistory.call(s.site.as(s.editor), { taxonId: await s.id("veliger") }));
    expect(history.map((e) => [e.kind, e.before, e.after, e.byName])).toEqual([
      ["edit", { name: "egg", rank: "", aphiaId: null }, { name: "veliger", rank: "stage", aphiaId: 51 }, "editor"],
      ["add", null, expect.objectContaining({ name: "egg" }), "editor"],
    ]);
    expect(value(await taxonHistory.call(s.site.as(anonymous), { taxonId: await s.id("veliger") }))[0]?.byName).toBeNull();
  });

  test("a circle, a twin and a stale version are refused, and nothing changes", async () => {
    const before = await s.rows();
    expect(refusalOf(await s.change("Copepoda", { kind: "move", parentId: await s.id("egg<Copepoda") }))).toBe("conflict");
    expect(refusalOf(await s.change("Copepoda", { kind: "move", parentId: await s.id("Copepoda") }))).toBe("conflict");
    expect(refusalOf(await s.change("part", { kind: "edit", patch: { name: "Egg" } }))).toBe("conflict");
    expect(refusalOf(await s.change("part", { kind: "move", parentId: await s.id("Copepodes") }))).toBe("conflict");
    const stale = { taxonId: await s.id("part"), version: 7, change: { kind: "edit", patch: { rank: "x" } } } as const;
    expect(refusalOf(await changeTaxon.call(s.site.as(s.editor), stale))).toBe("stale");
    expect(refusalOf(await s.change("part", { kind: "edit", patch: { name: "a<b" } }))).toBe("invalid");
    expect(await s.rows()).toEqual(before);
  });

  test("only taxon editors and admins", async () => {
    const admin = asUser(await makeUser(s.site.db, "root", ["admin"]), ["admin"]);
    const patch = { kind: "edit", patch: { rank: "class" } } as const;
    expect(refusalOf(await s.change("Copepoda", patch, s.person))).toBe("forbidden");
    expect(refusalOf(await s.change("Copepoda", patch, anonymous))).toBe("unauthenticated");
    expect(refusalOf(await s.change("Copepoda", patch, admin))).toBeNull();
  });

  test("flags are inherited until a person says otherwise, and who said so is kept", async () => {
    const egg = await s.id("egg<Copepoda");
    expect(value(await readTaxon.call(s.site.as(anonymous), { taxonId: egg }))).toMatchObject({
      flags: { living: true, extent: "whole", countsAsIndividual: true },
      flagsConfirmedBy: null,
    });
    value(await s.change("Copepoda", { kind: "flags", flags: { living: false, extent: "several", countsAsIndividual: null } }));
    const read = value(await readTaxon.call(s.site.as(s.editor), { taxonId: egg }));
    expect(read).toMatchObject({ flags: { living: false, extent: "whole", countsAsIndividual: true }, inherited: { extent: "several" } });
    expect(value(await readTaxon.call(s.site.as(s.editor), { taxonId: await s.id("Copepoda") })).flagsConfirmedBy).toBe("editor");
  });

  test("a project's own taxon goes into the site's tree, parents first; objects keep it", async () => {
    const project = (await s.site.db.row<{ id: number }>(sql`select id from project order by id limit 1`))?.id ?? 0;
    const make = async (name: string, parent: number) =>
      (
        await s.site.db.row<{ id: number }>(sql`insert into taxon (parent_id, name, display_name, search_name, kind, project_id, updated_at)
        values (${parent}, ${name}, ${name}, ${name}, 'morphological', ${project}, now()) returning id`)
      )?.id ?? 0;
    const tail = await make("tail", await s.id("Copepoda"));
    const tip = await make("tip", tail);
    const adopt = (taxonId: number) =>
      changeTaxon.call(s.site.as(s.editor), { taxonId: taxonId as never, version: 0, change: { kind: "adopt" } });
    expect(refusalOf(await adopt(tip))).toBe("conflict");
    value(await adopt(tail));
    expect(await s.site.db.row(sql`select project_id, display_name from taxon where id = ${tail}`)).toEqual({
      project_id: null,
      display_name: "tail",
    });
    value(await adopt(tip));
    expect(refusalOf(await s.change("tail", { kind: "adopt" }))).toBe("conflict");
    expect(value(await taxonHistory.call(s.site.as(s.editor), { taxonId: tail as never })).map((e) => e.kind)).toEqual(["adopt"]);
  });

  test("deprecated: still readable, shorter name free for others, can be restored", async () => {
    value(await s.change("Kopepoda", { kind: "deprecate", replacedBy: await s.id("Copepoda") }));
    expect(await s.row("Kopepoda")).toMatchObject({ status: "deprecated", replaced: "Copepoda" });
    expect((await s.labels()).slice(0, 2)).toEqual(["a Kopepoda validated", "b Kopepoda predicted 0.75"]);
    value(await s.change("Kopepoda", { kind: "restore" }));
    expect(await s.row("Kopepoda")).toMatchObject({ status: "unreviewed", replaced: null });
  });
});
