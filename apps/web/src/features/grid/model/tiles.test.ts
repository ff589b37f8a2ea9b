import type { ObjectRow } from "@nauplius/services";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Gesture, isNews, type Label } from "./gestures.ts";
import { conflictsOf, createTiles, type Delta } from "./tiles.ts";

const row = (id: number, label: Partial<ObjectRow> = {}) =>
  ({ id, taxonId: 1, state: "predicted", proposed: false, accepted: false, score: 0.9, version: 1, ...label }) as ObjectRow;
const label = (batchId: string, objects: Record<number, number>, taxonId: number | "keep" = "keep") =>
  ({
    kind: "label",
    batchId,
    projectId: 1,
    change: { taxonId, state: "validated" },
    objects: Object.entries(objects).map(([id, version]) => ({ id: Number(id), version })),
  }) as Gesture;
const saved = (id: number, taxonId: number, version: number) =>
  ({ id, taxonId, state: "validated", proposed: false, accepted: false, score: null, version }) as const;

function page(role: "annotator" | "trainee" = "annotator") {
  const deltas: Delta[] = [];
  const tiles = createTiles(role, (d) => deltas.push(d));
  tiles.put([row(1), row(2), row(3, { taxonId: null, state: "unclassified", score: null, version: 0 })]);
  return { tiles, deltas, of: (id: number) => tiles.get(id) as NonNullable<ReturnType<typeof tiles.get>> };
}

test("a label shows at once, is marked as pending, and stays when the server has it", () => {
  const { tiles, of } = page();
  tiles.begin(label("a", { 1: 1 }, 7));
  expect(of(1)).toMatchObject({ pending: true, label: { taxonId: 7, state: "validated", version: 2 } });
  tiles.settle("a", [saved(1, 7, 2)], []);
  expect(of(1)).toMatchObject({ pending: false, label: { taxonId: 7, state: "validated", version: 2 } });
});

test("a second gesture before the first is answered builds on it", () => {
  const { tiles, of } = page();
  tiles.begin(label("a", { 1: 1 }, 7));
  tiles.begin(label("b", { 1: 2 }, 8));
  tiles.settle("a", [saved(1, 7, 2)], []);
  expect(of(1)).toMatchObject({ pending: true, label: { taxonId: 8, version: 3 } });
});

test("a label that says what the tile shows already changes nothing", () => {
  const { tiles, deltas, of } = page();
  tiles.begin(label("a", { 1: 1 }, 7));
  tiles.begin(label("b", { 1: 2 }, 7));
  expect(of(1).label).toMatchObject({ taxonId: 7, version: 2 });
  expect(deltas).toHaveLength(1);
  expect(isNews({ taxonId: "keep", state: "validated" }, of(1).label, "annotator")).toBe(false);
  expect(isNews({ taxonId: "keep", state: "dubious" }, of(1).label, "annotator")).toBe(true);
});

test("a conflict shows both labels: theirs stands, mine is kept for the list", () => {
  const { tiles, of } = page();
  tiles.begin(label("a", { 1: 1, 2: 1 }, 7));
  tiles.settle("a", [saved(2, 7, 2)], [{ ...saved(1, 5, 4), message: "was changed" }]);
  expect(of(1)).toMatchObject({
    pending: false,
    label: { taxonId: 5, version: 4 },
    conflict: { mine: { taxonId: 7 }, theirs: { taxonId: 5 } },
  });
  expect(of(2).conflict).toBeNull();
  tiles.resolve([1]);
  expect(of(1).conflict).toBeNull();
});

test("what the server will never do is taken back from the screen, and waits for a decision until the object is labelled anew", () => {
  const { tiles, of } = page();
  tiles.begin(label("a", { 1: 1 }, 7));
  tiles.refuse(label("a", { 1: 1 }, 7), "the taxon is deprecated");
  expect(of(1)).toMatchObject({ pending: false, label: { taxonId: 1, state: "predicted", version: 1 } });
  expect(tiles.conflicts()).toMatchObject([{ id: 1, message: "the taxon is deprecated", mine: { taxonId: 7 }, theirs: { taxonId: 1 } }]);
  tiles.begin(label("b", { 1: 1 }, 8));
  tiles.settle("b", [saved(1, 8, 2)], []);
  expect(of(1)).toMatchObject({ label: { taxonId: 8 }, conflict: null });
  expect(tiles.conflicts()).toEqual([]);
});

test("labels refused for objects that are not on the page wait as well, and show what stands once the objects are read", () => {
  const { tiles } = page();
  const refused = { kind: "refused", gesture: label("a", { 2: 1, 8: 1 }), message: "the right was taken away" } as const;
  // Another page, or none of the grid, was open when the answer came.
  expect(conflictsOf(refused).map(({ id, mine, theirs }) => ({ id, mine: mine?.taxonId, theirs }))).toEqual([
    { id: 2, mine: "keep", theirs: null },
    { id: 8, mine: "keep", theirs: null },
  ]);
  tiles.recall(conflictsOf(refused));
  expect(tiles.conflicts()).toMatchObject([
    { id: 2, mine: { taxonId: 1, state: "validated" }, theirs: { taxonId: 1, state: "predicted" } },
    { id: 8, mine: { taxonId: "keep" }, theirs: null },
  ]);
  tiles.put([row(8, { taxonId: 5, version: 3 })]);
  expect(tiles.conflicts()[1]).toMatchObject({ id: 8, mine: { taxonId: 5 }, theirs: { taxonId: 5, version: 3 } });
  tiles.refuse(refused.gesture, "once more");
  expect(tiles.conflicts().map(({ message }) => message)).toEqual(["once more", "once more"]);
});

test("a gesture reloaded from the outbox after the server did it does not count twice", () => {
  const { tiles, of } = page();
  tiles.put([row(1, { taxonId: 7, state: "validated", version: 2 })]);
  tiles.begin(label("a", { 1: 1 }, 9));
  expect(of(1).label).toMatchObject({ taxonId: 7, version: 2 });
});

test("a trainee's label shows as proposed, and what an annotator decided stays", () => {
  const { tiles, of } = page("trainee");
  tiles.put([row(2, { state: "validated", version: 3 })]);
  tiles.begin(label("a", { 1: 1, 2: 3 }, 7));
  expect(of(1).label).toMatchObject({ state: "predicted", proposed: true, taxonId: 7 });
  expect(of(2).label).toMatchObject({ state: "validated", proposed: false, taxonId: 1 });
});

test("an undo brings back what stood before, unless somebody was there in between", () => {
  const { tiles, of } = page();
  const before = tiles.begin(label("a", { 1: 1 }, 7));
  tiles.settle("a", [saved(1, 7, 2)], []);
  const undo = (batchId: string): Gesture => ({ kind: "undo", batchId, projectId: 1, back: before.map((to) => ({ from: 2, to })) });
  tiles.begin(undo("u"));
  expect(of(1).label).toMatchObject({ taxonId: 1, state: "predicted", version: 3 });
  tiles.refuse(undo("u"), "nothing to undo");
  tiles.put([row(1, { taxonId: 5, version: 9 })]);
  tiles.begin(undo("v"));
  expect(of(1).label).toMatchObject({ taxonId: 5, version: 9 });
});

test("old news never overwrite newer ones", () => {
  const { tiles, of } = page();
  tiles.settle("x", [saved(1, 7, 5)], []);
  tiles.put([row(1)]);
  tiles.settle("y", [saved(1, 6, 3)], []);
  expect(of(1).label).toMatchObject({ taxonId: 7, version: 5 });
});

test("the differences told while labelling add up to what is shown", () => {
  const gesture = fc.record({
    id: fc.constantFrom(1, 2, 3),
    taxon: fc.integer({ min: 1, max: 4 }),
    fate: fc.constantFrom("settle", "refuse", "wait"),
  });
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 20 }), (steps) => {
      const { tiles, deltas, of } = page();
      const key = (l: Label) => `${l.taxonId}/${l.state}`;
      const counts = new Map<string, number>();
      for (const id of [1, 2, 3]) counts.set(key(of(id).label), (counts.get(key(of(id).label)) ?? 0) + 1);
      steps.forEach((step, i) => {
        const gesture = label(String(i), { [step.id]: of(step.id).label.version }, step.taxon);
        tiles.begin(gesture);
        if (step.fate === "settle") tiles.settle(String(i), [saved(step.id, step.taxon, of(step.id).label.version)], []);
        if (step.fate === "refuse") tiles.refuse(gesture, "no");
      });
      for (const d of deltas) {
        counts.set(key(d.before), (counts.get(key(d.before)) ?? 0) - 1);
        counts.set(key(d.after), (counts.get(key(d.after)) ?? 0) + 1);
      }
      const shown = new Map<string, number>();
      for (const id of [1, 2, 3]) shown.set(key(of(id).label), (shown.get(key(of(id).label)) ?? 0) + 1);
      expect(new Map([...counts].filter(([, n]) => n !== 0))).toEqual(shown);
    }),
  );
});
