import { defaultSort, filter, sort, type View } from "@nauplius/domain";
import { expect, test } from "vitest";
import { queues, viewOfQueue } from "./queues.ts";

const view: View = { filter: filter.parse({ samples: [3], suspect: true }), sort: defaultSort };
const named = (id: string) => queues.find((q) => q.id === id) as (typeof queues)[number];

test("every queue is a view that an address can say", () => {
  for (const queue of queues) {
    const made = viewOfQueue(queue, view, [1, 2]);
    expect(filter.safeParse(JSON.parse(JSON.stringify(made?.filter))).success, queue.id).toBe(true);
    expect(sort.safeParse(made?.sort).success, queue.id).toBe(true);
  }
});

test("what else was filtered stays, what another queue filtered goes", () => {
  expect(viewOfQueue(named("leastCertain"), view, [])?.filter).toMatchObject({ samples: [3], states: ["predicted"] });
  expect(viewOfQueue(named("leastCertain"), view, [])?.filter.suspect).toBeUndefined();
});

test("similar ones need objects to compare with", () => {
  expect(viewOfQueue(named("similar"), view, [])).toBeNull();
  expect(viewOfQueue(named("similar"), view, [7])?.filter.like).toEqual([7]);
});
