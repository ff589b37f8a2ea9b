import { sql } from "@nauplius/db/sql";
import type { ImportQuestions } from "@nauplius/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportSite, importSite, picture } from "./import-site.fixture.ts";

let s: ImportSite;
beforeAll(async () => {
  s = await importSite();
});
afterAll(() => s.dispose());

const none = { users: {}, taxa: {}, leaveOut: false, load: false };
type Shown = {
  objects: {
    id: string;
    taxon: string | null;
    state: string;
    by: string | null;
    sample: string;
    date: string | null;
    latitude: number | null;
  }[];
};
const shown = async () => (await s.picture()) as Shown;

describe("class folders", () => {
  test("every image is an object of the folder's taxon, validated by the importer", async () => {
    const path = await s.folder({
      "set/Copepoda/1.png": await picture(1),
      "set/Copepoda/2.png": await picture(2),
      "set/detritus/1.png": await picture(3),
    });
    const run = await s.import(path);
    expect(run).toMatchObject({ state: "done", result: { mode: "classes", objectsAdded: 3 } });
    expect((await shown()).objects).toMatchObject([
      { id: "Copepoda/1.png", taxon: "Copepoda", state: "validated", by: "Manager" },
      { id: "Copepoda/2.png", taxon: "Copepoda" },
      { id: "detritus/1.png", taxon: "detritus" },
    ]);
  });

  test("or predicted, when asked; then nobody has seen them", async () => {
    const path = await s.folder({ "a/Chaetognatha/9.png": await picture(9), "a/Copepoda/9.png": await picture(10) });
    const run = await s.import(path, { options: { classState: "predicted" } });
    expect(run).toMatchObject({ state: "done", result: { objectsAdded: 2 } });
    const events = await s.db.rows(sql`
      select e.state, e.seen, e.by, e.score from annotation_event e join "object" o on o.id = e.object_id where o.original_id = 'Chaetognatha/9.png'`);
    expect(events).toEqual([{ state: "predicted", seen: false, by: null, score: null }]);
  });

  test("an unknown class is asked; an image beside the folders is refused by name", async () => {
    const path = await s.folder({
      "x/medusa_big/1.png": await picture(4),
      "x/Copepoda/1.png": await picture(5),
      "x/stray.png": await picture(6),
    });
    const refused = await s.import(path);
    expect(refused.state).toBe("refused");
    expect(refused.reason).toContain("stray.png");
    const asking = await s.import(path, { options: { answers: { ...none, leaveOut: true } } });
    expect(asking.state).toBe("asking");
    expect((asking.questions as unknown as ImportQuestions).taxa).toMatchObject([{ key: "medusa_big", objects: 1 }]);
  });
});

describe("images alone", () => {
  test("take what is said of all of them", async () => {
    const path = await s.folder({ "one.png": await picture(21), "two.png": await picture(22) });
    const constants = { date: "20210304", latitude: "43.5", longitude: "7.3", depthmin: "0", depthmax: "100" };
    const run = await s.import(path, { options: { mode: "images", constants } });
    expect(run).toMatchObject({ state: "done", result: { mode: "images", objectsAdded: 2 } });
    expect((await shown()).objects.find((o) => o.id === "one.png")).toMatchObject({
      date: "2021-03-04",
      latitude: 43.5,
      state: "unclassified",
    });
  });

  test("a constant that is wrong is refused with what was expected", async () => {
    const path = await s.folder({ "three.png": await picture(23) });
    const run = await s.import(path, { options: { mode: "images", constants: { latitude: "abcde" } } });
    expect(run).toMatchObject({ state: "refused" });
    expect(run.reason).toContain("'abcde' is not a valid value for latitude");
  });
});
