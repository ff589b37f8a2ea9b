import { randomUUID } from "node:crypto";
import { mergePreferences } from "@nauplius/db";
import { batchId, createRng, type projectId, taxonId } from "@nauplius/domain";
import {
  anonymous,
  asUser,
  makeAcquisition,
  makeMember,
  makeObjects,
  makeProject,
  makeSample,
  makeSite,
  makeUser,
  type TestSite,
} from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labelObjects } from "../annotation/label.ts";
import type { Actor } from "../context.ts";
import type { Outcome } from "../verb.ts";
import { changeTaxon } from "./edit/change.ts";
import { loadTaxonomy } from "./load/load.ts";
import { addAlias } from "./local/aliases.ts";
import { setPreset } from "./local/preset.ts";
import { addLocalTaxon } from "./local/taxa.ts";
import { searchTaxa } from "./search.ts";

let site: TestSite;
let editor: Actor;
let manager: Actor;
let project: ReturnType<typeof projectId.parse>;
const ids = new Map<string, number>();

const tree = `id\tparent_id\tname\trename_to\ttaxostatus\ttaxotype
1\t\\N\tliving\t\\N\tA\tP
2\t1\tCopepoda\t\\N\tA\tP
3\t2\tCalanoida\t\\N\tA\tP
4\t3\tCalanus\t\\N\tA\tP
5\t4\tCalanus finmarchicus\t\\N\tA\tP
6\t4\tCalanus glacialis\t\\N\tA\tP
7\t3\tParacalanus\t\\N\tA\tP
8\t2\tegg\t\\N\tA\tM
9\t1\tMollusca\t\\N\tA\tP
10\t9\tegg\t\\N\tA\tM
11\t1\tKalanus\t4\tD\tP
12\t1\tÉcrevisse\t\\N\tA\tP
13\t2\tCopepoda X\t\\N\tA\tP
14\t1\tdetritus\t\\N\tA\tM
15\t2\tCal_100%\t\\N\tA\tP
16\t1\tCalanus\t\\N\tD\tP
`;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
const id = (displayName: string) => taxonId.parse(ids.get(displayName));

beforeAll(async () => {
  site = await makeSite();
  async function* bytes() {
    yield new TextEncoder().encode(tree);
  }
  value(await loadTaxonomy(site.db, bytes(), "tree.tsv", { by: null, at: new Date(0), runId: null }));
  for (const row of await site.db.prisma.taxon.findMany()) ids.set(row.displayName, Number(row.id));
  editor = asUser(await makeUser(site.db, "editor", ["taxonEditor"]), ["taxonEditor"]);
  project = await makeProject(site.db, "searched");
  manager = asUser(await makeMember(site.db, project, "manager", "manager"));
  const change = { kind: "addSynonym", name: "Ruderfußkrebse" } as const;
  value(await changeTaxon.call(site.as(editor), { taxonId: id("Copepoda"), version: 0, change }));
  value(await addAlias.call(site.as(manager), { projectId: project, taxonId: id("Calanus finmarchicus"), name: "Raudåte" }));
  value(await addLocalTaxon.call(site.as(manager), { projectId: project, parentId: id("Copepoda"), name: "mating pair" }));
});
afterAll(() => site.dispose());

const found = async (q: string, inProject = false, as: Actor = manager) =>
  value(await searchTaxa.call(site.as(as), { q, ...(inProject ? { projectId: project } : {}) })).taxa;
const names = async (q: string, inProject = false) => (await found(q, inProject)).map((t) => `${t.displayName} ${t.matched}`);

describe("what is found, and in which order", () => {
  test.each([
    ["copepoda", ["Copepoda exact", "Copepoda X prefix"]],
    ["COPÉPODA", ["Copepoda exact", "Copepoda X prefix"]],
    ["copep", ["Copepoda prefix", "Copepoda X prefix"]],
    ["calanus", ["Calanus exact", "Calanus finmarchicus prefix", "Calanus glacialis prefix", "Paracalanus infix", "Calanus<living exact"]],
    ["finmarch", ["Calanus finmarchicus infix"]],
    ["cal fin", ["Calanus finmarchicus prefix"]],
    ["cal*gla", ["Calanus glacialis prefix"]],
    ["ecrevisse", ["Écrevisse exact"]],
    ["egg", ["egg<Copepoda exact", "egg<Mollusca exact"]],
    ["egg<mol", ["egg<Mollusca exact"]],
    ["ruderfuss", ["Copepoda synonym"]],
    ["fusskrebse", ["Copepoda infix"]],
    ["calanus finmarchcus", ["Calanus finmarchicus fuzzy"]],
    ["copepdoa", ["Copepoda fuzzy", "Copepoda X fuzzy"]],
    ["kalanus", ["Kalanus exact"]],
    ["100%", ["Cal_100% infix"]],
    ["zzzzzz", []],
    ["%", []],
  ])("%s", async (q, expected) => {
    const got = await names(q);
    expect(got.filter((name) => expected.includes(name))).toEqual(expected);
    expect(got.slice(0, expected.filter((e) => !e.endsWith("fuzzy")).length)).toEqual(expected.filter((e) => !e.endsWith("fuzzy")));
    if (expected.length === 0) expect(got).toEqual([]);
  });

  test("a synonym names itself, a deprecated taxon its replacement", async () => {
    expect((await found("ruderfuss"))[0]).toMatchObject({ displayName: "Copepoda", synonym: "Ruderfußkrebse", matched: "synonym" });
    expect((await found("kalanus"))[0]).toMatchObject({ status: "deprecated", replacedBy: { id: id("Calanus"), displayName: "Calanus" } });
    expect((await found("egg<mol"))[0]).toMatchObject({ name: "egg", parent: "Mollusca", kind: "morphological" });
  });
});

describe("in a project", () => {
  test("its own taxa and aliases are found there, and nowhere else", async () => {
    expect(await names("mating", true)).toEqual(["mating pair prefix"]);
    expect(await names("raudate", true)).toEqual(["Calanus finmarchicus synonym"]);
    expect([await names("mating"), await names("raudate")]).toEqual([[], []]);
  });

  test("a stranger may not ask through a private project", async () => {
    const stranger = asUser(await makeUser(site.db, "stranger"));
    for (const actor of [stranger, anonymous]) {
      const outcome = await searchTaxa.call(site.as(actor), { q: "mating", projectId: project });
      expect(outcome.ok ? null : outcome.error.code).toBe("notFound");
    }
  });

  test("exact first, then what I gave last, then the preset, then the tree", async () => {
    expect((await names("cala", true))[0]).toBe("Calanoida prefix");
    value(await setPreset.call(site.as(manager), { projectId: project, taxa: [id("Paracalanus"), id("Calanus glacialis")] }));
    expect((await names("cala", true)).slice(0, 2)).toEqual(["Paracalanus infix", "Calanus glacialis prefix"]);
    const sample = await makeSample(site.db, project, "s");
    const acquisition = await makeAcquisition(site.db, project, sample, "a");
    const [object] = await makeObjects(site.db, { project, sample, acquisition, rng: createRng(1) }, [{ originalId: "o" }]);
    const gesture = {
      projectId: project,
      batchId: batchId.parse(randomUUID()),
      target: { by: "ids" as const, objects: [{ id: Number(object), version: 0 }] },
      change: { taxonId: id("Calanus finmarchicus"), state: "validated" as const },
    };
    value(await labelObjects.call(site.as(manager), gesture));
    expect((await names("cala", true)).slice(0, 3)).toEqual([
      "Calanus finmarchicus prefix",
      "Paracalanus infix",
      "Calanus glacialis prefix",
    ]);
    expect((await names("calanus", true))[0]).toBe("Calanus exact");
    const mine = manager.kind === "user" ? manager.userId : null;
    if (mine !== null) await mergePreferences(site.db, project, mine, { recentTaxa: [id("detritus"), id("Kalanus")] });
    const familiar = (await found("", true)).map((t) => [t.displayName, t.isRecent]);
    expect(familiar).toEqual([
      ["detritus", true],
      ["Calanus", true],
      ["Calanus finmarchicus", true],
      ["Paracalanus", false],
      ["Calanus glacialis", false],
    ]);
  });

  test("a label with a deprecated taxon, or another project's own, is refused with what to do", async () => {
    const other = await makeProject(site.db, "other");
    const boss = asUser(await makeMember(site.db, other, "boss", "manager"));
    const foreign = value(await addLocalTaxon.call(site.as(boss), { projectId: other, parentId: id("Copepoda"), name: "theirs" }));
    const [object] = await site.db.prisma.planktonObject.findMany({ where: { projectId: project } });
    const label = (taxon: number) =>
      labelObjects.call(site.as(manager), {
        projectId: project,
        batchId: batchId.parse(randomUUID()),
        target: { by: "ids", objects: [{ id: Number(object?.id), version: object?.version ?? 0 }] },
        change: { taxonId: taxonId.parse(taxon), state: "validated" },
      });
    const [deprecated, local] = [await label(id("Kalanus")), await label(foreign.taxonId)];
    expect([deprecated.ok, local.ok]).toEqual([false, false]);
    expect(deprecated.ok ? "" : deprecated.error.message).toBe("Kalanus is deprecated; use Calanus");
    expect(local.ok ? "" : local.error.code).toBe("notFound");
  });
});
