import { encodeMask } from "@nauplius/imaging";
import { expect, test, vi } from "vitest";
import { outlinePath } from "./outline-path.ts";
import { createOutlines } from "./outlines.ts";

const mask = { width: 4, height: 3, on: Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0) };
const base64 = btoa(String.fromCharCode(...encodeMask(mask)));

test("an outline goes round the mask in as few strokes as it has straight edges", () => {
  expect(outlinePath(mask)).toBe("M1 1H3M1 2H3M1 1V2M3 1V2");
  expect(outlinePath({ width: 1, height: 1, on: Uint8Array.of(1) })).toBe("M0 0H1M0 1H1M0 0V1M1 0V1");
  expect(outlinePath({ width: 2, height: 2, on: new Uint8Array(4) })).toBe("");
});

test("a ring has an inner and an outer outline", () => {
  const on = Uint8Array.from({ length: 25 }, (_, i) => (i === 12 ? 0 : Number(i % 5 > 0 && i % 5 < 4 && i > 4 && i < 20)));
  expect(outlinePath({ width: 5, height: 5, on }).match(/M/g)).toHaveLength(8);
});

test("outlines are asked for once a page; objects without a mask, and damaged masks, have none; what failed is asked again", async () => {
  const fetchMasks = vi
    .fn<(ids: readonly number[]) => Promise<{ objectId: number; mask: string }[]>>()
    .mockRejectedValueOnce(new Error("offline"))
    .mockResolvedValue([
      { objectId: 1, mask: base64 },
      { objectId: 3, mask: btoa("damaged") },
    ]);
  const outlines = createOutlines(fetchMasks);
  outlines.want([1, 2, 3]);
  outlines.want([1, 2, 3]);
  await vi.waitFor(() => {
    outlines.want([1, 2, 3]);
    expect(outlines.get(1)).toEqual({ width: 4, height: 3, path: "M1 1H3M1 2H3M1 1V2M3 1V2" });
  });
  expect([outlines.get(2), outlines.get(3)]).toEqual([null, null]);
  outlines.want([3, 2, 1]);
  expect(fetchMasks).toHaveBeenCalledTimes(2);
});
