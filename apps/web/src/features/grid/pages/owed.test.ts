import { expect, test } from "vitest";
import { createOwed } from "./owed.ts";

test("what the network lost is told with the next, and before anything is accepted; what was heard is not told again", async () => {
  const heard: (readonly number[])[] = [];
  let isOffline = true;
  const tell = createOwed(async (ids) => {
    if (isOffline) throw new TypeError("fetch failed");
    heard.push(ids);
  });
  await expect(tell([3, 4])).rejects.toThrow("fetch failed");
  await expect(tell([])).rejects.toThrow("fetch failed");
  isOffline = false;
  await tell([5]);
  await tell([]);
  expect(heard).toEqual([[3, 4, 5]]);
});
