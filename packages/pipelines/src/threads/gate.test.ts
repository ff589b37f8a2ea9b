import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openGate } from "./gate.ts";

describe("a gate", () => {
  test("never lets in more than it holds, and everyone gets through", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (weights, slots) => {
          const gate = openGate(slots, 20);
          let through = 0;
          await Promise.all(
            weights.map(async (weight) => {
              const leave = await gate.enter(weight);
              expect(gate.inside()).toBeLessThanOrEqual(slots);
              expect(gate.inside() === 1 || gate.weight() <= 20).toBe(true);
              await Promise.resolve();
              leave();
              leave();
              through += 1;
            }),
          );
          expect(through).toBe(weights.length);
          expect([gate.inside(), gate.weight()]).toEqual([0, 0]);
        },
      ),
    );
  });

  test("lets in whoever came first, also past one who gave up", async () => {
    const gate = openGate(1, 10);
    const order: string[] = [];
    const leave = await gate.enter(10);
    const abort = new AbortController();
    const given = gate.enter(10, abort.signal).then(
      () => order.push("impatient"),
      () => order.push("gave up"),
    );
    const next = gate.enter(1).then((leaveNext) => {
      order.push("next");
      leaveNext();
    });
    abort.abort();
    await given;
    leave();
    await next;
    expect(order).toEqual(["gave up", "next"]);
  });
});
