import { expect, test } from "vitest";
import { noted, roomFor } from "./chart-note.ts";

test("a note stands below all that is at the lower edge, each moved up by its room", () => {
  const note = "Not signed off: tow_a";
  const room = roomFor(note, 600);
  expect(room).toBeGreaterThan(10);
  const option = { grid: { left: 12, bottom: 8 }, legend: { top: 0 }, dataZoom: [{ bottom: 4 }, { top: 0 }], series: [] };
  expect(noted(option, note, 600)).toMatchObject({
    grid: { left: 12, bottom: 8 + room },
    legend: { top: 0 },
    dataZoom: [{ bottom: 4 + room }, { top: 0 }],
    title: { text: note, bottom: 0 },
  });
});

test("a long note takes more lines in a narrow figure, no note takes nothing", () => {
  const long = "Not signed off: a_long_name_of_a_tow, another_long_name_of_a_tow and 12 more";
  expect(roomFor(long, 300)).toBeGreaterThan(roomFor(long, 900));
  expect(roomFor(null, 300)).toBe(0);
  const option = { grid: { bottom: 8 } };
  expect(noted(option, null, 300)).toBe(option);
});
