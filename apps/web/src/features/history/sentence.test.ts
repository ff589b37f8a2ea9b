import { expect, test } from "vitest";
import { byDay } from "./sentence.ts";

test("gestures are grouped by their UTC day, in their order", () => {
  const at = (moment: string) => ({ at: moment });
  const days = byDay([at("2026-01-02T00:10:00Z"), at("2026-01-01T23:50:00Z"), at("2026-01-01T08:00:00Z")]);
  expect(days.map((d) => [d.day, d.batches.length])).toEqual([
    ["2026-01-02", 1],
    ["2026-01-01", 2],
  ]);
  expect(byDay([])).toEqual([]);
});
