import { applyCounterDeltas, counterDifferences, countsByTaxon, ledgerDifferences } from "@nauplius/db";
import { sql } from "@nauplius/db/sql";
import { type Change, createRng, type Role, roles, type State, uuidV7 } from "@nauplius/domain";
import { asUser, makeMember, makeSite, makeUser, type TestSite } from "@nauplius/testing/factories";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { objectHistory } from "../object/history.ts";
import { makeScene, type Scene } from "../object/scene.fixture.ts";
import { labelObjects } from "./label.ts";
import { labelByFilter } from "./label-filter.ts";
import { redo, undo } from "./undo.ts";

let site: TestSite;
let scene: Scene;
const people = new Map<Role, Context>();
const as = (role: Role): Context => people.get(role) as Context;
beforeAll(async () => {
  site = await makeSite();
  scene = await makeScene(site, "gestures");
  for (const role of roles) people.set(role, site.as(asUser(await makeMember(site.db, scene.project, role, role))));
});
afterAll(() => site.dispose());

let at = 0;
const rng = createRng("batches");
const newBatch = (): string =>
  uuidV7(
    ++at,
    Uint8Array.from({ length: 10 }, () => rng.int(256)),
  );
const taxon = (name: string): number => scene.taxa.get(`gestures ${name}`) as number;

type Row = {
  id: number;
  taxonId: number | null;
  state: State;
  proposed: boolean;
  by: string | null;
  score: number | null;
  version: number;
  events: number;
};
const rowsOf = (ids: readonly number[]): Promise<Row[]> =>
  site.db.rows<Row>(sql`select o.id, o.taxon_id as "taxonId", o.state, o.proposed, o.annotated_by as by, o.score, o.version,
    (select count(*)::int from annotation_event e where e.object_id = o.id) as events from "object" o where o.id = any(${[...ids]}::bigint[]) order by o.id`);
const rowOf = async (id: number): Promise<Row> => (await rowsOf([id]))[0] as Row;
const fresh = async (state: State, n: number): Promise<Row[]> => {
  const rows = await site.db.rows<{ id: number }>(sql`
    select id from "object" where project_id = ${scene.project} and state = ${state} and not proposed and version <= 1 order by id limit ${n}`);
  expect(rows).toHaveLength(n);
  return rowsOf(rows.map((r) => r.id));
};

const label = (
  ctx: Context,
  objects: readonly { id: number; version: number }[],
  change: { taxonId: number | "keep"; state: State },
  batchId = newBatch(),
) =>
  labelObjects.call(ctx, {
    projectId: scene.project,
    batchId,
    change: change as Change,
    target: { by: "ids", objects: objects.map(({ id, version }) => ({ id, version })) },
  } as never);
const step = (verb: typeof undo, ctx: Context, batchId = newBatch()) => verb.call(ctx, { projectId: scene.project, batchId } as never);
async function value<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; error: { message: string } }>): Promise<T> {
  const o = await outcome;
  if (!o.ok) throw new Error(o.error.message);
  return o.value;
}

describe("a label", () => {
  test("changes object, ledger and version, and the history says who, how and that somebody looked", async () => {
    const [o] = await fresh("predicted", 1);
    await value(label(as("annotator"), [o as Row], { taxonId: taxon("Calanus"), state: "validated" }));
    expect(await rowOf((o as Row).id)).toMatchObject({
      taxonId: taxon("Calanus"),
      state: "validated",
      by: "user-annotator",
      version: 2,
      events: 2,
      score: null,
    });
    const history = await value(objectHistory.call(as("viewer"), { objectId: (o as Row).id } as never));
    expect(history[0]).toMatchObject({ how: "one", seen: true, byName: "annotator", state: "validated", version: 2 });
    expect(history).toHaveLength(2);
  });

  test("sent again under the same id answers the same and changes nothing", async () => {
    const some = await fresh("predicted", 3);
    const batchId = newBatch();
    const change = { taxonId: taxon("Detritus"), state: "validated" as const };
    const first = await value(label(as("annotator"), some, change, batchId));
    const again = await value(label(as("annotator"), some, change, batchId));
    expect(again).toEqual({ ...first, repeated: true });
    expect((await rowsOf(some.map((o) => o.id))).map((o) => o.events)).toEqual([2, 2, 2]);
  });

  test("that changes nothing writes nothing, and the undo takes back the label before it", async () => {
    const [o] = (await fresh("validated", 1)) as [Row];
    const change = { taxonId: taxon("Calanus"), state: "dubious" as const };
    const { changed } = await value(label(as("annotator"), [o], change));
    const again = newBatch();
    expect(await value(label(as("annotator"), changed, change, again))).toMatchObject({ changed: [], conflicts: [] });
    expect(await value(label(as("reviewer"), changed, { taxonId: "keep", state: "dubious" }))).toMatchObject({ changed: [] });
    expect(await rowOf(o.id)).toMatchObject({ version: 2, events: 2, by: "user-annotator" });
    expect(await site.db.rows(sql`select 1 from batch where id = ${again}::uuid`)).toEqual([]);
    expect((await value(step(undo, as("annotator")))).changed).toMatchObject([{ id: o.id, taxonId: o.taxonId, state: "validated" }]);
  });

  test("sent twice at the same moment is done once", async () => {
    const some = await fresh("predicted", 5);
    const batchId = newBatch();
    const answers = await Promise.all(
      [1, 2, 3].map(() => value(label(as("annotator"), some, { taxonId: "keep", state: "validated" }, batchId))),
    );
    expect(answers.map((a) => a.repeated).sort()).toEqual([false, true, true]);
    expect((await rowsOf(some.map((o) => o.id))).every((o) => o.events === 2)).toBe(true);
  });

  test("under somebody else's id is refused", async () => {
    const [o] = await fresh("predicted", 1);
    const batchId = newBatch();
    await value(label(as("annotator"), [o as Row], { taxonId: "keep", state: "validated" }, batchId));
    const stolen = await label(as("reviewer"), [o as Row], { taxonId: taxon("Detritus"), state: "validated" }, batchId);
    expect(stolen).toMatchObject({ ok: false, error: { code: "conflict" } });
  });

  test("applies to those unchanged since they were shown and lists the others as they stand", async () => {
    const some = await fresh("predicted", 4);
    const [a, ...rest] = some as [Row, ...Row[]];
    await value(label(as("reviewer"), [a], { taxonId: taxon("Copepoda"), state: "dubious" }));
    const answer = await value(label(as("annotator"), some, { taxonId: taxon("Calanus"), state: "validated" }));
    expect(answer.changed.map((c) => c.id)).toEqual(rest.map((o) => o.id));
    expect(answer.conflicts).toMatchObject([
      { id: a.id, taxonId: taxon("Copepoda"), state: "dubious", version: 2, message: expect.stringContaining("somebody else") },
    ]);
    expect(await rowOf(a.id)).toMatchObject({ taxonId: taxon("Copepoda"), by: "user-reviewer", events: 2 });
  });

  test("of two people at the same moment one wins and the other hears of it", async () => {
    const some = await fresh("predicted", 6);
    const answers = await Promise.all([
      value(label(as("annotator"), some, { taxonId: taxon("Calanus"), state: "validated" })),
      value(label(as("reviewer"), some, { taxonId: taxon("Detritus"), state: "validated" })),
    ]);
    expect(answers.map((x) => x.changed.length).sort()).toEqual([0, 6]);
    expect(answers.map((x) => x.conflicts.length).sort()).toEqual([0, 6]);
  });

  test("of two people who give the same taxon the first one's stands, and nothing is left to decide; a taxon that is kept is the one that was seen", async () => {
    const some = await fresh("dubious", 2);
    const change = { taxonId: taxon("Calanus"), state: "validated" as const };
    await value(label(as("annotator"), some, change));
    const second = await value(label(as("reviewer"), some, change));
    expect(second).toMatchObject({ changed: [], conflicts: [] });
    expect(second.stands).toMatchObject(
      some.map((o) => ({ id: o.id, taxonId: change.taxonId, state: "validated", version: o.version + 1 })),
    );
    expect((await rowsOf(some.map((o) => o.id))).map((o) => [o.by, o.events])).toEqual(some.map((o) => ["user-annotator", o.events + 1]));
    const kept = await value(label(as("reviewer"), some, { taxonId: "keep", state: "validated" }));
    expect(kept).toMatchObject({ changed: [], stands: [], conflicts: some.map((o) => ({ id: o.id })) });
  });

  test("without a taxon validates nothing, and says why", async () => {
    const [o] = await fresh("unclassified", 1);
    const answer = await value(label(as("annotator"), [o as Row], { taxonId: "keep", state: "validated" }));
    expect(answer).toMatchObject({ changed: [], conflicts: [{ message: expect.stringContaining("choose one") }] });
  });

  test("reaches the others when some of its objects are of another project by now, and names those; none of them alone is a refusal", async () => {
    const other = await makeScene(site, "foreign");
    const [o] = await fresh("dubious", 1);
    const stranger = { id: Number(other.ids[0]), version: 0 };
    const change = { taxonId: taxon("Calanus"), state: "validated" as const };
    const before = await rowOf(stranger.id);
    const answer = await value(label(as("manager"), [o as Row, stranger], change));
    expect(answer).toMatchObject({ changed: [{ id: o?.id }], conflicts: [], gone: [stranger.id] });
    expect((await rowOf((o as Row).id)).version).toBe(2);
    expect(await label(as("manager"), [stranger], change)).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await rowOf(stranger.id)).toEqual(before);
  });

  test("is signed by a member: a viewer may not, nor an admin who is none", async () => {
    const [o] = await fresh("predicted", 1);
    const admin = site.as(asUser(await makeUser(site.db, "Admin", ["admin"]), ["admin"]));
    for (const ctx of [as("viewer"), admin])
      expect(await label(ctx, [o as Row], { taxonId: "keep", state: "validated" })).toMatchObject({
        ok: false,
        error: { code: "forbidden" },
      });
  });
});

describe("a trainee", () => {
  test("proposes; a reviewer confirms by validating as shown", async () => {
    const [o] = await fresh("predicted", 1);
    const { changed } = await value(label(as("trainee"), [o as Row], { taxonId: taxon("Calanus"), state: "validated" }));
    expect(await rowOf((o as Row).id)).toMatchObject({ state: "predicted", proposed: true, taxonId: taxon("Calanus"), by: "user-trainee" });
    await value(label(as("reviewer"), changed, { taxonId: "keep", state: "validated" }));
    expect(await rowOf((o as Row).id)).toMatchObject({ state: "validated", proposed: false, by: "user-reviewer" });
  });

  test("changes neither what an annotator decided nor sets other states", async () => {
    const [decided] = await fresh("validated", 1);
    const [open] = await fresh("predicted", 1);
    const kept = await value(label(as("trainee"), [decided as Row], { taxonId: taxon("Detritus"), state: "validated" }));
    const dubious = await value(label(as("trainee"), [open as Row], { taxonId: "keep", state: "dubious" }));
    expect([kept.changed, dubious.changed]).toEqual([[], []]);
  });

  test("takes back own proposals, not those of others", async () => {
    const [o] = await fresh("predicted", 1);
    await value(label(as("trainee"), [o as Row], { taxonId: taxon("Calanus"), state: "validated" }));
    const other = site.as(asUser(await makeMember(site.db, scene.project, "trainee2", "trainee")));
    expect(await step(undo, other)).toMatchObject({ ok: false, error: { code: "notFound" } });
    await value(step(undo, as("trainee")));
    expect(await rowOf((o as Row).id)).toMatchObject({ proposed: false, taxonId: (o as Row).taxonId, score: (o as Row).score, events: 3 });
  });
});

describe("undo and redo", () => {
  const shown = ({ taxonId, state, proposed, score }: Row) => ({ taxonId, state, proposed, score });

  test("three labels, two undone: the history keeps all five beside the import, and the first label stands", async () => {
    const [o] = (await fresh("predicted", 1)) as [Row];
    const names = ["Calanus", "Copepoda", "Detritus"];
    for (const [i, name] of names.entries())
      await value(label(as("annotator"), [{ id: o.id, version: o.version + i }], { taxonId: taxon(name), state: "validated" }));
    for (let i = 0; i < 2; i++) await value(step(undo, as("annotator")));
    expect(await rowOf(o.id)).toMatchObject({ taxonId: taxon("Calanus"), state: "validated", events: 6, version: 6 });
    for (let i = 0; i < 2; i++) await value(step(redo, as("annotator")));
    expect(await rowOf(o.id)).toMatchObject({ taxonId: taxon("Detritus"), events: 8 });
    expect(await step(redo, as("annotator"))).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("a browser whose clock is years off labels and takes back in the order in which it did", async () => {
    const [a, b, c] = (await fresh("unclassified", 3)) as [Row, Row, Row];
    const of = (year: number) =>
      uuidV7(
        Date.UTC(year),
        Uint8Array.from({ length: 10 }, () => rng.int(256)),
      );
    for (const [row, year] of [
      [a, 2090],
      [b, 1999],
      [c, 2026],
    ] as const)
      await value(label(as("annotator"), [row], { taxonId: taxon("Calanus"), state: "validated" }, of(year)));
    for (const last of [c, b, a])
      expect((await value(step(undo, as("annotator"), of(1980)))).changed.map(({ id }) => id)).toEqual([last.id]);
    for (const next of [a, b, c])
      expect((await value(step(redo, as("annotator"), of(2080)))).changed.map(({ id }) => id)).toEqual([next.id]);
  });

  test("a label after an undo ends the redo", async () => {
    const [a, b] = (await fresh("predicted", 2)) as [Row, Row];
    await value(label(as("annotator"), [a], { taxonId: taxon("Calanus"), state: "validated" }));
    await value(step(undo, as("annotator")));
    await value(label(as("annotator"), [b], { taxonId: taxon("Calanus"), state: "validated" }));
    expect(await step(redo, as("annotator"))).toMatchObject({ ok: false });
    // Taking the later label back does not make the earlier one redoable.
    await value(step(undo, as("annotator")));
    await value(step(redo, as("annotator")));
    expect(await step(redo, as("annotator"))).toMatchObject({ ok: false });
    expect(await rowOf(a.id)).toMatchObject(shown(a));
  });

  test("leaves and lists what others changed since", async () => {
    const [a, b] = (await fresh("predicted", 2)) as [Row, Row];
    const done = await value(label(as("annotator"), [a, b], { taxonId: taxon("Calanus"), state: "validated" }));
    const changedA = done.changed.find((c) => c.id === a.id);
    await value(label(as("reviewer"), [changedA as { id: number; version: number }], { taxonId: taxon("Detritus"), state: "validated" }));
    const answer = await value(step(undo, as("annotator")));
    expect(answer.left).toMatchObject([{ id: a.id }]);
    expect(await rowOf(a.id)).toMatchObject({ taxonId: taxon("Detritus"), by: "user-reviewer" });
    expect(await rowOf(b.id)).toMatchObject(shown(b));
  });

  test("sent again under the same id is done once", async () => {
    const [o] = (await fresh("predicted", 1)) as [Row];
    await value(label(as("annotator"), [o], { taxonId: taxon("Calanus"), state: "validated" }));
    const batchId = newBatch();
    const first = await value(step(undo, as("annotator"), batchId));
    const again = await value(step(undo, as("annotator"), batchId));
    expect(again).toEqual({ ...first, repeated: true });
    expect((await rowOf(o.id)).events).toBe(3);
  });

  test("two at once take back two labels, each its own", async () => {
    const ids = (await fresh("dubious", 3)).map(({ id }) => id);
    for (let round = 0; round < 4; round++) {
      const labelled = await rowsOf(ids);
      for (const o of labelled) await value(label(as("annotator"), [o], { taxonId: taxon("Detritus"), state: "validated" }));
      const undone = await Promise.all([1, 2, 3].map(() => value(step(undo, as("annotator")))));
      expect(new Set(undone.map(({ of }) => of)).size).toBe(3);
      expect(undone.flatMap(({ changed }) => changed.map(({ id }) => id)).sort()).toEqual([...ids].sort());
    }
  });

  test("of a label whose objects were taken out of one's sight leaves them", async () => {
    const limited = await makeMember(site.db, scene.project, "limited", "annotator", [scene.samples[0] as never]);
    const mine = await site.db.rows<{ id: number; version: number }>(sql`
      select id, version from "object" where sample_id = ${scene.samples[0]} and state <> 'unclassified' and version <= 1 limit 2`);
    await value(label(site.as(asUser(limited)), mine, { taxonId: taxon("Calanus"), state: "validated" }));
    await site.db.run(sql`update membership set sample_ids = ${[scene.samples[1]]}::bigint[] where user_id = ${limited}`);
    const answer = await value(step(undo, site.as(asUser(limited))));
    expect(answer.changed).toEqual([]);
    expect(answer.left.map((l) => l.id)).toEqual(mine.map((o) => o.id));
  });
});

describe("a label on all that match", () => {
  const byFilter = (ctx: Context, filter: object, expected: number, batchId = newBatch()) =>
    labelByFilter.call(ctx, {
      projectId: scene.project,
      batchId,
      change: { taxonId: taxon("Detritus"), state: "dubious" },
      target: { by: "filter", filter, expected },
    } as never);

  test("labels them when they are as many as were seen; the ledger says that nobody looked", async () => {
    const some = await fresh("predicted", 4);
    const filter = { objects: some.map((o) => o.id) };
    const answer = await value(byFilter(as("annotator"), filter, 4));
    expect(answer).toMatchObject({ runId: null, repeated: false });
    expect(answer.changed).toHaveLength(4);
    const history = await value(objectHistory.call(as("viewer"), { objectId: some[0]?.id } as never));
    expect(history[0]).toMatchObject({ how: "filter", seen: false });
    await value(step(undo, as("annotator")));
    expect((await rowsOf(some.map((o) => o.id))).map((o) => o.taxonId)).toEqual(some.map((o) => o.taxonId));
  });

  test("changes nothing when the number is another by now, and says which", async () => {
    const some = await fresh("predicted", 3);
    const filter = { objects: some.map((o) => o.id) };
    for (const expected of [2, 4]) {
      const answer = await byFilter(as("annotator"), filter, expected);
      expect(answer).toMatchObject({ ok: false, error: { code: "conflict", details: { expected } } });
    }
    expect((await rowsOf(filter.objects)).every((o) => o.version === 1)).toBe(true);
  });

  test("is not for trainees, and above five thousand not for annotators", async () => {
    expect(await byFilter(as("trainee"), {}, 1)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await byFilter(as("annotator"), {}, 5001)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await byFilter(as("reviewer"), {}, 5001)).toMatchObject({ ok: false, error: { code: "conflict" } });
  });
});

test("after any gestures of anybody the counters equal a recount and the ledger gives the current labels", async () => {
  const who = fc.constantFrom<Role>("trainee", "annotator", "reviewer", "manager");
  const ids = fc.subarray(scene.ids.slice(0, 12).map(Number), { minLength: 1 });
  const change = fc.record({
    taxonId: fc.constantFrom<string>("keep", "Calanus", "Detritus", "Copepoda"),
    state: fc.constantFrom<State>("validated", "dubious", "predicted", "unclassified"),
  });
  const gesture = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("label" as const), who, ids, change, stale: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const), who }) },
  );
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(gesture, { minLength: 1, maxLength: 8 }), async (gestures) => {
      for (const g of gestures) {
        if (g.kind === "label") {
          const objects = (await rowsOf(g.ids)).map((o) => ({ id: o.id, version: g.stale && o.id % 2 === 0 ? o.version + 1 : o.version }));
          const taxonId = g.change.taxonId === "keep" ? ("keep" as const) : taxon(g.change.taxonId);
          done += (await value(label(as(g.who), objects, { taxonId, state: g.change.state }))).changed.length;
        } else await step(g.kind === "undo" ? undo : redo, as(g.who));
      }
      expect(await counterDifferences(site.db)).toEqual([]);
      expect(await ledgerDifferences(site.db)).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(done).toBeGreaterThan(100);
});

test("gestures at the same time count in the same places without waiting for each other, and lose nothing", async () => {
  const project = scene.project;
  const sum = async () =>
    (await countsByTaxon(site.db, project)).find((c) => c.taxonId === taxon("Calanus") && c.state === "validated")?.objects ?? 0;
  const before = await sum();
  const one = { sampleId: scene.samples[0] as number, taxonId: taxon("Calanus"), state: "validated" as const, delta: 1 };
  const held: (() => void)[] = [];
  const counting = Array.from({ length: 8 }, () =>
    site.db.transaction(async (tx) => {
      await tx.run(sql`set local lock_timeout = '2s'`);
      await applyCounterDeltas(tx, project, [one]);
      // None ends before all have counted.
      await new Promise<void>((done) => {
        held.push(done);
        if (held.length === 8) for (const end of held) end();
      });
    }),
  );
  await Promise.all(counting);
  expect(await sum()).toBe(before + 8);
  await site.db.transaction((tx) => applyCounterDeltas(tx, project, [{ ...one, delta: -8 }]));
  expect(await counterDifferences(site.db)).toEqual([]);
});
