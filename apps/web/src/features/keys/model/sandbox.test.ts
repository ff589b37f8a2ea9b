import { expect, test } from "vitest";
import { unpack } from "@/features/grid/model/container.ts";
import { drawObjects, taxa } from "./drawn.ts";
import { createSandbox } from "./sandbox.ts";

const objects = drawObjects();
const open = () => createSandbox(objects, { copepod: "Copepod", worm: "Arrow worm", jelly: "Jellyfish" }, "nothing here");
type Row = { id: number; version: number; taxonId: number; state: string };
type Sandbox = ReturnType<typeof open>;
const ask = <T>(box: Sandbox, method: "GET" | "POST", path: string, body: unknown = {}): T => box.json(method, path, body)?.answer as T;
const rows = (box: Sandbox, filter = {}): Row[] => ask<{ objects: Row[] }>(box, "POST", "projects/0/objects/query", { filter }).objects;
const label = (box: Sandbox, some: readonly Row[]) =>
  ask<{ changed: Row[] }>(box, "POST", "projects/0/labels", {
    change: { taxonId: taxa.worm, state: "validated" },
    target: { by: "ids", objects: some.map(({ id, version }) => ({ id, version })) },
  }).changed;

test("what is asked of other projects, other objects and other taxa is not answered here", () => {
  const box = open();
  expect(box.json("GET", "projects/7/changes", undefined)).toBeNull();
  expect(box.json("GET", "taxa/search?q=cop&projectId=7", undefined)).toBeNull();
  expect(box.json("POST", "practice/keys", {})).toBeNull();
  expect(box.json("GET", "objects/12", undefined)).toBeNull();
  expect(box.images([12])).toBeNull();
});

test("labels, undo and redo go as they do at the server: by version, in turn", () => {
  const box = open();
  const [first, second] = rows(box);
  expect(label(box, [first as Row])).toMatchObject([{ id: first?.id, taxonId: taxa.worm, state: "validated", version: 2 }]);
  // The version that was seen is not the one that stands.
  expect(label(box, [first as Row, second as Row]).map((c) => c.id)).toEqual([second?.id]);
  expect(ask(box, "POST", "projects/0/undo")).toMatchObject({ changed: [{ id: second?.id, state: "predicted", version: 3 }] });
  expect(ask(box, "POST", "projects/0/redo")).toMatchObject({ changed: [{ id: second?.id, taxonId: taxa.worm, version: 4 }] });
  expect(rows(box, { states: ["validated"] })).toHaveLength(2);
  expect(() => ask(box, "POST", "projects/0/redo")).toThrow("nothing here");
});

test("places of an order, the search, and a page of pictures", () => {
  const box = open();
  const { order, objects: size } = ask<{ order: number; objects: number }>(box, "POST", "projects/0/objects/order", {
    filter: { taxa: [taxa.copepod] },
  });
  expect(size).toBe(objects.filter((o) => o.said === "copepod").length);
  expect(ask<{ ids: number[] }>(box, "POST", "projects/0/objects/places", { order, from: size - 2 }).ids).toHaveLength(2);
  expect(ask<{ taxa: { name: string }[] }>(box, "GET", "taxa/search?q=arr&projectId=0").taxa.map((t) => t.name)).toEqual(["Arrow worm"]);
  const some = objects.slice(0, 3);
  const page = unpack(box.images(some.map((o) => o.id)) as ArrayBuffer);
  expect(page.map((p) => [p.objectId, p.mime, new TextDecoder().decode(p.bytes)])).toEqual(some.map((o) => [o.id, "image/svg+xml", o.svg]));
});
