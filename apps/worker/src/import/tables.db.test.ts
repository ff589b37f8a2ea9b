import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "@nauplius/db/sql";
import { addTaxon, type ImportQuestions, listObjects } from "@nauplius/services";
import { asUser, makeUser } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportSite, importSite, picture, table } from "./import-site.fixture.ts";

let s: ImportSite;
beforeAll(async () => {
  s = await importSite();
});
afterAll(() => s.dispose());

const shared = fileURLToPath(new URL("../../../../../shared/data/import/", import.meta.url));
const columns = [
  "img_file_name",
  "object_id",
  "object_lat",
  "object_lon",
  "object_date",
  "object_time",
  "object_depth_min",
  "object_depth_max",
  "object_area",
  "object_mean",
  "object_note",
  "object_annotation_status",
  "object_annotation_category",
  "sample_id",
  "sample_tot_vol",
  "acq_id",
  "acq_sub_part",
  "process_id",
  "process_pixel",
];
const types = ["t", "t", "f", "f", "t", "t", "f", "f", "f", "f", "t", "t", "t", "t", "t", "t", "t", "t", "t"].map((t) => `[${t}]`);
const row = (n: number, sample: string, status = "", taxon = ""): (string | number)[] =>
  // biome-ignore format: one line is one line of the table
  [`o${n}.png`, `o${n}`, 43 + n / 1000, 7, "20200102", "420", n, n + 10, 100 + n, "241.039993286133", `note ${n}`, status, taxon, sample, "12.50", `${sample}_a`, "8", `${sample}_p`, "10.6"];

async function batch(count: number, extra: Record<string, string | Uint8Array> = {}) {
  const images: Record<string, Uint8Array> = {};
  for (let n = 1; n <= count; n++) images[`o${n}.png`] = await picture(n);
  const rows = Array.from({ length: count }, (_, i) =>
    row(i + 1, i % 2 === 0 ? "s1" : "s2", i % 3 === 0 ? "validated" : "", i % 3 === 0 ? "Copepoda" : ""),
  );
  return s.folder({ "ecotaxa_batch.tsv": table(columns, [types, ...rows]), ...images, ...extra });
}

describe("an archive with tables", () => {
  test("comes in whole: objects, features, free columns, parents, labels, counters, dictionary", async () => {
    const run = await s.import(await batch(7));
    expect(run).toMatchObject({ state: "done", result: { mode: "tsv", objectsAdded: 7, imagesAdded: 7, errors: 0 } });
    const shown = (await s.picture()) as { objects: Record<string, unknown>[]; samples: object[]; counters: object[]; fields: object[] };
    expect(shown.objects[0]).toMatchObject({
      id: "o1",
      sample: "s1",
      acquisition: "s1_a",
      process: "s1_p",
      pixel: 10.6,
      date: "2020-01-02",
      time: "04:20:00",
      depth_min: 1,
      list: ["area", "mean"],
      features: [101, 241.04],
      area: 101,
      // What single precision does not hold stands beside it, exactly.
      free: { note: "note 1", mean: 241.039993286133 },
      taxon: "Copepoda",
      state: "validated",
      by: "Manager",
      version: 1,
      events: [["validated", "import", true, 1, true]],
    });
    expect(shown.objects[1]).toMatchObject({ id: "o2", state: "unclassified", taxon: null, version: 0, events: null });
    expect(shown.samples[0]).toMatchObject({
      name: "s1",
      latitude: 43.003,
      longitude: 7,
      depth_min: 1,
      depth_max: 17,
      free: { tot_vol: "12.50" },
    });
    expect(shown.counters).toMatchObject([
      { name: "s1", state: "unclassified", objects: 2 },
      { name: "s1", state: "validated", objects: 2 },
      { name: "s2", state: "unclassified", objects: 2 },
      { name: "s2", state: "validated", objects: 1 },
    ]);
    expect(shown.fields).toContainEqual({ level: "object", name: "note", type: "text", unit: null });
    expect(shown.fields).toContainEqual({ level: "sample", name: "tot_vol", type: "number", unit: "m3" });
    expect(await s.leftovers()).toEqual({ rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 });
  });

  test("a second time adds nothing, and says what was there", async () => {
    const before = await s.picture();
    const run = await s.import(await batch(7));
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 0, imagesAdded: 0, skipped: 7 } });
    expect(await s.picture()).toEqual(before);
    expect(await s.leftovers()).toEqual({ rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 });
  });

  test("with more lines adds those alone", async () => {
    const run = await s.import(await batch(9));
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 2, skipped: 7 } });
  });

  test("a new image of an object that is there joins it", async () => {
    const path = await s.folder({
      "ecotaxa_more.tsv": table(["object_id", "img_file_name", "sample_id", "acq_id"], [["o1", "second.png", "s1", "s1_a"]]),
      "second.png": await picture(77),
    });
    const run = await s.import(path);
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 0 } });
    const shown = (await s.picture()) as { objects: { id: string; images: unknown[][]; vignettes: number }[] };
    expect(shown.objects[0]).toMatchObject({ id: "o1", vignettes: 2 });
    expect(shown.objects[0]?.images.map((image) => image.slice(0, 2))).toEqual([
      [0, "o1.png"],
      [1, "second.png"],
    ]);
  });
});

describe("what is wrong is said by file, line and column, and nothing is changed", () => {
  const refused = async (files: Record<string, string | Uint8Array>) => {
    const before = await s.picture();
    const run = await s.import(await s.folder(files));
    expect(run.state).toBe("refused");
    expect(await s.picture()).toEqual(before);
    expect(await s.leftovers()).toEqual({ rows: 0, images: 0, objects: 0, samples: 0, acquisitions: 0, packs: 0 });
    return s.db.rows<{ code: string; file: string; line: number | null; column: string; value: string; expected: string }>(
      sql`select code, file, line, "column", value, expected from run_problem where run_id = ${run.id} and severity = 'error' order by id`,
    );
  };

  test("a latitude out of range", async () => {
    const found = await refused({
      "ecotaxa_a.tsv": table(["object_id", "img_file_name", "object_lat"], [["x1", "x.png", "95.2"]]),
      "x.png": await picture(1),
    });
    expect(found).toMatchObject([{ code: "invalidValue", file: "ecotaxa_a.tsv", line: 2, column: "object_lat", value: "95.2" }]);
  });

  test("an image that is not there", async () => {
    const found = await refused({ "ecotaxa_a.tsv": table(["object_id", "img_file_name"], [["x1", "nowhere.png"]]) });
    expect(found).toMatchObject([{ code: "missingImage", file: "ecotaxa_a.tsv", line: 2, column: "img_file_name", value: "nowhere.png" }]);
  });

  test("an image that cannot be decoded, by its name; left out when the manager says so", async () => {
    const files = {
      "ecotaxa_a.tsv": table(
        ["object_id", "img_file_name"],
        [
          ["x1", "good.png"],
          ["x2", "half.png"],
        ],
      ),
      "good.png": await picture(1),
      "half.png": (await picture(2)).subarray(0, 60),
    };
    expect(await refused(files)).toMatchObject([{ code: "badImage", file: "half.png" }]);
    const run = await s.import(await s.folder(files), { options: { answers: { users: {}, taxa: {}, leaveOut: true, load: false } } });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 1, leftOut: 1 } });
  });

  test("an acquisition that belongs to another sample of the project", async () => {
    const before = await s.picture();
    const path = await s.folder({
      "ecotaxa_a.tsv": table(["object_id", "img_file_name", "sample_id", "acq_id"], [["x9", "x.png", "s2", "s1_a"]]),
      "x.png": await picture(1),
    });
    const run = await s.import(path);
    expect(run).toMatchObject({ state: "refused" });
    expect(run.reason).toContain("acquisition s1_a belongs to another sample");
    expect(await s.picture()).toEqual(before);
  });

  test("a folder with nothing in it, and a path outside of the import folder", async () => {
    expect((await s.import(await s.folder({ "readme.txt": "hello" }))).state).toBe("refused");
    const outside = await s.work(await s.start("/etc/hostname-that-is-not-there"));
    expect(outside).toMatchObject({ state: "refused" });
  });
});

describe("unknown names are asked", () => {
  const files = async () => ({
    "ecotaxa_a.tsv": table(
      [
        "object_id",
        "img_file_name",
        "object_annotation_status",
        "object_annotation_category",
        "object_annotation_person_name",
        "object_annotation_person_email",
      ],
      [
        ["q1", "q1.png", "validated", "Copepod", "Ada Sea", "ada@sea.example"],
        ["q2", "q2.png", "predicted", "Salpida", "", ""],
        ["q3", "q3.png", "dubious", "copepoda", "Manager", ""],
      ],
    ),
    "q1.png": await picture(1),
    "q2.png": await picture(2),
    "q3.png": await picture(3),
  });

  test("with suggestions, and the import goes on with the answers", async () => {
    const asking = await s.import(await s.folder(await files()));
    expect(asking.state).toBe("asking");
    const questions = asking.questions as unknown as ImportQuestions;
    expect(questions.users).toMatchObject([{ key: "Ada Sea <ada@sea.example>", objects: 1 }]);
    expect(questions.taxa.map((q) => q.key).sort()).toEqual(["Copepod", "Salpida"]);
    expect(questions.taxa.find((q) => q.key === "Copepod")?.suggestions[0]).toMatchObject({ name: "Copepoda" });
    await s.db.run(
      sql`update run set state = 'queued', answers = ${JSON.stringify({
        users: { "Ada Sea": "name" },
        taxa: { Copepod: "Copepoda", Salpida: { create: "Salpida", under: "living", kind: "morphological" } },
      })}::jsonb where id = ${asking.id}`,
    );
    const done = await s.work(asking.id);
    expect(done).toMatchObject({ state: "done", result: { objectsAdded: 3 } });
    const shown = (await s.picture()) as { objects: { id: string }[] };
    const of = (id: string) => shown.objects.find((o) => o.id === id);
    expect(of("q1")).toMatchObject({
      taxon: "Copepoda",
      state: "validated",
      by: "Ada Sea",
      events: [["validated", "import", true, 1, true]],
    });
    expect(of("q2")).toMatchObject({
      taxon: "Salpida",
      state: "predicted",
      by: null,
      score: null,
      events: [["predicted", "import", false, 1, true]],
    });
    expect(of("q3")).toMatchObject({ taxon: "Copepoda", state: "dubious", by: "Manager" });
  });

  test("homonyms are told apart by the hierarchy beside them; without one, or with one that fits neither, they are asked for", async () => {
    const editor = s.site.as(asUser(await makeUser(s.db, "Editor"), ["taxonEditor"]));
    for (const name of ["fibres", "medusae"]) {
      const parent = await addTaxon.call(editor, { parentId: null, name });
      await addTaxon.call(editor, { parentId: parent.ok ? parent.value.taxonId : null, name: "detached" });
    }
    const run = await s.import(
      await s.folder({
        "ecotaxa_a.tsv": table(
          ["object_id", "img_file_name", "object_annotation_status", "object_annotation_category", "object_annotation_hierarchy"],
          [
            ["h1", "h1.png", "validated", "detached", "living>Medusae>detached"],
            ["h2", "h2.png", "validated", "Detached", ""],
            ["h3", "h3.png", "validated", "DETACHED", "elsewhere>detached"],
          ],
        ),
        "h1.png": await picture(1),
        "h2.png": await picture(2),
        "h3.png": await picture(3),
      }),
    );
    const { taxa } = run.questions as unknown as ImportQuestions;
    expect(taxa.map((q) => [q.key, q.why]).sort()).toEqual([
      ["DETACHED", "ambiguous"],
      ["Detached", "ambiguous"],
    ]);
    const leave = { users: {}, taxa: { Detached: "leave", DETACHED: "leave" } };
    await s.db.run(sql`update run set state = 'queued', answers = ${JSON.stringify(leave)}::jsonb where id = ${run.id}`);
    expect(await s.work(run.id)).toMatchObject({ state: "done", result: { objectsAdded: 3 } });
    const parent = await s.db.row(sql`
      select p.name from "object" o join taxon t on t.id = o.taxon_id join taxon p on p.id = t.parent_id where o.original_id = 'h1'`);
    expect(parent).toEqual({ name: "medusae" });
  });

  test("an answer that names nothing is said, and asked again", async () => {
    const path = await s.folder({
      "ecotaxa_a.tsv": table(
        ["object_id", "img_file_name", "object_annotation_status", "object_annotation_category"],
        [["z1", "z.png", "validated", "Unheard"]],
      ),
      "z.png": await picture(1),
    });
    const run = await s.import(path, {
      options: { answers: { users: {}, taxa: { Unheard: "No such taxon" }, leaveOut: false, load: false } },
    });
    expect(run.state).toBe("asking");
    expect((run.questions as unknown as ImportQuestions).faults).toEqual([
      { path: "taxa.Unheard", message: "there is no taxon called No such taxon" },
    ]);
  });

  test("a check alone tells the questions and leaves nothing", async () => {
    const run = await s.import(await s.folder(await files()), { options: { checkOnly: true } });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 0, objects: 3 } });
    expect(run.publishedAt).toBeNull();
    const pending = await s.db.rows(sql`select 1 from import_row where run_id = ${run.id}`);
    expect(pending).toEqual([]);
  });
});

describe.skipIf(!existsSync(shared))("real files of EcoTaxa (../shared)", () => {
  const answers = { users: { "*": "name" }, taxa: { "*": "leave" }, leaveOut: false, load: false };
  test.each([
    ["import_test.zip", { objectsAdded: 8, imagesAdded: 8, tables: 2 }],
    ["UVP6_example.zip", { objectsAdded: 15, imagesAdded: 30, tables: 1 }],
    ["import_mixed_states", { objectsAdded: 1 }],
    ["import_v_or_d_just_state", { objectsAdded: 2 }],
  ])("%s", async (name, expected) => {
    const site = await importSite();
    try {
      const run = await site.import(`${shared}${name}`, { options: { answers } });
      expect(run).toMatchObject({ state: "done", result: expected });
      const again = await site.import(`${shared}${name}`, { options: { answers } });
      expect(again).toMatchObject({ state: "done", result: { objectsAdded: 0, imagesAdded: 0 } });
    } finally {
      await site.dispose();
    }
  });
});

test("columns of numbers whose parents say NA, 9999 or a word filter without them", async () => {
  const site = await importSite();
  try {
    const rows = [
      ["n1", "n1.png", "s1", "12.50", "a1"],
      ["n2", "n2.png", "s2", "NA", "a2"],
      ["n3", "n3.png", "s3", "9999", "a3"],
    ];
    const images = await Promise.all(rows.map(async ([name], i) => [`${name}.png`, await picture(i)] as const));
    const columns = ["object_id", "img_file_name", "sample_id", "sample_tot_vol", "acq_id"];
    await site.import(await site.folder({ "ecotaxa_n.tsv": table(columns, rows), ...Object.fromEntries(images) }));
    const more = table(columns, [["n4", "n4.png", "s4", "about ten", "a4"]]);
    expect(await site.import(await site.folder({ "ecotaxa_m.tsv": more, "n4.png": await picture(9) }))).toMatchObject({ state: "done" });
    const filter = { fields: [{ field: { level: "sample" as const, name: "tot_vol" }, min: 1 }] };
    const found = await listObjects.call(site.site.as(asUser(site.manager)), { projectId: site.project, filter });
    expect(found.ok && found.value.objects.map((o) => o.originalId)).toEqual(["n1"]);
    const kept = await site.db.rows(sql`select free ->> 'tot_vol' as text from sample order by name`);
    expect(kept).toEqual(["12.50", "NA", "9999", "about ten"].map((text) => ({ text })));
  } finally {
    await site.dispose();
  }
});
