import type { ObjectRow } from "@nauplius/services";
import { expect, test } from "vitest";
import { createOrder, type OrderPorts } from "./view-order.ts";

const rows = (from: number, n: number) => Array.from({ length: n }, (_, i) => ({ id: from + i }) as unknown as ObjectRow);
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 0));
};
const gone = new Error("gone");

/** A server whose object at place n has the id n + 1. */
function view(total: number, other: Partial<OrderPorts> = {}) {
  const asked: number[] = [];
  let orders = 0;
  const order = createOrder({
    firstPage: async (limit) => rows(1, Math.min(limit, total)),
    readOrder: async () => ({ order: ++orders, objects: total }),
    places: async (_, from, limit) => {
      asked.push(from);
      const objects = rows(from + 1, Math.max(0, Math.min(limit, total - from)));
      return { ids: objects.map((o) => o.id), objects };
    },
    isGone: (error) => error === gone,
    onRows: () => undefined,
    ...other,
  });
  return { order, asked, orders: () => orders };
}

test("a view that fits into the first page needs no order", async () => {
  const { order, asked, orders } = view(150);
  order.want(0, 50);
  await settle();
  expect(order.state()).toMatchObject({ size: 150, loading: false });
  expect([asked, orders()]).toEqual([[], 0]);
  expect(order.slice(148, 160)).toEqual([149, 150]);
});

test("what is looked at comes with two pages ahead, and nothing else", async () => {
  const { order, asked } = view(1_000_000);
  order.want(0, 50);
  await settle();
  expect(order.state().size).toBe(1_000_000);
  expect(asked.sort((a, b) => a - b)).toEqual([0, 200, 400]);
});

test("any place of a million is one jump", async () => {
  const { order, asked } = view(1_000_000);
  order.want(0, 50);
  await settle();
  asked.length = 0;
  order.want(900_000, 900_050);
  await settle();
  expect(asked.sort((a, b) => a - b)).toEqual([900_000, 900_200, 900_400]);
  expect([order.at(900_000), order.indexOf(900_001), order.at(500_000)]).toEqual([900_001, 900_000, undefined]);
});

test("pages that were scrolled past are not fetched", async () => {
  const { order, asked } = view(100_000);
  order.want(0, 50);
  await settle();
  asked.length = 0;
  for (let at = 10_000; at <= 90_000; at += 10_000) order.want(at, at + 50);
  await settle();
  expect(asked.filter((from) => from < 90_000).length).toBeLessThanOrEqual(2);
  expect(order.at(90_000)).toBe(90_001);
});

test("a range that is asked for is here when it is answered", async () => {
  const { order } = view(5_000);
  await order.load(1_000, 2_500);
  expect(order.slice(1_000, 2_500)).toHaveLength(1_500);
});

test("an order that the server forgot is read anew", async () => {
  let lost = false;
  const { order } = view(1_000, {
    readOrder: async () => ({ order: lost ? 2 : 1, objects: 1_000 }),
    places: async (of, from, limit) => {
      if (of === 1 && from > 0) {
        lost = true;
        throw gone;
      }
      const objects = rows(from + 1, limit);
      return { ids: objects.map((o) => o.id), objects };
    },
  });
  order.want(0, 10);
  await settle();
  await settle();
  expect(order.state().failure).toBeNull();
  expect(order.at(450)).toBe(451);
});

test("what changed between the first page and the order is shown as the order has it", async () => {
  const { order } = view(600, {
    places: async (_, from, limit) => {
      const objects = rows(from + 2, limit);
      return { ids: objects.map((o) => o.id), objects };
    },
  });
  order.want(0, 10);
  await settle();
  expect([order.at(0), order.indexOf(1)]).toEqual([2, -1]);
});

test("an empty place is no object", async () => {
  const { order } = view(300, { places: async (_, from) => ({ ids: from === 0 ? [1, null, 3] : [], objects: rows(1, 1) }) });
  order.want(0, 3);
  await settle();
  expect([order.at(0), order.at(1), order.at(2)]).toEqual([1, undefined, 3]);
  expect(order.slice(0, 3)).toEqual([1, 3]);
});

test("a failed read is told, is not repeated by itself, and can be tried again", async () => {
  let n = 0;
  const { order } = view(3, {
    firstPage: async () => {
      n += 1;
      if (n === 1) throw new Error("away");
      return rows(1, 3);
    },
  });
  order.want(0, 1);
  await settle();
  expect(order.state().failure).toBeInstanceOf(Error);
  expect(n).toBe(1);
  order.retry();
  await settle();
  expect(order.state()).toMatchObject({ failure: null, size: 3 });
});

test("a view that could not be read is asked for again when the person says so, not by being drawn", async () => {
  let tries = 0;
  const { order } = view(3, {
    firstPage: async () => {
      tries += 1;
      throw new Error("there is no such column");
    },
  });
  order.want(0, 50);
  await settle();
  for (let drawn = 0; drawn < 5; drawn++) {
    order.want(0, 50 + drawn);
    await settle();
  }
  await order.load(0, 10);
  expect(tries).toBe(1);
  order.retry();
  await settle();
  expect(tries).toBe(2);
});
