import { expect, test } from "vitest";
import type { Gesture } from "../grid/model/gestures.ts";
import { createOutbox, type Entry, type OutboxState, type Sent } from "./outbox.ts";
import { type Durable, sheltered } from "./sheltered.ts";

const gesture = (batchId: string): Gesture => ({ kind: "undo", batchId, projectId: 1, back: [] });
const names = (entries: readonly Entry[]) => entries.map((e) => e.gesture.batchId);

/** A browser's storage that can become full, or be forbidden altogether. */
function storage() {
  const entries: Entry[] = [];
  const is = { full: false, forbidden: false };
  const guard = (isRefused: boolean) => {
    if (isRefused) throw new DOMException("no", "QuotaExceededError");
  };
  const durable: Durable = {
    add: async (userId, g) => {
      guard(is.full || is.forbidden);
      return entries.push({ seq: entries.length + 1, userId, gesture: g });
    },
    all: async () => {
      guard(is.forbidden);
      return [...entries];
    },
    remove: async (seq) => {
      guard(is.forbidden);
      entries.splice(
        entries.findIndex((e) => e.seq === seq),
        1,
      );
    },
  };
  return { is, entries, durable };
}

test("a full storage loses nothing: what it does not take waits in the tab, behind what it took, and the store says so", async () => {
  const { is, entries, durable } = storage();
  const store = sheltered(durable);
  await store.add("me", gesture("a"));
  expect(store.isDurable()).toBe(true);
  is.full = true;
  await store.add("me", gesture("b"));
  is.full = false;
  await store.add("me", gesture("c"));
  expect(names(await store.all("me"))).toEqual(["a", "b", "c"]);
  expect(names(entries)).toEqual(["a"]);
  expect(store.isDurable()).toBe(false);
  for (const { seq } of await store.all("me")) await store.remove(seq);
  expect(await store.all("me")).toEqual([]);
  expect(store.isDurable()).toBe(true);
});

test("where nothing may be kept at all, labels are sent all the same, each once, and the page hears that they lie in the tab alone", async () => {
  const { is, durable } = storage();
  is.forbidden = true;
  const sent: string[] = [];
  const states: OutboxState[] = [];
  let isOffline = true;
  const outbox = createOutbox({
    userId: "me",
    store: sheltered(durable),
    send: async (g): Promise<Sent> => {
      if (isOffline) return { kind: "later", why: "offline" };
      sent.push(g.batchId);
      return { kind: "done", answer: {} };
    },
    alone: (work) => work(),
    wait: async () => {
      isOffline = false;
    },
    keep: async () => undefined,
    onEvent: () => undefined,
    onState: (s) => states.push(s),
  });
  await outbox.push(gesture("a"));
  await outbox.push(gesture("b"));
  await outbox.flush();
  expect(sent).toEqual(["a", "b"]);
  expect(states).toContainEqual({ pending: 2, status: "offline", inTab: true });
  expect(outbox.state()).toEqual({ pending: 0, status: "saved" });
});

test("what was sent but cannot be taken out of the storage is not sent again", async () => {
  const { is, durable } = storage();
  const store = sheltered(durable);
  const seq = await store.add("me", gesture("a"));
  is.forbidden = true;
  await store.remove(seq);
  is.forbidden = false;
  expect(await store.all("me")).toEqual([]);
});
