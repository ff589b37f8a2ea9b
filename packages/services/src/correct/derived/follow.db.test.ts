import { contradictedPlaces } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import type { Correction } from "@nauplius/domain";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type Net, openBench } from "../bench.fixture.ts";
import { editsIn, expectSound, photograph } from "../sound.fixture.ts";
import { previewCorrection } from "../verbs.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.site.dispose());
afterEach(() => expectSound(bench.site));

const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
};
const sample = (id: number) =>
  bench.site.db.row(
    sql`select latitude, longitude, started_at, depth_min, depth_max, coalesce(stale, '{}') as stale from sample where id = ${id}`,
  );
const acquisition = (id: number) =>
  bench.site.db.row(sql`
    select a.pixel_size, a.sub_part, p.dialect, coalesce(a.stale, '{}') as stale from acquisition a join process p on p.acquisition_id = a.id where a.id = ${id}`);
const objects = (net: Net, of: number) => ({ by: "ids" as const, ids: [...at(net.objects, of)] });
const undo = (net: Net, batch: Awaited<ReturnType<Bench["correct"]>>) => bench.correct(net.project, { do: "undo", batchId: batch.batch });

describe("a sample's place, time and depth follow its objects", () => {
  test.each([
    ["lat", 50.5, { latitude: 50.5 }],
    ["lon", -12, { longitude: -12 }],
    ["date", "2014-05-01", { started_at: new Date("2014-05-01T10:00:00Z") }],
    ["time", "23:59", { started_at: new Date("2014-04-20T23:59:00Z") }],
    ["depth_max", 500, { depth_max: 500 }],
  ])("when %s is corrected, noted as following, and go back exactly", async (field, value, changed) => {
    const net = await bench.makeNet(`follows ${field}`);
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "set", level: "object", target: objects(net, 0), field, value }, { chunk: 3 });
    expect(await sample(at(net.samples, 0))).toMatchObject({ ...changed, stale: [] });
    expect((await editsIn(bench.site, done.batch)).filter((e) => e.level === "sample")).toMatchObject([
      { row: at(net.samples, 0), derived: true },
    ]);
    expect(await undo(net, done)).toMatchObject({ result: { changed: 8, left: 0 } });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("the median, so that one wrong line moves nothing; across the antimeridian too", async () => {
    const net = await bench.makeNet("median", { objects: 5 });
    const ids = at(net.objects, 0);
    const lon = (values: number[]) => ({
      do: "cells" as const,
      level: "object" as const,
      cells: values.map((value, i) => ({ id: at(ids, i), field: "lon", before: 7, value })),
    });
    await bench.correct(net.project, lon([179, -179, -178, 178, 179.5]));
    expect(await sample(at(net.samples, 0))).toMatchObject({ longitude: 179.5 });
    const one = { id: at(ids, 0), field: "lat", before: 43, value: 0 };
    await bench.correct(net.project, { do: "cells", level: "object", cells: [one] });
    expect(await sample(at(net.samples, 0))).toMatchObject({ latitude: 43, stale: [] });
  });

  test("but a place that was set by hand is kept and marked, until it is set anew; undo takes the mark away", async () => {
    const net = await bench.makeNet("by hand");
    const id = at(net.samples, 0);
    await bench.correct(net.project, { do: "cells", level: "sample", cells: [{ id, field: "lat", before: 43, value: 40 }] });
    const before = await photograph(bench.site);
    const done = await bench.correct(net.project, { do: "set", level: "object", target: objects(net, 0), field: "lat", value: 50 });
    expect(await sample(id)).toMatchObject({ latitude: 40, stale: ["lat"] });
    await undo(net, done);
    expect(await photograph(bench.site)).toEqual(before);
    await bench.correct(net.project, { do: "set", level: "object", target: objects(net, 0), field: "lat", value: 51 });
    const settled = await bench.correct(net.project, {
      do: "cells",
      level: "sample",
      cells: [{ id, field: "lat", before: 40, value: 41 }],
    });
    expect(await sample(id)).toMatchObject({ latitude: 41, stale: [] });
    await undo(net, settled);
    expect(await sample(id)).toMatchObject({ latitude: 40, stale: ["lat"] });
  });

  test("when objects and acquisitions move, are deleted and come back", async () => {
    const net = await bench.makeNet("moving", { acquisitions: 2 });
    await bench.correct(net.project, { do: "set", level: "object", target: objects(net, 1), field: "depth_max", value: 300 });
    expect(await sample(at(net.samples, 0))).toMatchObject({ depth_max: 300 });
    const before = await photograph(bench.site);
    const moved = await bench.correct(net.project, { do: "moveAcquisitions", ids: [at(net.acquisitions, 1)], to: at(net.samples, 1) });
    expect([await sample(at(net.samples, 0)), await sample(at(net.samples, 1))]).toMatchObject([{ depth_max: 100 }, { depth_max: 300 }]);
    await undo(net, moved);
    expect(await photograph(bench.site)).toEqual(before);
    const gone = await bench.correct(net.project, {
      do: "trash",
      level: "acquisition",
      target: { by: "ids", ids: [at(net.acquisitions, 1)] },
      label: "",
    });
    expect(await sample(at(net.samples, 0))).toMatchObject({ depth_max: 100 });
    await bench.correct(net.project, { do: "restore", trashId: Number(gone.result.trash) });
    expect(await photograph(bench.site)).toEqual(before);
    const some = await bench.correct(net.project, { do: "moveObjects", target: objects(net, 1), to: at(net.acquisitions, 2) });
    expect([await sample(at(net.samples, 0)), await sample(at(net.samples, 1))]).toMatchObject([{ depth_max: 100 }, { depth_max: 300 }]);
    await undo(net, some);
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("a sample that loses its last object stays where it was taken", async () => {
    const net = await bench.makeNet("last");
    await bench.correct(net.project, { do: "trash", level: "object", target: objects(net, 0), label: "" });
    expect(await sample(at(net.samples, 0))).toMatchObject({ latitude: 43, depth_max: 100, stale: [] });
  });

  test("what two corrections moved is right after the first is undone", async () => {
    const net = await bench.makeNet("two", { objects: 4 });
    const ids = at(net.objects, 0);
    const first = await bench.correct(net.project, {
      do: "set",
      level: "object",
      target: { by: "ids", ids: ids.slice(0, 3) },
      field: "lat",
      value: 60,
    });
    await bench.correct(net.project, { do: "set", level: "object", target: { by: "ids", ids: ids.slice(1, 2) }, field: "lat", value: 70 });
    expect(await undo(net, first)).toMatchObject({ result: { changed: 2, left: 1 } });
    // 43, 70, 43, 43
    expect(await sample(at(net.samples, 0))).toMatchObject({ latitude: 43, stale: [] });
  });
});

describe("a sample's place, time and depth are corrected", () => {
  const object = (id: number) =>
    bench.site.db.row(
      sql`select latitude, longitude, to_char(date, 'YYYY-MM-DD') as date, time::text as time, depth_min, depth_max from "object" where id = ${id}`,
    );
  const preview = async (net: Net, correction: Correction) => {
    const found = await previewCorrection.call(bench.as(bench.manager), { projectId: net.project, correction });
    if (!found.ok) throw new Error(found.error.message);
    return found.value;
  };

  test.each([
    ["lat", 43, 44.1, { latitude: 44.1 }, { latitude: 44.1 }],
    ["lon", 7, -8.5, { longitude: -8.5 }, { longitude: -8.5 }],
    [
      "started_at",
      "2014-04-20T10:00:00Z",
      "2014-05-01T23:10:05Z",
      { started_at: new Date("2014-05-01T23:10:05Z") },
      { date: "2014-05-01", time: "23:10:05" },
    ],
    ["depth_min", 0, 5, { depth_min: 5 }, { depth_min: 5 }],
    ["depth_max", 100, 80, { depth_max: 80 }, { depth_max: 80 }],
  ])("%s also in its objects that carry the old value, and goes back exactly", async (field, before, value, ofSample, ofObject) => {
    const net = await bench.makeNet(`carried ${field}`);
    const id = at(net.samples, 0);
    const was = await photograph(bench.site);
    const cells = [{ id, field, before, value }];
    expect((await preview(net, { do: "cells", level: "sample", cells })).carried).toEqual({ objects: 8, of: 8 });
    const done = await bench.correct(net.project, { do: "cells", level: "sample", cells, alsoObjects: true });
    expect(done).toMatchObject({ state: "done", result: { changed: 9 } });
    expect(await sample(id)).toMatchObject({ ...ofSample, stale: [] });
    expect(await object(at(at(net.objects, 0), 7))).toMatchObject(ofObject);
    expect(await object(at(at(net.objects, 1), 0))).toMatchObject({ longitude: 7, depth_min: 0, depth_max: 100 });
    await undo(net, done);
    expect(await photograph(bench.site)).toEqual(was);
  });

  test("objects with a value of their own keep it; one value for many samples reaches their objects too", async () => {
    const net = await bench.makeNet("own depth");
    const [own = 0] = at(net.objects, 0);
    await bench.correct(net.project, {
      do: "set",
      level: "object",
      target: { by: "ids", ids: [own] },
      field: "depth_max",
      value: 40,
    });
    const set = { do: "set" as const, level: "sample" as const, target: { by: "all" as const }, field: "depth_max", value: 90 };
    expect((await preview(net, set)).carried).toEqual({ objects: 15, of: 16 });
    await bench.correct(net.project, { ...set, alsoObjects: true });
    expect(await object(own)).toMatchObject({ depth_max: 40 });
    expect(await object(at(at(net.objects, 1), 0))).toMatchObject({ depth_max: 90 });
    expect(await contradictedPlaces(bench.site.db, net.samples)).toEqual([]);
  });

  test("objects that are left as they are contradict their sample, which exports say", async () => {
    const net = await bench.makeNet("left");
    const id = at(net.samples, 0);
    expect(await contradictedPlaces(bench.site.db, net.samples)).toEqual([]);
    await bench.correct(net.project, { do: "cells", level: "sample", cells: [{ id, field: "lat", before: 43, value: 44.1 }] });
    expect(await object(at(at(net.objects, 0), 0))).toMatchObject({ latitude: 43 });
    expect(await contradictedPlaces(bench.site.db, net.samples)).toEqual([{ name: "s0", field: "lat", held: "44.1", said: "43" }]);
  });
});

describe("pixel size, part and dialect follow the settings", () => {
  const setting = (
    net: Net,
    level: "acquisition" | "process",
    field: string,
    before: string,
    value: string | null,
    id: number = at(net.acquisitions, 0),
  ) => bench.correct(net.project, { do: "cells", level, cells: [{ id, field, before, value }] });

  test("of the acquisition, and go back exactly", async () => {
    const net = await bench.makeNet("settings");
    const id = at(net.acquisitions, 0);
    const before = await photograph(bench.site);
    const pixel = await setting(net, "acquisition", "pixel", "10.6", "5.3");
    expect(await acquisition(id)).toMatchObject({ pixel_size: 5.3, sub_part: 2, stale: [] });
    const part = await setting(net, "acquisition", "sub_part", "2", "8");
    expect(await acquisition(id)).toMatchObject({ sub_part: 8 });
    // Exports write the free column: it says the same.
    expect(await bench.site.db.row(sql`select free ->> 'sub_part' as text from acquisition where id = ${id}`)).toEqual({ text: "8" });
    for (const batch of [part, pixel]) expect(await undo(net, batch)).toMatchObject({ result: { changed: 1, left: 0 } });
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("of the process: the dialect of its columns", async () => {
    const net = await bench.makeNet("dialects");
    const row = await bench.site.db.row<{ id: number }>(sql`select id from process where acquisition_id = ${at(net.acquisitions, 0)}`);
    await bench.correct(net.project, {
      do: "cells",
      level: "acquisition",
      cells: [{ id: at(net.acquisitions, 0), field: "instrument", before: "zooscan", value: "" }],
    });
    const before = await photograph(bench.site);
    const done = await setting(net, "process", "software", "zooprocess 7", "uvpapp 2", row?.id ?? 0);
    expect(await acquisition(at(net.acquisitions, 0))).toMatchObject({ dialect: "uvp6" });
    await undo(net, done);
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("but a pixel size that was set by hand is kept and marked", async () => {
    const net = await bench.makeNet("own pixel");
    const id = at(net.acquisitions, 0);
    await bench.correct(net.project, { do: "cells", level: "acquisition", cells: [{ id, field: "pixel_size", before: 10.6, value: 7 }] });
    const before = await photograph(bench.site);
    const done = await setting(net, "acquisition", "pixel", "10.6", "5.3");
    expect(await acquisition(id)).toMatchObject({ pixel_size: 7, stale: ["pixel_size"] });
    await undo(net, done);
    expect(await photograph(bench.site)).toEqual(before);
  });

  test("a setting that is emptied takes its value along; another that says the same keeps it", async () => {
    const net = await bench.makeNet("emptied");
    await setting(net, "acquisition", "pixel", "10.6", null);
    expect(await acquisition(at(net.acquisitions, 0))).toMatchObject({ pixel_size: null });
  });

  test("a part can be given where the files had none", async () => {
    const net = await bench.makeNet("no part");
    const { db } = bench.site;
    await db.run(sql`delete from field where project_id = ${net.project} and name = 'sub_part'`);
    await db.run(sql`update acquisition set free = free - 'sub_part', sub_part = null where project_id = ${net.project}`);
    const id = at(net.acquisitions, 0);
    const done = await bench.correct(net.project, {
      do: "cells",
      level: "acquisition",
      cells: [{ id, field: "sub_part", before: null, value: 4 }],
    });
    expect(done).toMatchObject({ state: "done", result: { changed: 1 } });
    expect(await acquisition(id)).toMatchObject({ sub_part: 4 });
    await undo(net, done);
    expect(await acquisition(id)).toMatchObject({ sub_part: null });
  });
});
