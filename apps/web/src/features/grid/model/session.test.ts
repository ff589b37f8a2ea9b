import { defaultSort, taxonId } from "@nauplius/domain";
import type { ShownObject } from "@nauplius/services";
import { expect, test } from "vitest";
import { createNames } from "./names.ts";
import { createSession } from "./session.ts";

const row = (id: number): ShownObject =>
  ({ id, taxonId: 1, state: "predicted", proposed: false, accepted: false, score: 0.5, version: 1 }) as unknown as ShownObject;
const validated = (taxon: number) => ({ taxonId: taxonId.parse(taxon), state: "validated" as const });

function session() {
  const made = createSession({
    ...{ projectId: 1, view: { filter: {}, sort: defaultSort }, shown: [], role: "annotator", names: createNames(), fresh: false },
    onDelta: () => undefined,
  });
  made.tiles.put([row(1), row(2)]);
  return made;
}

test("a label that the server refused shows again what stands, and undo takes back the one before it", () => {
  const s = session();
  const first = s.label(validated(2), [1]);
  const second = s.label(validated(3), [2]);
  if (first === null || second === null) throw new Error("both are news");
  const changed = [{ ...row(1), taxonId: 2, state: "validated", version: 2 }];
  s.hear({ kind: "done", gesture: first, answer: { batchId: first.batchId, changed } as never });
  s.hear({ kind: "refused", gesture: second, message: "the taxon 3 was deleted" });
  expect(s.tiles.get(2)).toMatchObject({ label: { taxonId: 1, state: "predicted" }, pending: false });
  s.step("undo");
  expect(s.tiles.get(1)?.label).toMatchObject({ taxonId: 1, state: "predicted" });
});

test("what somebody else had made the same meanwhile stands so at once, and is no conflict", () => {
  const s = session();
  const mine = s.label(validated(2), [1, 2]);
  if (mine === null) throw new Error("it is news");
  const label = { taxonId: 2, state: "validated", proposed: false, accepted: false, score: null };
  const [changed, stands] = [[{ id: 1, ...label, version: 2 }], [{ id: 2, ...label, version: 5 }]];
  s.hear({ kind: "done", gesture: mine, answer: { batchId: mine.batchId, changed, stands } as never });
  expect([1, 2].map((id) => s.tiles.get(id)?.label.version)).toEqual([2, 5]);
  expect(s.tiles.conflicts()).toEqual([]);
});
