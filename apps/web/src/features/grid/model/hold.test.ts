import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHold } from "./hold.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pressed() {
  const hold = createHold(250);
  const done: string[] = [];
  hold.begin("KeyZ", { type: (more) => done.push(`typed z${more}`), held: () => done.push("held") });
  return { hold, done };
}

test("a key that is let go in time is typed, once", () => {
  const { hold, done } = pressed();
  vi.advanceTimersByTime(240);
  expect(done).toEqual([]);
  hold.release("KeyZ");
  hold.release("KeyZ");
  vi.advanceTimersByTime(1000);
  expect(done).toEqual(["typed z"]);
});

test("one that stays down is held, and letting go of it then types nothing", () => {
  const { hold, done } = pressed();
  vi.advanceTimersByTime(250);
  hold.release("KeyZ");
  expect(done).toEqual(["held"]);
  expect(hold.isPending()).toBe(false);
});

test("whoever types fast has the next letter down before the first is up: both are typed", () => {
  const { hold, done } = pressed();
  hold.typed("o");
  hold.release("KeyZ");
  vi.advanceTimersByTime(1000);
  expect(done).toEqual(["typed zo"]);
});

test("another key that is let go is not it, and what is dropped does nothing", () => {
  const { hold, done } = pressed();
  hold.release("KeyA");
  expect(hold.isPending()).toBe(true);
  hold.drop();
  vi.advanceTimersByTime(1000);
  expect(done).toEqual([]);
});
