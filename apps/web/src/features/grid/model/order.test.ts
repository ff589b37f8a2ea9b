import type { ObjectRow } from "@nauplius/services";
import { expect, test } from "vitest";
import { createOrder } from "./view-order.ts";

const rows = (from: number, n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: from + i, position: [from + i, from + i] }) as unknown as ObjectRow);
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function view(total: number) {
  const asked: number[] = [];
  const order = createOrder(
    async (after, limit) => {
      asked.push(limit);
      const from = (after?.[1] ?? 0) + 1;
      return rows(from, Math.min(limit, total - from + 1));
    },
    () => undefined,
  );
  return { order, asked };
}

test("reads only as far as somebody looks", async () => {
  const { order, asked } = view(10_000);
  order.want(50);
  await settle();
  expect(asked).toEqual([200]);
  expect(order.state()).toMatchObject({ whole: false, loading: false });
  expect(order.state().ids).toHaveLength(200);
});

test("a jump far down reads larger pieces, in order and without gaps", async () => {
  const { order, asked } = view(5_000);
  order.want(3_300);
  await settle();
  await settle();
  expect(asked).toEqual([1000, 1000, 1000, 1000]);
  expect(order.state().ids).toEqual(Array.from({ length: 4000 }, (_, i) => i + 1));
});

test("the end is known when a page comes short", async () => {
  const { order } = view(250);
  order.want(400);
  await settle();
  await settle();
  expect(order.state()).toMatchObject({ whole: true });
  expect(order.state().ids).toHaveLength(250);
});

test("an object that moved while the view was read keeps its first place", async () => {
  let n = 0;
  const order = createOrder(
    async () => (n++ === 0 ? [...rows(1, 199), ...rows(500, 1)] : rows(400, 150)),
    () => undefined,
  );
  order.want(201);
  await settle();
  await settle();
  expect(order.state().ids.filter((id) => id === 500)).toHaveLength(1);
});

test("a failed read is told and can be tried again", async () => {
  let n = 0;
  const order = createOrder(
    async () => {
      n += 1;
      if (n === 1) throw new Error("away");
      return rows(1, 3);
    },
    () => undefined,
  );
  order.want(1);
  await settle();
  expect(order.state().failure).toBeInstanceOf(Error);
  order.want(2);
  expect(n).toBe(1);
  order.retry();
  await settle();
  expect(order.state()).toMatchObject({ failure: null, whole: true });
});
