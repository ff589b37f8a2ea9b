import fc from "fast-check";
import { expect, test } from "vitest";
import type { Gesture } from "../grid/model/gestures.ts";
import { createOutbox, type Entry, type OutboxEvent, type OutboxState, type Sent, type Store } from "./outbox.ts";

const gesture = (batchId: string): Gesture => ({ kind: "undo", batchId, projectId: 1, back: [] });

function memory(): Store & { readonly entries: Entry[] } {
  const entries: Entry[] = [];
  let seq = 0;
  return {
    entries,
    isDurable: () => true,
    add: async (userId, g) => {
      seq += 1;
      entries.push({ seq, userId, gesture: g });
      return seq;
    },
    all: async (userId) => entries.filter((e) => e.userId === userId),
    remove: async (at) => {
      entries.splice(
        entries.findIndex((e) => e.seq === at),
        1,
      );
    },
  };
}

/** A server that does each batch id once, whatever the network makes of requests and answers. */
function server(weather: readonly ("fine" | "requestLost" | "answerLost" | "signedOut")[]) {
  const done: string[] = [];
  let n = 0;
  return {
    done,
    send: async (g: Gesture): Promise<Sent> => {
      const today = weather[n++] ?? "fine";
      if (today === "signedOut") return { kind: "later", why: "signedOut" };
      if (today !== "requestLost" && !done.includes(g.batchId)) done.push(g.batchId);
      return today === "fine" ? { kind: "done", answer: {} } : { kind: "later", why: "offline" };
    },
  };
}

function outboxOver(store: Store, send: (g: Gesture) => Promise<Sent>, userId = "me") {
  const events: OutboxEvent[] = [];
  const states: OutboxState[] = [];
  const outbox = createOutbox({
    userId,
    store,
    send,
    alone: (work) => work(),
    wait: async () => undefined,
    keep: async () => undefined,
    onEvent: (e) => events.push(e),
    onState: (s) => states.push(s),
  });
  return { outbox, events, states };
}

test("whatever the network does, every gesture is done once and in order", async () => {
  const day = fc.constantFrom("fine" as const, "requestLost" as const, "answerLost" as const, "signedOut" as const);
  await fc.assert(
    fc.asyncProperty(fc.array(day, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), async (weather, n) => {
      const { send, done } = server(weather);
      const { outbox, events } = outboxOver(memory(), send);
      const ids = Array.from({ length: n }, (_, i) => `g${i}`);
      for (const id of ids) await outbox.push(gesture(id));
      await outbox.flush();
      expect(done).toEqual(ids);
      expect(events.map((e) => e.gesture.batchId)).toEqual(ids);
      expect(outbox.state()).toEqual({ pending: 0, status: "saved" });
    }),
  );
});

test("what a closed tab left is sent by the next one", async () => {
  const store = memory();
  await outboxOver(store, () => new Promise(() => undefined)).outbox.push(gesture("left"));
  const { send, done } = server([]);
  const next = outboxOver(store, send);
  // Before it has read what is left it does not say that all is saved.
  expect(next.outbox.state().status).toBe("looking");
  expect(await next.outbox.waiting(1)).toHaveLength(1);
  await next.outbox.flush();
  expect(done).toEqual(["left"]);
  expect(store.entries).toEqual([]);
});

test("a gesture is written down before it is sent", async () => {
  const order: string[] = [];
  const store = memory();
  const slow: Store = {
    ...store,
    add: async (u, g) => {
      const seq = await store.add(u, g);
      order.push("written");
      return seq;
    },
  };
  const { outbox } = outboxOver(slow, async () => {
    order.push("sent");
    return { kind: "done", answer: {} };
  });
  await outbox.push(gesture("a"));
  await outbox.flush();
  expect(order).toEqual(["written", "sent"]);
});

test("a refusal is told and makes room for the next", async () => {
  const { outbox, events } = outboxOver(memory(), async (g) =>
    g.batchId === "bad" ? { kind: "refused", message: "no" } : { kind: "done", answer: {} },
  );
  await outbox.push(gesture("bad"));
  await outbox.push(gesture("good"));
  await outbox.flush();
  expect(events.map((e) => e.kind)).toEqual(["refused", "done"]);
});

test("another person's gestures stay where they are", async () => {
  const store = memory();
  await store.add("somebody else", gesture("theirs"));
  const { send, done } = server([]);
  await outboxOver(store, send).outbox.flush();
  expect(done).toEqual([]);
  expect(store.entries).toHaveLength(1);
});

test("the page hears that it is offline, how much waits, and when all is saved", async () => {
  const { send } = server(["answerLost", "fine"]);
  const { outbox, states } = outboxOver(memory(), send);
  await outbox.push(gesture("a"));
  await outbox.flush();
  expect(states).toContainEqual({ pending: 1, status: "offline" });
  expect(states.at(-1)).toEqual({ pending: 0, status: "saved" });
});

test("what an answer leaves to be decided is written down before the gesture is forgotten", async () => {
  const store = memory();
  const waiting: number[] = [];
  const outbox = createOutbox({
    ...{ userId: "me", store, alone: (work) => work(), wait: async () => undefined, onEvent: () => undefined, onState: () => undefined },
    send: async () => ({ kind: "refused", message: "no" }),
    keep: async () => void waiting.push(store.entries.length),
  });
  await outbox.push(gesture("a"));
  await outbox.flush();
  expect(waiting).toEqual([1]);
  expect(store.entries).toEqual([]);
});
