import { expect, test } from "vitest";
import { after, begin, type Course, type Deed } from "./course.ts";
import { drawObjects, type Kind, taxa } from "./drawn.ts";

const objects = drawObjects();
const ids = (kind: Kind) => objects.filter((o) => o.kind === kind).map((o) => o.id);
const walk = (...deeds: Deed[]): Course => deeds.reduce((course, deed) => after(course, deed, objects), begin);
const chosen: Deed = { kind: "selected", ids: ids("worm") };
const named: Deed = { kind: "labelled", ids: ids("worm"), taxonId: taxa.worm };
const page: Deed = { kind: "labelled", ids: ids("copepod"), taxonId: taxa.copepod };

test("done as asked, the course has no errors and ends with the undo", () => {
  expect(
    [[chosen], [chosen, named], [chosen, named, page], [chosen, named, page, { kind: "undone" } as const]].map((d) => walk(...d).step),
  ).toEqual(["type", "pages", "undo", null]);
  expect(walk(chosen, named, page, { kind: "undone" }).errors).toBe(0);
});

test("a wrong tile counts once, however often it is chosen", () => {
  const [jelly] = ids("jelly");
  const slip: Deed = { kind: "selected", ids: [jelly as number] };
  expect(walk(slip, { kind: "selected", ids: [] }, slip, chosen)).toMatchObject({ errors: 1, step: "type" });
});

test("a wrong taxon counts for each object, and the right one must still be given", () => {
  const course = walk(chosen, { ...named, taxonId: taxa.jelly });
  expect(course).toMatchObject({ errors: 3, step: "type" });
  expect(after(course, named, objects)).toMatchObject({ errors: 3, step: "pages" });
});

test("on the page, what was overlooked and what was left out count", () => {
  const odd = objects.filter((o) => o.said === "copepod" && o.kind !== "copepod").map((o) => o.id);
  expect(odd).toHaveLength(2);
  const all: Deed = { ...page, ids: [...ids("copepod"), ...odd] };
  expect(walk(chosen, named, all)).toMatchObject({ errors: 2, step: "undo" });
  const few: Deed = { ...page, ids: ids("copepod").slice(3) };
  expect(walk(chosen, named, few)).toMatchObject({ errors: 3, step: "undo" });
});

test("what comes out of turn moves nothing on", () => {
  expect(walk({ kind: "undone" })).toEqual(begin);
  expect(walk(named).step).toBe("select");
  expect(walk(chosen, { kind: "labelled", ids: ids("worm").slice(0, 1), taxonId: "keep" })).toMatchObject({ errors: 1, step: "type" });
});
