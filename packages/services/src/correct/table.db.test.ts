import type { Correction, Filter, Level } from "@nauplius/domain";
import { makeMember } from "@nauplius/testing/factories";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../verb.ts";
import { type Bench, type Net, openBench } from "./bench.fixture.ts";
import { correctionRows } from "./rows.ts";
import { previewCorrection } from "./verbs.ts";

let bench: Bench;
let net: Net;
beforeAll(async () => {
  bench = await openBench();
  net = await bench.makeNet("table", { samples: 3, acquisitions: 2, objects: 6 });
});
afterAll(() => bench.site.dispose());

async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const done = await outcome;
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}
const rows = (level: Level, filter: Filter = {}, page: object = {}) =>
  value(correctionRows.call(bench.as(bench.manager), { projectId: net.project, level, filter, ...page } as never));
const preview = (correction: Correction) =>
  previewCorrection.call(bench.as(bench.manager), { projectId: net.project, correction } as never);
const at = <T>(list: readonly T[], index: number): T => list[index] as T;

describe("the table of corrections", () => {
  test("has each level's own columns with units, then the project's, and the rows with where they hang", async () => {
    const samples = await rows("sample");
    expect(samples.columns.map((c) => c.name)).toEqual([
      ...["id", "lat", "lon", "started_at", "depth_min", "depth_max", "dataportal_descriptor"],
      ...["tot_vol", "ship"],
    ]);
    expect(samples.columns.find((c) => c.name === "tot_vol")).toEqual({
      name: "tot_vol",
      type: "number",
      unit: "m3",
      own: true,
      required: false,
    });
    expect(at(samples.rows, 0)).toEqual({
      id: at(net.samples, 0),
      name: "s0",
      parent: "",
      stale: [],
      values: ["s0", 43, 7, "2014-04-20T10:00:00Z", 0, 100, "", "10.50", "Tara"],
    });
    const acquisitions = await rows("acquisition");
    // Sub-part is offered to every project; here it is the project's own.
    expect(acquisitions.columns.filter((c) => c.name === "sub_part")).toHaveLength(1);
    expect(acquisitions.rows.map((r) => [r.name, r.parent]).slice(0, 2)).toEqual([
      ["s0_a0", "s0"],
      ["s0_a1", "s0"],
    ]);
    expect(at((await rows("object")).rows, 0)).toMatchObject({ name: "s0_a0_0", parent: "s0_a0" });
  });

  test("comes page by page, and of objects only those of a view", async () => {
    const first = await rows("object", {}, { limit: 20 });
    expect([first.rows.length, first.more]).toEqual([20, true]);
    const last = await rows("object", {}, { limit: 20, after: first.rows.at(-1)?.id });
    expect([last.rows.length, last.more]).toEqual([16, false]);
    expect((await rows("object", { states: ["dubious"] })).rows).toHaveLength(6);
  });

  test("above the objects shows what hangs on the samples or acquisitions that are named, and nothing else of a view narrows it", async () => {
    const samples = [at(net.samples, 1)];
    const acquisitions = [at(net.acquisitions, 3)];
    const names = async (level: Level, filter: Filter) => (await rows(level, filter)).rows.map((r) => r.name);
    expect(await names("sample", { samples })).toEqual(["s1"]);
    expect(await names("acquisition", { samples })).toEqual(["s1_a0", "s1_a1"]);
    expect((await rows("process", { samples })).rows.map((r) => r.parent)).toEqual(["s1_a0", "s1_a1"]);
    expect(await names("sample", { acquisitions })).toEqual(["s1"]);
    expect(await names("acquisition", { acquisitions })).toEqual(["s1_a1"]);
    expect((await rows("process", { acquisitions })).rows.map((r) => r.parent)).toEqual(["s1_a1"]);
    expect(await names("acquisition", { samples: [at(net.samples, 0)], acquisitions })).toEqual([]);
    expect(await names("sample", { states: ["validated"] })).toHaveLength(3);
  });

  test("is for managers, and knows no other levels", async () => {
    const as = (level: string) => correctionRows.call(bench.as(bench.manager), { projectId: net.project, level } as never);
    expect(await as("net")).toMatchObject({ ok: false, error: { code: "invalid" } });
    const reviewer = await makeMember(bench.site.db, net.project, "Rex", "reviewer");
    const refused = correctionRows.call(bench.as(reviewer), { projectId: net.project, level: "sample" } as never);
    expect(await refused).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

describe("a preview", () => {
  const ids = (list: readonly number[]) => ({ by: "ids" as const, ids: [...list] });

  test("of typed cells counts what changes and shows it before and after; what follows is told", async () => {
    const cells = net.samples.map((id, i) => ({ id, field: "tot_vol", before: `${10 + i}.50`, value: i === 0 ? "10.50" : "100" }));
    expect(await preview({ do: "cells", level: "sample", cells })).toMatchObject({
      ok: true,
      value: {
        rows: 2,
        notes: [],
        sample: [
          { name: "s1", field: "tot_vol", before: "11.50", after: "100" },
          { name: "s2", field: "tot_vol", before: "12.50", after: "100" },
        ],
      },
    });
    const [object] = at(net.objects, 0);
    const moved = { do: "cells", level: "object", cells: [{ id: object as number, field: "lat", before: 43, value: "44" }] } as const;
    expect(await preview({ ...moved, cells: [...moved.cells] })).toMatchObject({
      ok: true,
      value: { notes: [expect.stringContaining("samples follow their objects (lat)")] },
    });
    const pixel = [{ id: at(net.acquisitions, 0), field: "pixel", before: "10.6", value: "5.3" }];
    expect(await preview({ do: "cells", level: "acquisition", cells: pixel })).toMatchObject({
      ok: true,
      value: { notes: [expect.stringContaining("pixel size")] },
    });
  });

  test("of one value for a view says how many change, and how many the view holds: what is done is done to so many", async () => {
    const filter: Filter = { states: ["validated"] };
    const set = { do: "set", level: "object", field: "quality", value: "0", target: { by: "filter", filter, expected: null } } as const;
    const outcome = await value(preview(set));
    // The first of every four objects is validated; the first of each acquisition holds 0 already.
    expect(outcome).toMatchObject({ rows: 6, matching: 12 });
    expect(outcome.sample[0]).toMatchObject({ field: "quality", before: 4, after: 0 });
    const wrong = await bench.correct(net.project, { ...set, target: { ...set.target, expected: 6 } });
    expect(wrong).toMatchObject({ state: "refused", reason: expect.stringContaining("not the 6 that you decided on") });
    const right = await bench.correct(net.project, { ...set, target: { ...set.target, expected: outcome.matching ?? 0 } });
    expect(right).toMatchObject({ state: "done", result: { changed: 6 } });
  });

  test("of a bad value, an unknown column, a foreign row is refused like the correction itself, and nothing is written", async () => {
    const target = { by: "all" } as const;
    expect(await preview({ do: "set", level: "sample", field: "tot_vol", value: "12,5", target })).toMatchObject({
      ok: false,
      error: { code: "invalid", message: expect.stringContaining('got "12,5", expected a number with a decimal point (12.5)') },
    });
    expect(await preview({ do: "set", level: "sample", field: "depth", value: "1", target })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("no such column") },
    });
    expect(await preview({ do: "set", level: "sample", field: "ship", value: "x", target: ids([999_999]) })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
  });

  test("of a deletion and of a move says what hangs on the rows", async () => {
    const [sample] = net.samples;
    expect(await preview({ do: "trash", level: "sample", target: ids([sample as number]), label: "" })).toMatchObject({
      ok: true,
      value: { rows: 1, objects: 12, validated: 4, images: 12, obstacles: [] },
    });
    const other = await bench.makeNet("target", { samples: 1 });
    expect(await preview({ do: "moveSamples", ids: [sample as never], to: other.project })).toMatchObject({
      ok: true,
      value: { rows: 1, obstacles: expect.arrayContaining(["sample s0 is there already", "acquisition s0_a0 is there already"]) },
    });
  });
});
