import { expect, test } from "vitest";
import { carry, isCarrying, letGo } from "./carry.ts";

/** What the browser passes from where a drag begins to where it ends. */
function drag() {
  const held = new Map<string, string>();
  return {
    dataTransfer: {
      setData: (type: string, text: string) => void held.set(type, text),
      getData: (type: string) => held.get(type) ?? "",
      get types() {
        return [...held.keys()];
      },
      effectAllowed: "none" as const,
      setDragImage: () => undefined,
    },
  };
}

test("what is let go is what was chosen when the drag began", () => {
  const d = drag();
  carry(d, { projectId: 4, ids: [7, 9] });
  expect(isCarrying(d, 4)).toBe(true);
  expect(letGo(d, 4)).toEqual([7, 9]);
});

test("a page of another project takes nothing", () => {
  const d = drag();
  carry(d, { projectId: 4, ids: [7] });
  expect(isCarrying(d, 44)).toBe(false);
  expect(letGo(d, 44)).toEqual([]);
});
